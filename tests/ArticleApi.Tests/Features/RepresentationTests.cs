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

    [Theory]
    [
        InlineData("fields=headline,bodyHtml", "bodyHtml", "<p>It rained.</p>\n"),
        InlineData("fields=headline,bodyHtml&body=html", "bodyHtml", "<p>It rained.</p>\n"),
        InlineData("fields=headline,body&body=html", "bodyHtml", "<p>It rained.</p>\n"),
        InlineData("fields=bodyText,headline", "bodyText", "It rained.")
    ]
    public async Task The_body_is_asked_for_by_the_name_of_its_form(string query, string member, string text)
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.PublishArticleAsync("By its form");

        var one = await reader.GetJsonAsync($"{article.ArticleUrl()}?{query}");
        var list = await reader.GetJsonAsync($"/v1/articles?id={article["id"]}&{query}");

        Assert.Equal([member, "headline"], one.Select(each => each.Key).Order(StringComparer.Ordinal));
        Assert.Equal(text, (string?)one[member]);
        Assert.Equal(one.ToJsonString(), list["data"]![0]!.ToJsonString());
    }

    [Theory]
    [
        InlineData("fields=bodyHtml&body=text"),
        InlineData("fields=bodyHtml,bodyText"),
        InlineData("fields=body,bodyHtml")
    ]
    public async Task The_body_has_one_form(string query)
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await editor.PublishArticleAsync("One form");

        var problem = await editor
            .RequestAsync("GET", $"{article.ArticleUrl()}?{query}")
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(["query fields: not-combined"], problem.ErrorLocations());
    }

    [Fact]
    public async Task Another_spelling_of_an_address_is_answered_with_the_one()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.PublishArticleAsync("Spelled otherwise", new { slug = "é-spelled" });
        var id = (string)article["id"]!;

        using var capitals = await reader.RequestAsync("GET", $"/v1/articles/{id.ToUpperInvariant()}?fields=headline");
        using var parts = await reader.RequestAsync("GET", "/v1/articles/e%CC%81-spelled");
        using var slash = await reader.RequestAsync("GET", article.ArticleUrl() + "/");
        using var canonical = await reader.RequestAsync("GET", article.ArticleUrl());

        Assert.Equal($"/v1/articles/{id}?fields=headline", capitals.Content.Headers.ContentLocation?.OriginalString);
        Assert.Equal("/v1/articles/%C3%A9-spelled", parts.Content.Headers.ContentLocation?.OriginalString);
        Assert.Equal(article.ArticleUrl(), slash.Content.Headers.ContentLocation?.OriginalString);
        Assert.Null(canonical.Content.Headers.ContentLocation);
    }

    [Fact]
    public async Task Whatever_is_read_says_where_it_is_when_it_was_asked_in_another_spelling()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.PublishArticleAsync(
            "Everything spelled otherwise",
            new
            {
                bodyText = "KYIV, Ukraine (AP) — Rain.",
                images = new[] { new { caption = new { text = "Kyiv, May 2, 2022." } } },
            }
        );
        var image = $"/v1/images/{article.ValueAt("images.0.id")}";
        string[] addresses =
        [
            image,
            image + "/captions",
            $"/v1/captions/{article.ValueAt("images.0.caption.id")}?fields=text",
            $"/v1/datelines/{article.ValueAt("dateline.id")}",
            article.ArticleUrl() + ".jsonld",
            article.ArticleUrl() + "/images",
            article.ArticleUrl() + "/versions?limit=1",
            article.ArticleUrl() + "/versions/1",
            article.ArticleUrl() + "/duplicates",
            article.ArticleUrl() + "/related?limit=2",
            "/v1/articles?limit=1",
        ];

        await Assert.AllAsync(
            addresses,
            async address =>
            {
                var (path, query) = address.Split('?') is [var first, var rest] ? (first, "?" + rest) : (address, "");
                using var canonical = await reader.RequestAsync("GET", address);
                Assert.Null(canonical.Content.Headers.ContentLocation);
                await Assert.AllAsync(
                    new[] { path.ToUpperInvariant() + query, $"{path}/{query}" },
                    async other =>
                    {
                        using var response = await reader.RequestAsync("GET", other);
                        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
                        Assert.Equal(address, response.Content.Headers.ContentLocation?.OriginalString);
                    }
                );
            }
        );
    }
}
