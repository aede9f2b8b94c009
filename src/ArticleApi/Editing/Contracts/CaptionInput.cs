namespace ArticleApi.Editing.Contracts;

/// <summary>
/// A caption as it is sent: <c>raw</c> goes through the caption reader; parts that are sent too are taken as they are.
/// </summary>
public sealed record CaptionInput
{
    /// <summary>A caption that exists, where an article picks one.</summary>
    public Guid? Id { get; init; }
    public string? Language { get; init; }

    /// <summary>The caption without its credit.</summary>
    public string? Text { get; init; }

    /// <summary>The caption as printed, credit and all.</summary>
    public string? Raw { get; init; }

    /// <summary>
    /// Where and when the picture was taken; read from <c>raw</c> where it is left out, none where it is null.
    /// </summary>
    public DatelineInput? Dateline { get; init; }
}
