namespace ArticleApi.Storage;

/// <summary>Result codes of SQLite.</summary>
internal static class SqliteCode
{
    public const int ReadOnly = 8;
    public const int Io = 10;
    public const int Corrupt = 11;
    public const int Full = 13;
    public const int CannotOpen = 14;
    public const int Protocol = 15;
    public const int NotADatabase = 26;

    /// <summary>An extended code: the file was moved.</summary>
    public const int ReadOnlyMoved = 1032;
}
