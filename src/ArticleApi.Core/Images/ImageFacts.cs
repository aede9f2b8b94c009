namespace ArticleApi.Core.Images;

/// <summary>What an image is, before it is one.</summary>
public sealed record ImageFacts
{
    /// <summary>The picture's absolute address; null where the source does not say.</summary>
    public string? Href { get; init; }
    public string? MediaType { get; init; }
    public int? Width { get; init; }
    public int? Height { get; init; }

    /// <summary>A description for those who cannot see the picture; never defaulted from the caption.</summary>
    public string? AltText { get; init; }
    public Credit? Credit { get; init; }

    /// <summary>True where the print says it is a file photo; false where it does not.</summary>
    public bool FilePhoto { get; init; }

    /// <summary>The words that say so, such as <c>prefix:FILE PHOTO:</c>.</summary>
    public ValueList<string> FilePhotoEvidence { get; init; } = [];
    public Rights? Rights { get; init; }

    public const int MaxHrefLength = 2_000;
    public const int MaxMediaTypeLength = 100;
    public const int MaxAltTextLength = 2_000;
    public const int MaxPixels = 1_000_000;
}
