using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace ArticleApi.Storage.Postgres;

public sealed class PostgresArticleDb(DbContextOptions<PostgresArticleDb> options) : ArticleDb(options)
{
    /// <summary>Seconds.</summary>
    private const int ImportTimeout = 30;

    private const long ImportLockKey = 0x6172_7469_636C_6573;

    private const long MigrationLockKey = ImportLockKey + 1;

    private protected override IEnumerable<string> BeginIndexSql => PostgresFullText.Begin;

    private protected override IEnumerable<string> EndIndexSql => PostgresFullText.End;

    // The framework's lock ends with each migration's transaction, and another replica that starts at the same time
    // would apply the next one as well.
    internal override async Task MigrateSchemaAsync(CancellationToken cancellation)
    {
        await EnsureDatabaseAsync(cancellation);
        await Database.OpenConnectionAsync(cancellation);
        try
        {
#pragma warning disable RS0030 // These write nothing.
            await Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({MigrationLockKey})", cancellation);
            try
            {
                await base.MigrateSchemaAsync(cancellation);
            }
            finally
            {
                await Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({MigrationLockKey})", default);
            }
#pragma warning restore RS0030
        }
        finally
        {
            await Database.CloseConnectionAsync();
        }
    }

    private async Task EnsureDatabaseAsync(CancellationToken cancellation)
    {
        var creator = Database.GetService<IRelationalDatabaseCreator>();
        if (await creator.ExistsAsync(cancellation))
            return;
        try
        {
            await creator.CreateAsync(cancellation);
        }
        catch (PostgresException error)
            when (error.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another replica made it meanwhile.
        }
    }

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
