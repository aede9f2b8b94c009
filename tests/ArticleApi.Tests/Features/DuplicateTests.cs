using System.Net;
using System.Text.Json.Nodes;
using ArticleApi.Tests.Infrastructure;

namespace ArticleApi.Tests.Features;

/// <summary>Near-duplicates: found again, and left out of lists that ask for it.</summary>
public abstract class DuplicateTests(TestApiHost api)
{
    public sealed class OnSqlite(SqliteHost api) : DuplicateTests(api), IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api) : DuplicateTests(api), IClassFixture<PostgresHost>;

    private static readonly string[] Words =
    [
        "harbour",
        "council",
        "ferry",
        "storm",
        "minister",
        "budget",
        "strike",
        "union",
        "school",
        "river",
        "bridge",
        "market",
        "farmer",
        "doctor",
        "court",
        "witness",
        "engine",
        "island",
        "festival",
        "library",
        "museum",
        "railway",
        "airport",
        "factory",
        "village",
    ];

    // Paragraphs that no other story has, the same for the same name.
    private static string[] Story(string name, int paragraphs = 6)
    {
        var dice = new Random(name.Sum(letter => letter * 31));
        return
        [
            .. Enumerable
                .Range(0, paragraphs)
                .Select(_ =>
                    string.Join(
                        ' ',
                        Enumerable
                            .Range(0, 24)
                            .Select(_ => Words[dice.Next(Words.Length)] + Words[dice.Next(Words.Length)])
                    ) + "."
                ),
        ];
    }

    private static object Told(
        IEnumerable<string> paragraphs,
        string publishedAt,
        string section = "world",
        string? embargoUntil = null
    ) =>
        new
        {
            bodyText = string.Join("\n\n", paragraphs),
            publishedAt,
            section = new { name = section },
            embargoUntil,
        };

    [Fact]
    public async Task Copy_that_ran_again_is_found_whatever_its_headline()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var story = Story("again");
        var first = await editor.PublishArticleAsync("Again first", Told(story, "2026-01-01T00:00:00Z"));
        await editor.PublishArticleAsync("Under another headline", Told(story.Reverse(), "2026-01-02T00:00:00Z"));
        await editor.PublishArticleAsync("Cut short", Told(story.Take(4), "2026-01-03T00:00:00Z"));
        await editor.PublishArticleAsync("Another story", Told(Story("other"), "2026-01-04T00:00:00Z"));

        var page = await reader.GetJsonAsync(first.ArticleUrl() + "/duplicates");

        Assert.Equal(["cut-short", "under-another-headline"], page.ValuesOf());
        Assert.Equal(1, (double?)page.ValueAt("data.1.similarity"));
        Assert.InRange((double)page.ValueAt("data.0.similarity")!, 0.5, 0.85);
        Assert.False(page["data"]![0]!.AsObject().ContainsKey("body"));
        Assert.Equal(
            ["under-another-headline", "again-first"],
            await reader.ListValuesAsync("/v1/articles/cut-short/duplicates")
        );
        Assert.Empty(await reader.ListValuesAsync("/v1/articles/another-story/duplicates"));
        Assert.Equal(
            """{"headline":"Cut short","similarity":""" + page.ValueAt("data.0.similarity") + "}",
            (await reader.GetJsonAsync(first.ArticleUrl() + "/duplicates?fields=headline"))
                .ValueAt("data.0")!
                .ToJsonString()
        );
        // One at a time, in the same order.
        var one = await reader.GetJsonAsync(first.ArticleUrl() + "/duplicates?limit=1");
        Assert.Equal(["cut-short"], one.ValuesOf());
        Assert.Equal(
            ["under-another-headline"],
            await reader.ListValuesAsync(first.ArticleUrl() + "/duplicates?limit=1&cursor=" + one.ValueAt("page.next"))
        );
        await reader
            .RequestAsync("GET", "/v1/articles/cut-short/duplicates?cursor=" + one.ValueAt("page.next"))
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
    }

    [Fact]
    public async Task What_is_edited_withdrawn_or_deleted_is_found_no_longer()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var story = Story("edited");
        var kept = await editor.PublishArticleAsync("Edited kept", Told(story, "2026-01-01T00:00:00Z"));
        var others = new List<JsonObject>();
        foreach (var name in new[] { "edited", "moved", "withdrawn", "deleted" })
            others.Add(await editor.PublishArticleAsync("Was " + name, Told(story, "2026-01-02T00:00:00Z")));
        Assert.Equal(4, (await reader.ListValuesAsync(kept.ArticleUrl() + "/duplicates")).Count);

        await editor.PatchJsonAsync(
            others[0].ArticleUrl(),
            new { bodyText = (string?)null, body = Story("replaced").Select(text => new { type = "paragraph", text }) }
        );
        await editor.PatchJsonAsync(others[1].ArticleUrl(), new { publishedAt = "2026-02-02T00:00:00Z" });
        await editor.RequestAsync("POST", others[2].ArticleUrl() + "/withdraw", new { }).ReadJsonAsync();
        await editor
            .RequestAsync("DELETE", others[3].ArticleUrl(), null, "If-Match: *")
            .ReadJsonAsync(HttpStatusCode.NoContent);

        Assert.Equal(["was-moved"], await reader.ListValuesAsync(kept.ArticleUrl() + "/duplicates"));
        await reader
            .RequestAsync("GET", others[2].ArticleUrl() + "/duplicates")
            .ReadProblemAsync(HttpStatusCode.Gone, "gone");
        await reader
            .RequestAsync("GET", others[2].ArticleUrl() + "/related")
            .ReadProblemAsync(HttpStatusCode.Gone, "gone");
        // Nothing of what was erased is left to be recognised by.
        Assert.Empty(
            await api.RunInScopeAsync(db =>
                Task.FromResult(
                    db.Heads.Where(head =>
                            head.State != ArticleApi.Storage.Tables.HeadState.Live && head.Signature != null
                        )
                        .ToList()
                )
            )
        );
        Assert.Empty(
            await api.RunInScopeAsync(db =>
                Task.FromResult(
                    db.Postings.Select(term => term.Key)
                        .Distinct()
                        .ToList()
                        .Except(db.Heads.Where(head => head.PublicationKey != null).Select(head => head.ArticleKey))
                        .Except(db.ComponentUsages.Select(row => row.Key))
                        .ToList()
                )
            )
        );
    }

    [Fact]
    public async Task A_body_of_a_few_words_is_like_no_other()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.PublishArticleAsync(
            "Short one",
            new { bodyText = "Rain fell in the harbour of Lisbon.", section = new { name = "Brief" } }
        );
        await editor.PublishArticleAsync(
            "Short two",
            new { bodyText = "Rain fell in the harbour of Lisbon.", section = new { name = "Brief" } }
        );

        Assert.Empty(await reader.ListValuesAsync(article.ArticleUrl() + "/duplicates"));
        Assert.Equal(2, (await reader.ListValuesAsync("/v1/articles?section=brief&collapse=duplicates")).Count);
    }

    [Fact]
    public async Task A_list_shows_one_of_those_that_match()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var (story, plain) = (Story("collapsed"), Story("plain"));
        await editor.PublishArticleAsync("One first", Told(story, "2015-01-01T00:00:00Z", "collapse"));
        await editor.PublishArticleAsync("Two between", Told(plain, "2015-01-02T00:00:00Z", "collapse"));
        await editor.PublishArticleAsync("Three again", Told(story.Skip(1), "2015-01-03T00:00:00Z", "collapse"));
        await editor.PublishArticleAsync("Four elsewhere", Told(story, "2015-01-04T00:00:00Z", "collapse-elsewhere"));

        Assert.Equal(
            ["three-again", "two-between", "one-first"],
            await reader.ListValuesAsync("/v1/articles?section=collapse")
        );
        Assert.Equal(
            ["three-again", "two-between"],
            await reader.ListValuesAsync("/v1/articles?section=collapse&collapse=duplicates")
        );
        Assert.Equal(
            ["two-between", "one-first"],
            await reader.ListValuesAsync("/v1/articles?section=collapse&collapse=duplicates&keep=first")
        );
        Assert.Equal(
            ["four-elsewhere", "two-between"],
            await reader.ListValuesAsync("/v1/articles?section=collapse,collapse-elsewhere&collapse=duplicates")
        );
        Assert.Equal(
            ["four-elsewhere", "two-between"],
            await reader.ListValuesAsync(
                "/v1/articles?publishedFrom=2015-01-01&publishedBefore=2015-01-05&collapse=duplicates"
            )
        );
        Assert.Equal(
            ["three-again", "two-between"],
            await reader.ListValuesAsync(
                "/v1/articles?publishedFrom=2015-01-01&publishedBefore=2015-01-04&collapse=duplicates"
            )
        );
        Assert.Equal(
            ["two-between", "three-again"],
            await reader.ListValuesAsync("/v1/articles?section=collapse&collapse=duplicates&sort=publishedAt")
        );
        Assert.Equal(
            ["three-again", "two-between"],
            await reader.ListValuesAsync("/v1/articles?section=collapse&collapse=duplicates&sort=-updatedAt")
        );
        Assert.Equal(
            ["one-first"],
            await reader.ListValuesAsync("/v1/articles?q=headline:first&section=collapse&collapse=duplicates")
        );
        Assert.Equal(
            ["three-again"],
            await reader.ListValuesAsync(
                "/v1/articles?q=headline:first+OR+headline:again&section=collapse&collapse=duplicates&sort=relevance"
            )
        );
        // Page by page the same.
        Assert.Equal(
            ["three-again", "two-between"],
            await Pages(reader, "/v1/articles?section=collapse&collapse=duplicates&limit=1")
        );
        Assert.Equal(
            ["three-again", "two-between"],
            await Pages(reader, "/v1/articles?section=collapse&collapse=duplicates&limit=1&sort=-updatedAt")
        );
        // Whoever is left out by name does not leave out others.
        var again = (string?)(await reader.GetJsonAsync("/v1/articles/three-again"))["id"];
        Assert.Equal(
            ["two-between", "one-first"],
            await reader.ListValuesAsync($"/v1/articles?section=collapse&collapse=duplicates&exclude={again}")
        );
    }

    [Fact]
    public async Task What_a_caller_cannot_see_leaves_nothing_out()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        using var partner = await api.CreateClientWithKeyAsync("embargo:read");
        var story = Story("hidden");
        var open = await editor.PublishArticleAsync("Hidden open", Told(story, "2025-01-01T00:00:00Z", "hidden"));
        await editor.CreateDraftAsync("Hidden draft", Told(story, "2025-01-02T00:00:00Z", "hidden"));
        await editor.PublishArticleAsync(
            "Hidden embargoed",
            Told(story, "2025-01-03T00:00:00Z", "hidden", "2040-01-01T00:00:00Z")
        );

        Assert.Equal(["hidden-open"], await reader.ListValuesAsync("/v1/articles?section=hidden&collapse=duplicates"));
        Assert.Equal(
            ["hidden-embargoed"],
            await partner.ListValuesAsync("/v1/articles?section=hidden&collapse=duplicates")
        );
        Assert.Empty(await reader.ListValuesAsync(open.ArticleUrl() + "/duplicates"));
        Assert.Empty(await reader.ListValuesAsync(open.ArticleUrl() + "/related"));
        Assert.Equal(["hidden-embargoed"], await partner.ListValuesAsync(open.ArticleUrl() + "/duplicates"));
        Assert.Equal(
            ["hidden-embargoed", "hidden-draft"],
            await editor.ListValuesAsync(open.ArticleUrl() + "/duplicates")
        );
        await reader
            .RequestAsync("GET", "/v1/articles/hidden-draft/duplicates")
            .ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
        await reader
            .RequestAsync("GET", "/v1/articles/hidden-draft/related")
            .ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Trait("Speed", "slow")]
    [Fact]
    public async Task A_page_among_many_copies_says_that_it_is_short()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var story = Story("many", 2);
        for (var i = 0; i < 210; i++)
            await editor.PublishArticleAsync(
                $"Copy {i}",
                Told(story, $"2024-01-01T{i / 60:00}:{i % 60:00}:00Z", "many")
            );

        var page = await reader.GetJsonAsync("/v1/articles?section=many&collapse=duplicates&limit=5");

        Assert.Equal(["copy-209"], page.ValuesOf());
        Assert.True((bool?)page.ValueAt("page.incomplete"));
        Assert.Empty(
            (
                await reader.GetJsonAsync(
                    $"/v1/articles?section=many&collapse=duplicates&limit=5&cursor={page.ValueAt("page.next")}"
                )
            ).ValuesOf()
        );
    }

    [Theory]
    [
        InlineData("/v1/articles?collapse=all", "query collapse: not-allowed"),
        InlineData("/v1/articles?keep=first", "query keep: needs-collapse"),
        InlineData("/v1/articles?collapse=duplicates&keep=last", "query keep: not-allowed"),
        InlineData("/v1/articles?collapse=duplicates&total=exact", "query collapse: not-counted"),
        InlineData("/v1/articles?collapse=duplicates&facets=tag", "query collapse: not-counted")
    ]
    [
        InlineData(
            "/v1/articles?collapse=duplicates&id=0199a0a0-0000-7000-8000-000000000000",
            "query id: not-combined"
        ),
        InlineData("/feeds/articles.rss?collapse=duplicates", "query collapse: unknown-parameter"),
        InlineData("/v1/articles/export?collapse=duplicates", "query collapse: unknown-parameter"),
        InlineData("/v1/changes?after=0&collapse=duplicates", "query collapse: unknown-parameter")
    ]
    [
        InlineData("/v1/articles/{id}/duplicates?limit=0", "query limit: out-of-range"),
        InlineData("/v1/articles/{id}/duplicates?sort=up", "query sort: unknown-parameter"),
        InlineData("/v1/articles/{id}/related?limit=21", "query limit: out-of-range"),
        InlineData("/v1/articles/{id}/related?fields=nonsense", "query fields: unknown-field"),
        InlineData("/v1/articles/{id}/related?cursor=x", "query cursor: unknown-parameter")
    ]
    public async Task What_cannot_be_asked_is_named(string path, string place)
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.PublishArticleAsync("Asked of");

        Assert.Equal(
            [place],
            (
                await reader
                    .RequestAsync("GET", path.Replace("{id}", (string?)article["id"], StringComparison.Ordinal))
                    .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request")
            ).ErrorLocations()
        );
    }

    private static async Task<List<string>> Pages(HttpClient client, string path)
    {
        var (all, next) = (new List<string>(), "");
        do
        {
            var page = await client.GetJsonAsync(path + next);
            all.AddRange(page.ValuesOf());
            next = page.ValueAt("page.next") is { } cursor ? $"&cursor={cursor}" : null;
        } while (next is not null);

        return all;
    }
}
