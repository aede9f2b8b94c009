using ArticleApi.Core.Images;
using ArticleApi.Storage.Tables;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Storage.Sqlite;

public sealed class SqliteArticleDb(DbContextOptions<SqliteArticleDb> options) : ArticleDb(options)
{
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

    internal override Task InsertAsync<T>(
        IEnumerable<T> rows,
        CancellationToken cancellation,
        bool skipTaken = false
    ) => UseAsync(connection => connection.Insert(RowMapping.For<T>(this), rows, skipTaken));

    // The old tables are gone while new ones are filled.
    internal override Task IndexTextAsync(
        IReadOnlyCollection<FullTextChange> entries,
        FullTextTableSet tables,
        CancellationToken cancellation
    ) => UseAsync(connection => connection.Index(entries, tables.HasFlag(FullTextTableSet.Next)));

    private protected override IEnumerable<string> BeginIndexSql => SqliteFullText.Begin;

    private protected override IEnumerable<string> EndIndexSql => SqliteFullText.End;

    internal override Task AddCountsAsync(IEnumerable<FacetValueCount> labels, CancellationToken cancellation)
    {
        var plan = RowMapping.For<FacetValueCount>(this);
        return UseAsync(connection =>
            connection.ExecuteForEach(
                UpsertFacetCountsSql,
                labels,
                (statement, row) => SqliteWriter.Bind(statement, plan, row)
            )
        );
    }

    internal override Task AddCountsAsync(IEnumerable<ComponentUsage> showings, CancellationToken cancellation) =>
        UseAsync(connection =>
            connection.ExecuteForEach(
                AddUsageSql,
                showings,
                (statement, row) =>
                {
                    long[] values = [row.ArticleCount, (long)row.Kind, row.Key, (long)row.Audience];
                    for (var i = 0; i < values.Length; i++)
                        _ = SqliteNative.Bind(statement, i + 1, values[i]);
                }
            )
        );

    private Task UseAsync(Action<SqliteConnection> work)
    {
        Database.OpenConnection();
        try
        {
            work((SqliteConnection)Database.GetDbConnection());
        }
        finally
        {
            Database.CloseConnection();
        }

        return Task.CompletedTask;
    }

    internal override async Task<IReadOnlyList<long>> ReserveKeysAsync<T>(int count, CancellationToken cancellation)
    {
        var table = RowMapping.For<T>(this).Table;
        var last = await Database
            .SqlQuery<long>($"SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = {table}), 0) AS Value")
            .SingleAsync(cancellation);
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
