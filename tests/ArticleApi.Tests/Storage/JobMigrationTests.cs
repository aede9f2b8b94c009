using ArticleApi.Log;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using ArticleApi.Tests.Infrastructure;
using ArticleApi.Tests.Log;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace ArticleApi.Tests.Storage;

/// <summary>Jobs that were under way before an update go on after it.</summary>
public abstract class JobMigrationTests(TestApiHost api)
{
    public sealed class OnSqlite(IsolatedSqliteHost api) : JobMigrationTests(api), IClassFixture<IsolatedSqliteHost>;

    public sealed class OnPostgres(IsolatedPostgresHost api)
        : JobMigrationTests(api),
            IClassFixture<IsolatedPostgresHost>;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_that_renders_is_carried_over()
    {
        var first = await AddAsync(done: 500);

        await api.RunInScopeAsync(async db =>
        {
            await db.GetService<IMigrator>().MigrateAsync("Initial", Cancellation);
            await db.MigrateAsync(Cancellation);
            return true;
        });
        var second = await AddAsync(done: 0);

        var jobs = await api.RunInScopeAsync(db =>
            db.Jobs.AsNoTracking().OrderBy(job => job.Number).ToListAsync(Cancellation)
        );
        Assert.Equal([first, second], jobs.Select(job => job.Id));
        Assert.Equal(
            (ComponentKind.Dateline, 7, 500, 1_000, null, 0),
            (jobs[0].Kind, jobs[0].Key, jobs[0].Done, jobs[0].Total, jobs[0].FinishedAt, jobs[0].Failures.Count)
        );
    }

    private Task<Guid> AddAsync(int done) =>
        api.RunInScopeAsync(async services =>
        {
            var job = new Job
            {
                Id = Guid.NewGuid(),
                Kind = ComponentKind.Dateline,
                Key = 7,
                Cause = ChangeCause.DatelineChanged,
                Actor = "test",
                Total = 1_000,
                Done = done,
                CreatedAt = api.Clock.GetUtcNow(),
            };
            services.GetRequiredService<ArticleDb>().Jobs.Add(job);
            await services.GetRequiredService<ArticleLog>().CommitAsync(new("test", ChangeCause.Created), Cancellation);
            return job.Id;
        });
}
