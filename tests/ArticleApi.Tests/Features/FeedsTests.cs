using System.Net;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using ArticleApi.Tests.Infrastructure;

namespace ArticleApi.Tests.Features;

/// <summary>RSS, Atom, JSON Feed and JSON-LD.</summary>
public abstract class FeedsTests(TestApiHost api)
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    public sealed class OnSqlite(SqliteHost api) : FeedsTests(api), IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api) : FeedsTests(api), IClassFixture<PostgresHost>;

    [Theory]
    [
        InlineData("rss", "application/rss+xml"),
        InlineData("atom", "application/atom+xml"),
        InlineData("json", "application/feed+json")
    ]
    public async Task A_feed_has_what_its_filters_find_page_by_page(string format, string mediaType)
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var tag = "feed-" + format;
        for (var i = 1; i <= 5; i++)
            await editor.PublishArticleAsync(
                $"{tag} {i} <&> \"quoted\"",
                new
                {
                    slug = $"{tag}-{i}",
                    publishedAt = $"2025-01-0{i}T00:00:00Z",
                    tags = new[] { new { name = tag } },
                }
            );
        await editor.CreateDraftAsync($"{tag} draft", new { tags = new[] { new { name = tag } } });
        await editor.PublishArticleAsync($"{tag} other");
        var titles = new List<string>();
        var pages = 0;

        for (var next = $"/feeds/articles.{format}?tag={tag}&limit=2"; next is not null; pages++)
        {
            using var response = await reader.GetAsync(next);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal(mediaType, response.Content.Headers.ContentType?.MediaType);
            Assert.Null(
                response.Content.Headers.ContentType?.Parameters.FirstOrDefault(parameter =>
                    parameter.Name == "version"
                )
            );
            using var again = await reader.RequestAsync("GET", next, null, $"If-None-Match: {response.Headers.ETag}");
            Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
            (var page, next) = Read(format, await response.Content.ReadAsStringAsync());
            titles.AddRange(page);
        }

        Assert.Equal(3, pages);
        Assert.Equal(
            [5, 4, 3, 2, 1],
            titles.Select(title =>
                int.Parse(title[(tag.Length + 1)..(tag.Length + 2)], System.Globalization.CultureInfo.InvariantCulture)
            )
        );
        Assert.All(titles, title => Assert.EndsWith("<&> \"quoted\"", title, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("rss"), InlineData("atom"), InlineData("json")]
    public async Task A_feed_of_nothing_is_a_feed(string format)
    {
        using var reader = api.CreateAnonymousClient();

        var (titles, next) = Read(
            format,
            await reader.GetStringAsync($"/feeds/articles.{format}?tag=nothing-has-this")
        );

        Assert.Empty(titles);
        Assert.Null(next);
    }

    [Fact]
    public async Task A_feed_is_the_same_in_whatever_order_its_filters_stand()
    {
        using var reader = api.CreateAnonymousClient();

        var ids = await Task.WhenAll(
            new[]
            {
                "tag=a,b&byline=c",
                "byline=c&tag=b,a,b",
                "tag=b&tag=a&byline=c&limit=5",
                "tag=a&byline=c",
                "photographer=a,b",
                @"photographer=a\,b",
            }.Select(async query =>
                XDocument
                    .Parse(await reader.GetStringAsync("/feeds/articles.atom?" + query))
                    .Root!.Element(Atom + "id")!
                    .Value
            )
        );

        Assert.Equal([0, 0, 0, 1, 2, 3], ids.Select(id => ids.Distinct().ToList().IndexOf(id)));
    }

    [Fact]
    public async Task JSON_LD_is_had_by_its_suffix()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.PublishArticleAsync("Linked data");
        await editor.PatchJsonAsync(article.ArticleUrl(), new { slug = "linked-data-now" });

        await Assert.AllAsync(
            new[] { article.ArticleUrl() + ".jsonld", "/v1/articles/linked-data-now.jsonld" },
            async address =>
            {
                using var response = await reader.GetAsync(address);
                Assert.Equal("application/ld+json", response.Content.Headers.ContentType?.MediaType);
                Assert.DoesNotContain("Accept", response.Headers.Vary);
                Assert.Null(response.Content.Headers.ContentLocation);
                var json = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
                Assert.Equal("NewsArticle", (string?)json["@type"]);
                Assert.Equal("Linked data", (string?)json["headline"]);
            }
        );

        using var moved = await reader.GetAsync("/v1/articles/linked-data.jsonld");
        Assert.Equal(HttpStatusCode.PermanentRedirect, moved.StatusCode);
        Assert.Equal("/v1/articles/linked-data-now.jsonld", moved.Headers.Location?.OriginalString);
        await reader
            .RequestAsync("GET", "/v1/articles/none.jsonld")
            .ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Theory]
    [
        InlineData("application/ld+json", true),
        InlineData("application/ld+json, application/json;q=0.5", true),
        InlineData("application/json, application/ld+json;q=0.9", false),
        InlineData("*/*", false),
        InlineData("application/*", false)
    ]
    [
        InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", false),
        InlineData("application/json", false)
    ]
    public async Task Accept_chooses_between_JSON_and_JSON_LD(string accept, bool linked)
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.PublishArticleAsync("Chosen");

        using var response = await reader.RequestAsync("GET", article.ArticleUrl(), null, "Accept: " + accept);

        Assert.Equal(
            linked ? "application/ld+json" : "application/json",
            response.Content.Headers.ContentType?.MediaType
        );
        Assert.Equal(
            linked ? $"/v1/articles/{article["slug"]}.jsonld" : null,
            response.Content.Headers.ContentLocation?.ToString()
        );
        Assert.Contains("Accept", response.Headers.Vary);
        Assert.Equal(linked, response.Headers.CacheControl!.Private);
    }

    private static (IEnumerable<string> Titles, string? Next) Read(string format, string text)
    {
        if (format == "json")
        {
            var feed = JsonNode.Parse(text)!;
            return (feed["items"]!.AsArray().Select(item => (string)item!["title"]!), (string?)feed["next_url"]);
        }

        var root = XDocument.Parse(text).Root!;
        var entries =
            format == "rss"
                ? root.Descendants("item").Select(item => item.Element("title")!.Value)
                : root.Elements(Atom + "entry").Select(entry => entry.Element(Atom + "title")!.Value);
        return (
            entries,
            root.Descendants(Atom + "link")
                .SingleOrDefault(link => (string?)link.Attribute("rel") == "next")
                ?.Attribute("href")
                ?.Value
        );
    }
}
