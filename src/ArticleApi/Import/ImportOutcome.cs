namespace ArticleApi.Import;

/// <summary>What became of an article that a document has.</summary>
internal enum ImportOutcome
{
    Added,

    /// <summary>A later version of an article that was in.</summary>
    Updated,

    /// <summary>In already, from this document or another.</summary>
    Known,

    /// <summary>An earlier version than the one that is in; not taken.</summary>
    Outdated,

    /// <summary>Taken back by its source.</summary>
    Withdrawn,

    /// <summary>In already, and not the caller's to see or to change so; nothing was written.</summary>
    Forbidden,
}
