namespace ArticleApi.Log;

/// <summary>What came of a commit.</summary>
public enum CommitStatus
{
    Committed,

    /// <summary>Somebody else changed it first; nothing was written.</summary>
    VersionConflict,

    /// <summary>A unique index refused a row; nothing was written.</summary>
    DuplicateKey,

    /// <summary>Something that is used cannot be deleted; nothing was written.</summary>
    StillReferenced,

    /// <summary>It would have been done; nothing was written, since only that was asked.</summary>
    DryRun,
}
