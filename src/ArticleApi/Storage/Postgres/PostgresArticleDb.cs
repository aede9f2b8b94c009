using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace ArticleApi.Storage.Postgres;

public sealed class PostgresArticleDb(DbContextOptions<PostgresArticleDb> options) : ArticleDb(options)
{
    internal override async Task Insert<T>(IEnumerable<T> rows, CancellationToken cancellation, bool skipTaken = false)
    {
        await Database.OpenConnectionAsync(cancellation);
        try
        {
            await ((NpgsqlConnection)Database.GetDbConnection()).Insert(RowPlan.Of<T>(this), rows, skipTaken, cancellation);
        }
        finally
        {
            await Database.CloseConnectionAsync();
        }
    }

    internal override async Task<IReadOnlyList<long>> Keys<T>(int count, CancellationToken cancellation)
    {
        var table = RowPlan.Of<T>(this).Table;
        return await Database.SqlQuery<long>($"""SELECT nextval(pg_get_serial_sequence({table}, 'Key')) AS "Value" FROM generate_series(1, {count})""").ToListAsync(cancellation);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);

        // Terms and slugs are compared byte by byte on SQLite; a language's collation would order and equate them otherwise.
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(type => type.GetKeys()).SelectMany(key => key.Properties).Distinct())
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
