using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace ArticleApi.Storage.Sqlite;

/// <summary>
/// What every SQLite connection needs: durable commits, and freed pages overwritten so that erased text is gone.
/// </summary>
internal sealed class SqliteSettings : DbConnectionInterceptor
{
    private const string Pragmas =
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON; "
        + "PRAGMA mmap_size = 2147418112; PRAGMA temp_store = MEMORY;";

    // A pooled connection is opened for each use, but its handle keeps its settings.
    private static readonly ConditionalWeakTable<sqlite3, object> Set = [];

    public override InterceptionResult ConnectionOpening(
        DbConnection connection,
        ConnectionEventData eventData,
        InterceptionResult result
    )
    {
        var prepared = SqliteFile.Prepare(connection.ConnectionString);
        if (prepared != connection.ConnectionString)
            connection.ConnectionString = prepared;
        return result;
    }

    public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection,
        ConnectionEventData eventData,
        InterceptionResult result,
        CancellationToken cancellationToken = default
    ) => new(ConnectionOpening(connection, eventData, result));

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) =>
        Apply((SqliteConnection)connection);

    public override Task ConnectionOpenedAsync(
        DbConnection connection,
        ConnectionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        Apply((SqliteConnection)connection);
        return Task.CompletedTask;
    }

    /// <summary>
    /// Nobody here uses a connection on two threads at once, so none need guard itself at every call. SQLite takes this
    /// before its first connection only; told later, it guards on.
    /// </summary>
    public static void UseMultiThreadMode()
    {
        Batteries_V2.Init();
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MULTITHREAD);
    }

    /// <summary>Another writer is waited for as long as the connection string says by <c>Default Timeout</c>.</summary>
    public static string BusyTimeout(SqliteConnection connection) =>
        string.Create(CultureInfo.InvariantCulture, $"PRAGMA busy_timeout = {connection.DefaultTimeout * 1000L};");

    public static void Apply(SqliteConnection connection)
    {
        if (connection.Handle is not { } handle || Set.TryGetValue(handle, out _))
            return;

        // Plans hang on the statement alone. Otherwise one with a LIMIT is prepared anew whenever it is bound.
        _ = raw.sqlite3_db_config(handle, raw.SQLITE_DBCONFIG_ENABLE_QPSG, 1, out _);
        using var command = connection.CreateCommand();
        command.CommandText = BusyTimeout(connection) + Pragmas;
        command.ExecuteNonQuery();
        Set.TryAdd(handle, handle);
    }
}
