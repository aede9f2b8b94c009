namespace ArticleApi.Core.Articles;

/// <summary>
/// Where an article is in its life. A deleted article has no row any more, only a tombstone in the log.
/// </summary>
public enum ArticleStatus
{
    Draft,
    Scheduled,
    Published,
    Withdrawn,
}

/// <summary>Who set an embargo, and so may lift it.</summary>
public enum EmbargoOrigin
{
    /// <summary>An editor, by <c>embargoUntil</c>; only the desk lifts it.</summary>
    Desk,

    /// <summary>The document that it was imported from; a later version of that says anew until when.</summary>
    Source,

    /// <summary>A date of publication that is yet to come.</summary>
    Publication,
}

/// <summary>Who may see an article, or a version of it. Ordered: the widest first.</summary>
public enum Audience
{
    /// <summary>Anybody.</summary>
    Public,

    /// <summary>Keys that may read what is under embargo.</summary>
    Embargo,

    /// <summary>Keys that may read drafts.</summary>
    Staff,
}
