using System.Diagnostics;
using System.Net;
using ArticleApi.Storage;
using ArticleApi.Tests.Infrastructure;
using ArticleApi.Tests.Log;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ArticleApi.Tests.Storage;

/// <summary>
/// A database that is away, frozen, full or read-only is told at once and as such, and the service comes back by
/// itself.
/// </summary>
[Trait("Speed", "slow")]
public sealed class DatabaseFaultTests(PostgresServer server)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task A_sqlite_file_that_is_taken_away_takes_no_writes_until_it_is_back()
    {
        await using var api = new FaultySqliteHost();
        await api.InitializeAsync();
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.PublishArticleAsync("There before");
        await Ready(reader, HttpStatusCode.OK);

        File.Move(api.DatabasePath, api.DatabasePath + ".away");

        var refused = await editor
            .RequestAsync("POST", "/v1/articles", new { headline = "Into nothing", bodyText = "It rained." })
            .ReadProblemAsync(HttpStatusCode.ServiceUnavailable, "database-unavailable");
        Assert.Contains("moved, removed or replaced", (string?)refused["detail"], StringComparison.Ordinal);
        await IsNoticedAsync(api.Logged);
        await Ready(reader, HttpStatusCode.ServiceUnavailable, "moved, removed or replaced");
        await IsRefused(reader.RequestAsync("GET", article.ArticleUrl()));
        await IsRefused(reader.RequestAsync("GET", "/feeds/articles.rss"));
        await IsRefused(
            editor.RequestAsync("POST", "/v1/articles", new { headline = "Into nothing", bodyText = "It rained." })
        );
        await IsLive(reader);
        Assert.Single(api.Logged, entry => entry.Text.Contains("cannot be used", StringComparison.Ordinal));
        Assert.DoesNotContain(api.Logged, entry => entry.Error is not null);

        File.Move(api.DatabasePath + ".away", api.DatabasePath, overwrite: true);

        await Ready(reader, HttpStatusCode.OK);
        await reader.GetJsonAsync(article.ArticleUrl());
        await editor.PublishArticleAsync("There again");
        Assert.Single(api.Logged, entry => entry.Text.Contains("can be used again", StringComparison.Ordinal));
        Assert.Equal(["there-again", "there-before"], await reader.ListValuesAsync("/v1/articles"));
    }

    [Fact]
    public async Task A_sqlite_file_put_in_the_place_of_the_opened_one_is_not_mixed_with_it()
    {
        await using var api = new FaultySqliteHost();
        await api.InitializeAsync();
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        await editor.PublishArticleAsync("Of the first");
        await Ready(reader, HttpStatusCode.OK);

        File.Copy(api.DatabasePath, api.DatabasePath + ".other");
        File.Move(api.DatabasePath + ".other", api.DatabasePath, overwrite: true);

        await IsNoticedAsync(api.Logged);
        await Ready(reader, HttpStatusCode.ServiceUnavailable, "moved, removed or replaced");
        await IsRefused(reader.RequestAsync("GET", "/v1/articles"));
        await IsRefused(
            editor.RequestAsync("POST", "/v1/articles", new { headline = "Of neither", bodyText = "It rained." })
        );
    }

    [Fact]
    public async Task A_connection_that_finds_no_file_makes_none_and_leaves_the_log_alone()
    {
        await using var api = new FaultySqliteHost();
        await api.InitializeAsync();
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.PublishArticleAsync("In the log");
        File.Move(api.DatabasePath, api.DatabasePath + ".away");
        SqliteConnection.ClearAllPools();

        await api.RunInScopeAsync(db => Assert.ThrowsAsync<SqliteException>(() => db.Database.OpenConnectionAsync()));

        Assert.False(File.Exists(api.DatabasePath));
        Assert.True(File.Exists(api.DatabasePath + "-wal"));
        File.Move(api.DatabasePath + ".away", api.DatabasePath);
        await Ready(reader, HttpStatusCode.OK);
        await reader.GetJsonAsync(article.ArticleUrl());
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_write_ahead_log_that_is_taken_away_takes_no_writes_until_it_is_back(bool isReplaced)
    {
        await using var api = new FaultySqliteHost();
        await api.InitializeAsync();
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.PublishArticleAsync("There before");
        await Ready(reader, HttpStatusCode.OK);
        var log = api.DatabasePath + "-wal";

        File.Move(log, log + ".away");
        if (isReplaced)
            File.Copy(log + ".away", log);

        var lost = new { headline = "Into nothing", bodyText = "It rained." };
        var refused = await editor
            .RequestAsync("POST", "/v1/articles", lost)
            .ReadProblemAsync(HttpStatusCode.ServiceUnavailable, "database-unavailable");
        Assert.Contains("write-ahead log was moved", (string?)refused["detail"], StringComparison.Ordinal);
        await IsNoticedAsync(api.Logged);
        await Ready(reader, HttpStatusCode.ServiceUnavailable, "moved, removed or replaced");
        await IsRefused(reader.RequestAsync("GET", article.ArticleUrl()));
        await IsRefused(editor.RequestAsync("POST", "/v1/articles", lost));
        await IsLive(reader);
        Assert.Single(api.Logged, entry => entry.Text.Contains("cannot be used", StringComparison.Ordinal));

        File.Move(log + ".away", log, overwrite: true);

        await Ready(reader, HttpStatusCode.OK);
        await editor.PublishArticleAsync("There again");
        Assert.Equal(["there-again", "there-before"], await reader.ListValuesAsync("/v1/articles"));
        await api.ShouldBeConsistentAsync(2);
        Assert.Equal(["ok"], await CheckedAsync(api));
        Assert.DoesNotContain(api.Logged, entry => entry.Error is not null);
    }

    [Fact]
    public async Task A_sqlite_lock_that_another_holds_is_waited_for_as_long_as_the_setting_says()
    {
        await using var api = new FaultySqliteHost { Timeout = 1 };
        await api.InitializeAsync();
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        await editor.PublishArticleAsync("Readable all the time");
        await using var other = new SqliteConnection($"Data Source={api.DatabasePath};Pooling=False");
        await other.OpenAsync(TestContext.Current.CancellationToken);
        await using (await other.BeginTransactionAsync(TestContext.Current.CancellationToken))
        {
            var watch = Stopwatch.StartNew();
            using var response = await editor.RequestAsync(
                "POST",
                "/v1/articles",
                new { headline = "In the way", bodyText = "It rained." }
            );
            await response.ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "busy");
            Assert.NotNull(response.Headers.RetryAfter);
            Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(10));
            Assert.Single(await reader.ListValuesAsync("/v1/articles"));
        }

        await Ready(reader, HttpStatusCode.OK);
        await editor.CreateDraftAsync("In the way");
    }

    // Where nothing may be mounted, SQLite is told both times how large its file may be.
    [Theory, InlineData(false), InlineData(true)]
    public async Task A_full_disk_is_507_and_all_that_is_there_can_be_read(bool isMounted)
    {
        using var disk = isMounted ? SmallDisk.TryCreate() : null;
        await using var api = new FaultySqliteHost { Disk = disk };
        await api.InitializeAsync();
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.PublishArticleAsync("While there was room");
        var large = new
        {
            headline = "Too much",
            bodyText = string.Concat(Enumerable.Range(0, 10_000).Select(number => $"word{number} ")),
            status = "published",
        };

        await api.FillAsync();

        for (var round = 0; round < 3; round++)
        {
            using var response = await editor.RequestAsync("POST", "/v1/articles", large);
            await response.ShouldBeProblem(HttpStatusCode.InsufficientStorage, "storage-full");
            Assert.NotNull(response.Headers.RetryAfter);
        }

        await reader.GetJsonAsync(article.ArticleUrl());
        Assert.Equal(["while-there-was-room"], await reader.ListValuesAsync("/v1/articles"));
        Assert.Equal([], await reader.ListValuesAsync("/v1/articles?q=word77"));
        await Ready(reader, HttpStatusCode.OK);
        await api.ShouldBeConsistentAsync(1);
        Assert.Single(api.Logged, entry => entry.Text.Contains("The database failed (Full)", StringComparison.Ordinal));
        Assert.DoesNotContain(api.Logged, entry => entry.Error is not null);

        api.Free();
        await editor.PostJsonAsync("/v1/articles", large);
        Assert.Equal(["too-much"], await reader.ListValuesAsync("/v1/articles?q=word77"));
        await api.ShouldBeConsistentAsync(2);
        Assert.Equal(["ok"], await CheckedAsync(api));
    }

    [Fact]
    public async Task A_database_that_can_only_be_read_answers_reads_and_refuses_writes()
    {
        await using var api = new FaultySqliteHost();
        await api.InitializeAsync();
        using var editor = await api.CreateClientWithKeyAsync();
        await editor.PublishArticleAsync("To be read");
        await using var copy = api.WithWebHostBuilder(builder =>
            builder.UseSetting("ConnectionStrings:Articles", $"Data Source={api.DatabasePath};Mode=ReadOnly")
        );
        using var client = copy.CreateClient();
        client.DefaultRequestHeaders.Authorization = editor.DefaultRequestHeaders.Authorization;

        Assert.Single(await client.ListValuesAsync("/v1/articles"));
        var refused = await client
            .RequestAsync("POST", "/v1/articles", new { headline = "Not to be written", bodyText = "It rained." })
            .ReadProblemAsync(HttpStatusCode.ServiceUnavailable, "database-unavailable");
        Assert.Equal("The database can only be read.", (string?)refused["detail"]);
    }

    [Fact]
    public async Task A_stopped_postgres_is_told_at_once_and_found_again()
    {
        PostgresServer.SkipUnlessAvailable();
        Assert.SkipWhen(TemporaryPostgresCluster.Binaries is null, "No PostgreSQL is installed that could be stopped.");
        await using var api = new FaultyPostgresHost();
        await api.InitializeAsync();
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.PublishArticleAsync("There before");
        await Ready(reader, HttpStatusCode.OK);
        await ReadMuchAsync(from: 11);

        await api.Cluster.StopServerAsync();

        for (var round = 0; round < 10; round++)
        {
            await IsRefused(reader.RequestAsync("GET", $"/v1/articles?limit={round + 1}"));
            await IsRefused(
                editor.RequestAsync("POST", "/v1/articles", new { headline = "Nowhere", bodyText = "It rained." })
            );
        }

        await IsNoticedAsync(api.Logged);
        await Ready(reader, HttpStatusCode.ServiceUnavailable, "cannot be reached");
        await IsLive(reader);
        Assert.Single(api.Logged, entry => entry.Text.Contains("cannot be used", StringComparison.Ordinal));
        Assert.DoesNotContain(api.Logged, entry => entry.Error is not null);

        await api.Cluster.StartServerAsync();

        // Nobody is given a connection of the time before, which the server's end broke.
        await Ready(reader, HttpStatusCode.OK);
        await ReadMuchAsync(from: 41);
        await reader.GetJsonAsync(article.ArticleUrl());
        await editor.PublishArticleAsync("There again");
        Assert.Equal(["there-again", "there-before"], await reader.ListValuesAsync("/v1/articles"));

        Task ReadMuchAsync(int from) =>
            Task.WhenAll(
                Enumerable
                    .Range(from, 30)
                    .SelectMany(limit =>
                        new[]
                        {
                            reader.ListValuesAsync($"/v1/articles?limit={limit}"),
                            reader.ListValuesAsync($"/v1/articles?q=before&limit={limit}"),
                        }
                    )
            );
    }

    [Fact]
    public async Task A_frozen_postgres_keeps_nobody_waiting_and_loses_nothing_it_acknowledged()
    {
        PostgresServer.SkipUnlessAvailable();
        Assert.SkipWhen(TemporaryPostgresCluster.Binaries is null, "No PostgreSQL is installed that could be stopped.");
        await using var api = new FaultyPostgresHost { Timeout = 3 };
        await api.InitializeAsync();
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var acknowledged = new List<string> { (string)(await editor.PublishArticleAsync("There before"))["slug"]! };
        await Ready(reader, HttpStatusCode.OK);

        await api.Cluster.FreezeAsync();
        try
        {
            var watch = Stopwatch.StartNew();
            var ready = Ready(reader, HttpStatusCode.ServiceUnavailable, "does not answer");
            var reads = Enumerable
                .Range(1, 20)
                .Select(limit => reader.RequestAsync("GET", $"/v1/articles?limit={limit}"));
            var search = reader.RequestAsync("GET", "/v1/articles?q=before");
            var write = editor
                .RequestAsync("POST", "/v1/articles", new { headline = "Perhaps", bodyText = "It rained." })
                .ReadProblemAsync(HttpStatusCode.ServiceUnavailable, "database-unavailable");
            await ready;
            Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(4));
            Assert.Contains("is not known", (string?)(await write)["detail"], StringComparison.Ordinal);
            Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(api.Timeout + 3));
            foreach (var response in await Task.WhenAll(reads.Append(search)))
                await IsRefused(Task.FromResult(response));
            Assert.InRange(watch.Elapsed, TimeSpan.Zero, Soon);

            await Ready(reader, HttpStatusCode.ServiceUnavailable, "does not answer");
            watch.Restart();
            await IsRefused(reader.RequestAsync("GET", "/v1/articles"));
            await IsRefused(
                editor.RequestAsync("POST", "/v1/articles", new { headline = "Not at all", bodyText = "It rained." })
            );
            await IsLive(reader);
            Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(2));
            Assert.DoesNotContain(api.Logged, entry => entry.Error is not null);
        }
        finally
        {
            await api.Cluster.ThawAsync();
        }

        await Ready(reader, HttpStatusCode.OK);
        acknowledged.Add((string)(await editor.PublishArticleAsync("There again"))["slug"]!);
        var found = await reader.ListValuesAsync("/v1/articles");
        Assert.All(acknowledged, slug => Assert.Single(found, slug));
    }

    [Theory, InlineData(ConnectionCut.BeforeCommit, 1), InlineData(ConnectionCut.AfterCommit, 2)]
    public async Task A_postgres_connection_that_breaks_at_a_commit_leaves_a_change_made_once_or_not_at_all(
        ConnectionCut cut,
        int version
    )
    {
        await using var api = new ProxiedPostgresHost(server);
        await api.InitializeAsync();
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.PublishArticleAsync("There before");
        await Ready(reader, HttpStatusCode.OK);
        using var before = await reader.GetAsync(article.ArticleUrl());
        Assert.Equal(["There before"], await reader.ListValuesAsync("/v1/articles", "headline"));

        var broken = api.Proxy.CutAsync(cut, "There afterwards");
        await IsUncertain(ChangeAsync());
        await broken.WaitAsync(Soon);

        // What is kept of the time before must not outlive it, though this node was never told of its own commit.
        var headline = version == 1 ? "There before" : "There afterwards";
        await Until(async () =>
            (await reader.ListValuesAsync("/v1/articles", "headline")).SequenceEqual([headline])
                ? null
                : "The old list is still served."
        );
        Assert.Equal(headline, (string?)(await reader.GetJsonAsync(article.ArticleUrl()))["headline"]);
        using var again = await ChangeAsync();
        Assert.Equal(version == 1 ? HttpStatusCode.OK : HttpStatusCode.PreconditionFailed, again.StatusCode);
        Assert.Equal(["2", "1"], await editor.ListValuesAsync(article.ArticleUrl() + "/versions", "version"));
        Assert.Equal(2, (await editor.GetJsonAsync("/v1/changes?after=0"))["data"]!.AsArray().Count);
        Assert.DoesNotContain(api.Logged, entry => entry.Error is not null);

        Task<HttpResponseMessage> ChangeAsync() =>
            editor.RequestAsync(
                "PATCH",
                article.ArticleUrl(),
                new { headline = "There afterwards" },
                $"If-Match: {before.Headers.ETag}"
            );
    }

    [Theory, InlineData(ConnectionCut.BeforeCommit, "added"), InlineData(ConnectionCut.AfterCommit, "known")]
    public async Task A_postgres_connection_that_breaks_at_the_commit_of_an_import_doubles_nothing(
        ConnectionCut cut,
        string outcome
    )
    {
        await using var api = new ProxiedPostgresHost(server);
        await api.InitializeAsync();
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        await Ready(reader, HttpStatusCode.OK);

        var broken = api.Proxy.CutAsync(cut, "Imported perhaps");
        await IsUncertain(ImportAsync());
        await broken.WaitAsync(Soon);

        await Ready(reader, HttpStatusCode.OK);
        Assert.Equal(outcome, (string?)(await ImportAsync().ReadJsonAsync()).ValueAt("data.0.outcome"));
        await Until(async () =>
            (await reader.ListValuesAsync("/v1/articles")).SequenceEqual(["imported-perhaps"])
                ? null
                : "It is not served."
        );

        Task<HttpResponseMessage> ImportAsync() =>
            editor.RequestAsync("POST", "/v1/import?format=text&name=perhaps.txt", "Imported perhaps\n\nIt rained.");
    }

    [Theory]
    [InlineData(DatabaseServices.Sqlite, "Data Source=x.db;Default Timeout=77", 77)]
    [InlineData(DatabaseServices.Sqlite, "Data Source=x.db", 9)]
    [InlineData(DatabaseServices.Postgres, "Host=127.0.0.1;Command Timeout=77", 77)]
    // Two of them are for the connection by which the driver cancels what took too long.
    [InlineData(DatabaseServices.Postgres, "Host=127.0.0.1", 7)]
    public void What_the_connection_string_says_of_time_stays(string provider, string connection, int seconds)
    {
        using var services = Services(provider, connection, "9").BuildServiceProvider();
        using var scope = services.CreateScope();
        var made = scope.ServiceProvider.GetRequiredService<ArticleDb>().Database.GetDbConnection();

        Assert.Equal(
            seconds,
            made is SqliteConnection sqlite ? sqlite.DefaultTimeout : ((NpgsqlConnection)made).CommandTimeout
        );
    }

    [Theory, InlineData("0"), InlineData("3601"), InlineData("soon")]
    public void A_time_that_is_none_stops_the_start(string setting)
    {
        var refused = Assert.Throws<InvalidOperationException>(() =>
            Services(DatabaseServices.Sqlite, "Data Source=x.db", setting)
        );

        Assert.Equal($"Database:CommandTimeout is '{setting}'; allowed are 1 to 3600.", refused.Message);
    }

    private static ServiceCollection Services(string provider, string connection, string timeout)
    {
        var settings = new Microsoft.Extensions.Configuration.ConfigurationManager
        {
            ["Database:Provider"] = provider,
            ["ConnectionStrings:Articles"] = connection,
            ["Database:CommandTimeout"] = timeout,
        };
        var services = new ServiceCollection();
        services.AddDatabase(settings, ".");
        return services;
    }

    private static Task<List<string>> CheckedAsync(FaultySqliteHost api) =>
        api.RunInScopeAsync(db =>
            db.Database.SqlQuery<string>($"SELECT integrity_check AS Value FROM pragma_integrity_check").ToListAsync()
        );

    private static async Task IsRefused(Task<HttpResponseMessage> sending)
    {
        using var response = await sending;
        await response.ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "database-unavailable");
        Assert.NotNull(response.Headers.RetryAfter);
    }

    private static async Task IsUncertain(Task<HttpResponseMessage> sending)
    {
        using var response = await sending;
        var problem = await response.ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "database-unavailable");
        Assert.Contains("is not known", (string?)problem["detail"], StringComparison.Ordinal);
        Assert.NotNull(response.Headers.RetryAfter);
    }

    private static async Task IsLive(HttpClient client)
    {
        using var response = await client.GetAsync("/health/live");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    /// <summary>Waits until a look at the database has failed: what is asked before may still be tried.</summary>
    private static Task IsNoticedAsync(IEnumerable<LogEntry> logged) =>
        Until(() =>
            Task.FromResult(
                logged.Any(entry => entry.Text.Contains("cannot be used", StringComparison.Ordinal))
                    ? null
                    : "It is not logged."
            )
        );

    /// <summary>Waits until the service says that it is, or is not, ready.</summary>
    private static Task Ready(HttpClient client, HttpStatusCode status, string? why = null) =>
        Until(async () =>
        {
            using var response = await client.GetAsync("/health/ready");
            var text = await response.Content.ReadAsStringAsync();
            return response.StatusCode == status && (why is null || text.Contains(why, StringComparison.Ordinal))
                ? null
                : $"Still {(int)response.StatusCode}: {text}";
        });

    /// <param name="find">What is still missing; null for nothing.</param>
    private static async Task Until(Func<Task<string?>> find)
    {
        for (var watch = Stopwatch.StartNew(); await find() is { } missing; await Task.Delay(50))
            Assert.True(watch.Elapsed < Soon, missing);
    }
}
