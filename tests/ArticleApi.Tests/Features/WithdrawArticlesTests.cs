using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using ArticleApi.Log.Maintenance;
using ArticleApi.Tests.Infrastructure;
using ArticleApi.Tests.Log;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace ArticleApi.Tests.Features;

/// <summary>An agency's contract ends: what filters find is withdrawn, in a job that the tests have go on.</summary>
public abstract class WithdrawArticlesTests(TestApiHost api)
{
    public sealed class OnSqlite(IsolatedSqliteHost api)
        : WithdrawArticlesTests(api),
            IClassFixture<IsolatedSqliteHost>;

    public sealed class OnPostgres(IsolatedPostgresHost api)
        : WithdrawArticlesTests(api),
            IClassFixture<IsolatedPostgresHost>;

    private const string Address = "/v1/articles/withdraw";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_may_only_publish_sees_how_far_the_job_is_that_they_began()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var publisher = await api.CreateClientWithKeyAsync("articles:publish");
        var found = await PublishAsync(editor, "of-publishers", 2);
        await editor.RequestAsync("DELETE", found[0].ArticleUrl(), null, "If-Match: *");

        var started = await SendAsync(
            publisher,
            new { where = "section=of-publishers", expectedCount = 1 },
            HttpStatusCode.Accepted
        );
        var address = $"/v1/jobs/{started["jobId"]}";
        await editor.RequestAsync("DELETE", found[1].ArticleUrl(), null, "If-Match: *");
        await RunJobsAsync();

