using System.ComponentModel;

namespace ArticleApi.Editing.Contracts;

/// <summary>A new caption and the image it belongs to.</summary>
[DisplayName("NewCaption")]
public sealed record NewCaptionInput
{
    public required Guid ImageId { get; init; }
    public string? Language { get; init; }

    /// <summary>The caption without its credit.</summary>
    public string? Text { get; init; }

    /// <summary>The caption as printed; it goes through the caption reader.</summary>
    public string? Raw { get; init; }

    /// <summary>Where and when the picture was taken; read from <c>raw</c> where it is left out.</summary>
    public DatelineInput? Dateline { get; init; }

    public CaptionInput Caption =>
        new()
        {
            Language = Language,
            Text = Text,
            Raw = Raw,
            Dateline = Dateline,
        };
}
