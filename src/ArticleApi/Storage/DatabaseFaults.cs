using Microsoft.Data.Sqlite;
using Npgsql;

namespace ArticleApi.Storage;

/// <summary>Tells the faults of a database by what it or its driver says, in both dialects.</summary>
internal static class DatabaseFaults
{
    public static DatabaseFault Classify(Exception error) =>
        error switch
        {
            SqliteException sqlite => ClassifySqlite(sqlite),
            PostgresException postgres => ClassifySqlState(postgres.SqlState),
            NpgsqlException { InnerException: TimeoutException } or TimeoutException => DatabaseFault.Silent,
            // What the driver says by itself is about the connection, but for one that is used twice at once.
            NpgsqlException and not NpgsqlOperationInProgressException => DatabaseFault.Unreachable,
            _ => error.InnerException is { } inner ? Classify(inner) : DatabaseFault.None,
        };

    private static DatabaseFault ClassifySqlite(SqliteException error) =>
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
    private static DatabaseFault ClassifySqlState(string state) =>
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
