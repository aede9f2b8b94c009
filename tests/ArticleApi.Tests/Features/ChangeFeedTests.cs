using System.Net;
using System.Text.Json.Nodes;
using ArticleApi.Log;
using ArticleApi.Storage;
using ArticleApi.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace ArticleApi.Tests.Features;

public abstract class ChangeFeedTests(TestApiHost api)
{
    public sealed class OnSqlite(SqliteHost api) : ChangeFeedTests(api), IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api) : ChangeFeedTests(api), IClassFixture<PostgresHost>;

    [Trait("Speed", "slow")]
    [Theory]
    [
        InlineData(""),
        InlineData("&tag=followed"),
        InlineData("&tagNot=followed"),
        InlineData("&photoCountry=UA"),
        InlineData("&publishedFrom=2022-01-01")
    ]
    public async Task Whoever_applies_every_change_has_what_the_list_has(string filter)
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var followers = new List<Follower>();
        foreach (
            var scopes in new[] { null, new[] { "embargo:read" }, ["preview:read"], ["preview:read", "embargo:read"] }
        )
            followers.Add(
                new(scopes is null ? api.CreateAnonymousClient() : await api.CreateClientWithKeyAsync(scopes), filter)
            );

        // Followers read now and then, so that some see each state and some only the end.
        var step = 0;
        foreach (var act in Acts(editor))
        {
            await act();
            if (++step % 3 == 0)
                await followers[0].Follow();
            if (step % 7 == 0)
                await followers[^1].Follow();
        }

        foreach (var follower in followers)
        {
            await follower.Follow();
            await follower.ShouldHaveTheList();
            // And one who comes late.
            var late = new Follower(follower.Client, filter);
            await late.Follow();
            await late.ShouldHaveTheList();
            follower.Client.Dispose();
        }
    }

    [Fact]
    public async Task What_comes_to_have_a_value_that_is_left_out_is_removed_and_comes_back_without_it()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var start = (string)(await reader.GetJsonAsync("/v1/changes?after=now")).ValueAt("page.next")!;
        var article = await editor.PublishArticleAsync("Now and then", new { tags = new[] { new { name = "Calm" } } });
        foreach (var tag in new[] { "Storm", "Calm" })
            await editor.PatchJsonAsync(article.ArticleUrl(), new { tags = new[] { new { name = tag } } });

        Assert.Equal(["put", "remove", "put"], await Told("tagNot=storm"));
        Assert.Equal(["put", "put", "put"], await Told("tagNot=snow"));
        Assert.Equal(["put", "remove", "put"], await Told("tag=calm&tagNot=storm"));
        Assert.Equal(["put", "remove"], await Told("tag=calm,storm&tagNot=calm"));

        async Task<IReadOnlyList<string>> Told(string filter) =>
            (await reader.GetJsonAsync($"/v1/changes?after={start}&{filter}")).ValuesOf("op");
    }

    [Fact]
    public async Task An_entry_says_what_happened_why_and_when()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var start = (string)(await reader.GetJsonAsync("/v1/changes?after=now")).ValueAt("page.next")!;
        var article = await editor.PublishArticleAsync("Told");
        api.Clock.Advance(TimeSpan.FromSeconds(1));
        await editor.PatchJsonAsync(article.ArticleUrl(), new { headline = "Told again" });
        await editor.RequestAsync("POST", article.ArticleUrl() + "/withdraw", new { reason = "Wrong" }).ReadJsonAsync();

        var now = await reader.GetJsonAsync($"/v1/changes?after={start}&include=document");

        // The text went with the withdrawal; only the removal is left to tell.
        var entry = Assert.Single(now["data"]!.AsArray())!;
        Assert.Equal(
            ("remove", "withdrawn", "Wrong", 3),
            ((string?)entry["op"], (string?)entry["cause"], (string?)entry["reason"], (int?)entry["version"])
        );
        Assert.Equal(article["id"]!.ToString(), entry["id"]!.ToString());
        Assert.Equal(api.Clock.GetUtcNow(), (DateTimeOffset)entry["at"]!);
        Assert.Null(entry["document"]);
        Assert.Null(entry["slug"]);
        await editor.RequestAsync("POST", article.ArticleUrl() + "/publish", new { }).ReadJsonAsync();
        var restored = (await reader.GetJsonAsync($"/v1/changes?after={now.ValueAt("page.next")}"))["data"]![0]!;
        Assert.Equal(
            ("put", "published", "told"),
            ((string?)restored["op"], (string?)restored["cause"], (string?)restored["slug"])
        );
        Assert.Null(restored["document"]);
    }

    [Fact]
    public async Task Pages_are_of_the_size_that_is_asked_for_and_say_whether_more_follows()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var after = (string)(await reader.GetJsonAsync("/v1/changes?after=now")).ValueAt("page.next")!;
        for (var i = 0; i < 5; i++)
            await editor.PublishArticleAsync($"Page {i}");

        var sizes = new List<string>();
        for (var more = true; more; )
        {
            var page = await reader.GetJsonAsync($"/v1/changes?after={after}&limit=2");
            more = (bool)page.ValueAt("page.hasMore")!;
            sizes.Add($"{page["data"]!.AsArray().Count} {more}");
            Assert.Equal((string?)page["data"]!.AsArray()[^1]!["cursor"], (string?)page.ValueAt("page.next"));
            after = (string)page.ValueAt("page.next")!;
        }

        Assert.Equal(["2 True", "2 True", "1 False"], sizes);
        var end = await reader.GetJsonAsync($"/v1/changes?after={after}");
        Assert.Empty(end["data"]!.AsArray());
        Assert.Equal(after, (string?)end.ValueAt("page.next"));
    }

    [Fact]
    public async Task A_cursor_of_another_history_is_expired_and_what_is_none_is_refused()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        await editor.PublishArticleAsync("History");
        var now = (string)(await reader.GetJsonAsync("/v1/changes?after=now")).ValueAt("page.next")!;
        var epoch = now[..now.IndexOf('.', StringComparison.Ordinal)];

        // Those of this history are as a node gave them out whose database was then put back to a backup.
        var seal = api.Services.GetRequiredService<CursorSeal>();
        string Of(long seq, long mark) => new ChangeFeedCursor(epoch, seq, mark).ToToken(seal);
        await Assert.AllAsync(
            new[]
            {
                "e0.1",
                epoch + "x.1",
                epoch + "x" + now[epoch.Length..],
                Of(999_999, 1),
                Of(1, 1),
                Of(0, 1),
                Of(-1, 0),
            },
            async expired =>
                Assert.Equal(
                    ["query after: expired"],
                    (
                        await reader
                            .RequestAsync("GET", "/v1/changes?after=" + expired)
                            .ReadProblemAsync(HttpStatusCode.Gone, "cursor-expired")
                    ).ErrorLocations()
                )
        );
        await Assert.AllAsync(
            new[]
            {
                "1",
                "-1",
                epoch,
                epoch + ".",
                epoch + ".-1",
                epoch + ".x",
                epoch + ".1",
                epoch + ".1.d294f3",
                "x.1",
                "Now",
                now[(epoch.Length + 1)..],
                now + "A",
                now[..^1],
            },
            async wrong =>
                Assert.Equal(
                    ["query after: not-a-cursor"],
                    (
                        await reader
                            .RequestAsync("GET", "/v1/changes?after=" + wrong)
                            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request")
                    ).ErrorLocations()
                )
        );
    }

    [Fact]
    public async Task A_cursor_with_any_character_changed_is_refused_or_of_another_history()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        await editor.PublishArticleAsync("Changed");
        var now = (string)(await reader.GetJsonAsync("/v1/changes?after=now")).ValueAt("page.next")!;

        for (var at = 0; at < now.Length; at++)
        {
            var changed = $"{now[..at]}{(now[at] == 'A' ? 'B' : 'A')}{now[(at + 1)..]}";
            using var response = await reader.GetAsync("/v1/changes?after=" + changed);
            Assert.Equal(
                at > 0 && at < now.IndexOf('.', StringComparison.Ordinal)
                    ? HttpStatusCode.Gone
                    : HttpStatusCode.BadRequest,
                response.StatusCode
            );
        }
    }

    [Fact]
    public async Task Nothing_hidden_or_taken_back_is_ever_told_to_open_callers()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        await editor.CreateDraftAsync("Hushed draft");
        await editor.PublishArticleAsync("Hushed embargo", new { embargoUntil = "2030-01-01T00:00:00Z" });
        var withdrawn = await editor.PublishArticleAsync("Hushed withdrawn");
        await editor.RequestAsync("POST", withdrawn.ArticleUrl() + "/withdraw", new { }).ReadJsonAsync();
        var deleted = await editor.PublishArticleAsync("Hushed deleted");
        await editor
            .RequestAsync("DELETE", deleted.ArticleUrl(), null, "If-Match: *")
            .ReadJsonAsync(HttpStatusCode.NoContent);
        var hidden = await editor.PublishArticleAsync("Hushed later");
        await editor.PatchJsonAsync(hidden.ArticleUrl(), new { embargoUntil = "2030-01-01T00:00:00Z" });
        var worked = await editor.CreateDraftAsync("Hushed before publication");
        await editor.PatchJsonAsync(worked.ArticleUrl(), new { headline = "Open now", slug = "open-now" });
        await editor.RequestAsync("POST", worked.ArticleUrl() + "/publish", new { }).ReadJsonAsync();

        var feed = await reader.GetJsonAsync("/v1/changes?after=0&include=document");

        Assert.DoesNotContain("hushed", feed.ToJsonString(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("open-now", feed.ToJsonString(), StringComparison.Ordinal);
    }

    // One article goes through everything, others beside it.
    private IEnumerable<Func<Task>> Acts(HttpClient editor)
    {
        object Shown(string tag, string country, string at) =>
            new
            {
                tags = new[] { new { name = tag } },
                publishedAt = at,
                images = new[] { new { caption = new { raw = $"Rain in {country}, May 2, 2022. REUTERS/Ann Lee" } } },
            };
        JsonObject a = null!,
            b = null!,
            c = null!,
            d = null!;
        async Task Patch(JsonObject article, object patch) => await editor.PatchJsonAsync(article.ArticleUrl(), patch);
        async Task Post(JsonObject article, string step) =>
            await editor.RequestAsync("POST", $"{article.ArticleUrl()}/{step}", new { }).ReadJsonAsync();
        yield return async () =>
            a = await editor.PublishArticleAsync("A", Shown("Followed", "Kyiv, Ukraine", "2022-05-02T00:00:00Z"));
        yield return async () =>
            b = await editor.CreateDraftAsync("B", Shown("Followed", "Kyiv, Ukraine", "2021-05-02T00:00:00Z"));
        yield return async () =>
            c = await editor.PublishArticleAsync("C", Shown("Other", "Moscow, Russia", "2021-05-02T00:00:00Z"));
        yield return async () =>
            d = await editor.PublishArticleAsync(
                "D",
                new { tags = new[] { new { name = "Followed" } }, embargoUntil = "2026-03-14T12:00:00Z" }
            );
        yield return () => Patch(a, new { tags = new[] { new { name = "Left" } } });
        yield return () =>
            Patch(a, new { tags = new[] { new { name = "Followed" } }, publishedAt = "2021-12-31T00:00:00Z" });
        yield return () => Post(b, "publish");
        yield return () =>
            Patch(
                c,
                new
                {
                    tags = new[] { new { name = "Followed" }, new { name = "Other" } },
                    publishedAt = "2025-12-31T00:00:00Z",
                }
            );
        yield return () => Patch(c, new { images = (object?)null });
        yield return async () =>
            await editor.PatchJsonAsync(
                $"/v1/datelines/{a.ValueAt("images.0.caption.dateline.id")}",
                new { places = new[] { new { locality = $"Kyiv {a["id"]}", country = "Poland" } } }
            );
        yield return () => Post(a, "withdraw");
        yield return () => Patch(b, new { embargoUntil = "2030-01-01T00:00:00Z" });
        yield return () => api.AdvanceToAsync("2026-03-14T12:00:00Z");
        yield return () => Post(a, "publish");
        yield return async () =>
            await editor.PatchJsonAsync(
                $"/v1/datelines/{a.ValueAt("images.0.caption.dateline.id")}",
                new
                {
                    places = new[]
                    {
                        new
                        {
                            locality = $"Kyiv {a["id"]}",
                            country = "Ukraine",
                            countryCode = "UA",
                        },
                    },
                }
            );
        yield return () => Patch(b, new { headline = "B, under embargo" });
        yield return () => Patch(b, new { embargoUntil = (object?)null });
        yield return async () =>
            await editor
                .RequestAsync("DELETE", c.ArticleUrl(), null, "If-Match: *")
                .ReadJsonAsync(HttpStatusCode.NoContent);
        yield return () => Post(d, "withdraw");
        yield return async () =>
            await editor
                .RequestAsync("DELETE", d.ArticleUrl(), null, "If-Match: *")
                .ReadJsonAsync(HttpStatusCode.NoContent);
    }

    /// <summary>Applies the feed to a copy of its own.</summary>
    private sealed class Follower(HttpClient client, string filter)
    {
        private readonly Dictionary<string, string> _copy = [];
        private string _after = "0";

        public HttpClient Client => client;

        public async Task Follow()
        {
            for (var more = true; more; )
            {
                var page = await client.GetJsonAsync($"/v1/changes?after={_after}&limit=3&include=document{filter}");
                foreach (var change in page["data"]!.AsArray())
                {
                    if ((string?)change!["op"] == "put")
                        _copy[change["id"]!.ToString()] = change["document"]!.ToJsonString();
                    else
                        _copy.Remove(change["id"]!.ToString());
                }

                more = (bool)page.ValueAt("page.hasMore")!;
                _after = (string)page.ValueAt("page.next")!;
            }
        }

        public async Task ShouldHaveTheList()
        {
            var list = await client.GetJsonAsync($"/v1/articles?limit=100&view=full{filter}");
            Assert.Null(list.ValueAt("page.next"));
            Assert.Equal(
                list["data"]!.AsArray().Select(article => article!.ToJsonString()).Order(StringComparer.Ordinal),
                _copy.Values.Order(StringComparer.Ordinal)
            );
        }
    }
}
