using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace ArticleApi.Storage.Postgres;

public sealed class PostgresArticleDb(DbContextOptions<PostgresArticleDb> options) : ArticleDb(options)
{
    /// <summary>Seconds.</summary>
    private const int ImportTimeout = 30;

    private const long ImportLock = 0x6172_7469_636C_6573;

    internal override Task Insert<T>(IEnumerable<T> rows, CancellationToken cancellation, bool skipTaken = false) =>
        Use(connection => connection.Insert(RowPlan.Of<T>(this), rows, skipTaken, cancellation), cancellation);

    internal override Task Index(
        IReadOnlyCollection<SearchEntry> entries,
        IndexTables tables,
        CancellationToken cancellation
    ) => Use(connection => connection.Index(entries, tables, cancellation), cancellation);

    private protected override IEnumerable<string> BeginIndexSql => PostgresSearch.Begin;

    private protected override IEnumerable<string> EndIndexSql => PostgresSearch.End;

    // The import before this one may take longer than a request should wait for anything else.
    internal override Task OneImport(CancellationToken cancellation)
    {
        if (((NpgsqlConnection)Database.GetDbConnection()).CommandTimeout is > 0 and < ImportTimeout)
            Database.SetCommandTimeout(ImportTimeout);

        return Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({ImportLock})", cancellation);
    }

    internal override Task Count(IEnumerable<LabelCount> labels, CancellationToken cancellation)
    {
        var plan = RowPlan.Of<LabelCount>(this);
        return Use(
            connection =>
                connection.Run(
                    CountLabels,
                    labels.Select(row => plan.Columns.Select((_, column) => plan.Value(row, column))),
                    cancellation
                ),
            cancellation
        );
    }

    internal override Task Count(IEnumerable<Showing> showings, CancellationToken cancellation) =>
        Use(
            connection =>
                connection.Run(
                    CountShowings,
                    showings.Select(row => new object?[] { row.Uses, (int)row.Kind, row.Key, (int)row.Audience }),
                    cancellation
                ),
            cancellation
        );

    private async Task Use(Func<NpgsqlConnection, Task> work, CancellationToken cancellation)
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

    internal override async Task<IReadOnlyList<long>> Keys<T>(int count, CancellationToken cancellation)
    {
        var table = RowPlan.Of<T>(this).Table;
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
