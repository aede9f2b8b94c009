using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Storage.Sqlite;

public sealed class SqliteArticleDb(DbContextOptions<SqliteArticleDb> options) : ArticleDb(options)
{
    // Pages freed by secure_delete are zeroed in the database, but the write-ahead log still holds them until it is truncated.
    // Readers may be in the way: they are waited for two seconds.
    public override async Task<bool> SettleErasure(CancellationToken cancellation)
    {
        await Database.OpenConnectionAsync(cancellation);
        try
        {
            await using var command = Database.GetDbConnection().CreateCommand();
            command.CommandText = "PRAGMA busy_timeout = 2000";
            await command.ExecuteNonQueryAsync(cancellation);
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            var busy = (long)(await command.ExecuteScalarAsync(cancellation))!;
            command.CommandText = SqliteSettings.BusyTimeout;
            await command.ExecuteNonQueryAsync(cancellation);
            return busy == 0;
        }
        finally
        {
            await Database.CloseConnectionAsync();
        }
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<Term>().IsItsKey();
        modelBuilder.Entity<DateEntry>().IsItsKey();
    }
}
