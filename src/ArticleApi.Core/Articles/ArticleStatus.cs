namespace ArticleApi.Core.Articles;

/// <summary>Where an article is in its life. A deleted article has no row any more, only a tombstone in the log.</summary>
public enum ArticleStatus
{
    Draft,
    Scheduled,
    Published,
    Withdrawn,
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
