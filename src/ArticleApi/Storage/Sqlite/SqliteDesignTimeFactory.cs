using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace ArticleApi.Storage.Sqlite;

/// <summary>Lets <c>dotnet ef</c> make a context without the service or a database.</summary>
internal sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<SqliteArticleDb>
{
    public SqliteArticleDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<SqliteArticleDb>();
        options.UseSqliteArticles("Data Source=:memory:");
        return new(options.Options);
    }
}
