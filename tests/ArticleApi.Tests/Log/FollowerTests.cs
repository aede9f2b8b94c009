using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using ArticleApi.Log;
using ArticleApi.Storage;
using ArticleApi.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace ArticleApi.Tests.Log;

/// <summary>
/// Twenty who follow, each in a way and with rights and filters of its own, while several write. What each has at the
/// end is what the list gives it, and nothing was told twice or out of order.
/// </summary>
/// <remarks><c>ARTICLEAPI_HISTORIES</c> says how many histories there are, and <c>ARTICLEAPI_SEED</c> which.</remarks>
[Trait("Speed", "slow")]
public abstract class FollowerTests(TestApiHost api, ITestOutputHelper output)
{
    private const int Writers = 3;
    private const int Acts = 6;

    private static readonly string[] s_sections = ["World", "Sport"];
    private static readonly string[] s_partnerScopes = ["articles:read", "embargo:read"];
    private static readonly string[] s_tags = ["Storm", "Calm", "Snow"];

    public sealed class OnSqlite(SqliteHost api, ITestOutputHelper output)
        : FollowerTests(api, output),
            IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api, ITestOutputHelper output)
        : FollowerTests(api, output),
            IClassFixture<PostgresHost>;

    [Fact]
    public async Task Whatever_is_done_each_follower_has_what_the_list_gives_it()
    {
        var histories = NumberOf("ARTICLEAPI_HISTORIES", 4);
        var seed = NumberOf("ARTICLEAPI_SEED", 1);
        using var editor = await api.CreateClientWithKeyAsync();
        var followers = await CreateFollowersAsync(editor);
        using var ending = new CancellationTokenSource();
        var following = followers.ConvertAll(follower => Task.Run(() => follower.FollowAsync(ending.Token)));

        for (var history = 0; history < histories; history++)
        {
            var number = seed + history;
            var made = new ConcurrentQueue<string>();
            await Task.WhenAll(
                Enumerable
                    .Range(0, Writers)
                    .Select(writer => Task.Run(() => WriteAsync(editor, made, new(number * Writers + writer), number)))
            );
            // What is due by the clock too.
            await api.AdvanceToAsync(api.Clock.GetUtcNow().AddMinutes(1).ToString("O"));
            // All see the last article of a history; whoever was told of it was told of all before it.
            var last = await editor.PublishArticleAsync(
                $"Last of {number}",
                new { section = new { name = "World" }, tags = new[] { new { name = "Storm" } } }
            );
            foreach (var follower in followers)
                await follower.ShouldHaveTheListAsync((string)last["id"]!, $"history {number}");

            foreach (var id in made.Append((string)last["id"]!))
                await TryAsync(editor, "DELETE", "/v1/articles/" + id, null);
        }

        await ending.CancelAsync();
        await Task.WhenAll(following);
        output.WriteLine(
            $"{histories} histories from seed {seed}, {followers.Count} followers, "
                + $"{followers.Sum(follower => follower.Told)} changes told"
        );
        followers.ForEach(follower => follower.Dispose());
    }

    private async Task<List<Follower>> CreateFollowersAsync(HttpClient editor)
    {
        Func<Task<HttpClient>>[] rights =
        [
            () => Task.FromResult(api.CreateAnonymousClient()),
            () => api.CreateClientWithKeyAsync("embargo:read"),
            () => CreatePartnerAsync(editor),
            () => api.CreateClientWithKeyAsync("preview:read", "embargo:read"),
        ];
        string[] filters = ["", "&section=world", "&tag=storm", "&tagNot=calm", "&tag=storm,snow&section=world"];
        Way[] ways = [Way.Poll, Way.Wait, Way.Stream];
        var seal = api.Services.GetRequiredService<CursorSeal>();
        var followers = new List<Follower>();
        foreach (var (i, filter) in filters.Index())
        {
            foreach (var (j, create) in rights.Index())
                followers.Add(new(await create(), filter, ways[(i + j) % ways.Length], seal));
        }

        return followers;
    }

    // What is sold has a place in every history, and goes out of it and comes back.
    private async Task<HttpClient> CreatePartnerAsync(HttpClient editor)
    {
        using var asked = await editor.RequestAsync(
            "POST",
            "/v1/packages",
            new
            {
                name = "Sold",
                sections = new[] { s_sections[0].ToLowerInvariant() },
                tags = s_tags[..2].Select(tag => tag.ToLowerInvariant()),
            }
        );
        var package = JsonNode.Parse(await asked.Content.ReadAsStringAsync())!;
        while ((string?)(await editor.GetJsonAsync($"/v1/packages/{package["id"]}"))["status"] != "ready")
            await Task.Delay(10, TestContext.Current.CancellationToken);
        var key = await editor.PostJsonAsync(
            "/v1/keys",
            new
            {
                name = "A partner",
                scopes = s_partnerScopes,
                packageId = package["id"],
            }
        );
        var partner = api.CreateAnonymousClient();
        partner.DefaultRequestHeaders.Add("X-Api-Key", (string)key["key"]!);
        return partner;
    }

    private static async Task WriteAsync(HttpClient editor, ConcurrentQueue<string> made, Random dice, int history)
    {
        for (var act = 0; act < Acts; act++)
        {
            var ids = made.ToArray();
            if (ids.Length == 0 || dice.Next(4) == 0)
            {
                var article = RandomMembers(dice);
                article["headline"] = $"History {history} act {act}";
                article["bodyText"] = "It rained.";
                article["status"] = dice.Next(3) == 0 ? "draft" : "published";
                if (await TryAsync(editor, "POST", "/v1/articles", article) is { } id)
                    made.Enqueue(id);
                continue;
            }

            var url = "/v1/articles/" + ids[dice.Next(ids.Length)];
            await (
                dice.Next(6) switch
                {
                    0 => TryAsync(editor, "POST", url + "/withdraw", new JsonObject()),
                    1 => TryAsync(editor, "POST", url + "/publish", new JsonObject()),
                    2 => dice.Next(3) == 0
                        ? TryAsync(editor, "DELETE", url, null)
                        : TryAsync(editor, "PATCH", url, new JsonObject { ["embargoUntil"] = null }),
                    _ => TryAsync(editor, "PATCH", url, RandomMembers(dice)),
                }
            );
        }
    }

    private static JsonObject RandomMembers(Random dice)
    {
        var members = new JsonObject
        {
            ["section"] = new JsonObject { ["name"] = s_sections[dice.Next(s_sections.Length)] },
            ["tags"] = new JsonArray([
                .. s_tags.Where(_ => dice.Next(2) == 0).Select(JsonNode (tag) => new JsonObject { ["name"] = tag }),
            ]),
        };
        if (dice.Next(4) == 0)
            // Ended by the clock, or by hand.
            members["embargoUntil"] = dice.Next(2) == 0 ? "2030-01-01T00:00:00Z" : "2026-03-14T09:27:30Z";
        return members;
    }

    // What another writer has done meanwhile may refuse it.
    private static async Task<string?> TryAsync(HttpClient editor, string method, string path, JsonNode? body)
    {
        using var response = await editor.RequestAsync(method, path, body?.ToJsonString(), "If-Match: *");
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(
            response.IsSuccessStatusCode || (int)response.StatusCode is 404 or 409 or 410 or 412 or 503,
            $"{method} {path}: {(int)response.StatusCode} {text}"
        );
        return response.StatusCode == HttpStatusCode.Created ? (string?)JsonNode.Parse(text)!["id"] : null;
    }

    private static int NumberOf(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : otherwise;

    private enum Way
    {
        Poll,
        Wait,
        Stream,
    }

    /// <summary>Applies what it is told to a copy of its own: put is upsert, remove is delete.</summary>
    private sealed class Follower(HttpClient client, string filter, Way way, CursorSeal seal) : IDisposable
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

        private readonly Dictionary<string, string> _copy = [];
        private readonly Dictionary<string, int> _versions = [];
        private readonly SemaphoreSlim _changed = new(0);
        private long _last;
        private string _after = "0";
        private Exception? _wrong;

        public int Told { get; private set; }

        public async Task FollowAsync(CancellationToken ending)
        {
            try
            {
                while (!ending.IsCancellationRequested)
                    await (way == Way.Stream ? StreamAsync(ending) : AskAsync(ending));
            }
            catch (OperationCanceledException) when (ending.IsCancellationRequested)
            {
                // The test is over.
            }
            catch (Exception wrong)
            {
                _wrong = wrong;
                _changed.Release();
            }
        }

        public async Task ShouldHaveTheListAsync(string last, string when)
        {
            while (true)
            {
                lock (_copy)
                {
                    if (_copy.ContainsKey(last) || _wrong is not null)
                        break;
                }

                Assert.True(await _changed.WaitAsync(Patience), $"{this} was not told of the end of {when}");
            }

            Assert.True(_wrong is null, $"{this}, {when}: {_wrong}");
            var list = await client.GetJsonAsync($"/v1/articles?limit=100&view=full{filter}");
            Assert.Null(list.ValueAt("page.next"));
            var expected = list["data"]!.AsArray().Select(article => article!.ToJsonString());
            lock (_copy)
                Assert.True(
                    expected.ToHashSet().SetEquals(_copy.Values),
                    $"{this}, {when}: has\n{string.Join('\n', _copy.Values)}\nand not\n{string.Join('\n', expected)}"
                );
        }

        public override string ToString() => $"{way} {client.DefaultRequestHeaders.Authorization is not null} {filter}";

        public void Dispose()
        {
            client.Dispose();
            _changed.Dispose();
        }

        private async Task AskAsync(CancellationToken ending)
        {
            var wait = way == Way.Wait ? "&wait=30" : "";
            using var response = await client.GetAsync(
                $"/v1/changes?after={_after}&limit=3&include=document{wait}{filter}",
                ending
            );
            var text = await response.Content.ReadAsStringAsync(ending);
            if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
                return;

            Assert.True(response.IsSuccessStatusCode, text);
            var page = JsonNode.Parse(text)!;
            foreach (var change in page["data"]!.AsArray())
                Apply(change!);
            _after = (string)page.ValueAt("page.next")!;
            if (way == Way.Poll && !(bool)page.ValueAt("page.hasMore")!)
                await Task.Delay(5, ending);
        }

        // It breaks off now and then, and goes on from the last event's id.
        private async Task StreamAsync(CancellationToken ending)
        {
            using var stream = await EventStream.OpenAsync(
                client,
                $"after=0&include=document{filter}",
                _after == "0" ? null : _after
            );
            using var broken = ending.Register(stream.Dispose);
            for (var i = 0; i < 40; i++)
            {
                JsonObject? change;
                try
                {
                    change = await stream.ReadChangeAsync();
                }
                catch (Exception) when (ending.IsCancellationRequested)
                {
                    return;
                }
                catch (TimeoutException)
                {
                    return;
                }

                if (change is null)
                    return;

                Apply(change);
                _after = stream.LastEventId;
            }
        }

        private void Apply(JsonNode change)
        {
            var (id, cursor) = ((string)change["id"]!, ChangeFeedCursor.Parse((string)change["cursor"]!, seal)!);
            Assert.True(cursor.Sequence > _last, $"{cursor.Sequence} was told after {_last}");
            _last = cursor.Sequence;
            var version = (int)change["version"]!;
            Assert.True(version > _versions.GetValueOrDefault(id), $"version {version} of {id} was told late");
            _versions[id] = version;
            lock (_copy)
            {
                Told++;
                if ((string?)change["op"] == "put")
                    _copy[id] = change["document"]!.ToJsonString();
                else
                    _copy.Remove(id);
            }

            _changed.Release();
        }
    }
}
