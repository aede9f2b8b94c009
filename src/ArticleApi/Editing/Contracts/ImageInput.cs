using ArticleApi.Core;

namespace ArticleApi.Editing.Contracts;

/// <summary>A picture as it is sent.</summary>
public record ImageInput
{
    /// <summary>The picture's absolute http or https address.</summary>
    public string? Href { get; init; }
    public string? MediaType { get; init; }
    public int? Width { get; init; }
    public int? Height { get; init; }

    /// <summary>A description for those who cannot see the picture.</summary>
    public string? AltText { get; init; }

    /// <summary>Read from the raw caption where it is left out.</summary>
    public CreditInput? Credit { get; init; }

    /// <summary>Read from the raw caption where it is left out.</summary>
    public bool? FilePhoto { get; init; }
    public Rights? Rights { get; init; }

    /// <summary>A caption; <c>{"raw": "…"}</c> is enough.</summary>
    public CaptionInput? Caption { get; init; }
}
