using Microsoft.Data.Sqlite;
using Npgsql;

namespace ArticleApi.Storage;

/// <summary>What a database says when it refuses a row, in both dialects.</summary>
internal static class DbErrors
{
    private const int SqliteUnique = 2067;
    private const int SqlitePrimaryKey = 1555;
    private const int SqliteForeignKey = 787;

    // What a key with ON DELETE RESTRICT says, which SQLite has as a trigger of its own.
    private const int SqliteTrigger = 1811;
    private const int SqliteError = 1;
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;

    public static bool IsDuplicateKey(this Exception refused) =>
        (refused.InnerException ?? refused)
            is SqliteException { SqliteExtendedErrorCode: SqliteUnique or SqlitePrimaryKey }
                or PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    public static bool IsForeignKeyViolation(this Exception refused) =>
        (refused.InnerException ?? refused)
            is SqliteException { SqliteExtendedErrorCode: SqliteForeignKey or SqliteTrigger }
                or PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation };

    /// <summary>
    /// The full-text index is being made anew on SQLite, where the new tables have their name only when they are whole.
    /// </summary>
    public static bool IsMissingSearchTable(this Exception refused) =>
        refused is SqliteException { SqliteErrorCode: SqliteError } missing
        && missing.Message.Contains("no such table: search_", StringComparison.Ordinal);

    /// <summary>Another writer was in the way; the same request may succeed.</summary>
    public static bool IsTransient(this Exception refused) =>
        refused
            is SqliteException { SqliteErrorCode: SqliteBusy or SqliteLocked }
                or PostgresException
                {
                    SqlState: PostgresErrorCodes.DeadlockDetected
                        or PostgresErrorCodes.SerializationFailure
                        or PostgresErrorCodes.LockNotAvailable
                }
        || (refused.InnerException is { } inner && inner.IsTransient());
}
