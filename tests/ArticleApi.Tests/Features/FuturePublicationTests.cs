using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ArticleApi.Tests.Infrastructure;

namespace ArticleApi.Tests.Features;

/// <summary>What is published on a day that is yet to come is under embargo until then.</summary>
public abstract class FuturePublicationTests(TestApiHost api)
{
    public sealed class OnSqlite(SqliteHost api) : FuturePublicationTests(api), IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api) : FuturePublicationTests(api), IClassFixture<PostgresHost>;

    private string In(int days) => Core.Articles.InstantJsonConverter.Format(api.Clock.GetUtcNow().AddDays(days));

    [Trait("Speed", "slow")]
    [Fact]
    public async Task However_it_is_published_readers_get_it_on_its_day_and_not_before()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        using var partner = await api.CreateClientWithKeyAsync("embargo:read");
        var day = In(2);
        var after = (string)(await reader.GetJsonAsync("/v1/changes?after=now")).ValueAt("page.next")!;
        var created = await editor.PublishArticleAsync("Made for later", new { publishedAt = day });
        var published = await editor
            .RequestAsync(
                "POST",
                (await editor.CreateDraftAsync("Draft for later")).ArticleUrl() + "/publish",
                new { publishedAt = day }
            )
            .ReadJsonAsync();
        var stated = await editor
            .RequestAsync(
                "POST",
                (await editor.CreateDraftAsync("Stated for later", new { publishedAt = day })).ArticleUrl()
                    + "/publish",
                new { }
            )
            .ReadJsonAsync();
        var line =
            $$$"""{"op":"create","body":{"headline":"Bulk for later","bodyText":"x","status":"published","publishedAt":"{{{day}}}"}}""";
        using var response = await editor.PostAsync(
            new Uri("/v1/articles/bulk", UriKind.Relative),
            new StringContent(line, Encoding.UTF8, "application/x-ndjson")
        );
        var bulk = await editor.GetJsonAsync(
            $"/v1/articles/{JsonNode.Parse(await response.Content.ReadAsStringAsync())!["id"]}"
        );

        await Assert.AllAsync(
            new[] { created, published, stated, bulk },
            async article =>
            {
                Assert.Equal(
                    ("published", day, day, "publication"),
                    (
                        (string?)article["status"],
                        (string?)article["publishedAt"],
                        (string?)article["embargoUntil"],
                        (string?)article["embargoSetBy"]
                    )
                );
                Assert.Null(article["availableAt"]);
                Assert.False((bool)(await partner.GetJsonAsync(article.ArticleUrl()))["publishable"]!);
                await reader
                    .RequestAsync("GET", article.ArticleUrl())
                    .ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
            }
        );

        Assert.Empty(await reader.ListValuesAsync("/v1/articles?q=later"));
        Assert.Empty((await reader.GetJsonAsync($"/v1/changes?after={after}"))["data"]!.AsArray());
        await api.AdvanceToAsync(day);
        Assert.Equal(4, (await reader.ListValuesAsync("/v1/articles?q=later")).Count);
        var told = (await reader.GetJsonAsync($"/v1/changes?after={after}"))["data"]!.AsArray();
        Assert.Equal(
            Enumerable.Repeat("put embargo-lifted", 4),
            told.Select(entry => $"{entry!["op"]} {entry["cause"]}")
        );
        Assert.False((await reader.GetJsonAsync(created.ArticleUrl())).ContainsKey("embargoSetBy"));
    }

    [Fact]
    public async Task An_embargo_of_the_desk_that_ends_later_stays()
    {
        using var editor = await api.CreateClientWithKeyAsync();

        var article = await editor.PublishArticleAsync("Twice held", new { publishedAt = In(2), embargoUntil = In(5) });
        Assert.Equal((In(5), "desk"), ((string?)article["embargoUntil"], (string?)article["embargoSetBy"]));
        article = await editor.PublishArticleAsync(
            "Held by its day",
            new { publishedAt = In(5), embargoUntil = In(2) }
        );
        Assert.Equal((In(5), "publication"), ((string?)article["embargoUntil"], (string?)article["embargoSetBy"]));
    }

    [Fact]
    public async Task Moving_the_date_moves_the_hold_and_takes_the_right_to_publish()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        using var writer = await api.CreateClientWithKeyAsync("articles:write", "embargo:read");
        var article = await editor.PublishArticleAsync("Moved about", new { publishedAt = In(2) });

        var later = await editor.PatchJsonAsync(article.ArticleUrl(), new { publishedAt = In(4) });
        Assert.Equal((In(4), "publication"), ((string?)later["embargoUntil"], (string?)later["embargoSetBy"]));
        var problem = await writer
            .RequestAsync("PATCH", article.ArticleUrl(), new { publishedAt = In(-1) }, "If-Match: *")
            .ReadProblemAsync(HttpStatusCode.Forbidden, "forbidden");
        Assert.Equal(["body /publishedAt: not-yours"], problem.ErrorLocations());
        await writer.PatchJsonAsync(article.ArticleUrl(), new { headline = "Moved about, edited" });
        Assert.Equal(
            In(4),
            (string?)
                (await editor.PatchJsonAsync(article.ArticleUrl(), new { publishedAt = (string?)null }))["embargoUntil"]
        );
        await reader.RequestAsync("GET", article.ArticleUrl()).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");

        await editor.PatchJsonAsync(article.ArticleUrl(), new { publishedAt = In(-1) });
        Assert.Equal(In(-1), (string?)(await reader.GetJsonAsync(article.ArticleUrl()))["publishedAt"]);
    }

    [Fact]
    public async Task Taking_the_embargo_away_does_not_publish_before_the_date()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await editor.PublishArticleAsync("Lifted too soon", new { publishedAt = In(2) });

        Assert.Equal(
            In(2),
            (string?)
                (await editor.PatchJsonAsync(article.ArticleUrl(), new { embargoUntil = (string?)null }))[
                    "embargoUntil"
                ]
        );
        Assert.Null(
            (
                await editor.PatchJsonAsync(
                    article.ArticleUrl(),
                    new { embargoUntil = (string?)null, publishedAt = (string?)null }
                )
            )["embargoUntil"]
        );
        Assert.Equal(
            "Lifted too soon",
            (string?)(await api.CreateAnonymousClient().GetJsonAsync(article.ArticleUrl()))["headline"]
        );
    }

    [Fact]
    public async Task What_readers_have_is_not_taken_from_them_for_a_date()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.PublishArticleAsync("Out for good");

        var patched = await editor.PatchJsonAsync(article.ArticleUrl(), new { publishedAt = In(9) });
        patched["headline"] = "Out for good, edited";
        await editor.RequestAsync("PUT", article.ArticleUrl(), patched, "If-Match: *").ReadJsonAsync();

        var open = await reader.GetJsonAsync(article.ArticleUrl());
        Assert.Equal(
            (In(9), null, "Out for good, edited"),
            ((string?)open["publishedAt"], (string?)open["embargoUntil"], (string?)open["headline"])
        );
    }

    [Fact]
    public async Task A_draft_is_held_by_no_date()
    {
        using var editor = await api.CreateClientWithKeyAsync();

        var draft = await editor.CreateDraftAsync("Nobody's yet", new { publishedAt = In(3) });

        Assert.Null((await editor.PatchJsonAsync(draft.ArticleUrl(), new { publishedAt = In(4) }))["embargoUntil"]);
    }
}
