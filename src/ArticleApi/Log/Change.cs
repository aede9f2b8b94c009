namespace ArticleApi.Log;

/// <summary>Why something changes, as the log and the change feed say it.</summary>
public static class Cause
{
    public const string Created = "created";
    public const string Edited = "edited";
    public const string Corrected = "corrected";
    public const string Published = "published";
    public const string EmbargoLifted = "embargo-lifted";
    public const string Expired = "expired";
    public const string Withdrawn = "withdrawn";
    public const string Deleted = "deleted";
    public const string Imported = "imported";
    public const string ImageChanged = "image-changed";
    public const string CaptionChanged = "caption-changed";
    public const string DatelineChanged = "dateline-changed";
}

/// <summary>Who changes what, why, and what they believe the current version to be.</summary>
/// <param name="Actor">Such as <c>key:0199…</c>, <c>import</c> or <c>clock</c>.</param>
/// <param name="Reason">For readers, on withdrawal and deletion.</param>
/// <param name="Expected">The versions the caller saw, by article key; checked under the append lock.</param>
public sealed record Change(
    string Actor,
    string Cause,
    string? Reason = null,
    Guid? ReplacedBy = null,
    IReadOnlyDictionary<long, int>? Expected = null
);

/// <summary>What came of a commit.</summary>
public enum Outcome
{
    Done,

    /// <summary>Somebody else changed it first; nothing was written.</summary>
    Stale,

    /// <summary>A unique index refused a row; nothing was written.</summary>
    Duplicate,

    /// <summary>Something that is used cannot be deleted; nothing was written.</summary>
    InUse,

    /// <summary>It would have been done; nothing was written, since only that was asked.</summary>
    Rehearsed,
}

/// <param name="Job">The background job that renders the rest, where too many articles show what changed.</param>
public sealed record Committed(Outcome Outcome, long? Job = null);
