using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace ArticleApi.Storage.Postgres;

public sealed class PostgresArticleDb(DbContextOptions<PostgresArticleDb> options) : ArticleDb(options)
{
    /// <summary>Seconds.</summary>
    private const int ImportTimeout = 30;

    private const long ImportLockKey = 0x6172_7469_636C_6573;

    private protected override IEnumerable<string> BeginIndexSql => PostgresFullText.Begin;

    private protected override IEnumerable<string> EndIndexSql => PostgresFullText.End;

    // The import before this one may take longer than a request should wait for anything else.
    internal override Task SerializeImportsAsync(CancellationToken cancellation)
    {
        if (((NpgsqlConnection)Database.GetDbConnection()).CommandTimeout is > 0 and < ImportTimeout)
            Database.SetCommandTimeout(ImportTimeout);

#pragma warning disable RS0030 // This writes nothing.
        return Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({ImportLockKey})", cancellation);
#pragma warning restore RS0030
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
