using Microsoft.Data.Sqlite;
using Npgsql;

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

/// <summary>Tells the faults of a database by what it or its driver says, in both dialects.</summary>
internal static class DatabaseFaults
{
    public static DatabaseFault Of(Exception error) =>
        error switch
        {
            SqliteException sqlite => OfSqlite(sqlite),
            PostgresException postgres => OfState(postgres.SqlState),
            NpgsqlException { InnerException: TimeoutException } or TimeoutException => DatabaseFault.Silent,
            // What the driver says by itself is about the connection, but for one that is used twice at once.
            NpgsqlException and not NpgsqlOperationInProgressException => DatabaseFault.Unreachable,
            _ => error.InnerException is { } inner ? Of(inner) : DatabaseFault.None,
        };

    private static DatabaseFault OfSqlite(SqliteException error) =>
        (error.SqliteErrorCode, error.SqliteExtendedErrorCode) switch
        {
            (_, SqliteCode.ReadOnlyMoved) => DatabaseFault.Moved,
            (SqliteCode.ReadOnly, _) => DatabaseFault.ReadOnly,
            (SqliteCode.Full, _) => DatabaseFault.Full,
            (
                SqliteCode.Io
                    or SqliteCode.CannotOpen
                    or SqliteCode.Corrupt
                    or SqliteCode.NotADatabase
                    or SqliteCode.Protocol,
                _
            ) => DatabaseFault.Unreadable,
            _ => DatabaseFault.None,
        };

    // By the classes of https://www.postgresql.org/docs/current/errcodes-appendix.html: of the connection, of
    // resources, of a server that ends or begins, of its system, of a login or a database that is not there any more.
    private static DatabaseFault OfState(string state) =>
        state switch
        {
            PostgresErrorCodes.DiskFull => DatabaseFault.Full,
            PostgresErrorCodes.ReadOnlySqlTransaction => DatabaseFault.ReadOnly,
            PostgresErrorCodes.QueryCanceled => DatabaseFault.Silent,
            PostgresErrorCodes.InvalidCatalogName => DatabaseFault.Unreachable,
            _ when state.StartsWith("08", StringComparison.Ordinal)
                    || state.StartsWith("28", StringComparison.Ordinal)
                    || state.StartsWith("53", StringComparison.Ordinal)
                    || state.StartsWith("57P", StringComparison.Ordinal)
                    || state.StartsWith("58", StringComparison.Ordinal) => DatabaseFault.Unreachable,
            _ => DatabaseFault.None,
        };
}

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
