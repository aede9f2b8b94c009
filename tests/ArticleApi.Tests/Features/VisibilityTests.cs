using System.Net;
using System.Text.Json.Nodes;
using ArticleApi.Tests.Infrastructure;

namespace ArticleApi.Tests.Features;

/// <summary>What is not for everyone appears nowhere for those it is not for.</summary>
public abstract class VisibilityTests(TestApiHost api)
{
    public sealed class OnSqlite(SqliteHost api) : VisibilityTests(api), IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api) : VisibilityTests(api), IClassFixture<PostgresHost>;

    // The word stands in everything an article can show.
    private static object Full(string word, string? embargoUntil = null) =>
        new
        {
            @abstract = word,
            bodyText = $"{word.ToUpperInvariant()}, Ukraine ({word}) — {word}.",
            embargoUntil,
            section = new { name = word },
            tags = new[] { new { name = word } },
            bylines = new[] { new { name = word } },
            dateline = new { places = new[] { new { locality = word } } },
            images = new[]
            {
                new
                {
                    altText = word,
                    credit = new { line = word, photographer = word },
                    caption = new
                    {
                        text = word,
                        dateline = new { places = new[] { new { locality = word + " photo" } } },
                    },
                },
            },
        };

    [Fact]
    public async Task Each_caller_sees_what_is_for_them_wherever_they_look()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var articles = new Dictionary<string, JsonObject>
        {
            ["openly"] = await editor.PublishArticleAsync("openly", Full("openly")),
            ["draftly"] = await editor.CreateDraftAsync("draftly", Full("draftly")),
            ["embargoly"] = await editor.PublishArticleAsync("embargoly", Full("embargoly", "2030-01-01T00:00:00Z")),
            ["withdrawly"] = await editor.PublishArticleAsync("withdrawly", Full("withdrawly")),
            ["deletedly"] = await editor.PublishArticleAsync("deletedly", Full("deletedly")),
        };
        await editor.RequestAsync("POST", articles["withdrawly"].ArticleUrl() + "/withdraw", new { }).ReadJsonAsync();
        await editor
            .RequestAsync("DELETE", articles["deletedly"].ArticleUrl(), null, "If-Match: *")
            .ReadJsonAsync(HttpStatusCode.NoContent);
        var ids = string.Join(',', articles.Values.Select(article => article["id"]));

        await Assert.AllAsync(
            new (string[]?, string[])[]
            {
                (null, ["openly"]),
                (["webhooks:manage"], ["openly"]),
                (["embargo:read"], ["openly", "embargoly"]),
                (["preview:read"], ["openly", "draftly"]),
                (["preview:read", "embargo:read"], ["openly", "draftly", "embargoly"]),
            },
            async example =>
            {
                var (scopes, seen) = example;
                using var client = scopes is null
                    ? api.CreateAnonymousClient()
                    : await api.CreateClientWithKeyAsync(scopes);
                var told = new Dictionary<string, string>();
                foreach (
                    var path in new[]
                    {
                        "/v1/articles?view=full&total=exact",
                        "/v1/articles?view=full&sort=-updatedAt",
                        "/v1/articles?view=full&sort=photoTaken",
                        $"/v1/articles?view=full&id={ids}",
                        "/v1/changes?after=0&include=document",
                        "/feeds/articles.rss",
                        "/feeds/articles.atom",
                        "/feeds/articles.json",
                        "/v1/articles?view=full&q=ukraine&total=exact&highlight=true",
                        "/v1/articles?view=full&sort=relevance&q=ukraine",
                        "/v1/articles?facets=section,tag,byline,photographer,photoPlace,datelinePlace,place",
                        "/v1/articles/export",
                        "/v1/articles/export?q=ukraine",
                        "/v1/articles?view=full&collapse=duplicates",
                        "/v1/articles?view=full&collapse=duplicates&keep=first",
                        "/v1/captions?q=openly+OR+draftly+OR+embargoly",
                        "/v1/datelines?q=openly+OR+draftly+OR+embargoly",
                        "/feeds/articles.rss?q=ukraine",
                        "/v1/sections",
                        "/v1/tags",
                        "/v1/bylines",
                        "/",
                    }
                )
                    told[path] = await client.GetStringAsync(path);

                await Assert.AllAsync(
                    articles,
                    async example =>
                    {
                        var (word, article) = example;
                        var visible = seen.Contains(word);
                        // The landing page is the same for everyone; a picture of what is withdrawn can be used again
                        // by staff.
                        Assert.All(
                            told,
                            answer =>
                                Assert.True(
                                    (visible && (answer.Key != "/" || word == "openly"))
                                        == answer.Value.Contains(word, StringComparison.OrdinalIgnoreCase),
                                    $"{word} for {scopes?[0]} in {answer.Key}: {answer.Value}"
                                )
                        );
                        var (image, caption, dateline) = (
                            article.ValueAt("images.0.id"),
                            article.ValueAt("images.0.caption.id"),
                            article.ValueAt("dateline.id")
                        );
                        await Assert.AllAsync(
                            new[]
                            {
                                $"/v1/articles/{word}",
                                article.ArticleUrl(),
                                article.ArticleUrl() + "/versions/1",
                                article.ArticleUrl() + "/versions",
                                article.ArticleUrl() + "/images",
                                article.ArticleUrl() + ".jsonld",
                                article.ArticleUrl() + "/duplicates",
                                article.ArticleUrl() + "/related",
                                $"/v1/images/{image}",
                                $"/v1/captions/{caption}",
                                $"/v1/images/{image}/captions",
                                $"/v1/datelines/{dateline}",
                                $"/v1/datelines/{dateline}/articles",
                            },
                            async path =>
                            {
                                using var response = await client.GetAsync(path);
                                var staff =
                                    scopes?.Contains("preview:read") == true && word is "withdrawly" or "deletedly";
                                if (staff)
                                    return;
                                var expected =
                                    visible ? HttpStatusCode.OK
                                    : word is "withdrawly" or "deletedly"
                                    && path.StartsWith("/v1/articles", StringComparison.Ordinal)
                                        ? HttpStatusCode.Gone
                                    : HttpStatusCode.NotFound;
                                Assert.True(
                                    response.StatusCode == expected,
                                    $"{path} for {scopes?[0]}: {response.StatusCode}"
                                );
                                if (!visible && !path.Contains(word, StringComparison.Ordinal))
                                    Assert.DoesNotContain(
                                        word,
                                        await response.Content.ReadAsStringAsync(),
                                        StringComparison.OrdinalIgnoreCase
                                    );
                            }
                        );

                        await Assert.AllAsync(
                            new[]
                            {
                                $"articles?tag={word}",
                                $"articles?section={word}",
                                $"articles?byline={word}",
                                $"articles?photographer={word}",
                                $"articles?datelinePlace={word}",
                                $"articles?place={word}%20photo",
                                $"images?photographer={word}",
                                $"captions?photoPlace={word}%20photo",
                                $"datelines?datelinePlace={word}",
                            },
                            async filter =>
                            {
                                var page = await client.GetJsonAsync($"/v1/{filter}&total=exact");
                                if (
                                    scopes?.Contains("preview:read") == true
                                    && !filter.StartsWith("articles", StringComparison.Ordinal)
                                )
                                    return;
                                Assert.True(
                                    (visible ? 1 : 0) == (int?)page.ValueAt("page.total"),
                                    $"{filter} for {scopes?[0]}: {page.ToJsonString()}"
                                );
                                Assert.Equal(visible ? 1 : 0, page["data"]!.AsArray().Count);
                            }
                        );
                    }
                );
            }
        );
    }

    [Fact]
    public async Task An_embargo_lifts_on_time_and_the_feed_says_so()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        using var partner = await api.CreateClientWithKeyAsync("embargo:read");
        var until = api.Clock.GetUtcNow().AddHours(1);
        var article = await editor.PublishArticleAsync("Lifts", Full("lifts", until.ToString("O")));
        var after = (string)(await reader.GetJsonAsync("/v1/changes?after=now")).ValueAt("page.next")!;

        var early = await partner.GetJsonAsync(article.ArticleUrl());
        Assert.False((bool)early["publishable"]!);
        Assert.Null(early["availableAt"]);
        await api.AdvanceToAsync(until.AddMilliseconds(-1).ToString("O"));
        await reader.RequestAsync("GET", article.ArticleUrl()).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
        await api.AdvanceToAsync(until.ToString("O"));

        var lifted = await reader.GetJsonAsync(article.ArticleUrl());
        Assert.Equal(2, (int?)lifted["version"]);
        Assert.False(lifted.ContainsKey("publishable"));
        Assert.Equal(until, (DateTimeOffset)lifted["availableAt"]!);
        Assert.Null(lifted["revisedAt"]);
        var entry = Assert.Single(
            (await reader.GetJsonAsync($"/v1/changes?after={after}&include=document"))["data"]!.AsArray()
        )!;
        Assert.Equal(("put", "embargo-lifted"), ((string?)entry["op"], (string?)entry["cause"]));
        Assert.Equal(lifted.ToJsonString(), entry["document"]!.ToJsonString());
        // What was written under embargo stays with those it was for.
        Assert.Equal(["2"], await reader.ListValuesAsync(article.ArticleUrl() + "/versions", "version"));
        await reader
            .RequestAsync("GET", article.ArticleUrl() + "/versions/1")
            .ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
        Assert.Equal(["2", "1"], await partner.ListValuesAsync(article.ArticleUrl() + "/versions", "version"));
        Assert.Contains(article["id"]!.ToString(), await reader.ListValuesAsync("/v1/articles?tag=lifts", "id"));
        Assert.Single((await reader.GetJsonAsync("/v1/images?photographer=lifts"))["data"]!.AsArray());
    }

    [Fact]
    public async Task The_worker_lifts_embargoes_without_being_asked()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.PublishArticleAsync(
            "By itself",
            new { embargoUntil = api.Clock.GetUtcNow().AddMinutes(5).ToString("O") }
        );

        // The worker sleeps on the clock; it may not have gone to sleep yet when the clock is first moved.
        var status = HttpStatusCode.NotFound;
        for (var tries = 0; tries < 200 && status == HttpStatusCode.NotFound; tries++)
        {
            api.Clock.Advance(TimeSpan.FromMinutes(6));
            await Task.Delay(10, TestContext.Current.CancellationToken);
            using var response = await reader.GetAsync(article.ArticleUrl());
            status = response.StatusCode;
        }

        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Fact]
    public async Task What_was_written_before_publication_is_not_in_the_open_history()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.CreateDraftAsync("First thoughts");
        await editor.PatchJsonAsync(article.ArticleUrl(), new { headline = "Second thoughts" });
        await editor.RequestAsync("POST", article.ArticleUrl() + "/publish", new { }).ReadJsonAsync();
        await editor.PatchJsonAsync(article.ArticleUrl(), new { headline = "After publication" });

        Assert.Equal(["4", "3"], await reader.ListValuesAsync(article.ArticleUrl() + "/versions", "version"));
        Assert.Equal(["4", "3", "2", "1"], await editor.ListValuesAsync(article.ArticleUrl() + "/versions", "version"));
        await reader
            .RequestAsync("GET", article.ArticleUrl() + "/versions/2")
            .ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task An_embargo_in_the_past_hides_nothing_and_moving_it_ahead_hides_again()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.PublishArticleAsync("Past embargo", new { embargoUntil = "2020-01-01T00:00:00Z" });
        Assert.Equal("past-embargo", (string?)(await reader.GetJsonAsync(article.ArticleUrl()))["slug"]);

        await editor.PatchJsonAsync(article.ArticleUrl(), new { embargoUntil = "2040-01-01T00:00:00Z" });

        await reader.RequestAsync("GET", article.ArticleUrl()).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
        await reader
            .RequestAsync("GET", "/v1/articles/past-embargo")
            .ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
        var change = (await reader.GetJsonAsync("/v1/changes?after=0"))["data"]!
            .AsArray()
            .Last(entry => entry!["id"]!.ToString() == article["id"]!.ToString());
        Assert.Equal("remove", (string?)change!["op"]);
    }
}
