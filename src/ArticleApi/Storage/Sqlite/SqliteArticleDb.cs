using ArticleApi.Core.Images;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Storage.Sqlite;

public sealed class SqliteArticleDb(DbContextOptions<SqliteArticleDb> options) : ArticleDb(options)
{
    // Pages freed by secure_delete are zeroed in the database, but the write-ahead log still holds them until it is
    // truncated. Readers may be in the way: they are waited for two seconds.
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
            command.CommandText = SqliteSettings.BusyTimeout((SqliteConnection)Database.GetDbConnection());
            await command.ExecuteNonQueryAsync(cancellation);
            return busy == 0;
        }
        finally
        {
            await Database.CloseConnectionAsync();
        }
    }

    internal override Task Insert<T>(IEnumerable<T> rows, CancellationToken cancellation, bool skipTaken = false) =>
        Use(connection => connection.Insert(RowPlan.Of<T>(this), rows, skipTaken));

    // The old tables are gone while new ones are filled.
    internal override Task Index(
        IReadOnlyCollection<SearchEntry> entries,
        IndexTables tables,
        CancellationToken cancellation
    ) => Use(connection => connection.Index(entries, tables.HasFlag(IndexTables.Next)));

    private protected override IEnumerable<string> BeginIndexSql => SqliteSearch.Begin;

    private protected override IEnumerable<string> EndIndexSql => SqliteSearch.End;

    internal override Task Count(IEnumerable<LabelCount> labels, CancellationToken cancellation)
    {
        var plan = RowPlan.Of<LabelCount>(this);
        return Use(connection =>
            connection.Run(CountLabels, labels, (statement, row) => SqliteInserts.Bind(statement, plan, row))
        );
    }

    internal override Task Count(IEnumerable<Showing> showings, CancellationToken cancellation) =>
        Use(connection =>
            connection.Run(
                CountShowings,
                showings,
                (statement, row) =>
                {
                    long[] values = [row.Uses, (long)row.Kind, row.Key, (long)row.Audience];
                    for (var i = 0; i < values.Length; i++)
                        _ = SqliteNative.Bind(statement, i + 1, values[i]);
                }
            )
        );

    private Task Use(Action<SqliteConnection> work)
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

    internal override async Task<IReadOnlyList<long>> Keys<T>(int count, CancellationToken cancellation)
    {
        var table = RowPlan.Of<T>(this).Table;
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
        modelBuilder.Entity<Term>().IsItsKey();
        modelBuilder.Entity<DateEntry>().IsItsKey();
        modelBuilder.Entity<FacetRow>().IsItsKey();
        modelBuilder.Entity<SlugRow>().IsItsKey();
        modelBuilder.Entity<ImportIdentity>().IsItsKey();
        modelBuilder.Entity<ImageUse>().IsItsKey();
        modelBuilder.Entity<Showing>().IsItsKey();
        modelBuilder.Entity<LabelCount>().IsItsKey();
    }
}
