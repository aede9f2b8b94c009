using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using ArticleApi.Auth;
using ArticleApi.Tests.Infrastructure;

namespace ArticleApi.Tests.Features;

/// <summary>Many writes in one request, each by itself and under the rules of its own request.</summary>
public abstract class BulkTests(TestApiHost api)
{
    public sealed class OnSqlite(SqliteHost api) : BulkTests(api), IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api) : BulkTests(api), IClassFixture<PostgresHost>;

    [Fact]
    public async Task Each_line_has_its_result()
    {
        using var client = await api.CreateClientWithKeyAsync();
        var held = await client.PublishArticleAsync("Held in Bulk");
        var gone = await client.CreateDraftAsync("Gone in Bulk");

        var results = await Bulk(
            client,
            """{"op":"create","body":{"headline":"Made in Bulk","bodyText":"x","status":"published"}}""",
            "",
            """{"op":"patch","id":"{held}","expectedVersion":1,"body":{"headline":"Changed in Bulk"}}""".Replace(
                "{held}",
                $"{held["id"]}",
                StringComparison.Ordinal
            ),
            """{"op":"patch","id":"{held}","expectedVersion":1,"body":{"headline":"Too Late"}}""".Replace(
                "{held}",
                $"{held["id"]}",
                StringComparison.Ordinal
            ),
            $$$"""{"op":"withdraw","id":"{{{held["id"]}}}","body":{"reason":"An example"}}""",
            $$$"""{"op":"delete","id":"{{{gone["id"]}}}","expectedVersion":1,"body":{"reason":"An example"}}""",
            "not json",
            """{"op":"create","body":{"headline":"No Text","status":"scheduled"}}""",
            """{"op":"burn"}"""
        );

        Assert.Equal([1, 3, 4, 5, 6, 7, 8, 9], results.Select(result => (int)result["line"]!));
        Assert.Equal([201, 200, 412, 200, 204, 400, 400, 400], results.Select(result => (int)result["status"]!));
        Assert.Equal(2, (int)results[1]["version"]!);
        Assert.Equal(
            ["precondition-failed", "malformed-json", "invalid-request", "invalid-request"],
            results
                .Where(result => result["problem"] is not null)
                .Select(result => (string?)result.ValueAt("problem.code"))
        );
        Assert.Equal("/op", (string?)results[^1].ValueAt("problem.errors.0.pointer"));
        Assert.Equal(
            ("/expectedVersion", "1"),
            (
                (string?)results[2].ValueAt("problem.errors.0.pointer"),
                (string?)results[2].ValueAt("problem.errors.0.value")
            )
        );
        Assert.Equal(
            "Made in Bulk",
            (string?)(await api.CreateAnonymousClient().GetJsonAsync($"/v1/articles/{results[0]["id"]}"))["headline"]
        );
        await api.CreateAnonymousClient()
            .RequestAsync("GET", held.ArticleUrl())
            .ReadProblemAsync(HttpStatusCode.Gone, "gone");
        await client.RequestAsync("GET", gone.ArticleUrl()).ReadProblemAsync(HttpStatusCode.Gone, "gone");
    }

    [Fact]
    public async Task A_dry_run_checks_everything_and_writes_nothing()
    {
        using var client = await api.CreateClientWithKeyAsync();
        var held = await client.PublishArticleAsync("Rehearsed");

        var results = await Bulk(
            client,
            true,
            """{"op":"create","body":{"headline":"Never Written","bodyText":"x","status":"published"}}""",
            """{"op":"create","body":{"headline":"Taken","slug":"rehearsed","bodyText":"x"}}""",
            $$"""{"op":"delete","id":"{{held["id"]}}","expectedVersion":1}""",
            $$"""{"op":"publish","id":"{{held["id"]}}"}"""
        );

        Assert.Equal([201, 409, 204, 409], results.Select(result => (int)result["status"]!));
        Assert.Empty(await api.CreateAnonymousClient().ListValuesAsync("/v1/articles?q=\"never written\""));
        Assert.Equal(1, (int)(await api.CreateAnonymousClient().GetJsonAsync(held.ArticleUrl()))["version"]!);
    }

    [Theory]
    [InlineData("""{"op":"patch","id":"{id}","body":{}}""", "/expectedVersion", "required")]
    [InlineData("""{"op":"patch","id":"{id}","expectedVersion":0,"body":{}}""", "/expectedVersion", "out-of-range")]
    [InlineData("""{"op":"patch","id":"x","expectedVersion":1,"body":{}}""", "/id", "not-an-id")]
    [InlineData("""{"op":"create","id":"{id}","body":{}}""", "/id", "unknown-member")]
    [InlineData("""{"op":"create","body":[]}""", "/body", "wrong-type")]
    [InlineData("""{"op":"create","article":{}}""", "/article", "unknown-member")]
    [InlineData("""{"op":1}""", "/op", "required")]
    [InlineData(
        """{"op":"create","expectedVersion":3,"body":{"headline":"x","bodyText":"x"}}""",
        "/expectedVersion",
        "unknown-member"
    )]
    [InlineData("""{"op":"create","body":{"genre":"x"}}""", "/body/headline", "required")]
    [InlineData("""{"op":"create","body":{"headline":"x","bodyText":"x","op":1}}""", "/body/op", "unknown-member")]
    [InlineData(
        """{"op":"create","body":{"headline":"a\u0000","bodyText":"x"}}""",
        "/body/headline",
        "control-character"
    )]
    [InlineData(
        """{"op":"delete","id":"{id}","expectedVersion":1,"body":{"why":"x"}}""",
        "/body/why",
        "unknown-member"
    )]
    public async Task A_wrong_line_names_the_place(string line, string pointer, string code)
    {
        using var client = await api.CreateClientWithKeyAsync();

        var result = Assert.Single(
            await Bulk(client, line.Replace("{id}", "0199a0a0-0000-7000-8000-000000000000", StringComparison.Ordinal))
        );

        Assert.Equal(400, (int)result["status"]!);
        Assert.Contains(
            result.ValueAt("problem.errors")!.AsArray(),
            error => ((string?)error!["pointer"], (string?)error["code"]) == (pointer, code)
        );
    }

    [Fact]
    public async Task Publishing_takes_its_scope_in_bulk_too()
    {
        using var publisher = await api.CreateClientWithKeyAsync();
        var draft = await publisher.CreateDraftAsync("Waits for a Publisher");
        using var writer = await api.CreateClientWithKeyAsync(Scopes.Write);

        var results = await Bulk(
            writer,
            $$"""{"op":"publish","id":"{{draft["id"]}}"}""",
            """{"op":"create","body":{"headline":"x","bodyText":"x","status":"published"}}"""
        );

        Assert.Equal([403, 403], results.Select(result => (int)result["status"]!));
    }

    [Fact]
    public async Task More_lines_than_are_taken_are_refused()
    {
        using var client = await api.CreateClientWithKeyAsync();
        using var content = Content(new string('\n', 10_001));

        await client
            .PostAsync(new Uri("/v1/articles/bulk", UriKind.Relative), content)
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
    }

    [Theory]
    [
        InlineData("articles", null),
        InlineData("articles", "application/json"),
        InlineData("articles", "application/x-ndjson; charset=iso-8859-1"),
        InlineData("images", "text/plain"),
        InlineData("captions", "application/x-www-form-urlencoded"),
        InlineData("datelines", "application/json")
    ]
    public async Task Nothing_but_ndjson_is_taken(string kind, string? mediaType)
    {
        using var client = await api.CreateClientWithKeyAsync();
        using var content = new ByteArrayContent("""{"op":"create","body":{}}"""u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", mediaType);

        using var response = await client.PostAsync(new Uri($"/v1/{kind}/bulk", UriKind.Relative), content);
        var problem = await response.ShouldBeProblem(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");

        Assert.Equal(["header Content-Type: unsupported"], problem.ErrorLocations());
        Assert.StartsWith("application/x-ndjson", (string?)problem.ValueAt("errors.0.detail"));
        Assert.Equal("application/x-ndjson", response.Headers.GetValues("Accept").Single());
    }

    [Fact]
    public async Task A_line_that_is_no_json_is_told_by_its_own_number()
    {
        using var client = await api.CreateClientWithKeyAsync();

        var results = await Bulk(client, "", """{"op":"create","body":{"headline":"x"}}""", "{\"op\":create}");

        Assert.Equal(3, (int)results[1]["line"]!);
        Assert.StartsWith("Line 3, byte 7: ", (string?)results[1].ValueAt("problem.detail"));
    }

    private static Task<List<JsonObject>> Bulk(HttpClient client, params string[] lines) => Bulk(client, false, lines);

    private static async Task<List<JsonObject>> Bulk(HttpClient client, bool dryRun, params string[] lines)
    {
        using var content = Content(string.Join('\n', lines));
        using var response = await client.PostAsync(
            new Uri("/v1/articles/bulk" + (dryRun ? "?dryRun=true" : ""), UriKind.Relative),
            content
        );
        Assert.Equal(
            (HttpStatusCode.OK, "application/x-ndjson"),
            (response.StatusCode, response.Content.Headers.ContentType?.MediaType)
        );
        return (await response.Content.ReadAsStringAsync())
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonNode.Parse(line)!.AsObject())
            .ToList();
    }

    private static StringContent Content(string text) =>
        new(text, Encoding.UTF8, new MediaTypeHeaderValue("application/x-ndjson"));
}
