using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace ArticleApi.Storage.Postgres;

public sealed class PostgresArticleDb(DbContextOptions<PostgresArticleDb> options) : ArticleDb(options)
{
    /// <summary>Seconds.</summary>
    private const int ImportTimeout = 30;

    private const long ImportLock = 0x6172_7469_636C_6573;

    internal override Task InsertAsync<T>(
        IEnumerable<T> rows,
        CancellationToken cancellation,
        bool skipTaken = false
    ) =>
        UseAsync(
            connection => connection.InsertAsync(RowMapping.For<T>(this), rows, skipTaken, cancellation),
            cancellation
        );

    internal override Task IndexTextAsync(
        IReadOnlyCollection<FullTextChange> entries,
        FullTextTableSet tables,
        CancellationToken cancellation
    ) => UseAsync(connection => connection.IndexAsync(entries, tables, cancellation), cancellation);

    private protected override IEnumerable<string> BeginIndexSql => PostgresFullText.Begin;

    private protected override IEnumerable<string> EndIndexSql => PostgresFullText.End;

    // The import before this one may take longer than a request should wait for anything else.
    internal override Task SerializeImportsAsync(CancellationToken cancellation)
    {
        if (((NpgsqlConnection)Database.GetDbConnection()).CommandTimeout is > 0 and < ImportTimeout)
            Database.SetCommandTimeout(ImportTimeout);

        return Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({ImportLock})", cancellation);
    }

    internal override Task AddCountsAsync(IEnumerable<FacetValueCount> labels, CancellationToken cancellation)
    {
        var plan = RowMapping.For<FacetValueCount>(this);
        return UseAsync(
            connection =>
                connection.ExecuteBatchAsync(
                    UpsertFacetCountsSql,
                    labels.Select(row => plan.Columns.Select((_, column) => plan.Value(row, column))),
                    cancellation
                ),
            cancellation
        );
    }

    internal override Task AddCountsAsync(IEnumerable<ComponentUsage> showings, CancellationToken cancellation) =>
        UseAsync(
            connection =>
                connection.ExecuteBatchAsync(
                    AddUsageSql,
                    showings.Select(row =>
                        new object?[] { row.ArticleCount, (int)row.Kind, row.Key, (int)row.Audience }
                    ),
                    cancellation
                ),
            cancellation
        );

    private async Task UseAsync(Func<NpgsqlConnection, Task> work, CancellationToken cancellation)
    {
        await Database.OpenConnectionAsync(cancellation);
        try
        {
            await work((NpgsqlConnection)Database.GetDbConnection());
        }
        finally
        {
            await Database.CloseConnectionAsync();
        }
    }

    internal override async Task<IReadOnlyList<long>> ReserveKeysAsync<T>(int count, CancellationToken cancellation)
    {
        var table = RowMapping.For<T>(this).Table;
        return await Database
            .SqlQuery<long>(
                $"""SELECT nextval(pg_get_serial_sequence({table}, 'Key')) AS "Value" FROM generate_series(1, {count})"""
            )
            .ToListAsync(cancellation);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);

        // Terms and slugs are compared byte by byte on SQLite; a language's collation would order and equate them
        // otherwise.
        foreach (
            var property in modelBuilder
                .Model.GetEntityTypes()
                .SelectMany(type => type.GetKeys())
                .SelectMany(key => key.Properties)
                .Distinct()
        )
        {
            if (property.GetProviderClrType() == typeof(string) || property.ClrType == typeof(string))
                property.SetCollation("C");
        }
    }
}

file static class ProviderTypes
{
    public static Type? GetProviderClrType(this Microsoft.EntityFrameworkCore.Metadata.IMutableProperty property) =>
        property.ClrType.IsEnum ? typeof(string) : null;
}
