using System.Net;
using ArticleApi.Core.Search;
using ArticleApi.Tests.Infrastructure;

namespace ArticleApi.Tests.Features;

/// <summary>Full-text search over articles, captions and datelines.</summary>
public abstract class SearchTests(TestApiHost api)
{
    public sealed class OnSqlite(SqliteHost api) : SearchTests(api), IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api) : SearchTests(api), IClassFixture<PostgresHost>;

    private static string Q(string q, string more = "") => $"/v1/articles?q={Uri.EscapeDataString(q)}{more}";

    private static object Says(
        string text,
        string day = "2024-05-01",
        string? @abstract = null,
        string? caption = null,
        string? language = null,
        string? tag = null
    ) =>
        new
        {
            bodyText = text,
            @abstract,
            language = language ?? "en",
            publishedAt = day + "T00:00:00Z",
            tags = tag is null ? null : new[] { new { name = tag } },
            images = caption is null ? [] : new object[] { new { caption = new { text = caption } } },
        };

    [Theory]
    [
        InlineData("bridges", "search-one search-two"),
        InlineData("bridge", "search-one search-two"),
        InlineData("\"old bridge\"", "search-one"),
        InlineData("bridge -old", "search-two")
    ]
    [
        InlineData("harbour OR river", "search-one search-two search-three"),
        InlineData("harb*", "search-three"),
        InlineData("headline:two", "search-two"),
        InlineData("body:two", "")
    ]
    [
        InlineData("caption:ferry", "search-three"),
        InlineData("place:lisbon", "search-three"),
        InlineData("CAFE", "search-one"),
        InlineData("café", "search-one"),
        InlineData("S-400", "search-two")
    ]
    [
        InlineData("(old OR new) bridge", "search-one search-two"),
        InlineData("abstract:\"in short\"", "search-two"),
        InlineData("casas", "search-cuatro"),
        InlineData("the bridge", "search-one search-two")
    ]
    public async Task Finds_what_is_asked_for(string q, string slugs)
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        if ((await reader.ListValuesAsync("/v1/articles?tag=asked-for")).Count == 0)
        {
            await editor.PublishArticleAsync(
                "Search one",
                Says("An old bridge crosses the river by the Café.", "2024-01-01", tag: "Asked for")
            );
            await editor.PublishArticleAsync(
                "Search two",
                Says("A new bridge; no S-400 stands near the river.", "2024-01-02", "In short: new.", tag: "Asked for")
            );
            await editor.PublishArticleAsync(
                "Search three",
                Says(
                    "The harbour is closed.",
                    "2024-01-03",
                    caption: "A ferry in Lisbon, Portugal, May 2, 2022.",
                    tag: "Asked for"
                )
            );
            await editor.PublishArticleAsync(
                "Search cuatro",
                Says("La casa era azul.", "2024-01-04", language: "es", tag: "Asked for")
            );
        }

        var found = await reader.ListValuesAsync(Q(q, "&tag=asked-for"));

        Assert.Equal(slugs.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), found.Order());
        Assert.Equal(found, await reader.ListValuesAsync(Q(q, "&tag=asked-for&sort=-publishedAt")));
        Assert.Equal(found.Order(), (await reader.ListValuesAsync(Q(q, "&tag=asked-for&sort=relevance"))).Order());
        Assert.Equal(
            found.Count,
            (int?)(await reader.GetJsonAsync(Q(q, "&tag=asked-for&total=exact")))["page"]!["total"]
        );
    }

    [Fact]
    public async Task Ranks_headline_over_abstract_over_caption_over_body_and_newer_first()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        await editor.PublishArticleAsync("Ranked body old", Says("A zebrafish swam.", "2024-01-01"));
        await editor.PublishArticleAsync("Ranked caption", Says("It swam.", "2023-01-01", caption: "A zebrafish."));
        await editor.PublishArticleAsync("Ranked zebrafish", Says("It swam.", "2021-01-01"));
        await editor.PublishArticleAsync("Ranked abstract", Says("It swam.", "2022-01-01", "About a zebrafish."));
        await editor.PublishArticleAsync("Ranked body new", Says("Another zebrafish swam.", "2024-06-01"));

        var ranked = await reader.ListValuesAsync(Q("zebrafish", "&sort=relevance"));
        Assert.Equal(
            ["ranked-zebrafish", "ranked-abstract", "ranked-caption", "ranked-body-new", "ranked-body-old"],
            ranked
        );

        var walked = new List<string>();
        for (var path = Q("zebrafish", "&sort=relevance&limit=1"); ; )
        {
            var page = await reader.GetJsonAsync(path);
            walked.AddRange(page.ValuesOf());
            if (page["page"]!["next"] is not { } next)
                break;
            path = Q("zebrafish", $"&sort=relevance&limit=1&cursor={next}");
        }

        Assert.Equal(ranked, walked);
    }

    [Fact]
    public async Task Follows_every_change()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.PublishArticleAsync("Follows", Says("A quokka smiled.", caption: "A numbat."));
        Assert.Equal(["follows"], await reader.ListValuesAsync(Q("quokka numbat")));

        await editor.PatchJsonAsync(article.ArticleUrl(), new { bodyText = "A wombat smiled." });
        Assert.Empty(await reader.ListValuesAsync(Q("quokka")));
        Assert.Equal(["follows"], await reader.ListValuesAsync(Q("wombat")));

        await editor.PatchJsonAsync(
            $"/v1/captions/{article.ValueAt("images.0.caption.id")}",
            new { text = "A potoroo." }
        );
        Assert.Empty(await reader.ListValuesAsync(Q("numbat")));
        Assert.Equal(["follows"], await reader.ListValuesAsync(Q("potoroo")));
        Assert.Single((await reader.GetJsonAsync("/v1/captions?q=potoroo"))["data"]!.AsArray());

        await editor.PatchJsonAsync(
            article.ArticleUrl(),
            new { publishedAt = "2020-02-02T00:00:00Z", embargoUntil = "2030-01-01T00:00:00Z" }
        );
        Assert.Empty(await reader.ListValuesAsync(Q("wombat")));
        Assert.Empty((await reader.GetJsonAsync("/v1/captions?q=potoroo"))["data"]!.AsArray());
        Assert.Equal(["follows"], await editor.ListValuesAsync(Q("wombat")));

        await editor.PatchJsonAsync(article.ArticleUrl(), new { embargoUntil = (string?)null });
        Assert.Equal(["follows"], await reader.ListValuesAsync(Q("wombat")));
        await editor.RequestAsync("POST", article.ArticleUrl() + "/withdraw", new { }).ReadJsonAsync();
        Assert.Empty(await reader.ListValuesAsync(Q("wombat")));
        await editor.RequestAsync("POST", article.ArticleUrl() + "/publish", new { }).ReadJsonAsync();
        Assert.Equal(["follows"], await reader.ListValuesAsync(Q("wombat")));
        await editor
            .RequestAsync("DELETE", article.ArticleUrl(), null, "If-Match: *")
            .ReadJsonAsync(HttpStatusCode.NoContent);
        Assert.Empty(await editor.ListValuesAsync(Q("wombat")));
    }

    [Fact]
    public async Task Marks_what_was_found()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        await editor.PublishArticleAsync("An axolotl & more", Says("Two <axolotls> were seen.", caption: "Nothing."));

        var page = await reader.GetJsonAsync(Q("axolotl", "&highlight=true&fields=slug"));
        Assert.Equal(["slug", "highlight"], page.ValueAt("data.0")!.AsObject().Select(member => member.Key));
        Assert.Equal("An <mark>axolotl</mark> &amp; more", (string?)page.ValueAt("data.0.highlight.headline"));
        Assert.Equal("Two &lt;<mark>axolotls</mark>&gt; were seen.", (string?)page.ValueAt("data.0.highlight.body"));
        Assert.Null(page.ValueAt("data.0.highlight.caption"));
        var alone = await reader.GetJsonAsync(Q("axolotl", "&highlight=true&fields=highlight"));
        Assert.Equal(["highlight"], alone.ValueAt("data.0")!.AsObject().Select(member => member.Key));
        Assert.Contains(
            "query fields: unknown-field",
            (
                await reader
                    .RequestAsync("GET", Q("axolotl", "&fields=highlight"))
                    .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request")
            ).ErrorLocations()
        );
        var summary = await reader.GetJsonAsync(Q("axolotl", "&highlight=true"));
        Assert.False(summary.ValueAt("data.0")!.AsObject().ContainsKey("body"));
    }

    [Fact]
    public async Task Datelines_are_searched_by_their_names()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        await editor.PublishArticleAsync(
            "Filed far away",
            new
            {
                dateline = new
                {
                    places = new[] { new { locality = "Ulaanbaatar", country = "Mongolia" } },
                    agency = "Xinhua",
                },
            }
        );

        await Assert.AllAsync(
            new[] { "ulaanbaatar", "place:mongolia", "xinhua" },
            async q =>
                Assert.Equal(
                    "Ulaanbaatar",
                    (string?)(await reader.GetJsonAsync("/v1/datelines?q=" + q)).ValueAt("data.0.places.0.locality")
                )
        );
        Assert.Equal(["filed-far-away"], await reader.ListValuesAsync(Q("place:ulaanbaatar")));
    }

    [Fact]
    public async Task A_control_character_in_a_query_is_named()
    {
        using var reader = api.CreateAnonymousClient();

        var problem = await reader
            .RequestAsync("GET", Q("\0"))
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Contains("query q: control-character", problem.ErrorLocations());
    }

    [Theory]
    [
        InlineData("\"open", "query q: unreadable"),
        InlineData("-only", "query q: unreadable"),
        InlineData("ab*", "query q: unreadable"),
        InlineData("colour:red", "query q: unreadable")
    ]
    [
        InlineData("a OR", "query q: unreadable"),
        InlineData("(", "query q: unreadable"),
        InlineData("😀", "query q: unreadable"),
        InlineData("*", "query q: unreadable")
    ]
    public async Task Says_where_a_query_is_wrong(string q, string place)
    {
        using var reader = api.CreateAnonymousClient();

        var problem = await reader
            .RequestAsync("GET", Q(q))
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Contains(place, problem.ErrorLocations());
        Assert.StartsWith("at column ", (string?)problem.ValueAt("errors.0.detail"), StringComparison.Ordinal);
    }

    [Theory]
    [
        InlineData("/v1/articles?sort=relevance", "query sort: needs-q"),
        InlineData("/v1/articles?highlight=true", "query highlight: needs-q"),
        InlineData("/v1/articles?q=rain&sort=updatedAt", "query sort: not-with-q")
    ]
    [
        InlineData("/v1/articles?q=rain&updatedFrom=2020-01-01", "query q: not-with-range"),
        InlineData("/v1/captions?q=rain&sort=relevance", "query sort: not-allowed"),
        InlineData("/v1/images?q=rain", "query q: unknown-parameter")
    ]
    [
        InlineData("/v1/articles?q=rain&id=8921e45f-6ab2-8149-bc80-03da4df3f9f3", "query id: not-combined"),
        InlineData("/v1/articles?limit=0", "query limit: out-of-range"),
        InlineData("/v1/articles?facets=colour", "query facets: not-allowed")
    ]
    [
        InlineData("/v1/articles?facetLimit=3", "query facetLimit: needs-facets"),
        InlineData("/v1/articles?facets=tag&facetLimit=101", "query facetLimit: out-of-range")
    ]
    public async Task Refuses_what_does_not_go_together(string path, string place)
    {
        using var reader = api.CreateAnonymousClient();

        Assert.Contains(
            place,
            (
                await reader.RequestAsync("GET", path).ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request")
            ).ErrorLocations()
        );
    }

    [Fact]
    public async Task Only_small_words_are_refused_and_say_where()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        await editor.PublishArticleAsync("Small words", Says("It was there."));
        var languages = (await reader.GetJsonAsync("/v1/articles?facets=language&limit=0"))
            .ValueAt("facets.language")!
            .AsArray()
            .Select(language => ((string)language!["value"]!).Split('-')[0])
            .Where(language => language != TextAnalyzer.UnknownLanguage)
            .Distinct()
            .Count();

        // Under several languages a word is small only where all of them say so.
        using var response = await reader.RequestAsync("GET", Q("the of"));
        if (languages == 1)
            Assert.Contains(
                "query q: only-small-words",
                (await response.ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-request")).ErrorLocations()
            );
        else
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_language_of_what_a_reader_may_not_see_changes_no_answer()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        await editor.PublishArticleAsync("Unseen languages", Says("The imports rose.", tag: "Unseen languages"));
        var question = Q("importanti", "&tag=unseen-languages");
        Assert.Empty(await reader.ListValuesAsync(question));

        // Only in Italian is its stem that of "imports".
        var draft = await editor.CreateDraftAsync(
            "Unseen languages, a draft",
            Says("Il ministro camminava.", language: "it")
        );
        Assert.Empty(await reader.ListValuesAsync(question));

        await editor.RequestAsync("POST", draft.ArticleUrl() + "/publish").ReadJsonAsync();
        Assert.Equal(["unseen-languages"], await reader.ListValuesAsync(question));
    }

    [Fact]
    public async Task No_query_breaks_the_service()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        await editor.PublishArticleAsync("Not broken", Says("It holds. C'est la vie: \"naïve\" 100% _ \\ NEAR/2."));
        string[] parts =
        [
            "rain",
            "holds",
            "\"",
            "(",
            ")",
            "-",
            " OR ",
            " AND ",
            " NOT ",
            "NEAR(a b, 2)",
            "*",
            "abc*",
            "headline:",
            "place:",
            "body:(",
            ":",
            "'",
            "''",
            "%",
            "_",
            "\\",
            ";--",
            "\u0000",
            "😀",
            "שלום",
            "نص",
            "漢字",
            "é",
            "{headline}",
            "^",
            "+",
            "&",
            "|",
            "!",
            "<->",
            ":*",
            "\ud800",
            "\u200f",
            "a".PadLeft(70, 'a'),
            "12:30",
            "http://x.y/z",
        ];
        var random = new Random(20_240_501);
        for (var i = 0; i < 300; i++)
        {
            var q = string.Concat(
                Enumerable
                    .Range(0, random.Next(1, 9))
                    .Select(_ => parts[random.Next(parts.Length)] + (random.Next(2) == 0 ? " " : ""))
            );
            using var response = await reader.GetAsync(
                "/v1/articles?limit=3&fields=slug"
                    + (i % 2 == 0 ? "&sort=relevance" : "&highlight=true")
                    + "&q="
                    + WebUtility.UrlEncode(q)
            );
            Assert.True(
                response.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest,
                $"{(int)response.StatusCode} to {q}"
            );
            var text = await response.Content.ReadAsStringAsync();
            Assert.DoesNotContain("fts5", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("tsquery", text, StringComparison.OrdinalIgnoreCase);
        }

        using var terms = await reader.GetAsync(Q(string.Join(' ', Enumerable.Range(0, 10_000).Select(i => "w" + i))));
        Assert.Equal(HttpStatusCode.BadRequest, terms.StatusCode);
    }
}
