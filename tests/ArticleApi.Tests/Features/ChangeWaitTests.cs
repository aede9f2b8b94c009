using System.Net;
using System.Text.Json.Nodes;
using ArticleApi.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace ArticleApi.Tests.Features;

/// <summary>The change feed, waiting for what comes next.</summary>
public abstract class ChangeWaitTests(TestApiHost api)
{
    public sealed class OnSqlite(SqliteHost api) : ChangeWaitTests(api), IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api) : ChangeWaitTests(api), IClassFixture<PostgresHost>;

    [Fact]
    public async Task What_there_is_comes_at_once_and_what_is_not_there_yet_when_it_is_made()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var start = await NowAsync(reader);
        await editor.PublishArticleAsync("There already");
        var first = await reader.GetJsonAsync($"/v1/changes?after={start}&wait=30");
        Assert.Equal(["there-already"], first.ValuesOf());

        var waiting = reader.GetJsonAsync($"/v1/changes?after={first.ValueAt("page.next")}&wait=30&include=document");
        await editor.PublishArticleAsync("Waited for");

        var page = await waiting;
        Assert.Equal(["waited-for"], page.ValuesOf());
        Assert.Equal("Waited for", (string?)page.ValueAt("data.0.document.headline"));
        Assert.Equal((string?)page.ValueAt("data.0.cursor"), (string?)page.ValueAt("page.next"));
        Assert.False((bool)page.ValueAt("page.hasMore")!);
        // The same as whoever asks later is told.
        Assert.Equal(
            page.ToJsonString(),
            (
                await reader.GetJsonAsync($"/v1/changes?after={first.ValueAt("page.next")}&include=document")
            ).ToJsonString()
        );
    }

    [Fact]
    public async Task What_a_caller_is_not_told_of_ends_no_wait()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var open = api.CreateAnonymousClient();
        using var early = await api.CreateClientWithKeyAsync("embargo:read");
        var start = await NowAsync(open);
        var waiting = open.GetJsonAsync($"/v1/changes?after={start}&wait=30&tag=waited");
        var waitingEarly = early.GetJsonAsync($"/v1/changes?after={await NowAsync(early)}&wait=30");

        var draft = await editor.CreateDraftAsync("Unseen draft", Tagged);
        await editor.PatchJsonAsync(draft.ArticleUrl(), new { headline = "Unseen still" });
        await editor.PublishArticleAsync("Untagged");
        await editor.PublishArticleAsync(
            "Unseen embargo",
            new { tags = new[] { new { name = "Waited" } }, embargoUntil = "2030-01-01T00:00:00Z" }
        );
        await editor.PublishArticleAsync("Seen", Tagged);

        Assert.Equal(["seen"], (await waiting).ValuesOf());
        Assert.Equal(["untagged"], (await waitingEarly).ValuesOf());
    }

    [Fact]
    public async Task Where_nothing_comes_the_answer_is_empty_and_leads_on()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var start = await NowAsync(reader);
        var waiting = reader.RequestAsync("GET", $"/v1/changes?after={start}&wait=3&tag=waited-in-vain");
        await editor.PublishArticleAsync("Passed over");

        using var response = await UntilAsync(waiting);

        Assert.Equal("no-store, private", response.Headers.CacheControl!.ToString());
        var page = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Empty(page["data"]!.AsArray());
        Assert.False((bool)page.ValueAt("page.hasMore")!);
        await editor.PublishArticleAsync("Later");
        Assert.Contains(
            "later",
            (await reader.GetJsonAsync($"/v1/changes?after={page.ValueAt("page.next")}")).ValuesOf()
        );
    }

    [Fact]
    public async Task Whoever_waits_for_what_many_wait_for_gets_as_much_as_is_asked_for()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var start = await NowAsync(reader);
        var waiting = Enumerable
            .Range(1, 12)
            .Select(limit => reader.GetJsonAsync($"/v1/changes?after={start}&wait=30&limit={1 + limit % 3}"))
            .ToList();
        using var content = new StringContent(
            string.Join(
                '\n',
                Enumerable
                    .Range(0, 3)
                    .Select(i => $$"""{"headline":"Three {{i}}","body":[{"type":"paragraph","text":"Rain."}]}""")
            ),
            System.Text.Encoding.UTF8,
            "application/x-ndjson"
        );
        using var imported = await editor.PostAsync("/v1/import", content);
        imported.EnsureSuccessStatusCode();

        Assert.All(
            await Task.WhenAll(waiting),
            page =>
            {
                var limit = (int)page.ValueAt("page.limit")!;
                Assert.Equal(limit, page["data"]!.AsArray().Count);
                Assert.Equal((string?)page.ValueAt($"data.{limit - 1}.cursor"), (string?)page.ValueAt("page.next"));
                Assert.Equal(limit < 3, (bool)page.ValueAt("page.hasMore")!);
            }
        );
    }

    [Fact]
    public async Task A_wait_ends_when_the_key_is_revoked()
    {
        var text = await api.CreateKeyAsync("embargo:read");
        using var reader = api.CreateAnonymousClient();
        reader.DefaultRequestHeaders.Add("X-Api-Key", text);
        var waiting = reader.RequestAsync("GET", $"/v1/changes?after={await NowAsync(reader)}&wait=30");

        await api.RevokeKeyAsync(text);

        using var response = await UntilAsync(waiting, TimeSpan.FromMilliseconds(500));
        await response.ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Theory]
    [
        InlineData("wait=31", "query wait: out-of-range"),
        InlineData("wait=-1", "query wait: out-of-range"),
        InlineData("wait=long", "query wait: not-a-number"),
        InlineData("limit=1001", "query limit: out-of-range"),
        InlineData("wait=1&wait=2", "query wait: repeated")
    ]
    public async Task What_is_wrong_is_said_at_once(string query, string place)
    {
        using var reader = api.CreateAnonymousClient();

        Assert.Equal(
            [place],
            (
                await reader
                    .RequestAsync("GET", "/v1/changes?" + query)
                    .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request")
            ).ErrorLocations()
        );
    }

    [Fact]
    public async Task A_mark_is_another_after_each_change_that_the_caller_can_notice_and_after_no_other()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var open = api.CreateAnonymousClient();
        using var early = await api.CreateClientWithKeyAsync("embargo:read");
        HttpClient[] callers = [open, early, editor];
        var seen = new HashSet<(int Caller, string Mark)>();
        var before = await MarksAsync();

        await MovesAsync("  s", () => editor.CreateDraftAsync("Marked draft"));
        await MovesAsync("oes", () => editor.PublishArticleAsync("Marked"));
        await MovesAsync(
            " es",
            () => editor.PublishArticleAsync("Marked early", new { embargoUntil = "2030-01-01T00:00:00Z" })
        );
        await MovesAsync("   ", () => open.GetJsonAsync("/v1/articles"));

        async Task MovesAsync(string who, Func<Task> act)
        {
            await act();
            var after = await MarksAsync();
            Assert.Equal(
                who,
                string.Concat("oes".Select((caller, i) => before[i].Mark == after[i].Mark ? ' ' : caller))
            );
            for (var i = 0; i < callers.Length; i++)
            {
                using var again = await callers[i]
                    .RequestAsync("GET", "/v1/head", null, "If-None-Match: " + before[i].ETag);
                Assert.Equal(who[i] == ' ' ? 304 : 200, (int)again.StatusCode);
                if (who[i] != ' ')
                    Assert.True(seen.Add((i, after[i].Mark)));
                Assert.Empty(
                    (await callers[i].GetJsonAsync("/v1/changes?after=" + after[i].Cursor))["data"]!.AsArray()
                );
            }

            before = after;
        }

        async Task<(string Mark, string Cursor, string ETag)[]> MarksAsync()
        {
            var marks = new List<(string, string, string)>();
            foreach (var caller in callers)
            {
                using var response = await caller.GetAsync("/v1/head");
                var head = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
                marks.Add(((string)head["mark"]!, (string)head["cursor"]!, response.Headers.ETag!.ToString()));
            }

            return [.. marks];
        }
    }

    private static object Tagged => new { tags = new[] { new { name = "Waited" } } };

    private static async Task<string> NowAsync(HttpClient client) =>
        (string)(await client.GetJsonAsync("/v1/changes?after=now")).ValueAt("page.next")!;

    // The service's clock stands still but for this.
    private async Task<T> UntilAsync<T>(Task<T> waiting, TimeSpan? step = null)
    {
        while (await Task.WhenAny(waiting, Task.Delay(20)) != waiting)
            api.Clock.Advance(step ?? TimeSpan.FromSeconds(1));

        return await waiting;
    }
}
