using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Storage.Postgres;

public sealed class PostgresArticleDb(DbContextOptions<PostgresArticleDb> options) : ArticleDb(options)
{
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
