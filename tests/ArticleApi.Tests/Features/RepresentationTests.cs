using System.Net;
using ArticleApi.Tests.Infrastructure;

namespace ArticleApi.Tests.Features;

/// <summary>What may not be asked for together.</summary>
public abstract class RepresentationTests(ApiHost api)
{
    public sealed class OnSqlite(SqliteHost api) : RepresentationTests(api), IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api) : RepresentationTests(api), IClassFixture<PostgresHost>;

    [Theory]
    [InlineData("body=text&fields=body.text"), InlineData("body=html&fields=headline,body.html")]
    public async Task A_part_of_the_blocks_is_refused_where_one_string_takes_their_place(string query)
    {
        using var editor = await api.WithKey();
        using var reader = api.Open();
        var article = await editor.Publish("Parts");

        Assert.Equal(
            ["query fields: unknown-field"],
            (
                await reader
                    .Call("GET", article.Address() + "?" + query)
                    .Problem(HttpStatusCode.BadRequest, "invalid-request")
            ).Places()
        );
        Assert.Equal(
            ["query fields: unknown-field"],
            (
                await reader.Call("GET", "/v1/articles?" + query).Problem(HttpStatusCode.BadRequest, "invalid-request")
            ).Places()
        );
    }

    [Fact]
    public async Task Two_keys_that_differ_are_none()
    {
        using var client = await api.WithKey();

        await client
            .Call("GET", "/v1/articles", null, "X-Api-Key: another")
            .Problem(HttpStatusCode.Unauthorized, "unauthorized");
    }
}
