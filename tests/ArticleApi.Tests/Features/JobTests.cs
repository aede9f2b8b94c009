using System.Net;
using ArticleApi.Log;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using ArticleApi.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace ArticleApi.Tests.Features;

/// <summary>What goes on after an answer.</summary>
public abstract class JobTests(TestApiHost api)
{
    public sealed class OnSqlite(SqliteHost api) : JobTests(api), IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api) : JobTests(api), IClassFixture<PostgresHost>;

    [Fact]
    public async Task Jobs_are_listed_newest_first_page_by_page()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var writer = await api.CreateClientWithKeyAsync("articles:write");
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
            ids.Insert(0, await AddJobAsync(total: 1_000 + i));

        var first = await editor.GetJsonAsync("/v1/jobs?limit=2");
        var second = await editor.GetJsonAsync($"/v1/jobs?limit=2&cursor={first.ValueAt("page.next")}");

        Assert.Equal(ids, [.. first.ValuesOf("id"), .. second.ValuesOf("id")]);
        Assert.Equal((true, false), ((bool)first.ValueAt("page.hasMore")!, (bool)second.ValueAt("page.hasMore")!));
        Assert.Equal(1_002, (int?)first.ValueAt("data.0.total"));
        // How many articles there are is told to those who see them all.
        Assert.Null((await writer.GetJsonAsync("/v1/jobs")).ValueAt("data.0.total"));
        Assert.Equal(ids[0], (string?)(await editor.GetJsonAsync($"/v1/jobs/{ids[0]}"))["id"]);
        await editor
            .RequestAsync("GET", "/v1/jobs?cursor=nonsense")
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        await editor
            .RequestAsync("GET", "/v1/jobs/0199a0a0-0000-7000-8000-000000000000")
            .ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
        await editor.RequestAsync("GET", "/v1/jobs/1").ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    // Finished, so that the worker leaves it alone.
    private Task<string> AddJobAsync(int total) =>
        api.RunInScopeAsync(async services =>
        {
            var job = new Job
            {
                Id = Guid.NewGuid(),
                Kind = ComponentKind.Dateline,
                Key = 1,
                Cause = ChangeCause.DatelineChanged,
                Actor = "test",
                Total = total,
                CreatedAt = api.Clock.GetUtcNow(),
                FinishedAt = api.Clock.GetUtcNow(),
            };
            services.GetRequiredService<ArticleDb>().Jobs.Add(job);
            await services
                .GetRequiredService<ArticleLog>()
                .CommitAsync(new("test", ChangeCause.Created), TestContext.Current.CancellationToken);
            return job.Id.ToString();
        });
}
