namespace ArticleApi.Core.Rejections;

/// <summary>Why something was not done.</summary>
public enum RejectionReason
{
    /// <summary>What was sent is not valid; the errors say where.</summary>
    Invalid,
    NotFound,

    /// <summary>It was withdrawn or deleted.</summary>
    Gone,
    Expired,
    Forbidden,

    /// <summary>The state of the thing does not allow it.</summary>
    Conflict,
    DuplicateSlug,
    DuplicateDateline,

    /// <summary>Something else uses it.</summary>
    InUse,

    /// <summary>The caller must say which version they saw.</summary>
    VersionRequired,

    /// <summary>What the caller said names no version.</summary>
    VersionMalformed,

    /// <summary>The caller wants it made, and it is there already.</summary>
    ExistsAlready,

    /// <summary>Somebody changed it since the caller saw it.</summary>
    VersionConflict,
}
