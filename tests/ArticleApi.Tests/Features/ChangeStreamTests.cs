using System.Net;
using System.Text.Json.Nodes;
using ArticleApi.Features.Changes;
using ArticleApi.Hosting;
using ArticleApi.Http;
using ArticleApi.Tests.Infrastructure;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ArticleApi.Tests.Features;

/// <summary>The change feed as server-sent events.</summary>
public abstract class ChangeStreamTests(TestApiHost api)
{
    public sealed class OnSqlite(SqliteHost api) : ChangeStreamTests(api), IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api) : ChangeStreamTests(api), IClassFixture<PostgresHost>;

    [Fact]
    public async Task Each_change_comes_as_it_is_made_and_after_a_break_from_the_last_that_came()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        string last;
        using (var stream = await EventStream.OpenAsync(reader, "include=document&after=now"))
        {
            Assert.Equal("text/event-stream", stream.Response.Content.Headers.ContentType!.ToString());
            Assert.Equal("no-store, no-transform, private", Sorted(stream.Response));
            Assert.Equal("no", Assert.Single(stream.Response.Headers.GetValues("X-Accel-Buffering")));
            Assert.InRange(int.Parse(stream.Retry!, null), 1_000, 10_000);
            await editor.PublishArticleAsync("Streamed one");
            Assert.Equal("Streamed one", (string?)(await stream.ReadChangeAsync())!.ValueAt("document.headline"));
            await editor.PublishArticleAsync("Streamed two");
            Assert.Equal("streamed-two", (string?)(await stream.ReadChangeAsync())!["slug"]);
            last = stream.LastEventId;
        }

        var three = await editor.PublishArticleAsync("Streamed three");
        await editor
            .RequestAsync("DELETE", three.ArticleUrl(), null, "If-Match: *")
            .ReadJsonAsync(HttpStatusCode.NoContent);
        await editor.PublishArticleAsync("Streamed four");

        // A browser asks its address again, and says where it was.
        using var again = await EventStream.OpenAsync(reader, "include=document&after=now", last);
        var (removal, put) = ((await again.ReadChangeAsync())!, (await again.ReadChangeAsync())!);
        Assert.Equal(
            [("remove", three["id"]!.ToString()), ("put", "streamed-four")],
            [((string?)removal["op"], removal["id"]!.ToString()), ((string?)put["op"], (string?)put["slug"])]
        );
        // The same as the list has it.
        Assert.Equal(
            (await reader.GetJsonAsync($"/v1/changes?after={last}&include=document"))["data"]!.ToJsonString(),
            new JsonArray(removal.DeepClone(), put.DeepClone()).ToJsonString()
        );
    }

    [Fact]
    public async Task Only_what_a_follower_may_know_under_its_filters_is_told()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        using var stream = await EventStream.OpenAsync(reader, "tag=streamed");
        var first = await editor.PublishArticleAsync("Tagged", new { tags = new[] { new { name = "Streamed" } } });
        await editor.CreateDraftAsync("Drafted", new { tags = new[] { new { name = "Streamed" } } });
        await editor.PublishArticleAsync("Other");
        await editor.PatchJsonAsync(first.ArticleUrl(), new { tags = new[] { new { name = "Gone" } } });

        var told = new List<string?>();
        for (var i = 0; i < 2; i++)
            told.Add((string?)(await stream.ReadChangeAsync())!["op"]);

        Assert.Equal(["put", "remove"], told);
        Assert.Empty(stream.Comments);
    }

    [Fact]
    public async Task A_comment_comes_when_nothing_else_does_and_leads_past_what_is_not_told()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        using var stream = await EventStream.OpenAsync(reader, "tag=nobody-has-this");
        var start = stream.LastEventId;
        await editor.PublishArticleAsync("Passed by");
        var beat = stream.ReadBlockAsync();
        while (await Task.WhenAny(beat, Task.Delay(20)) != beat)
            api.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((null, null), await beat);
        Assert.Single(stream.Comments);
        Assert.NotEqual(start, stream.LastEventId);
        using var again = await EventStream.OpenAsync(reader, lastEventId: stream.LastEventId);
        await editor.PublishArticleAsync("After the beat");
        Assert.Equal("after-the-beat", (string?)(await again.ReadChangeAsync())!["slug"]);
    }

    [Fact]
    public async Task A_stream_ends_within_a_second_when_its_key_is_revoked()
    {
        var text = await api.CreateKeyAsync("embargo:read");
        using var reader = api.CreateAnonymousClient();
        reader.DefaultRequestHeaders.Add("X-Api-Key", text);
        using var stream = await EventStream.OpenAsync(reader);
        var ending = stream.ReadChangeAsync();

        await api.RevokeKeyAsync(text);
        api.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(await ending);
        Assert.Equal(["the key is no longer good"], stream.Comments);
    }

    [Theory]
    [
        InlineData("/v1/changes/stream?tag=a,b&include=document", "Last-Event-ID: e123.AAAA", "header Last-Event-ID"),
        InlineData("/v1/changes/stream?tag=a,b&after=e123.AAAA", "", "query after"),
        InlineData("/v1/changes?tag=a,b&after=e123.AAAA&wait=3&limit=2", "", "query after")
    ]
    public async Task A_cursor_of_another_history_is_refused_before_the_stream_begins_and_the_export_is_named(
        string path,
        string header,
        string place
    )
    {
        using var reader = api.CreateAnonymousClient();

        using var response = await reader.RequestAsync("GET", path, null, header is "" ? [] : [header]);

        Assert.Equal(
            "</v1/articles/export?tag=a,b>; rel=\"alternate\"",
            Assert.Single(response.Headers.GetValues("Link"))
        );
        var problem = await response.ShouldBeProblem(HttpStatusCode.Gone, "cursor-expired");
        Assert.Contains("Change-Cursor", (string)problem["detail"]!, StringComparison.Ordinal);
        Assert.Equal([place + ": expired"], problem.ErrorLocations());
    }

    [Theory]
    [
        InlineData("after=x", "", "query after: not-a-cursor"),
        InlineData("after=now", "Last-Event-ID: now", "header Last-Event-ID: not-a-cursor"),
        InlineData("limit=3", "", "query limit: unknown-parameter"),
        InlineData("wait=3", "", "query wait: unknown-parameter"),
        InlineData("include=all", "", "query include: not-allowed")
    ]
    public async Task What_is_wrong_is_said_before_the_stream_begins(string query, string header, string place)
    {
        using var reader = api.CreateAnonymousClient();

        Assert.Equal(
            [place],
            (
                await reader
                    .RequestAsync("GET", "/v1/changes/stream?" + query, null, header is "" ? [] : [header])
                    .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request")
            ).ErrorLocations()
        );
    }

    [Fact]
    public async Task No_more_follow_at_once_than_may_and_whoever_reads_nothing_makes_room()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        await using var bounded = api.WithWebHostBuilder(builder =>
            builder.UseSetting(ChangeStreams.ConcurrencySetting, "1")
        );
        using var reader = bounded.CreateClient();
        using var writer = bounded.CreateClient();
        writer.DefaultRequestHeaders.Authorization = editor.DefaultRequestHeaders.Authorization;
        using var idle = await reader.GetAsync(
            "/v1/changes/stream?include=document",
            HttpCompletionOption.ResponseHeadersRead
        );
        using (var refused = await reader.GetAsync("/v1/changes/stream", HttpCompletionOption.ResponseHeadersRead))
        {
            Assert.Equal("5", refused.Headers.RetryAfter!.ToString());
            await refused.ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "overloaded");
        }

        // More than is ever written before anything of it is read.
        for (var i = 0; i < 4; i++)
            await writer.PublishArticleAsync($"Unread {i}", new { bodyText = new string('x', 100_000) });
        for (var isFree = false; !isFree; )
        {
            api.Clock.Advance(ChangeStreams.SendTimeout / 4);
            using var next = await reader.GetAsync("/v1/changes/stream", HttpCompletionOption.ResponseHeadersRead);
            isFree = next.IsSuccessStatusCode;
        }
    }

    [Fact]
    public async Task Whoever_waits_is_told_when_the_service_ends()
    {
        using var told = new CancellationTokenSource();
        await using var ending = api.WithWebHostBuilder(builder =>
            builder.ConfigureTestServices(services =>
                services.AddSingleton(_ => new ShutdownSignal(
                    new Lifetime(told.Token),
                    Options.Create(new HostOptions()),
                    TimeProvider.System
                ))
            )
        );
        using var reader = ending.CreateClient();
        using var stream = await EventStream.OpenAsync(reader);
        var waiting = reader.GetJsonAsync("/v1/changes?after=now&wait=30");
        var end = stream.ReadChangeAsync();

        await told.CancelAsync();

        Assert.Null(await end);
        Assert.Equal(["the service ends"], stream.Comments);
        Assert.Empty((await waiting)["data"]!.AsArray());
    }

    [Fact]
    public async Task Whoever_comes_late_or_is_slow_misses_nothing()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        using var early = await EventStream.OpenAsync(reader, "include=document&tag=slow");
        var start = early.LastEventId;
        var expected = new List<string>();
        // Far more than is kept for those who follow.
        for (var i = 0; i < 30; i++)
            expected.Add(
                (string)
                    (
                        await editor.PublishArticleAsync(
                            $"Slow {i}",
                            new { bodyText = new string('x', 50_000), tags = new[] { new { name = "Slow" } } }
                        )
                    )["slug"]!
            );

        using var late = await EventStream.OpenAsync(reader, "include=document&tag=slow", start);
        Assert.Equal(expected, await ToldAsync(early));
        Assert.Equal(expected, await ToldAsync(late));

        async Task<List<string>> ToldAsync(EventStream stream)
        {
            var told = new List<string>();
            while (told.Count < expected.Count)
                told.Add((string)(await stream.ReadChangeAsync())!["slug"]!);
            return told;
        }
    }

    [Fact]
    public async Task An_export_and_what_comes_after_its_cursor_are_all_that_there_is()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        await editor.PublishArticleAsync("Before the export", new { tags = new[] { new { name = "Mirrored" } } });
        using var export = await reader.GetAsync("/v1/articles/export?tag=mirrored");
        var cursor = Assert.Single(export.Headers.GetValues("Change-Cursor"));
        using var head = await reader.RequestAsync("HEAD", "/v1/articles/export?tag=mirrored");
        Assert.Equal(cursor, Assert.Single(head.Headers.GetValues("Change-Cursor")));
        Assert.Contains("Change-Cursor", string.Join(',', export.Headers.GetValues("Access-Control-Expose-Headers")));
        Assert.Single((await export.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries));

        await editor.PublishArticleAsync("After the export", new { tags = new[] { new { name = "Mirrored" } } });

        Assert.Equal(
            ["after-the-export"],
            (await reader.GetJsonAsync($"/v1/changes?tag=mirrored&after={cursor}")).ValuesOf()
        );
    }

    [Theory]
    [InlineData("0"), InlineData("many")]
    public void A_wrong_number_of_streams_stops_the_start(string setting) =>
        Assert.Equal(
            $"Changes:StreamsAtOnce is '{setting}'; allowed are 1 to 1000000.",
            Assert
                .Throws<InvalidOperationException>(() =>
                    ApiHost.Build(
                        [$"--Changes:StreamsAtOnce={setting}", "--ConnectionStrings:Articles=Data Source=:memory:"],
                        quiet: true
                    )
                )
                .Message
        );

    private static string Sorted(HttpResponseMessage response) =>
        string.Join(", ", response.Headers.CacheControl!.ToString().Split(", ").Order(StringComparer.Ordinal));

    private sealed class Lifetime(CancellationToken stopping) : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => default;
        public CancellationToken ApplicationStopping => stopping;
        public CancellationToken ApplicationStopped => default;

        public void StopApplication() { }
    }
}
