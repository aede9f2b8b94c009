using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ArticleApi.Core.Articles;
using ArticleApi.Tests.Infrastructure;

namespace ArticleApi.Tests.Features;

/// <summary>Other headlines, the address of the original, what is the client's own, and when it came in.</summary>
public abstract class ArticleMembersTests(TestApiHost api)
{
    public sealed class OnSqlite(SqliteHost api) : ArticleMembersTests(api), IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api) : ArticleMembersTests(api), IClassFixture<PostgresHost>;

    [Fact]
    public async Task Addresses_say_what_to_encode_and_keep_letters()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var problem = await editor
            .RequestAsync("POST", "/v1/articles", new { headline = "x", canonicalUrl = "https://example.org/a b|c d" })
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        var kept = await editor.CreateDraftAsync("Letters", new { canonicalUrl = "https://example.org/zürich%20a" });

        Assert.Equal("percent-encoded: U+0020 as %20, U+007C as %7C", (string?)problem.ValueAt("errors.0.detail"));
        Assert.Equal("https://example.org/zürich%20a", (string?)kept["canonicalUrl"]);
    }

    [Theory]
    [InlineData(30, true)]
    [InlineData(31, false)]
    public async Task What_is_ones_own_is_as_deep_whichever_way_it_comes(int depth, bool isTaken)
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var own = string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth);
        var json = $$"""{"headline":"Deep {{depth}}","bodyText":"x","extensions":{{own}}}""";
        var document = $$"""
            {"headline":"Imported {{depth}}","language":"en","body":[{"type":"paragraph","text":"x","html":"x"}],"extensions":{{own}}}
            """.Trim();

        Assert.Equal(isTaken ? 201 : 400, await PostAsync("/v1/articles", json, "application/json"));
        Assert.Equal(
            isTaken ? 201 : 400,
            await PostAsync("/v1/articles/bulk", $$"""{"op":"create","body":{{json}}}""", "application/x-ndjson")
        );
        Assert.Equal(
            isTaken ? 200 : 400,
            await PostAsync("/v1/import?format=ndjson", document, "application/octet-stream")
        );

        async Task<int> PostAsync(string path, string text, string mediaType)
        {
            using var content = new StringContent(text, null, mediaType);
            using var response = await editor.PostAsync(path, content, TestContext.Current.CancellationToken);
            var answer = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            return mediaType == "application/x-ndjson"
                ? (int)JsonNode.Parse(answer)!["status"]!
                : (int)response.StatusCode;
        }
    }

    [Fact]
    public async Task Headlines_are_merged_and_shown_wherever_the_article_is()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.PublishArticleAsync(
            "The whole headline",
            new { headlines = new { @short = "In short" }, tags = new[] { new { name = "Headlined" } } }
        );
        Assert.Equal("""{"short":"In short","seo":null}""", article["headlines"]!.ToJsonString());

        var patched = await editor.PatchJsonAsync(article.ArticleUrl(), new { headlines = new { seo = "For search" } });

        Assert.Equal("""{"short":"In short","seo":"For search"}""", patched["headlines"]!.ToJsonString());
        var listed = await reader.GetJsonAsync("/v1/articles?tag=headlined");
        Assert.Equal("In short", (string?)listed.ValueAt("data.0.headlines.short"));
        var jsonLd = await reader.GetJsonAsync(article.ArticleUrl() + ".jsonld");
        Assert.Equal(
            ("The whole headline", "In short"),
            ((string?)jsonLd["headline"], (string?)jsonLd["alternativeHeadline"])
        );
        var feed = await reader.GetJsonAsync("/feeds/articles.json?tag=headlined");
        Assert.Equal("The whole headline", (string?)feed.ValueAt("items.0.title"));
        Assert.Null(
            (await editor.PatchJsonAsync(article.ArticleUrl(), """{"headlines":{"short":null,"seo":null}}"""))[
                "headlines"
            ]
        );
        var jsonLdWithout = await reader.GetJsonAsync(article.ArticleUrl() + ".jsonld");
        Assert.False(jsonLdWithout.ContainsKey("alternativeHeadline"));
        Assert.Equal(
            "In short",
            (string?)(await reader.GetJsonAsync(article.ArticleUrl() + "/versions/1")).ValueAt("headlines.short")
        );
    }

    [Fact]
    public async Task A_canonical_address_is_told_to_search_engines_and_feed_readers()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        const string first = "https://www.example.com/first?a=1";
        var article = await editor.PublishArticleAsync(
            "Printed elsewhere first",
            new { canonicalUrl = first, tags = new[] { new { name = "Elsewhere" } } }
        );

        Assert.Equal(first, (string?)article["canonicalUrl"]);
        var jsonLd = await reader.GetJsonAsync(article.ArticleUrl() + ".jsonld");
        Assert.Equal((first, first), ((string?)jsonLd["url"], (string?)jsonLd["mainEntityOfPage"]));
        Assert.Contains(
            $"""<link rel="canonical" href="{first}" />""",
            await reader.GetStringAsync("/feeds/articles.atom?tag=elsewhere"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            $"""<atom:link rel="canonical" href="{first}" />""",
            await reader.GetStringAsync("/feeds/articles.rss?tag=elsewhere"),
            StringComparison.Ordinal
        );

        await editor.PatchJsonAsync(article.ArticleUrl(), """{"canonicalUrl":null}""");

        Assert.EndsWith(
            "/v1/articles/printed-elsewhere-first",
            (string?)(await reader.GetJsonAsync(article.ArticleUrl() + ".jsonld"))["mainEntityOfPage"],
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(
            "canonical",
            await reader.GetStringAsync("/feeds/articles.atom?tag=elsewhere"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_is_the_clients_own_is_kept_as_it_came()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        const string own = """{"z":1.50,"a":{"n":null,"list":[1e3,"Ä <&> \"",true,{}]},"":"xylophonic"}""";
        var article = await editor.PostJsonAsync(
            "/v1/articles",
            $$"""
            {"headline":"Extended","bodyText":"It rained.","status":"published","tags":[{"name":"Extended"}],
             "extensions":{{own.Replace(",", " ,\n ", StringComparison.Ordinal)}}}
            """
        );

        Assert.Equal(own, article["extensions"]!.ToJsonString(ArticleJson.Options));
        Assert.Contains(
            "\"extensions\":" + own,
            await reader.GetStringAsync(article.ArticleUrl()),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "\"extensions\":" + own,
            await reader.GetStringAsync("/v1/articles?tag=extended&view=full"),
            StringComparison.Ordinal
        );
        Assert.Equal(
            $$"""{"extensions":{{own}}}""",
            await reader.GetStringAsync(article.ArticleUrl() + "?fields=extensions")
        );
        var listed = await reader.GetJsonAsync("/v1/articles?tag=extended");
        Assert.False(listed["data"]![0]!.AsObject().ContainsKey("extensions"));
        Assert.Empty((await reader.GetJsonAsync("/v1/articles?q=xylophonic"))["data"]!.AsArray());

        var again = await editor.RequestAsync("PUT", article.ArticleUrl(), article, "If-Match: \"1\"").ReadJsonAsync();
        Assert.Equal(1, (int?)again["version"]);
    }

    [Fact]
    public async Task A_patch_is_merged_into_what_is_the_clients_own()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await editor.CreateDraftAsync(
            "Merged",
            new
            {
                extensions = new
                {
                    keep = 1,
                    drop = 2,
                    inner = new { keep = 1, drop = 2 },
                },
            }
        );

        var patched = await editor.PatchJsonAsync(
            article.ArticleUrl(),
            """{"extensions":{"drop":null,"inner":{"drop":null,"add":[null]},"new":{"nothing":null,"x":1}}}"""
        );

        Assert.Equal(
            """{"keep":1,"inner":{"keep":1,"add":[null]},"new":{"x":1}}""",
            patched["extensions"]!.ToJsonString()
        );
        Assert.Null((await editor.PatchJsonAsync(article.ArticleUrl(), """{"extensions":null}"""))["extensions"]);
        Assert.Equal(
            """{"a":{}}""",
            (await editor.PatchJsonAsync(article.ArticleUrl(), """{"extensions":{"a":{"b":null}}}"""))[
                "extensions"
            ]!.ToJsonString()
        );
        Assert.Equal(
            """{"keep":1,"drop":2,"inner":{"keep":1,"drop":2}}""",
            (await editor.GetJsonAsync(article.ArticleUrl() + "/versions/1"))["extensions"]!.ToJsonString()
        );
    }

    [Fact]
    public async Task What_is_the_clients_own_has_a_limit_that_the_problem_names()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        string Filled(int bytes) => new('é', (bytes - """{"e":""}""".Length) / 2);

        var article = await editor.CreateDraftAsync("Filled", new { extensions = new { e = Filled(8_192) } });
        var problem = await editor
            .RequestAsync(
                "PATCH",
                article.ArticleUrl(),
                new { extensions = new { e = Filled(8_192) + "!" } },
                "If-Match: *"
            )
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(["body /extensions: too-large"], problem.ErrorLocations());
        Assert.Equal(
            "up to 8,192 bytes of JSON in UTF-8; these are 8,193",
            (string?)problem.ValueAt("errors.0.detail")
        );
    }

    [Theory]
    [InlineData("""{"headlines":{"short":""}}""", "body /headlines/short: empty")]
    [InlineData("""{"headlines":{"seo":"two\nlines"}}""", "body /headlines/seo: not-one-line")]
    [InlineData("""{"headlines":{"long":"x"}}""", "body /headlines/long: unknown-member")]
    [InlineData("""{"headlines":"x"}""", "body /headlines: wrong-type")]
    [InlineData("""{"canonicalUrl":"/first"}""", "body /canonicalUrl: not-an-address")]
    [InlineData("""{"canonicalUrl":"https://example.org/a b"}""", "body /canonicalUrl: not-encoded")]
    [InlineData("""{"canonicalUrl":"https://example.org/\u00a0"}""", "body /canonicalUrl: not-encoded")]
    [InlineData("""{"images":[{"href":"https://example.org/|"}]}""", "body /images/0/href: not-encoded")]
    [InlineData("""{"canonicalUrl":"ftp://example.org/"}""", "body /canonicalUrl: not-an-address")]
    [InlineData("""{"extensions":[]}""", "body /extensions: wrong-type")]
    [InlineData("""{"extensions":"x"}""", "body /extensions: wrong-type")]
    [InlineData("""{"extensions":{"a":1,"a":2}}""", "body /extensions/a: duplicate-member")]
    [InlineData("""{"createdAt":"2020-01-01T00:00:00.000Z"}""", "body /createdAt: read-only")]
    public async Task What_does_not_fit_is_refused_with_its_place(string patch, string error)
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await editor.CreateDraftAsync("Refused");

        var problem = await editor
            .RequestAsync("PATCH", article.ArticleUrl(), patch, "If-Match: *")
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal([error], problem.ErrorLocations());
    }

    [Fact]
    public async Task When_it_came_in_is_that_of_its_first_version_for_good()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await editor.CreateDraftAsync("Came in");
        var at = (string?)article["createdAt"];
        Assert.Equal((string?)article["updatedAt"], at);

        api.Clock.Advance(TimeSpan.FromMinutes(1));
        await editor.PatchJsonAsync(article.ArticleUrl(), new { headline = "Came in, and changed" });
        api.Clock.Advance(TimeSpan.FromMinutes(1));
        await editor.RequestAsync("POST", article.ArticleUrl() + "/publish", new { }).ReadJsonAsync();
        var withdrawn = await editor.RequestAsync("POST", article.ArticleUrl() + "/withdraw", new { }).ReadJsonAsync();

        Assert.Equal(at, (string?)withdrawn["createdAt"]);
        Assert.Equal(at, (string?)(await editor.GetJsonAsync(article.ArticleUrl()))["createdAt"]);
        var listed = (await editor.GetJsonAsync("/v1/articles?status=withdrawn"))["data"]!.AsArray();
        Assert.Equal(at, (string?)listed[0]!["createdAt"]);
        await editor.RequestAsync("POST", article.ArticleUrl() + "/publish", new { }).ReadJsonAsync();
        var now = await editor.GetJsonAsync(article.ArticleUrl());
        Assert.Equal(at, (string?)now["createdAt"]);
        Assert.NotEqual(at, (string?)now["updatedAt"]);
    }

    [Fact]
    public async Task What_is_exported_comes_in_again_and_a_source_that_says_nothing_takes_nothing_away()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        const string own = """{"z":1.0,"a":[null]}""";
        var id = Guid.CreateVersion7(api.Clock.GetUtcNow());
        string Line(int version, string more) =>
            $$"""
                {"id":"{{id}}","version":{{version}},"headline":"Brought {{version}}","body":[{"type":"paragraph","text":"It rained {{version}} times."}]{{more}}}
                """;

        await ImportAsync(
            editor,
            Line(
                1,
                $$""","headlines":{"short":"Short","seo":null},"canonicalUrl":"https://example.org/1","extensions":{{own}}"""
            )
        );
        await ImportAsync(editor, Line(2, ""));

        var article = await editor.GetJsonAsync($"/v1/articles/{id}");
        Assert.Equal("Brought 2", (string?)article["headline"]);
        Assert.Equal("""{"short":"Short","seo":null}""", article["headlines"]!.ToJsonString());
        Assert.Equal("https://example.org/1", (string?)article["canonicalUrl"]);
        Assert.Equal(own, article["extensions"]!.ToJsonString());
    }

    [Theory]
    [InlineData(""" "extensions":{"a":1,"a":2} """, "/extensions")]
    [InlineData(""" "extensions":{"a":{"b":1,"b":2}} """, "/extensions")]
    [InlineData(""" "extensions":7 """, "/extensions: 7 is not an object")]
    [InlineData(""" "extensions":{"a":"\ud800"} """, "/extensions")]
    [InlineData(""" "canonicalUrl":"first" """, "canonicalUrl: 'first' is no http or https address.")]
    public async Task A_line_that_does_not_fit_is_refused(string member, string told)
    {
        using var editor = await api.CreateClientWithKeyAsync();

        using var response = await editor.PostAsync(
            new Uri("/v1/import", UriKind.Relative),
            new StringContent(
                $$"""{"headline":"Not taken","body":[{"type":"paragraph","text":"It rained."}],{{member}}}"""
            )
        );

        Assert.Contains(
            told,
            JsonNode.Parse(await response.Content.ReadAsStringAsync())!.ToJsonString(ArticleJson.Options),
            StringComparison.Ordinal
        );
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private static async Task ImportAsync(HttpClient editor, string line)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(line));
        using var response = await editor.PostAsync(new Uri("/v1/import", UriKind.Relative), content);
        var text = await response.Content.ReadAsStringAsync();
        using var result = JsonDocument.Parse(text);
        Assert.True(result.RootElement.GetProperty("complaints").GetArrayLength() == 0, text);
    }
}
