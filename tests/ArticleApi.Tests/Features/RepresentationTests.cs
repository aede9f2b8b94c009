using System.Net;
using ArticleApi.Tests.Infrastructure;

namespace ArticleApi.Tests.Features;

/// <summary>What may not be asked for together.</summary>
public abstract class RepresentationTests(TestApiHost api)
{
    public sealed class OnSqlite(SqliteHost api) : RepresentationTests(api), IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api) : RepresentationTests(api), IClassFixture<PostgresHost>;

    [Theory]
    [InlineData("body=text&fields=body.text"), InlineData("body=html&fields=headline,body.html")]
    public async Task A_part_of_the_blocks_is_refused_where_one_string_takes_their_place(string query)
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.PublishArticleAsync("Parts");

        Assert.Equal(
            ["query fields: unknown-field"],
            (
                await reader
                    .RequestAsync("GET", article.ArticleUrl() + "?" + query)
                    .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request")
            ).ErrorLocations()
        );
        Assert.Equal(
            ["query fields: unknown-field"],
            (
                await reader
                    .RequestAsync("GET", "/v1/articles?" + query)
                    .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request")
            ).ErrorLocations()
        );
    }

    [Fact]
    public async Task Two_keys_that_differ_are_none()
    {
        using var client = await api.CreateClientWithKeyAsync();

        await client
            .RequestAsync("GET", "/v1/articles", null, "X-Api-Key: another")
            .ReadProblemAsync(HttpStatusCode.Unauthorized, "unauthorized");
    }
}
