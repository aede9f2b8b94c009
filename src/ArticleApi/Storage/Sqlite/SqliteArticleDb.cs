using ArticleApi.Core.Images;
using Microsoft.Data.Sqlite;
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

    internal override Task Insert<T>(IEnumerable<T> rows, CancellationToken cancellation, bool skipTaken = false)
    {
        Database.OpenConnection();
        try
        {
            ((SqliteConnection)Database.GetDbConnection()).Insert(RowPlan.Of<T>(this), rows, skipTaken);
        }
        finally
        {
            Database.CloseConnection();
        }

        return Task.CompletedTask;
    }

    internal override async Task<IReadOnlyList<long>> Keys<T>(int count, CancellationToken cancellation)
    {
        var table = RowPlan.Of<T>(this).Table;
        var last = await Database.SqlQuery<long>($"SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = {table}), 0) AS Value").SingleAsync(cancellation);
        return [.. Enumerable.Range(1, count).Select(number => last + number)];
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<Guid>().HaveConversion<IdConverter>();
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<MillisecondsConverter>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<Term>().IsItsKey();
        modelBuilder.Entity<DateEntry>().IsItsKey();
        modelBuilder.Entity<SlugRow>().IsItsKey();
        modelBuilder.Entity<ImportIdentity>().IsItsKey();
        modelBuilder.Entity<ImageUse>().IsItsKey();
        modelBuilder.Entity<Showing>().IsItsKey();
        modelBuilder.Entity<LabelCount>().IsItsKey();
    }
}
