using ArticleApi.Core.Articles;

namespace ArticleApi.Storage.Tables;

public enum HeadState
{
    Live,
    Withdrawn,
    Deleted,

    /// <summary>Never stored: what those get instead of it who had it before it expired.</summary>
    Expired,
}

/// <summary>
/// The newest version of an article, as lists and items deliver it. Written only under the append lock.
/// </summary>
public sealed class ArticleHead
{
    public required long ArticleKey { get; init; }
    public required Guid ArticleId { get; init; }
    public HeadState State { get; set; }

    /// <summary>Its place in the order of publication; null once gone.</summary>
    public long? PublicationKey { get; set; }
    public Audience Audience { get; set; }

    /// <summary>Who gets the text of those who see the article.</summary>
    public Access Access { get; set; }
    public int Version { get; set; }
    public long Sequence { get; set; }
    public int RendererVersion { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset? AvailableAt { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }
    public DateTimeOffset? RevisedAt { get; set; }

    /// <summary>When the clock alone changes who may see it.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>Since when readers have it no more, where they had it once.</summary>
    public DateTimeOffset? ExpiredAt { get; set; }
    public string? Slug { get; set; }

    /// <summary>The <see cref="LogSequence.IndexGeneration"/> that its entry in the full-text index is of.</summary>
    public int IndexGeneration { get; set; }

    /// <summary>
    /// What the body is recognised by when it comes again in other words; null where it is too short, and once gone.
    /// </summary>
    public byte[]? Signature { get; set; }

    /// <summary>The terms without their audience, one to a line.</summary>
    public string Terms { get; set; } = "";

    /// <summary>The dates it is ordered by, <c>name instant</c> to a line.</summary>
    public string SortValues { get; set; } = "";

    /// <summary>The images, captions and datelines it shows, <c>kind key</c> to a line.</summary>
    public string References { get; set; } = "";

    public byte[]? Summary { get; set; }

    /// <summary>Once gone: why, and what stands in its place.</summary>
    public string? Reason { get; set; }
    public Guid? ReplacedBy { get; set; }
}

public enum ComponentKind
{
    Image,
    Caption,
    Dateline,
}
