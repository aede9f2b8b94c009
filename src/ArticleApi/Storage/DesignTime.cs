using ArticleApi.Storage.Postgres;
using ArticleApi.Storage.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace ArticleApi.Storage;

/// <summary>Lets <c>dotnet ef</c> make a context without the service or a database.</summary>
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteArticleDb>
{
    public SqliteArticleDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<SqliteArticleDb>();
        options.UseSqliteArticles("Data Source=:memory:");
        return new(options.Options);
    }
}

/// <inheritdoc cref="SqliteDesign"/>
internal sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresArticleDb>
{
    public PostgresArticleDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<PostgresArticleDb>();
        options.UsePostgresArticles("Host=design");
        return new(options.Options);
    }
}