        // What is gone meanwhile is passed over: worked through, and no failure.
        var job = await publisher.GetJsonAsync(address);
        Assert.Equal((1, 1, 0), ((int)job["total"]!, (int)job["done"]!, (int)job["failureCount"]!));
        Assert.Contains((string)job["id"]!, await publisher.ListValuesAsync("/v1/jobs", "id"));
    }

    [Fact]
    public async Task What_the_filters_find_of_the_published_is_withdrawn_and_nothing_else()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var found = await PublishAsync(editor, "ended", 2);
        var draft = await editor.CreateDraftAsync("Draft of Ended", new { section = new { name = "ended" } });
        var embargoed = await editor.PublishArticleAsync(
            "Embargoed of Ended",
            new { section = new { name = "ended" }, embargoUntil = "2030-01-01T00:00:00Z" }
        );
        var later = await editor.PublishArticleAsync(
            "Later of Ended",
            new { section = new { name = "ended" }, publishedAt = "2026-03-14T09:00:00Z" }
        );
        var other = (await PublishAsync(editor, "goes-on", 1))[0];
        const string where = "section=ended&publishedBefore=2026-03-01";

        var counted = await SendAsync(editor, new { where, dryRun = true }, HttpStatusCode.OK);
        var again = await SendAsync(editor, new { where, dryRun = true }, HttpStatusCode.OK);
        using var response = await editor.PostAsJsonAsync(
            Address,
            new
            {
                where,
                reason = "The contract has ended.",
                expectedCount = 2,
            },
            Cancellation
        );
        var started = await response.Content.ReadFromJsonAsync<JsonObject>(Cancellation);
        var waiting = await editor.GetJsonAsync($"/v1/jobs/{started!["jobId"]}");
        await RunJobsAsync();

        Assert.Equal("""{"count":2,"jobId":null}""", counted.ToJsonString());
        Assert.Equal(counted.ToJsonString(), again.ToJsonString());
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal($"/v1/jobs/{started["jobId"]}", response.Headers.Location?.ToString());
        Assert.Equal(
            (2, 0, "withdrawn", where),
            ((int)waiting["total"]!, (int)waiting["done"]!, (string?)waiting["cause"], (string?)waiting["where"])
        );
        var job = await editor.GetJsonAsync($"/v1/jobs/{started["jobId"]}");
        Assert.Equal((2, 0), ((int)job["done"]!, (int)job["failureCount"]!));
        Assert.NotNull(job["finishedAt"]);
        using var reader = api.CreateAnonymousClient();
        await Assert.AllAsync(
            found,
            async article =>
            {
                var gone = await reader
                    .RequestAsync("GET", article.ArticleUrl())
                    .ReadProblemAsync(HttpStatusCode.Gone, "gone");
                Assert.Equal("The contract has ended.", (string?)gone["reason"]);
                var kept = await editor.GetJsonAsync(article.ArticleUrl());
                Assert.Equal((2, "withdrawn"), ((int)kept["version"]!, (string?)kept["status"]));
            }
        );
        Assert.Equal("draft", (string?)(await editor.GetJsonAsync(draft.ArticleUrl()))["status"]);
        Assert.Equal(1, (int)(await editor.GetJsonAsync(embargoed.ArticleUrl()))["version"]!);
        await Assert.AllAsync(
            new[] { later, other },
            async article => Assert.Equal(1, (int)(await reader.GetJsonAsync(article.ArticleUrl()))["version"]!)
        );
        Assert.Equal(0, (int)(await SendAsync(editor, new { where, dryRun = true }, HttpStatusCode.OK))["count"]!);
    }

    [Fact]
    public async Task A_dry_run_makes_no_job_and_is_not_remembered()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = (await PublishAsync(editor, "rehearsed", 1))[0];
        var jobs = await CountJobsAsync();

        var rehearsed = await SendAsync(editor, new { where = "section=rehearsed", dryRun = true }, 200, "key-dry");
        await RunJobsAsync();

        Assert.Equal(1, (int)rehearsed["count"]!);
        Assert.Equal(jobs, await CountJobsAsync());
        Assert.Equal(1, (int)(await editor.GetJsonAsync(article.ArticleUrl()))["version"]!);
        await SendAsync(editor, new { where = "section=rehearsed", expectedCount = 1 }, 202, "key-dry");
    }

    [Fact]
    public async Task Another_count_than_the_dry_run_gave_withdraws_nothing()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        await PublishAsync(editor, "grows", 1);
        await PublishAsync(editor, "grows", 1);
        var jobs = await CountJobsAsync();

        var stale = await PostAsync(editor, new { where = "section=grows", expectedCount = 1 })
            .ReadProblemAsync(HttpStatusCode.PreconditionFailed, "precondition-failed");
        var unsaid = await PostAsync(editor, new { where = "section=grows" })
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(
            ("/expectedCount", "1", "2"),
            (
                (string?)stale.ValueAt("errors.0.pointer"),
                (string?)stale.ValueAt("errors.0.value"),
                (string?)stale.ValueAt("errors.0.detail")
            )
        );
        Assert.Equal(["body /expectedCount: required"], unsaid.ErrorLocations());
        var wrong = await PostAsync(editor, new { where = "secton=grows&urgency=10" })
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(
            ["body /where: unknown-parameter", "body /where: out-of-range", "body /expectedCount: required"],
            wrong.ErrorLocations()
        );
        Assert.Equal(jobs, await CountJobsAsync());
    }

    [Theory]
    [InlineData("", "body /where: empty")]
    [InlineData("?", "body /where: empty")]
    [InlineData("exclude=0199a0a0-0000-7000-8000-000000000000", "body /where: empty")]
    [InlineData("section=a&limit=5", "body /where: not-a-filter")]
    [InlineData("section=a&sort=publishedAt", "body /where: not-a-filter")]
    [InlineData("section=a&fields=slug", "body /where: not-a-filter")]
    [InlineData("section=a&cursor=x", "body /where: not-a-filter")]
    [InlineData("section=a&facets=tag", "body /where: not-a-filter")]
    [InlineData("section=a&status=draft", "body /where: not-a-filter")]
    [InlineData("id=some-slug", "body /where: not-a-filter")]
    [InlineData("secton=a", "body /where: unknown-parameter")]
    [InlineData("section=", "body /where: empty")]
    [InlineData("section=a&publishedBefore=soon", "body /where: not-an-instant")]
    [InlineData("section=%ff", "body /where: broken-text")]
    [InlineData("q=%22", "body /where: unreadable")]
    public async Task A_wrong_filter_is_refused(string where, string error)
    {
        using var editor = await api.CreateClientWithKeyAsync();

        var problem = await PostAsync(editor, new { where, dryRun = true })
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Contains(error, problem.ErrorLocations());
        if (where.StartsWith("secton", StringComparison.Ordinal))
        {
            Assert.Equal("secton=a", (string?)problem.ValueAt("errors.0.value"));
            Assert.StartsWith("secton: unknown, most likely section", (string?)problem.ValueAt("errors.0.detail"));
        }
    }

    [Fact]
    public async Task A_search_is_a_filter_too()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        await editor.PublishArticleAsync("Zanzibarian Spices");
        var excluded = await editor.PublishArticleAsync("Zanzibarian Ferries");

        var counted = await SendAsync(
            editor,
            new { where = $"q=zanzibarian&exclude={excluded["id"]}", dryRun = true },
            HttpStatusCode.OK
        );

        Assert.Equal(1, (int)counted["count"]!);
    }

    [Fact]
    public async Task It_takes_the_scope_of_a_withdrawal()
    {
        using var writer = await api.CreateClientWithKeyAsync("articles:write");
        using var publisher = await api.CreateClientWithKeyAsync("articles:publish");
        var body = new { where = "section=nobody-is-here", dryRun = true };

        await PostAsync(writer, body).ReadProblemAsync(HttpStatusCode.Forbidden, "forbidden");
        await SendAsync(publisher, body, HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_comes_again_under_its_key_makes_no_second_job()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        await PublishAsync(editor, "twice", 2);
        var jobs = await CountJobsAsync();
        var body = new { where = "section=twice", expectedCount = 2 };

        var first = await SendAsync(editor, body, 202, "key-twice");
        await RunJobsAsync();
        var second = await SendAsync(editor, body, 202, "key-twice");

        Assert.Equal(first.ToJsonString(), second.ToJsonString());
        Assert.Equal(jobs + 1, await CountJobsAsync());
        await PostAsync(editor, new { where = "section=twice", expectedCount = 3 }, "key-twice")
            .ReadProblemAsync(HttpStatusCode.UnprocessableEntity, "key-reused");
    }

    [Fact]
    public async Task What_changed_meanwhile_is_withdrawn_and_what_went_is_passed_over()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var articles = await PublishAsync(editor, "meanwhile", 4);
        var started = await SendAsync(editor, new { where = "section=meanwhile", expectedCount = 4 }, 202);
        using var changed = await editor.RequestAsync(
            "PATCH",
            articles[0].ArticleUrl(),
            new { section = new { name = "elsewhere" } },
            "If-Match: *"
        );
        using var deleted = await editor.RequestAsync("DELETE", articles[1].ArticleUrl(), null, "If-Match: *");
        using var withdrawn = await editor.PostAsJsonAsync(
            $"{articles[2].ArticleUrl()}/withdraw",
            new { reason = "By itself" },
            Cancellation
        );

        await RunJobsAsync();

        var job = await editor.GetJsonAsync($"/v1/jobs/{started["jobId"]}");
        Assert.Equal((4, 0), ((int)job["done"]!, (int)job["failureCount"]!));
        Assert.NotNull(job["finishedAt"]);
        using var reader = api.CreateAnonymousClient();
        await Assert.AllAsync(
            articles,
            article => reader.RequestAsync("GET", article.ArticleUrl()).ReadProblemAsync(HttpStatusCode.Gone, "gone")
        );
        var own = await reader
            .RequestAsync("GET", articles[2].ArticleUrl())
            .ReadProblemAsync(HttpStatusCode.Gone, "gone");
        Assert.Equal("By itself", (string?)own["reason"]);
    }

    [Fact]
    public async Task What_cannot_be_withdrawn_is_named_and_stops_nothing()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var articles = await PublishAsync(editor, "replaced", 3);
        var body = new
        {
            where = "section=replaced",
            expectedCount = 3,
            replacedBy = articles[1]["id"],
        };

        var started = await SendAsync(editor, body, 202);
        await RunJobsAsync();

        var job = await editor.GetJsonAsync($"/v1/jobs/{started["jobId"]}");
        Assert.Equal((3, 1), ((int)job["done"]!, (int)job["failureCount"]!));
        Assert.Equal(
            ((string?)articles[1]["id"], "another article that you can see"),
            ((string?)job.ValueAt("failures.0.articleId"), (string?)job.ValueAt("failures.0.detail"))
        );
        Assert.Equal([$"{articles[1]["id"]}"], await editor.ListValuesAsync("/v1/articles?section=replaced", "id"));
        await PostAsync(editor, body with { replacedBy = Guid.NewGuid().ToString(), expectedCount = 1 })
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
    }

    [Fact]
    public async Task A_job_goes_on_where_it_was_when_the_service_starts_again()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var count = await CreateAsync(editor, "restarted", 120);
        var started = await SendAsync(editor, new { where = "section=restarted", expectedCount = count }, 202);
        var begun = CreateWorker();
        var halfway = await editor.GetJsonAsync($"/v1/jobs/{started["jobId"]}");
        // Jobs that other tests began come first.
        while ((int)halfway["done"]! == 0 && await begun.RunOnceAsync(Cancellation))
            halfway = await editor.GetJsonAsync($"/v1/jobs/{started["jobId"]}");

        await using (var restarted = Restart())
            await FinishAsync(editor, started);

        Assert.Equal((50, null), ((int)halfway["done"]!, (string?)halfway["finishedAt"]));
        await AssertAllWithdrawnOnceAsync(editor, started, count);
    }

    [Fact]
    public async Task Two_nodes_share_a_job()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var count = await CreateAsync(editor, "shared", 70);
        var started = await SendAsync(editor, new { where = "section=shared", expectedCount = count }, 202);

        await Task.WhenAll(Task.Run(RunJobsAsync, Cancellation), Task.Run(RunJobsAsync, Cancellation));

        await AssertAllWithdrawnOnceAsync(editor, started, count);
    }

    [Fact, Trait("Speed", "slow")]
    public async Task Ten_thousand_go_together_and_one_more_is_refused()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        await CreateAsync(editor, "many", 10_001);
        var one = (await editor.ListValuesAsync("/v1/articles?section=many&limit=1", "id"))[0];

        var problem = await PostAsync(editor, new { where = "section=many", dryRun = true })
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        var most = await SendAsync(editor, new { where = $"section=many&exclude={one}", dryRun = true }, 200);

        Assert.Equal(
            "filters that find up to 10,000 articles; these find 10,001",
            (string?)problem.ValueAt("errors.0.detail")
        );
        Assert.Equal(10_000, (int)most["count"]!);
    }

    private static async Task<IReadOnlyList<JsonObject>> PublishAsync(HttpClient editor, string section, int count)
    {
        var articles = new List<JsonObject>();
        for (var i = 0; i < count; i++)
            articles.Add(
                await editor.PublishArticleAsync(
                    $"{section} {Guid.NewGuid():N}",
                    new { section = new { name = section }, publishedAt = "2026-02-01T00:00:00Z" }
                )
            );
        return articles;
    }

    // More than one by one, as an import brings them.
    private static async Task<int> CreateAsync(HttpClient editor, string section, int count)
    {
        var lines = Enumerable
            .Range(0, count)
            .Select(i =>
                $$$"""{"headline":"{{{section}}} {{{i}}}","body":[{"type":"paragraph","text":"Text {{{i}}} of {{{section}}}."}],"section":{"name":"{{{section}}}","slug":"{{{section}}}"},"publishedAt":"2026-02-01T00:00:00Z","status":"published"}"""
            );
        using var content = new StringContent(string.Join('\n', lines), Encoding.UTF8, "application/x-ndjson");
        using var response = await editor.PostAsync(new Uri("/v1/import", UriKind.Relative), content, Cancellation);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Cancellation));
        return count;
    }

    private async Task AssertAllWithdrawnOnceAsync(HttpClient editor, JsonObject started, int count)
    {
        var job = await editor.GetJsonAsync($"/v1/jobs/{started["jobId"]}");
        var versions = await api.RunInScopeAsync(db =>
            Task.FromResult(
                db.Versions.Where(version => version.Cause == "withdrawn")
                    .GroupBy(version => version.ArticleKey)
                    .Select(group => group.Count())
                    .ToList()
            )
        );

        Assert.Equal((count, 0), ((int)job["done"]!, (int)job["failureCount"]!));
        Assert.NotNull(job["finishedAt"]);
        Assert.All(versions, withdrawals => Assert.Equal(1, withdrawals));
        Assert.InRange(versions.Count, count, int.MaxValue);
    }

    private static async Task FinishAsync(HttpClient editor, JsonObject started)
    {
        for (var i = 0; i < 600; i++)
        {
            if ((await editor.GetJsonAsync($"/v1/jobs/{started["jobId"]}"))["finishedAt"] is not null)
                return;

            await Task.Delay(50, Cancellation);
        }
    }

    private LogMaintenanceService CreateWorker() =>
        ActivatorUtilities.CreateInstance<LogMaintenanceService>(api.Services);

    private async Task RunJobsAsync()
    {
        var worker = CreateWorker();
        while (await worker.RunOnceAsync(Cancellation)) { }
    }

    // The same service on the same database, and with its worker.
    private WebApplicationFactory<Program> Restart()
    {
        var restarted = api.WithWebHostBuilder(builder =>
            builder.ConfigureServices(services => services.AddHostedService<LogMaintenanceService>())
        );
        restarted.CreateClient().Dispose();
        return restarted;
    }

    private async Task<int> CountJobsAsync() => await api.RunInScopeAsync(db => Task.FromResult(db.Jobs.Count()));

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, object body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address) { Content = JsonContent.Create(body) };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return await client.SendAsync(request, Cancellation);
    }

    private static Task<JsonObject> SendAsync(HttpClient client, object body, HttpStatusCode status) =>
        SendAsync(client, body, (int)status);

    private static async Task<JsonObject> SendAsync(HttpClient client, object body, int status, string? key = null)
    {
        using var response = await PostAsync(client, body, key);
        var text = await response.Content.ReadAsStringAsync(Cancellation);

        Assert.True((int)response.StatusCode == status, $"{(int)response.StatusCode}: {text}");
        return JsonNode.Parse(text)!.AsObject();
    }
}
