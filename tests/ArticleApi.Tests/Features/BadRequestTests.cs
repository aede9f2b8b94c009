using System.Net;
using ArticleApi.Tests.Infrastructure;

namespace ArticleApi.Tests.Features;

/// <summary>Addresses, methods and parameters that cannot be taken.</summary>
public abstract class BadRequestTests(TestApiHost api)
{
    public sealed class OnSqlite(SqliteHost api) : BadRequestTests(api), IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api) : BadRequestTests(api), IClassFixture<PostgresHost>;

    [Theory]
    [
        InlineData("articles?limit=0", "limit: out-of-range"),
        InlineData("articles?limit=-1", "limit: out-of-range"),
        InlineData("articles?limit=101", "limit: out-of-range"),
        InlineData("articles?limit=abc", "limit: not-a-number"),
        InlineData("articles?limit=", "limit: empty"),
        InlineData("articles?limit=1&limit=2", "limit: repeated"),
        InlineData("articles?limit=99999999999", "limit: out-of-range")
    ]
    [
        InlineData("articles?nope=1", "nope: unknown-parameter"),
        InlineData("articles?Limit=5", "Limit: unknown-parameter"),
        InlineData("articles?page[size]=5", "page[size]: unknown-parameter"),
        InlineData("articles?nope=1&limit=x", "nope: unknown-parameter limit: not-a-number")
    ]
    [
        InlineData("articles?sort=headline", "sort: not-allowed"),
        InlineData("articles?sort=%2BpublishedAt", "sort: not-allowed"),
        InlineData("articles?fields=nope", "fields: unknown-field"),
        InlineData("articles?fields=headline,", "fields: empty"),
        InlineData("articles?view=tiny", "view: not-allowed"),
        InlineData("articles?body=pdf", "body: not-allowed"),
        InlineData("articles?total=some", "total: not-allowed")
    ]
    [
        InlineData("articles?country=XX", "country: not-a-country"),
        InlineData("articles?country=UKR", "country: not-a-country"),
        InlineData("articles?country=UA,,TR", "country: empty"),
        InlineData("articles?photoCountry=Ukraine", "photoCountry: not-a-country"),
        InlineData("articles?country=UA&country=XX", "country: not-a-country"),
        InlineData(@"articles?photographer=a\b", "photographer: unknown-escape"),
        InlineData(@"articles?photographer=a,b\", "photographer: unknown-escape"),
        InlineData("articles?q=a&q=b", "q: repeated"),
        InlineData("articles?status=published&status=draft", "status: repeated"),
        InlineData("articles?sort=publishedAt&sort=publishedAt", "sort: repeated")
    ]
    [
        InlineData("articles?section=Not%20A%20Slug", "section: not-a-slug"),
        InlineData("articles?language=x", "language: not-a-language"),
        InlineData("articles?hasImages=yes", "hasImages: not-a-boolean"),
        InlineData("articles?status=deleted", "status: not-allowed"),
        InlineData("changes?status=withdrawn", "status: not-allowed"),
        InlineData("articles?status=withdrawn&tag=x", "status: not-combined"),
        InlineData("articles?status=withdrawn&tagNot=x", "status: not-combined"),
        InlineData("articles?status=withdrawn&q=x", "status: not-combined"),
        InlineData("articles?status=withdrawn&sort=-publishedAt", "status: not-combined"),
        InlineData("articles?status=withdrawn&total=exact", "status: not-combined"),
        InlineData("articles?status=withdrawn&fields=slug", "status: not-combined"),
        InlineData("articles?status=withdrawn&view=full", "status: not-combined"),
        InlineData("articles?status=withdrawn&publishedFrom=2020-01-01", "status: not-combined"),
        InlineData("articles?id=Not%20A%20Slug", "id: not-an-id"),
        InlineData("images?id=a-slug", "id: not-an-id"),
        InlineData("articles?id=a-slug&tagNot=x", "id: not-combined"),
        InlineData("articles?id=a-slug&externalId=x&publisher=y", "id: not-combined"),
        InlineData("articles?exclude=x", "exclude: not-an-id"),
        InlineData("articles?photographer=%00", "photographer: control-character")
    ]
    [
        InlineData("articles?publishedFrom=2026-01-31T08:15:00+02:00", "publishedFrom: not-an-instant"),
        InlineData("articles?publishedFrom=2026-01-31T08:15:00", "publishedFrom: not-an-instant"),
        InlineData("articles?publishedFrom=2026-02-30", "publishedFrom: not-an-instant"),
        InlineData("articles?publishedFrom=2026-02-01&publishedBefore=2026-01-01", "publishedBefore: empty-range")
    ]
    [
        InlineData("articles?photoTakenFrom=2020-01-01&sort=publishedAt", "sort: not-with-range"),
        InlineData("articles?cursor=abc", "cursor: not-this-list"),
        InlineData("articles?cursor=%C3%A9", "cursor: not-this-list")
    ]
    [
        InlineData("images?section=world", "section: unknown-parameter"),
        InlineData("articles?sectionAll=world", "sectionAll: unknown-parameter"),
        InlineData("articles?countryAll=UA,XX", "countryAll: not-a-country"),
        InlineData("articles?urgency=0,high", "urgency: out-of-range urgency: not-a-number"),
        InlineData("articles?image=some-picture", "image: not-an-id"),
        InlineData("captions?limit=0", "limit: out-of-range"),
        InlineData("datelines?sort=publishedAt", "sort: not-allowed"),
        InlineData("sections?limit=0", "limit: out-of-range"),
        InlineData("tags?q=x", "q: unknown-parameter"),
        InlineData("bylines?cursor=Not%20A%20Slug", "cursor: not-this-list")
    ]
    [
        InlineData("changes?after=x", "after: not-a-cursor"),
        InlineData("changes?limit=0", "limit: out-of-range"),
        InlineData("changes?include=all", "include: not-allowed"),
        InlineData("changes?country=XX", "country: not-a-country")
    ]
    [
        InlineData("?x=1", "x: unknown-parameter"),
        InlineData("articles/none?x=1", "x: unknown-parameter"),
        InlineData("images/0199a0a0-0000-7000-8000-000000000000?x=1", "x: unknown-parameter"),
        InlineData("articles/none/versions/1?x=1", "x: unknown-parameter"),
        InlineData("articles/none/images?x=1", "x: unknown-parameter")
    ]
    public async Task A_parameter_that_cannot_be_taken_is_named(string query, string places)
    {
        using var reader = api.CreateAnonymousClient();
        var path = query.StartsWith('?') ? "/v1" + query : "/v1/" + query;
        var problem = await reader
            .RequestAsync("GET", path)
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(places, string.Join(' ', problem.ErrorLocations().Select(place => place["query ".Length..])));
    }

    [Theory]
    [
        InlineData("/feeds/articles.rss?limit=0", "query limit: out-of-range"),
        InlineData("/feeds/articles.rss?status=withdrawn", "query status: not-allowed"),
        InlineData("/feeds/articles.atom?view=full", "query view: unknown-parameter"),
        InlineData("/feeds/articles.json?country=XX", "query country: not-a-country")
    ]
    public async Task Feeds_are_as_strict(string path, string place)
    {
        using var reader = api.CreateAnonymousClient();

        Assert.Equal(
            [place],
            (
                await reader.RequestAsync("GET", path).ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request")
            ).ErrorLocations()
        );
    }

    [Theory]
    [
        InlineData("POST", "/v1/articles?x=1"),
        InlineData("DELETE", "/v1/images/0199a0a0-0000-7000-8000-000000000000?x=1"),
        InlineData("POST", "/v1/articles/0199a0a0-0000-7000-8000-000000000000/publish?x=1")
    ]
    public async Task Writes_refuse_unknown_parameters_too(string method, string path)
    {
        using var editor = await api.CreateClientWithKeyAsync();

        var problem = await editor
            .RequestAsync(
                method,
                path,
                method == "DELETE" ? null
                    : path.Contains("publish", StringComparison.Ordinal) ? new { }
                    : new { headline = "x", bodyText = "x" },
                "If-Match: *"
            )
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Contains("query x: unknown-parameter", problem.ErrorLocations());
    }

    [Theory]
    [
        InlineData("/nowhere"),
        InlineData("/v1/nowhere"),
        InlineData("/v2/articles"),
        InlineData("/v1/images/1"),
        InlineData("/v1/articles/x/y/z"),
        InlineData("/v1/articles/x/versions/first"),
        InlineData("/v1/articles/No%20Slug"),
        InlineData("/v1/images/0199a0a0-0000-7000-8000-000000000000"),
        InlineData("/v1/articles/x/versions/99999999999999")
    ]
    public async Task What_is_not_there_is_not_found(string path)
    {
        using var reader = api.CreateAnonymousClient();

        var problem = await reader.RequestAsync("GET", path).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");

        Assert.NotEmpty((string)problem["detail"]!);
    }

    [Theory]
    [
        InlineData("DELETE", "/v1/articles", "GET, HEAD, OPTIONS, POST"),
        InlineData("POST", "/v1/sections", "GET, HEAD, OPTIONS"),
        InlineData("PUT", "/v1/changes", "GET, HEAD, OPTIONS"),
        InlineData("POST", "/v1/images/0199a0a0-0000-7000-8000-000000000000", "DELETE, GET, HEAD, OPTIONS, PATCH, PUT"),
        InlineData("POST", "/feeds/articles.rss", "GET, HEAD, OPTIONS")
    ]
    public async Task A_method_that_is_not_taken_says_which_are(string method, string path, string allowed)
    {
        using var editor = await api.CreateClientWithKeyAsync();

        using var response = await editor.RequestAsync(method, path, method == "DELETE" ? null : new { });
        await response.ShouldBeProblem(HttpStatusCode.MethodNotAllowed, "method-not-allowed");

        Assert.Equal(allowed, string.Join(", ", response.Content.Headers.Allow.Order()));
    }

    [Theory]
    [
        InlineData("text/csv"),
        InlineData("application/xml, text/plain;q=0.5"),
        InlineData("application/json;q=0"),
        InlineData("image/*")
    ]
    public async Task A_format_that_is_not_offered_is_not_acceptable(string accept)
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await editor.PublishArticleAsync("Accept");

        var problem = await editor
            .RequestAsync("GET", article.ArticleUrl(), null, "Accept: " + accept)
            .ReadProblemAsync(HttpStatusCode.NotAcceptable, "not-acceptable");

        Assert.Equal(["header Accept: not-offered"], problem.ErrorLocations());
    }

    [Fact]
    public async Task Markup_in_an_address_comes_back_as_JSON_only()
    {
        using var reader = api.CreateAnonymousClient();

        using var response = await reader.GetAsync("/v1/articles?<script>alert(1)</script>=1");

        await response.ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-request");
    }
}
