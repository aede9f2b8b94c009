using ArticleApi.Storage;
using ArticleApi.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ArticleApi.Tests.Storage;

/// <summary>What a database refuses is known for what it is, however it puts it.</summary>
public abstract class DbErrorsTests(TestApiHost api)
{
    public sealed class OnSqlite(SqliteHost api) : DbErrorsTests(api), IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api) : DbErrorsTests(api), IClassFixture<PostgresHost>;

    [Theory]
    [InlineData("DELETE FROM images"), InlineData("DELETE FROM captions"), InlineData("DELETE FROM datelines")]
    public async Task A_row_that_others_need_is_not_deleted_and_that_is_why(string statement)
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var caption = new { raw = "The ferry in Kyiv, Ukraine, May 2, 2022. REUTERS/Gleb Garanich" };
        await editor.PublishArticleAsync("Uses them all", new { images = new[] { new { caption } } });
        await using var scope = api.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ArticleDb>();

        var refused = await Assert.ThrowsAnyAsync<Exception>(() =>
            db.Database.ExecuteSqlRawAsync(statement, TestContext.Current.CancellationToken)
        );

        Assert.True(refused.IsForeignKeyViolation(), refused.ToString());
    }
}
