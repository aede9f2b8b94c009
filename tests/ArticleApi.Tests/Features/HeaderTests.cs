using System.Net;
using ArticleApi.Tests.Infrastructure;

namespace ArticleApi.Tests.Features;

/// <summary>CORS, caching and language.</summary>
public abstract class HeaderTests(TestApiHost api)
{
    public sealed class OnSqlite(SqliteHost api) : HeaderTests(api), IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api) : HeaderTests(api), IClassFixture<PostgresHost>;

    [Fact]
    public async Task A_site_may_ask_for_anything_beforehand()
    {
        using var reader = api.CreateAnonymousClient();

        using var response = await reader.RequestAsync(
            "OPTIONS",
            "/v1/articles",
            null,
            "Origin: https://example.org",
            "Access-Control-Request-Method: PATCH",
            "Access-Control-Request-Headers: authorization,x-api-key,content-type,if-match,idempotency-key"
        );

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal("*", One(response, "Access-Control-Allow-Origin"));
        Assert.Contains("PATCH", One(response, "Access-Control-Allow-Methods"), StringComparison.Ordinal);
        Assert.All(
            new[]
            {
                "Authorization",
                "X-Api-Key",
                "Content-Type",
                "If-Match",
                "If-None-Match",
                "Idempotency-Key",
                "Last-Event-ID",
                "traceparent",
            },
            header =>
                Assert.Contains(
                    header,
                    One(response, "Access-Control-Allow-Headers"),
                    StringComparison.OrdinalIgnoreCase
                )
        );
        Assert.Equal("", One(response, "Access-Control-Allow-Credentials"));
    }

    [Theory]
    [
        InlineData("GET", "/v1/articles", 200),
        InlineData("GET", "/v1/articles/none", 404),
        InlineData("GET", "/v1/articles?limit=0", 400),
        InlineData("GET", "/nowhere", 404)
    ]
    [InlineData("POST", "/v1/articles", 401), InlineData("DELETE", "/v1/articles", 405)]
    public async Task Answers_and_errors_can_be_read_by_any_site(string method, string path, int status)
    {
        using var reader = api.CreateAnonymousClient();

        using var response = await reader.RequestAsync(method, path, null, "Origin: https://example.org");

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("*", One(response, "Access-Control-Allow-Origin"));
        Assert.All(
            new[] { "ETag", "Link", "Location", "Content-Location", "RateLimit", "RateLimit-Policy", "Retry-After" },
            header => Assert.Contains(header, One(response, "Access-Control-Expose-Headers").Split(','))
        );
    }

    [Fact]
    public async Task Open_answers_may_be_kept_a_while_and_keyed_ones_not_at_all()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.PublishArticleAsync("Kept a while");

        await Assert.AllAsync(
            new[]
            {
                article.ArticleUrl(),
                "/v1/articles",
                "/v1/images",
                "/v1/sections",
                "/v1/changes",
                article.ArticleUrl() + "/versions",
                "/feeds/articles.rss",
                article.ArticleUrl() + ".jsonld",
            },
            async path =>
            {
                using var open = await reader.GetAsync(path);
                using var keyed = await editor.GetAsync(path);
                Assert.Equal("public, max-age=10, s-maxage=30, stale-while-revalidate=30", One(open, "Cache-Control"));
                Assert.Equal("no-store, private", string.Join(", ", One(keyed, "Cache-Control").Split(", ").Order()));
            }
        );

        using var error = await reader.GetAsync("/v1/articles/none");
        Assert.Equal("no-store", One(error, "Cache-Control"));
    }

    [Theory]
    [
        InlineData("GET", "/v1/changes?limit=0", 400),
        InlineData("GET", "/v1/changes?nothing=0", 400),
        InlineData("GET", "/v1/articles?limit=101", 400),
        InlineData("GET", "/v1/articles/none", 404),
        InlineData("GET", "/nowhere", 404),
        InlineData("POST", "/v1/articles", 401),
        InlineData("DELETE", "/v1/articles", 405),
        InlineData("TRACE", "/v1/articles", 501)
    ]
    public async Task No_cache_keeps_an_error_whoever_raised_it(string method, string path, int status)
    {
        using var reader = api.CreateAnonymousClient();

        using var response = await reader.RequestAsync(method, path);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("no-store", One(response, "Cache-Control"));
        Assert.Equal("", One(response, "Pragma") + One(response, "Expires"));
    }

    [Fact]
    public async Task An_article_says_its_language_where_it_is_known()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var (british, unknown) = (
            await editor.PublishArticleAsync("British", new { language = "en-GB" }),
            await editor.PublishArticleAsync("Unknown", new { language = "und" })
        );

        Assert.Equal("en-GB", One(await reader.GetAsync(british.ArticleUrl()), "Content-Language"));
        Assert.Equal("", One(await reader.GetAsync(unknown.ArticleUrl()), "Content-Language"));
    }

    [Fact]
    public async Task A_list_links_to_its_next_page_and_keeps_the_query()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        await editor.PublishArticleAsync("Linked one", new { tags = new[] { new { name = "Linked" } } });
        await editor.PublishArticleAsync("Linked two", new { tags = new[] { new { name = "Linked" } } });

        using var response = await reader.GetAsync("/v1/articles?tag=linked&limit=1&fields=slug");
        var link = One(response, "Link");

        Assert.EndsWith("; rel=\"next\"", link, StringComparison.Ordinal);
        Assert.Equal(
            ["linked-one"],
            await reader.ListValuesAsync(link[1..link.IndexOf('>', StringComparison.Ordinal)])
        );
    }

    [Theory]
    [
        InlineData("/v1/articles", 200),
        InlineData("/v1/articles/none", 404),
        InlineData("/feeds/articles.rss", 200),
        InlineData("/openapi/v1.json", 200),
        InlineData("/nowhere", 404),
        InlineData("/health/live", 200)
    ]
    public async Task Browsers_run_nothing_in_an_answer(string path, int status)
    {
        using var reader = api.CreateAnonymousClient();

        using var response = await reader.GetAsync(path);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("nosniff", One(response, "X-Content-Type-Options"));
        Assert.Equal("default-src 'none'; frame-ancestors 'none'", One(response, "Content-Security-Policy"));
    }

    [Theory]
    [InlineData("/"), InlineData("/problems/gone"), InlineData("/swagger/index.html")]
    public async Task Pages_for_people_say_what_browsers_may_do_also_when_they_were_kept(string path)
    {
        using var reader = api.CreateAnonymousClient();

        await Assert.AllAsync(
            Enumerable.Range(0, 2),
            async _ =>
            {
                using var response = await reader.GetAsync(path);

                Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
                Assert.Equal("nosniff", One(response, "X-Content-Type-Options"));
                Assert.Equal("no-referrer", One(response, "Referrer-Policy"));
                var policy = One(response, "Content-Security-Policy");
                Assert.StartsWith("default-src 'none'; ", policy, StringComparison.Ordinal);
                Assert.EndsWith(
                    "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
                    policy,
                    StringComparison.Ordinal
                );
                Assert.DoesNotContain(
                    "unsafe",
                    policy.Replace("style-src-attr 'unsafe-inline'", "", StringComparison.Ordinal),
                    StringComparison.Ordinal
                );
            }
        );
    }

    private static string One(HttpResponseMessage response, string name) =>
        string.Join(
            ", ",
            response
                .Headers.Concat(response.Content.Headers)
                .Where(header => header.Key == name)
                .SelectMany(header => header.Value)
        );
}
