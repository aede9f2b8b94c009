using ArticleApi.Core.Articles;

namespace ArticleApi.Storage.Tables;

/// <summary>One entry of the log: an article as clients got it from this moment on, or its tombstone.</summary>
public sealed class ArticleVersion
{
    public const int MaxCauseLength = 40;
    public const int MaxActorLength = 120;

    public required long Sequence { get; init; }
    public required long ArticleKey { get; init; }
    public required Guid ArticleId { get; init; }
    public required int Number { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Cause { get; init; }
    public string? Reason { get; init; }
    public required string Actor { get; init; }

    /// <summary>Who this version was for.</summary>
    public required Audience Audience { get; init; }

    /// <summary>
    /// Who the version before was for; null where there was none. Tells who has to be told that it is gone.
    /// </summary>
    public Audience? PreviousAudience { get; init; }

    public required int RendererVersion { get; set; }
    public string? Slug { get; set; }

    /// <summary>
    /// What this version was found under, and its predecessor, as the index writes it; null where there was none. Stays
    /// when the text is erased: it tells who had it.
    /// </summary>
    public byte[]? Lists { get; set; }
    public byte[]? PreviousLists { get; set; }

    /// <summary>The exact JSON; null for a tombstone and once erased.</summary>
    public CompressedBytes? Document { get; set; }
}
