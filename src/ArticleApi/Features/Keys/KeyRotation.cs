namespace ArticleApi.Features.Keys;

/// <summary>How a key gets another text.</summary>
public sealed record KeyRotation
{
    public const int MaxOverlapSeconds = 30 * 24 * 60 * 60;

    /// <summary>
    /// How long the text it has is taken beside the new one: from 0, no more at once, to 2592000, 30 days.
    /// </summary>
    public required int OverlapSeconds { get; init; }
}
