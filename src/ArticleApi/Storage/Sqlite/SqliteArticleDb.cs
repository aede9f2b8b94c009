using ArticleApi.Core.Images;
using ArticleApi.Storage.Tables;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Storage.Sqlite;

public sealed class SqliteArticleDb(DbContextOptions<SqliteArticleDb> options) : ArticleDb(options)
{
    internal override bool HasSingleWriter => true;

    // Pages freed by secure_delete are zeroed in the database, but the write-ahead log still holds them until it is
    // truncated. Readers may be in the way: they are waited for two seconds.
    public override async Task<bool> CompleteErasureAsync(CancellationToken cancellation)
    {
        await Database.OpenConnectionAsync(cancellation);
        try
        {
            await using var command = Database.GetDbConnection().CreateCommand();
            command.CommandText = "PRAGMA busy_timeout = 2000";
            await command.ExecuteNonQueryAsync(cancellation);
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            var busy = (long)(await command.ExecuteScalarAsync(cancellation))!;
            command.CommandText = SqliteSettings.BusyTimeout((SqliteConnection)Database.GetDbConnection());
            await command.ExecuteNonQueryAsync(cancellation);
            return busy == 0;
        }
        finally
        {
            await Database.CloseConnectionAsync();
        }
    }

    private protected override IEnumerable<string> BeginIndexSql => SqliteFullText.Begin;

    private protected override IEnumerable<string> EndIndexSql => SqliteFullText.End;

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<Guid>().HaveConversion<IdConverter>();
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<MillisecondsConverter>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<Posting>().IsWithoutRowId();
        modelBuilder.Entity<SortEntry>().IsWithoutRowId();
        modelBuilder.Entity<FacetValues>().IsWithoutRowId();
        modelBuilder.Entity<SlugReservation>().IsWithoutRowId();
        modelBuilder.Entity<ImportIdentity>().IsWithoutRowId();
        modelBuilder.Entity<ImageUse>().IsWithoutRowId();
        modelBuilder.Entity<ComponentUsage>().IsWithoutRowId();
        modelBuilder.Entity<FacetValueCount>().IsWithoutRowId();
    }
}
