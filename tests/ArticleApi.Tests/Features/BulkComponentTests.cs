using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ArticleApi.Tests.Infrastructure;

namespace ArticleApi.Tests.Features;

/// <summary>Many writes of images, captions and datelines in one request, under the rules of their own requests.</summary>
public abstract class BulkComponentTests(TestApiHost api)
{
    public sealed class OnSqlite(SqliteHost api) : BulkComponentTests(api), IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api) : BulkComponentTests(api), IClassFixture<PostgresHost>;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_line_does_what_its_own_request_does()
    {
        using var client = await api.CreateClientWithKeyAsync();
        var image = (await BulkAsync(client, "images", """{"op":"create","body":{"altText":"A quay"}}"""))[0]["id"];
        var caption = (
            await BulkAsync(
                client,
                "captions",
                $$$"""{"op":"create","body":{"imageId":"{{{image}}}","raw":"A quay in Lviv, Ukraine, May 2, 2022."}}"""
            )
        )[0]["id"];
        var dateline = (
            await BulkAsync(
                client,
                "datelines",
                """{"op":"create","body":{"places":[{"locality":"Bulkton","countryCode":"US"}]}}"""
            )
        )[0]["id"];

        var images = await BulkAsync(
            client,
            "images",
            $$$"""{"op":"patch","id":"{{{image}}}","expectedVersion":1,"body":{"width":640}}""",
            $$$"""{"op":"patch","id":"{{{image}}}","expectedVersion":1,"body":{"width":641}}""",
            $$$"""{"op":"replace","id":"{{{image}}}","expectedVersion":2,"body":{"altText":"A quay at night"}}"""
        );
        var captions = await BulkAsync(
            client,
            "captions",
            $$$"""{"op":"patch","id":"{{{caption}}}","expectedVersion":1,"body":{"language":"en-GB"}}""",
            $$$"""{"op":"replace","id":"{{{caption}}}","expectedVersion":2,"body":{"text":"A quay."}}"""
        );
        var datelines = await BulkAsync(
            client,
            "datelines",
            $$$"""{"op":"patch","id":"{{{dateline}}}","expectedVersion":1,"body":{"agency":"AP"}}""",
            $$$"""{"op":"replace","id":"{{{dateline}}}","expectedVersion":2,"body":{"places":[{"locality":"Bulkton"}]}}"""
        );

        Assert.Equal([200, 412, 200], images.Select(line => (int)line["status"]!));
        Assert.Equal(
            ("/expectedVersion", "1"),
            (
                (string?)images[1].ValueAt("problem.errors.0.pointer"),
                (string?)images[1].ValueAt("problem.errors.0.value")
            )
        );
        Assert.Equal(
            (3, 3, 3),
            ((int)images[2]["version"]!, (int)captions[1]["version"]!, (int)datelines[1]["version"]!)
        );
        var read = await client.GetJsonAsync($"/v1/images/{image}");
        Assert.Equal(("A quay at night", null), ((string?)read["altText"], (int?)read["width"]));
        Assert.Equal("A quay.", (string?)(await client.GetJsonAsync($"/v1/captions/{caption}"))["text"]);
        Assert.Null((await client.GetJsonAsync($"/v1/datelines/{dateline}"))["agency"]);

        await Assert.AllAsync(
            new[] { ("captions", caption), ("datelines", dateline), ("images", image) },
            async each =>
            {
                var (kind, id) = each;
                var deleted = await BulkAsync(client, kind, $$"""{"op":"delete","id":"{{id}}","expectedVersion":3}""");

                Assert.Equal("""{"line":1,"status":204}""", deleted[0].ToJsonString());
                await client
                    .RequestAsync("GET", $"/v1/{kind}/{id}")
                    .ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
            }
        );
    }

    [Fact]
    public async Task What_shows_a_changed_component_gets_a_version_with_its_cause()
    {
        using var client = await api.CreateClientWithKeyAsync();
        var article = await client.PublishArticleAsync(
            "Shows a Quay",
            new { images = new[] { new { altText = "A quay" } } }
        );
        var image = article.ValueAt("images.0.id");

        var results = await BulkAsync(
            client,
            "images",
            $$$"""{"op":"patch","id":"{{{image}}}","expectedVersion":1,"body":{"altText":"A pier"}}""",
            $$"""{"op":"delete","id":"{{image}}","expectedVersion":2}"""
        );

        Assert.Equal([200, 409], results.Select(line => (int)line["status"]!));
        Assert.Equal("in-use", (string?)results[1].ValueAt("problem.code"));
        Assert.Equal($"/v1/images/{image}", (string?)results[1].ValueAt("problem.instance"));
        var versions = await client.GetJsonAsync($"{article.ArticleUrl()}/versions");
        Assert.Equal("image-changed", (string?)versions.ValueAt("data.0.cause"));
    }

    [Theory]
    [InlineData("images", """{"op":"publish","id":"{id}"}""", 400, "/op", "not-allowed")]
    [InlineData("images", """{"op":"patch","id":"{id}","body":{}}""", 400, "/expectedVersion", "required")]
    [InlineData("images", """{"op":"patch","id":"1","expectedVersion":1}""", 400, "/id", "not-an-id")]
    [InlineData("images", """{"op":"create","body":{"alt":"x"}}""", 400, "/body/alt", "unknown-member")]
    [InlineData(
        "images",
        """{"op":"delete","id":"{id}","expectedVersion":1,"body":{"reason":"x"}}""",
        400,
        "/body/reason",
        "unknown-member"
    )]
    [InlineData(
        "captions",
        """{"op":"create","body":{"imageId":"{id}","text":"x"}}""",
        400,
        "/body/imageId",
        "does-not-exist"
    )]
    [InlineData("captions", """{"op":"create","body":{"text":"x"}}""", 400, "/body/imageId", "required")]
    [InlineData(
        "datelines",
        """{"op":"create","body":{"places":[{"countryCode":"XX"}]}}""",
        400,
        "/body/places/0/countryCode",
        null
    )]
    [InlineData("datelines", """{"op":"patch","id":"{id}","expectedVersion":1}""", 404, null, "does-not-exist")]
    public async Task A_wrong_line_names_the_place(string kind, string line, int status, string? pointer, string? code)
    {
        using var client = await api.CreateClientWithKeyAsync();

        var result = Assert.Single(
            await BulkAsync(
                client,
                kind,
                line.Replace("{id}", "0199a0a0-0000-7000-8000-000000000000", StringComparison.Ordinal)
            )
        );

        Assert.Equal(status, (int)result["status"]!);
        Assert.Contains(
            result.ValueAt("problem.errors")!.AsArray(),
            error => (string?)error!["pointer"] == pointer && (code is null || (string?)error["code"] == code)
        );
    }

    [Theory]
    [InlineData("images", """{"altText":"Never kept"}""")]
    [InlineData("captions", """{"imageId":"{image}","raw":"Never kept."}""")]
    [InlineData("datelines", """{"places":[{"locality":"Neverkept","countryCode":"US"}]}""")]
    public async Task A_dry_run_writes_nothing_and_remembers_no_key(string kind, string body)
    {
        using var client = await api.CreateClientWithKeyAsync();
        var image = (await BulkAsync(client, "images", """{"op":"create","body":{"altText":"Kept"}}"""))[0]["id"];
        var create =
            $$"""{"op":"create","body":{{body.Replace(
            "{image}",
            (string)image!,
            StringComparison.Ordinal
        )}}}""";
        var key = $"dry {kind}".Replace(' ', '-');
        var before = await CountAsync();

        var rehearsed = await SendAsync(client, $"{kind}/bulk?dryRun=true", key, create);
        var between = await CountAsync();
        var written = await SendAsync(client, $"{kind}/bulk", key, create);
        var (id, other) = (written[0]["id"], key + "-again");
        string[] changes =
        [
            $$$"""{"op":"patch","id":"{{{id}}}","expectedVersion":1,"body":{}}""",
            $$"""{"op":"delete","id":"{{id}}","expectedVersion":1}""",
        ];
        var rehearsedChanges = await SendAsync(client, $"{kind}/bulk?dryRun=true", other, changes);
        var after = await CountAsync();

        Assert.Equal("""{"line":1,"status":201}""", rehearsed[0].ToJsonString());
        Assert.Equal(201, (int)written[0]["status"]!);
        Assert.Equal((before, before + 1), (between, after));
        Assert.Equal(
            ["""{"line":1,"status":200}""", """{"line":2,"status":204}"""],
            rehearsedChanges.Select(line => line.ToJsonString())
        );
        Assert.Equal([200, 204], (await SendAsync(client, $"{kind}/bulk", other, changes)).Select(Status));

        async Task<int> CountAsync() =>
            (int)(await client.GetJsonAsync($"/v1/{kind}?total=exact")).ValueAt("page.total")!;
    }

    [Fact]
    public async Task A_line_that_comes_again_under_its_key_is_answered_as_before()
    {
        using var client = await api.CreateClientWithKeyAsync();
        const string create = """{"op":"create","body":{}}""";
        var made = await SendAsync(client, "images/bulk", "again", create);
        string[] lines =
        [
            create,
            $$$"""{"op":"patch","id":"{{{made[0]["id"]}}}","expectedVersion":1,"body":{}}""",
            $$$"""{"op":"patch","id":"{{{made[0]["id"]}}}","expectedVersion":1,"body":{"width":3}}""",
            $$"""{"op":"delete","id":"{{made[0]["id"]}}","expectedVersion":2}""",
        ];

        var first = await SendAsync(client, "images/bulk", "again", lines);
        var second = await SendAsync(client, "images/bulk", "again", lines);
        var elsewhere = await SendAsync(client, "datelines/bulk", "again", create);

        Assert.Equal([201, 200, 200, 204], first.Select(Status));
        Assert.Equal(made[0].ToJsonString(), first[0].ToJsonString());
        Assert.Equal(first.Select(line => line.ToJsonString()), second.Select(line => line.ToJsonString()));
        Assert.Equal("key-reused", (string?)elsewhere[0].ValueAt("problem.code"));
    }

    [Fact]
    public async Task Writing_takes_its_scope()
    {
        using var reader = await api.CreateClientWithKeyAsync("preview:read");
        using var content = Content("""{"op":"create","body":{}}""");

        await reader
            .PostAsync(new Uri("/v1/images/bulk", UriKind.Relative), content, Cancellation)
            .ReadProblemAsync(HttpStatusCode.Forbidden, "forbidden");
    }

    private static int Status(JsonObject line) => (int)line["status"]!;

    private static Task<List<JsonObject>> BulkAsync(HttpClient client, string kind, params string[] lines) =>
        SendAsync(client, $"{kind}/bulk", null, lines);

    private static async Task<List<JsonObject>> SendAsync(
        HttpClient client,
        string path,
        string? key,
        params string[] lines
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/{path}")
        {
            Content = Content(string.Join('\n', lines)),
        };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        using var response = await client.SendAsync(request, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);

        Assert.True(response.IsSuccessStatusCode, text);
        return
        [
            .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject()),
        ];
    }

    private static StringContent Content(string text) => new(text, Encoding.UTF8, "application/x-ndjson");
}
