using System.Net;
using System.Text.Json.Nodes;
using ArticleApi.Tests.Infrastructure;

namespace ArticleApi.Tests.Features;

/// <summary>A text for subscribers, or one that is metered, goes to nobody without the right to it.</summary>
public abstract class RestrictedTextTests(TestApiHost api)
{
    public sealed class OnSqlite(SqliteHost api) : RestrictedTextTests(api), IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api) : RestrictedTextTests(api), IClassFixture<PostgresHost>;

    private const string Opening = "The ferry runs again from Monday.";

    /// <summary>A word of the text alone, past its first paragraph.</summary>
    private const string Hidden = "zyzzyva";

    /// <summary>Such a word that stands in no text that is free.</summary>
    private const string NowhereFree = "quokka";

    private static readonly string[]?[] Excluded =
    [
        null,
        ["webhooks:manage"],
        ["keys:manage"],
        ["embargo:read"],
        ["articles:publish"],
    ];

    private static readonly string[][] Included =
    [
        ["subscriber:read"],
        ["preview:read"],
        ["articles:write"],
        ["embargo:read", "subscriber:read"],
    ];

    private static object Text(string? access, string tag = "Restricted", string word = Hidden) =>
        new
        {
            access,
            bodyText = $"{Opening}\n\nIt had been in the yard, where the {word} was mended, Reuters reported.",
            tags = new[] { new { name = tag } },
            images = new[] { new { altText = "A ferry.", caption = new { text = "A ferry at its berth." } } },
        };

    [Fact]
    public async Task No_route_gives_the_text_to_whom_it_is_not_for()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var subscriber = await editor.PublishArticleAsync(
            "For subscribers",
            Text("subscriber", "Everywhere", NowhereFree)
        );
        var metered = await editor.PublishArticleAsync("Metered", Text("metered", "Everywhere", NowhereFree));
        // What it was before is not free either, and neither is what was not free then.
        var closed = await editor.PublishArticleAsync("Closed", Text("free", "Everywhere", NowhereFree));
        await editor.PatchJsonAsync(closed.ArticleUrl(), new { access = "subscriber" });
        var single = await editor.PublishArticleAsync(
            "In one paragraph",
            new
            {
                access = "subscriber",
                bodyText = $"The {NowhereFree} is all that was mended.",
                tags = new[] { new { name = "Everywhere" } },
            }
        );
        var opened = await editor.PublishArticleAsync("Opened", Text("metered", "Everywhere", NowhereFree));
        await editor.PatchJsonAsync(
            opened.ArticleUrl(),
            new { access = "free", bodyText = $"{Opening}\n\nNow it is free." }
        );
        JsonObject[] articles = [subscriber, metered, closed, single, opened];
        var paths = Addresses(await editor.GetJsonAsync("/openapi/v1.json"), articles).Distinct().ToList();
        Assert.InRange(paths.Count, 100, 1_000);

        await Assert.AllAsync(
            Excluded,
            async scopes => Assert.Empty(await FindThoseThatTellAsync(scopes, paths, NowhereFree))
        );
        await Assert.AllAsync(
            Included,
            async scopes =>
                Assert.InRange((await FindThoseThatTellAsync(scopes, paths, NowhereFree)).Count, 40, paths.Count)
        );
    }

    private async Task<List<string>> FindThoseThatTellAsync(string[]? scopes, List<string> paths, string word)
    {
        using var client = scopes is null ? api.CreateAnonymousClient() : await api.CreateClientWithKeyAsync(scopes);
        var telling = new List<string>();
        foreach (var path in paths)
        {
            using var response = await client.GetAsync(path, TestContext.Current.CancellationToken);
            var told = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            if (told.Contains(word, StringComparison.OrdinalIgnoreCase))
                telling.Add(path);
        }

        return telling;
    }

    // Every read there is, in every form that an article's text has.
    private static IEnumerable<string> Addresses(JsonObject document, JsonObject[] articles)
    {
        string[] forms =
        [
            "",
            "view=full",
            "view=full&body=html",
            "view=full&body=text",
            "body=html",
            "body=text",
            "fields=body",
            "fields=bodyHtml",
            "fields=bodyText",
            "fields=id,lede,body.text,attributions.asPrinted",
            "include=document",
            "include=document&after=0",
            "q=mended&highlight=true",
            "q=mended&highlight=true&view=full",
            "q=mended&highlight=true&fields=bodyText",
            "q=mended",
            "tag=everywhere&collapse=duplicates&view=full",
            "tag=everywhere&sort=updatedAt&view=full",
            $"id={string.Join(',', articles.Select(article => article["id"]))}&view=full",
        ];

        return from operation in OpenApiContract.ReadOperations(document)
            where operation.Method == "get" && !OpenApiContract.IsEndless(operation.Operation)
            let parameters = (operation.Operation["parameters"]?.AsArray() ?? [])
                .Where(parameter => (string?)parameter!["in"] == "query")
                .Select(parameter => (string)parameter!["name"]!)
                .ToHashSet()
            from name in articles.Select(article => article["id"]!.ToString()).Append("for-subscribers")
            from version in new[] { "1", "2" }
            let path = operation
                .Path.Replace("{id}", name, StringComparison.Ordinal)
                .Replace("{version}", version, StringComparison.Ordinal)
            from form in forms
            where
                form.Length == 0
                || form.Split('&').All(part => parameters.Contains(part[..part.IndexOf('=', StringComparison.Ordinal)]))
            select form.Length == 0 ? path : $"{path}?{form}";
    }

    [Theory]
    [InlineData("subscriber")]
    [InlineData("metered")]
    public async Task Each_gets_the_form_that_is_theirs_under_a_tag_of_its_own(string access)
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        using var site = await api.CreateClientWithKeyAsync("subscriber:read");
        var article = await editor.PublishArticleAsync($"Two forms, {access}", Text(access));
        Assert.Contains(Hidden, article["body"]!.ToJsonString(), StringComparison.Ordinal);
        var path = article.ArticleUrl();

        await Assert.AllAsync(
            new[] { "read", "read again" },
            async _ =>
            {
                using var full = await site.GetAsync(path, TestContext.Current.CancellationToken);
                using var cut = await reader.GetAsync(path, TestContext.Current.CancellationToken);

                Assert.Equal(article.ToJsonString(), (await ReadAsync(full)).ToJsonString());
                Assert.Equal("\"1\"", full.Headers.ETag!.Tag);
                Assert.Contains("private", full.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
                Assert.Contains("Authorization", full.Headers.Vary);
                var teaser = await ReadAsync(cut);
                Assert.Equal(
                    ("[]", "[]", Opening, Opening, access),
                    (
                        teaser["body"]!.ToJsonString(),
                        teaser["attributions"]!.ToJsonString(),
                        (string?)teaser["lede"],
                        (string?)teaser["teaser"],
                        (string?)teaser["access"]
                    )
                );
                Assert.Equal(article.Select(member => member.Key), teaser.Select(member => member.Key));
                Assert.Equal("\"1-teaser\"", cut.Headers.ETag!.Tag);
                Assert.Contains("Authorization", cut.Headers.Vary);
                Assert.True(cut.Headers.CacheControl!.Public);
            }
        );

        // What one has confirms nothing of what the other would get.
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(reader, path, "\"1\""));
        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync(reader, path, "\"1-teaser\""));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(site, path, "\"1-teaser\""));
        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync(site, path, "\"1\""));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(reader, path + ".jsonld", "\"1-ld\""));
        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync(reader, path + ".jsonld", "\"1-teaserld\""));
    }

    [Theory]
    [InlineData("""{"teaser":"Own words."}""", "Own words.", Opening)]
    [InlineData("""{"teaser":"Own words.","abstract":"In short."}""", "Own words.", Opening)]
    [InlineData("""{"abstract":"In short."}""", "In short.", Opening)]
    [InlineData("""{}""", Opening, Opening)]
    [InlineData("""{"bodyText":"One paragraph."}""", null, null)]
    [InlineData("""{"bodyText":"One paragraph.","abstract":"In short."}""", "In short.", null)]
    public async Task The_teaser_is_the_desks_or_the_abstract_or_the_lede(string patch, string? teaser, string? lede)
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.PublishArticleAsync("Teased", Text("subscriber", "Teased"));
        var written = await editor.PatchJsonAsync(article.ArticleUrl(), patch);

        Assert.All(
            new[]
            {
                await reader.GetJsonAsync(article.ArticleUrl()),
                (await reader.GetJsonAsync($"/v1/articles?id={article["id"]}"))["data"]![0]!,
                (await editor.GetJsonAsync($"/v1/articles?id={article["id"]}"))["data"]![0]!,
            },
            shown => Assert.Equal((teaser, lede), ((string?)shown["teaser"], (string?)shown["lede"]))
        );
        // To whom the text is given the teaser is what the desk wrote, so that it can be sent back.
        Assert.Equal((string?)JsonNode.Parse(patch)!["teaser"], (string?)written["teaser"]);
        var again = await editor.RequestAsync("PUT", article.ArticleUrl(), written, "If-Match: *").ReadJsonAsync();
        Assert.Equal((int?)written["version"], (int?)again["version"]);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("free", true)]
    [InlineData("metered", false)]
    [InlineData("subscriber", false)]
    public async Task Search_engines_are_told_and_feeds_have_the_teaser(string? access, bool? isFree)
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var tag = "told-" + (access ?? "nothing");
        var article = await editor.PublishArticleAsync("Told of", Text(access, tag));
        Assert.Equal(access, (string?)article["access"]);
        var isShown = isFree is not false;

        await Assert.AllAsync(
            new[] { reader, editor },
            async client =>
            {
                var jsonLd = await client.GetJsonAsync(article.ArticleUrl() + ".jsonld");
                Assert.Equal(isFree, (bool?)jsonLd["isAccessibleForFree"]);
                Assert.Equal(isShown || client == editor, jsonLd.ContainsKey("articleBody"));
            }
        );

        await Assert.AllAsync(
            new[] { "rss", "atom", "json" },
            async format =>
            {
                var feed = await reader.GetStringAsync($"/feeds/articles.{format}?tag={tag}");
                Assert.Contains(Opening, feed, StringComparison.Ordinal);
                Assert.Equal(isShown, feed.Contains(Hidden, StringComparison.Ordinal));
                Assert.Contains(
                    Hidden,
                    await editor.GetStringAsync($"/feeds/articles.{format}?tag={tag}"),
                    StringComparison.Ordinal
                );
            }
        );
    }

    [Fact]
    public async Task A_text_that_is_closed_is_taken_from_followers_and_one_that_is_opened_comes()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.PublishArticleAsync("Closed and opened", Text(null, "Closing"));
        var after = (string)(await reader.GetJsonAsync("/v1/changes?after=now")).ValueAt("page.next")!;

        await editor.PatchJsonAsync(article.ArticleUrl(), new { access = "subscriber" });

        var changes = $"/v1/changes?include=document&after={after}";
        var closed = Assert.Single((await reader.GetJsonAsync(changes))["data"]!.AsArray())!;
        Assert.Equal("put", (string?)closed["op"]);
        Assert.Equal("[]", closed.ValueAt("document.body")!.ToJsonString());
        Assert.Equal(
            (await reader.GetJsonAsync(article.ArticleUrl())).ToJsonString(),
            closed["document"]!.ToJsonString()
        );
        Assert.Equal(
            (await editor.GetJsonAsync(article.ArticleUrl())).ToJsonString(),
            (await editor.GetJsonAsync(changes)).ValueAt("data.0.document")!.ToJsonString()
        );
        // It is found by its words, and not marked where it has them.
        var found = await reader.GetJsonAsync($"/v1/articles?tag=closing&q={Hidden}&highlight=true");
        Assert.Null(found.ValueAt("data.0.highlight.body"));
        Assert.Contains(
            $"<mark>{Hidden}</mark>",
            (string)
                (await editor.GetJsonAsync($"/v1/articles?tag=closing&q={Hidden}&highlight=true")).ValueAt(
                    "data.0.highlight.body"
                )!,
            StringComparison.Ordinal
        );

        await editor.PatchJsonAsync(article.ArticleUrl(), """{"access":null}""");
        Assert.Contains(Hidden, await reader.GetStringAsync(article.ArticleUrl()), StringComparison.Ordinal);
        Assert.Contains(
            Hidden,
            await reader.GetStringAsync(article.ArticleUrl() + "/versions/1"),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(
            Hidden,
            await reader.GetStringAsync(article.ArticleUrl() + "/versions/2"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Who_may_only_publish_is_answered_without_the_text()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var publisher = await api.CreateClientWithKeyAsync("articles:publish");
        var article = await editor.PublishArticleAsync("Taken back and out again", Text("subscriber"));
        var withdraw = article.ArticleUrl() + "/withdraw";

        await Assert.AllAsync(
            new[] { "done", "answered as before" },
            async _ =>
            {
                var told = await publisher
                    .RequestAsync("POST", withdraw, new { }, "Idempotency-Key: away")
                    .ReadJsonAsync();
                Assert.DoesNotContain(Hidden, told.ToJsonString(), StringComparison.Ordinal);
            }
        );

        var own = await editor.GetJsonAsync(article.ArticleUrl());
        Assert.Contains(Hidden, own["body"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_without_the_texts_is_not_taken_for_the_articles_and_a_source_opens_nothing()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var id = Guid.CreateVersion7(api.Clock.GetUtcNow());
        string Line(int version, string more) =>
            $$"""
                {"id":"{{id}}","version":{{version}},"headline":"Brought {{version}}","tags":[{"slug":"brought","name":"Brought"}],"body":[{"type":"paragraph","text":"{{Opening}}"},{"type":"paragraph","text":"The {{Hidden}} {{version}}."}]{{more}}}
                """;
        await ImportAsync(editor, Line(1, ""","access":"metered","teaser":"Own words.""" + "\""), HttpStatusCode.OK);
        await ImportAsync(editor, Line(2, ""), HttpStatusCode.OK);

        var article = await editor.GetJsonAsync($"/v1/articles/{id}");
        Assert.Equal(
            ("Brought 2", "metered", "Own words."),
            ((string?)article["headline"], (string?)article["access"], (string?)article["teaser"])
        );
        Assert.DoesNotContain(Hidden, await reader.GetStringAsync($"/v1/articles/{id}"), StringComparison.Ordinal);

        var cut = (await reader.GetStringAsync("/v1/articles/export?tag=brought")).Trim();
        await ImportAsync(
            editor,
            cut.Replace("\"version\":2", "\"version\":3", StringComparison.Ordinal),
            HttpStatusCode.BadRequest
        );
        await ImportAsync(editor, Line(4, ",\"access\":\"free\""), HttpStatusCode.OK);
        Assert.Contains(Hidden, await reader.GetStringAsync($"/v1/articles/{id}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"access":"paid"}""", "body /access: wrong-type", "one of free, metered, subscriber")]
    [InlineData("""{"access":true}""", "body /access: wrong-type", "one of free, metered, subscriber")]
    [InlineData("""{"teaser":" "}""", "body /teaser: empty", "a text that is not empty, or null")]
    [InlineData("""{"teaser":7}""", "body /teaser: wrong-type", "a string")]
    public async Task What_does_not_fit_is_refused_with_its_place(string patch, string error, string allowed)
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await editor.CreateDraftAsync("Refused access");

        var problem = await editor
            .RequestAsync("PATCH", article.ArticleUrl(), patch, "If-Match: *")
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal([error], problem.ErrorLocations());
        Assert.Equal(allowed, (string?)problem.ValueAt("errors.0.detail"));
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path, string tag)
    {
        using var response = await client.RequestAsync("GET", path, null, "If-None-Match: " + tag);

        return response.StatusCode;
    }

    private static async Task<JsonObject> ReadAsync(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsObject();

    private static async Task ImportAsync(HttpClient editor, string line, HttpStatusCode status)
    {
        using var content = new StringContent(line);
        using var response = await editor.PostAsync(new Uri("/v1/import", UriKind.Relative), content);

        Assert.True(status == response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
