using System.Net;
using System.Text.Json.Nodes;
using ArticleApi.Tests.Infrastructure;

namespace ArticleApi.Tests.Features;

/// <summary>PUT and PATCH, and what they do to a version's number and dates.</summary>
public abstract class ArticleEditingTests(TestApiHost api)
{
    public sealed class OnSqlite(SqliteHost api) : ArticleEditingTests(api), IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api) : ArticleEditingTests(api), IClassFixture<PostgresHost>;

    private static Task<JsonObject> Rich(HttpClient editor, string headline) =>
        editor.PublishArticleAsync(
            headline,
            new
            {
                bodyText = "KYIV, Ukraine (AP) — Rain fell, Reuters reported.\n\nMore is coming.",
                section = new { name = "World" },
                tags = new[] { new { name = "Rain" }, new { name = "Kyiv" } },
                bylines = new[] { new { name = "Ada Lovelace", role = "Reporter" } },
                publishedAt = "2025-12-24T18:00:00+01:00",
                rights = new { holder = "The desk" },
                urgency = 3,
                source = new { publisher = "The Paper" },
                images = new object[]
                {
                    new
                    {
                        href = "https://example.org/1.jpg",
                        caption = new
                        {
                            raw = "People in the rain in Kyiv, Ukraine, May 2, 2022. REUTERS/Gleb Garanich",
                        },
                    },
                    new { altText = "Two" },
                },
            }
        );

    [Fact]
    public async Task What_was_read_can_be_sent_back_and_gives_no_new_version()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await Rich(editor, "Sent back");
        api.Clock.Advance(TimeSpan.FromMinutes(1));

        var again = await editor.RequestAsync("PUT", article.ArticleUrl(), article, "If-Match: \"1\"").ReadJsonAsync();

        Assert.Equal(article.ToJsonString(), again.ToJsonString());
        Assert.Single((await editor.GetJsonAsync(article.ArticleUrl() + "/versions"))["data"]!.AsArray());
    }

    [Fact]
    public async Task What_was_read_can_be_edited_and_sent_back()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await Rich(editor, "Edited");
        api.Clock.Advance(TimeSpan.FromMinutes(1));
        var now = api.Clock.GetUtcNow();

        article["headline"] = "Edited, and how";
        var edited = await editor.RequestAsync("PUT", article.ArticleUrl(), article, "If-Match: \"1\"").ReadJsonAsync();

        Assert.Equal("Edited, and how", (string?)edited["headline"]);
        Assert.Equal("edited", (string?)edited["slug"]);
        Assert.Equal(2, (int?)edited["version"]);
        Assert.Equal(now, (DateTimeOffset)edited["updatedAt"]!);
        Assert.Equal(now, (DateTimeOffset)edited["revisedAt"]!);
        Assert.All(
            new[]
            {
                "id",
                "publishedAt",
                "availableAt",
                "dateline",
                "attributions",
                "body",
                "images",
                "tags",
                "bylines",
                "source",
            },
            member => Assert.True(JsonNode.DeepEquals(article[member], edited[member]), member)
        );
    }

    [Theory]
    [
        InlineData("version", 9),
        InlineData("updatedAt", "2020-01-01T00:00:00.000Z"),
        InlineData("status", "draft"),
        InlineData("wordCount", 1),
        InlineData("lede", "x"),
        InlineData("leadImage", null)
    ]
    public async Task A_member_that_the_service_sets_cannot_be_changed(string member, object? value)
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await Rich(editor, "Read-only " + member);

        article[member] = JsonValue.Create(value);
        var problem = await editor
            .RequestAsync("PUT", article.ArticleUrl(), article, "If-Match: \"1\"")
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal([$"body /{member}: read-only"], problem.ErrorLocations());
    }

    [Theory]
    [
        InlineData("""{"headline": "Rain"}""", "body", "Rain", "rain"),
        InlineData("""{"headline": ""}""", "headline and no body", "", "article-"),
        InlineData("""{"bodyText": "Rain fell."}""", "headline", "", "article-"),
        InlineData("""{"headline": "", "body": []}""", "headline and no body", "", "article-")
    ]
    public async Task A_draft_may_be_unfinished_and_what_is_published_may_not(
        string sent,
        string missing,
        string headline,
        string slug
    )
    {
        using var editor = await api.CreateClientWithKeyAsync();

        var draft = await editor.PostJsonAsync("/v1/articles", JsonNode.Parse(sent)!);
        var refused = await editor
            .RequestAsync("POST", draft.ArticleUrl() + "/publish", new { })
            .ReadProblemAsync(HttpStatusCode.Conflict, "conflict");
        var finished = await editor
            .RequestAsync(
                "PATCH",
                draft.ArticleUrl(),
                new { headline = "Rain at last", body = new[] { new { type = "paragraph", text = "It fell." } } },
                "If-Match: *"
            )
            .ReadJsonAsync();
        await editor.RequestAsync("POST", draft.ArticleUrl() + "/publish", new { }).ReadJsonAsync();
        var emptied = await editor
            .RequestAsync("PATCH", draft.ArticleUrl(), new { headline = " ", bodyText = "" }, "If-Match: *")
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(headline, (string?)draft["headline"]);
        Assert.StartsWith(slug, (string?)draft["slug"]);
        Assert.Contains($"It has no {missing} yet", (string?)refused["detail"]);
        Assert.Equal(headline == "" ? "rain-at-last" : slug, Unnumbered((string)finished["slug"]!));
        Assert.Equal(["body /headline: empty", "body /body: empty"], emptied.ErrorLocations());

        static string Unnumbered(string text) => text.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '-');
    }

    [Fact]
    public async Task A_pictures_own_members_are_changed_at_its_own_address()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await Rich(editor, "Pictures");

        article["images"]![1]!["altText"] = "Another";
        article["images"]![0]!["caption"]!["text"] = "Another";
        var problem = await editor
            .RequestAsync("PUT", article.ArticleUrl(), article, "If-Match: \"1\"")
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(
            ["body /images/0/caption/text: read-only", "body /images/1/altText: read-only"],
            problem.ErrorLocations()
        );
    }

    [Fact]
    public async Task PUT_takes_away_what_it_leaves_out()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await Rich(editor, "Left out");

        var bare = await editor
            .RequestAsync(
                "PUT",
                article.ArticleUrl(),
                new { headline = "Left out", bodyText = "Bare." },
                "If-Match: \"1\""
            )
            .ReadJsonAsync();

        Assert.Equal("left-out", (string?)bare["slug"]);
        Assert.Null(bare["section"]);
        Assert.Null(bare["dateline"]);
        Assert.Empty(bare["images"]!.AsArray());
        Assert.Empty(bare["tags"]!.AsArray());
        Assert.Null(bare["publishedAt"]);
    }

    [Fact]
    public async Task PATCH_changes_what_it_names_and_null_clears()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await Rich(editor, "Patched");

        var patched = await editor.PatchJsonAsync(
            article.ArticleUrl(),
            new
            {
                urgency = 5,
                section = (object?)null,
                tags = (object?)null,
                dateline = (object?)null,
                rights = new { notice = "©" },
            }
        );

        Assert.Equal(5, (int?)patched["urgency"]);
        Assert.Null(patched["section"]);
        Assert.Null(patched["dateline"]);
        Assert.Empty(patched["tags"]!.AsArray());
        Assert.Equal("The desk", (string?)patched.ValueAt("rights.holder"));
        Assert.Equal("©", (string?)patched.ValueAt("rights.notice"));
        Assert.Equal("Ada Lovelace", (string?)patched.ValueAt("bylines.0.name"));
        Assert.True(JsonNode.DeepEquals(article["images"], patched["images"]));
    }

    [Fact]
    public async Task Where_only_the_text_changes_it_is_read_anew()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await Rich(editor, "Read anew");

        var patched = await editor.PatchJsonAsync(
            article.ArticleUrl(),
            new { bodyText = "ANKARA, Turkey (AFP) — Snow fell, Anadolu reported." }
        );

        Assert.Equal("TR", (string?)patched.ValueAt("dateline.places.0.countryCode"));
        Assert.Equal(["Anadolu"], patched["attributions"]!.AsArray().Select(cited => (string?)cited!["agency"]));
        Assert.Single(patched["body"]!.AsArray());
    }

    [Fact]
    public async Task An_old_slug_redirects_with_its_query_and_can_be_taken_back()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.PublishArticleAsync("Old name");

        await editor.PatchJsonAsync(article.ArticleUrl(), new { slug = "nouveau-né" });
        using var moved = await reader.GetAsync("/v1/articles/old-name?fields=slug&body=text");

        Assert.Equal(HttpStatusCode.PermanentRedirect, moved.StatusCode);
        Assert.Equal("/v1/articles/nouveau-n%C3%A9?fields=slug&body=text", moved.Headers.Location?.OriginalString);
        Assert.Equal(
            "nouveau-né",
            (string?)(await reader.GetJsonAsync(moved.Headers.Location!.OriginalString))["slug"]
        );
        Assert.Equal(
            "old-name",
            (string?)(await editor.PatchJsonAsync(article.ArticleUrl(), new { slug = "old-name" }))["slug"]
        );
        Assert.Equal(HttpStatusCode.PermanentRedirect, (await reader.GetAsync("/v1/articles/nouveau-né")).StatusCode);
    }

    [Fact]
    public async Task Editing_a_draft_is_no_revision()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await editor.CreateDraftAsync("Still a draft");

        var patched = await editor.PatchJsonAsync(article.ArticleUrl(), new { headline = "Still a draft, still" });

        Assert.Equal(2, (int?)patched["version"]);
        Assert.Null(patched["revisedAt"]);
    }

    [Fact]
    public async Task Writes_take_the_id_and_reads_of_what_never_was_find_nothing()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        await editor.CreateDraftAsync("By id only");

        await editor
            .RequestAsync("PATCH", "/v1/articles/by-id-only", new { urgency = 1 }, "If-Match: *")
            .ReadProblemAsync(HttpStatusCode.MethodNotAllowed, "method-not-allowed");
        var problem = await editor
            .RequestAsync(
                "PATCH",
                "/v1/articles/0199a0a0-0000-7000-8000-000000000000",
                new { urgency = 1 },
                "If-Match: *"
            )
            .ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
        Assert.Equal(["path id: does-not-exist"], problem.ErrorLocations());
    }
}
