namespace ArticleApi.Storage;

/// <summary>What is the matter with a database that fails whatever is asked of it.</summary>
internal enum DatabaseFault
{
    None,

    /// <summary>No connection can be had, or it broke.</summary>
    Unreachable,

    /// <summary>It gave no answer in time.</summary>
    Silent,

    /// <summary>A SQLite file, or its write-ahead log, is not where it was opened.</summary>
    Moved,

    /// <summary>A SQLite file cannot be opened or read.</summary>
    Unreadable,

    /// <summary>It can be read, but not written to.</summary>
    ReadOnly,

    /// <summary>It can be read, but its disk has no room for more.</summary>
    Full,
}
