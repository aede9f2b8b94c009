using ArticleApi.Index;
using ArticleApi.Index.FullText;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Log.Maintenance;

/// <summary>
/// What the log does by itself: ends embargoes and what expires on time, renders what large changes left over, goes
/// on with jobs, indexes packages, makes the index anew, and rewrites heads for a newer renderer.
/// </summary>
public sealed class LogMaintenanceService(
    IServiceScopeFactory scopes,
    CommitNotifier notifier,
    TimeProvider clock,
    ILogger<LogMaintenanceService> logger
) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan ForgettingInterval = TimeSpan.FromMinutes(10);

    private const int Batch = ArticleLog.MaxInlineRenders;

    private DateTimeOffset _forgottenAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var next = notifier.NextCommit;
            try
            {
                while (await RunOnceAsync(stoppingToken)) { }
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                // Whatever it was, the work is still there; it is tried again after the interval.
                using var scope = scopes.CreateScope();
                if (!scope.ServiceProvider.GetRequiredService<DatabaseState>().Tells(error))
                    logger.LogError(error, "Background work on the log failed; it is tried again");
            }

            await Task.WhenAny(next, Task.Delay(Interval, clock, stoppingToken));
        }
    }

    /// <summary>Does one piece of work; false where none is left.</summary>
    public async Task<bool> RunOnceAsync(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ArticleDb>();
        var log = scope.ServiceProvider.GetRequiredService<ArticleLog>();
        if (notifier.HasPendingErasure)
            notifier.HasPendingErasure = !await db.CompleteErasureAsync(cancellation);

        // Another version's index is not written to.
        var head = await db.LogSequences.AsNoTracking().SingleAsync(cancellation);
        if (head.IndexVersion != scope.ServiceProvider.GetRequiredService<IndexTokenizer>().Version)
            return false;

        if (clock.GetUtcNow() - _forgottenAt > ForgettingInterval)
        {
            await log.ForgetOutcomesAsync(cancellation);
            _forgottenAt = clock.GetUtcNow();
        }

        return await ApplyDueChangesAsync(db, log, cancellation)
            || await RunJobAsync(scope.ServiceProvider, cancellation)
            || await log.MaintainPackagesAsync(cancellation)
            || (
                head.Reindexing
                && await log.RebuildIndexAsync(
                    scope.ServiceProvider.GetRequiredService<IndexStatus>().Progress,
                    Batch,
                    cancellation
                )
            )
            || await UpgradeRendererAsync(scope.ServiceProvider, db, log, cancellation);
    }

    private async Task<bool> ApplyDueChangesAsync(ArticleDb db, ArticleLog log, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var due = await db
            .Heads.Where(head => head.DueAt <= now)
            .OrderBy(head => head.DueAt)
            .Take(Batch)
            .Select(head => head.ArticleKey)
            .ToListAsync(cancellation);
        if (due.Count == 0)
            return false;

        await log.RerenderAsync(due, new(Actors.Clock, ChangeCause.EmbargoLifted), null, cancellation);
        return true;
    }

    private async Task<bool> RunJobAsync(IServiceProvider services, CancellationToken cancellation)
    {
        var db = services.GetRequiredService<ArticleDb>();
        var job = await db
            .Jobs.Where(row => row.FinishedAt == null)
            .OrderBy(row => row.Number)
            .FirstOrDefaultAsync(cancellation);
        if (job is null)
            return false;

        if (job.Kind is { } kind)
            await RerenderAsync(job, kind, db, services.GetRequiredService<ArticleLog>(), cancellation);
        else
            await services.GetRequiredService<IWithdrawalJobRunner>().RunBatchAsync(job.Id, cancellation);
        return true;
    }

    private async Task RerenderAsync(
        Job job,
        ComponentKind kind,
        ArticleDb db,
        ArticleLog log,
        CancellationToken cancellation
    )
    {
        var keys = await db.ArticlesUsing(kind, job.Key)
            .Distinct()
            .Where(key => key > job.After)
            .OrderBy(key => key)
            .Take(Batch)
            .ToListAsync(cancellation);
        await log.RerenderAsync(
            keys,
            new(job.Actor, job.Cause),
            () =>
            {
                job.Done += keys.Count;
                job.After = keys.Count > 0 ? keys[^1] : job.After;
                job.FinishedAt = keys.Count < Batch ? clock.GetUtcNow() : null;
            },
            cancellation
        );
    }

    private static async Task<bool> UpgradeRendererAsync(
        IServiceProvider services,
        ArticleDb db,
        ArticleLog log,
        CancellationToken cancellation
    )
    {
        var number = services.GetRequiredService<ArticleRenderer>().Version;

        return (
                await db.Heads.RenderedBefore(number).AnyAsync(cancellation)
                || await db.Heads.RenderedAfter(number).AnyAsync(cancellation)
            )
            && await log.UpgradeRendererAsync(Batch, cancellation) > 0;
    }
}
