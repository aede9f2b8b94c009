using ArticleApi.Storage.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace ArticleApi.Storage.Postgres;

/// <inheritdoc cref="SqliteDesignTimeFactory"/>
internal sealed class PostgresDesignTimeFactory : IDesignTimeDbContextFactory<PostgresArticleDb>
{
    public PostgresArticleDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<PostgresArticleDb>();
        options.UsePostgresArticles("Host=design");
        return new(options.Options);
    }
}
