using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ArticleApi.Storage.Sqlite;

/// <summary>What every SQLite connection needs: durable commits, and freed pages overwritten so that erased text is gone.</summary>
internal sealed class SqliteSettings : DbConnectionInterceptor
{
    private const string Pragmas =
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON; " +
        "PRAGMA busy_timeout = 30000; PRAGMA mmap_size = 268435456; PRAGMA temp_store = MEMORY;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
