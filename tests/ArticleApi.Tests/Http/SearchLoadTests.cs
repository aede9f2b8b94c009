using System.Net;
using ArticleApi.Hosting;
using ArticleApi.Lists;
using ArticleApi.Search;
using ArticleApi.Storage;
using ArticleApi.Tests.Infrastructure;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace ArticleApi.Tests.Http;

/// <summary>What may look through much is done by so many at once, and nothing else waits for it.</summary>
public abstract class SearchLoadTests(TestApiHost api)
{
    public sealed class OnSqlite(SqliteHost api) : SearchLoadTests(api), IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api) : SearchLoadTests(api), IClassFixture<PostgresHost>;

    [Fact]
    public async Task While_searches_take_all_they_may_everything_else_is_answered()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await editor.PublishArticleAsync(
            "Rain over Lisbon",
            new { tags = new[] { new { name = "Loaded" } }, section = new { name = "World" } }
        );
        var address = (string)article["slug"]!;
        await using var host = Bounded(workers: 1, queue: 0);
        using var reader = host.CreateClient();
        string[] plain =
        [
            "/v1/articles",
            "/v1/articles?tag=loaded&limit=5",
            "/v1/articles?tag=loaded,other",
            "/v1/articles?sort=-updatedAt",
            "/v1/articles?updatedFrom=2020-01-01",
            $"/v1/articles?id={article["id"]}",
            "/v1/articles/" + address,
            $"/v1/articles/{address}/versions",
            "/v1/images",
            "/v1/tags",
            "/feeds/articles.rss",
            "/v1/articles/export?tag=loaded",
            "/health/live",
            "/health/ready",
            "/",
        ];
        string[] searching =
        [
            "/v1/articles?q=rain",
            "/v1/articles?facets=tag",
            "/v1/articles?total=exact",
            "/v1/articles?collapse=duplicates",
            "/v1/articles?tag=loaded&section=world",
            "/v1/articles?tag=loaded&updatedFrom=2020-01-01",
            "/feeds/articles.rss?q=rain",
            $"/v1/articles/{address}/duplicates",
            $"/v1/articles/{address}/related",
            "/v1/changes",
            "/v1/images?total=exact",
            "/v1/captions?q=rain",
            "/v1/datelines?q=rain",
        ];

        await using (await Hold(host))
        {
            await Assert.AllAsync(
                plain,
                async path => Assert.True((await Status(reader, path)) == HttpStatusCode.OK, path)
            );
            await Assert.AllAsync(
                searching,
                async path =>
                {
                    using var refused = await reader.GetAsync(path);
                    Assert.True(refused.StatusCode == HttpStatusCode.ServiceUnavailable, path);
                    Assert.Equal("5", refused.Headers.RetryAfter!.ToString());
                    await refused.ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "overloaded");
                }
            );
        }

        await Assert.AllAsync(
            searching,
            async path => Assert.True((await Status(reader, path)) == HttpStatusCode.OK, path)
        );
    }

    [Fact]
    public async Task Who_waits_is_answered_in_turn_and_who_goes_leaves_the_place()
    {
        await using var host = Bounded(workers: 1, queue: 1);
        using var reader = host.CreateClient();
        var searches = host.Services.GetRequiredService<SearchRunner>();
        Task<int> waiting;
        await using (await Hold(host))
        {
            using var going = new CancellationTokenSource();
            var gone = searches.RunAsync(_ => Task.FromResult(1), isTimed: false, going.Token);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await Status(reader, "/v1/articles?q=rain"));
            await going.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);

            waiting = searches.RunAsync(_ => Task.FromResult(2), isTimed: false, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await Status(reader, "/v1/articles?q=rain"));
            Assert.False(waiting.IsCompleted);
        }

        Assert.Equal(2, await waiting);
    }

    [Fact]
    public async Task Who_has_waited_for_long_is_told_to_come_again()
    {
        await using var host = Bounded(workers: 1, queue: 10);
        using var reader = host.CreateClient();
        await using var held = await Hold(host);

        var waiting = Status(reader, "/v1/articles?q=rain");
        while (!waiting.IsCompleted)
        {
            api.Clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await waiting);
    }

    [Trait("Speed", "slow")]
    [Fact]
    public async Task A_search_over_its_time_frees_its_worker()
    {
        await using var host = Bounded(workers: 1, queue: 0);
        _ = host.CreateClient();
        var (reads, searches) = (
            host.Services.GetRequiredService<ISqlReader>(),
            host.Services.GetRequiredService<SearchRunner>()
        );
        var endless = new SqlStatement(
            "WITH RECURSIVE more(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM more WHERE x > 0) SELECT count(*) FROM more WHERE x < $1"
        )
        {
            IsCancellable = true,
        };

        await Assert.ThrowsAsync<SearchTimeoutException>(() =>
            searches.RunAsync(
                async token =>
                {
                    await using var rows = await reads.QueryAsync(endless, [0], token);
                    return await rows.ReadAsync(token);
                },
                isTimed: true,
                TestContext.Current.CancellationToken
            )
        );

        Assert.Equal(
            1,
            await searches.RunAsync(_ => Task.FromResult(1), isTimed: true, TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task Searches_that_keep_their_thread_have_threads_of_their_own()
    {
        await using var host = Bounded(workers: 1, queue: 0);
        _ = host.CreateClient();

        var thread = await host
            .Services.GetRequiredService<SearchRunner>()
            .RunAsync(
                _ => Task.FromResult(Thread.CurrentThread.Name),
                isTimed: true,
                TestContext.Current.CancellationToken
            );

        Assert.Equal(api is SqliteHost, thread == "search 1");
    }

    [Theory]
    [
        InlineData("Searches:Workers", "0", "1 to 1000"),
        InlineData("Searches:Queue", "-1", "0 to 1000"),
        InlineData("Searches:Queue", "short", "0 to 1000")
    ]
    public void A_wrong_number_stops_the_start(string name, string setting, string allowed) =>
        Assert.Equal(
            $"{name} is '{setting}'; allowed are {allowed}.",
            Assert
                .Throws<InvalidOperationException>(() =>
                    ApiHost.Build(
                        [$"--{name}={setting}", "--ConnectionStrings:Articles=Data Source=:memory:"],
                        quiet: true
                    )
                )
                .Message
        );

    private WebApplicationFactory<Program> Bounded(int workers, int queue) =>
        api.WithWebHostBuilder(builder =>
            builder
                .UseSetting(SearchRunner.WorkersSetting, $"{workers}")
                .UseSetting(SearchRunner.QueueSetting, $"{queue}")
                .UseSetting("OutputCache:Megabytes", "0")
        );

    private static async Task<HttpStatusCode> Status(HttpClient reader, string path)
    {
        using var response = await reader.GetAsync(path);
        return response.StatusCode;
    }

    /// <summary>Keeps a worker until it is disposed.</summary>
    private static async Task<IAsyncDisposable> Hold(WebApplicationFactory<Program> host)
    {
        var held = new HeldSearch();
        held.Work = host.Services.GetRequiredService<SearchRunner>().RunAsync(held.Run, isTimed: false, default);
        await held.Begun.Task;
        return held;
    }

    private sealed class HeldSearch : IAsyncDisposable
    {
        private readonly TaskCompletionSource<int> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task? Work { get; set; }

        public Task<int> Run(CancellationToken cancellation)
        {
            Begun.SetResult();
            return _end.Task;
        }

        public async ValueTask DisposeAsync()
        {
            _end.SetResult(0);
            await Work!;
        }
    }
}
