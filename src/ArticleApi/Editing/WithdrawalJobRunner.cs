using ArticleApi.Auth;
using ArticleApi.Core.Rejections;
using ArticleApi.Log;
using ArticleApi.Log.Maintenance;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Editing;

/// <summary>
/// Withdraws the articles of a job, each as a request of its own does and in a transaction of its own, which also says
/// that it is done: whatever stops the job, it goes on where it was.
/// </summary>
internal sealed class WithdrawalJobRunner(
    IServiceScopeFactory scopes,
    DatabaseState database,
    TimeProvider clock,
    ILogger<WithdrawalJobRunner> logger
) : IWithdrawalJobRunner
{
    /// <summary>Articles between which the log's worker looks for more urgent work.</summary>
    public const int BatchSize = 50;

    private static readonly Rejection Contended = new(
        RejectionReason.VersionConflict,
        "Others changed it again and again; withdraw it by itself."
    );

    public async Task RunBatchAsync(Guid job, CancellationToken cancellation)
    {
        foreach (var key in await FindNextAsync(job, cancellation))
        {
            try
            {
                if (await WithdrawAsync(job, key, cancellation) is { } rejection)
                    await DismissAsync(job, key, rejection.Detail, cancellation);
            }
            catch (Exception error) when (IsOfTheArticle(error))
            {
                logger.LogError(error, "An article could not be withdrawn; the job {Job} goes on", job);
                await DismissAsync(job, key, "The service failed; it is logged why.", cancellation);
            }
        }

        await TellProgressAsync(job, cancellation);
    }

    // What stops the database stops every article; the worker tries the job again.
    private bool IsOfTheArticle(Exception error) =>
        error is not OperationCanceledException
        && !error.IsTransient()
        && database.FaultOf(error) == DatabaseFault.None;

    private async Task<List<long>> FindNextAsync(Guid job, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();

        return await scope
            .ServiceProvider.GetRequiredService<ArticleDb>()
            .PendingWithdrawals.Where(row => row.JobId == job)
            .OrderBy(row => row.ArticleKey)
            .Select(row => row.ArticleKey)
            .Take(BatchSize)
            .ToListAsync(cancellation);
    }

    /// <returns>Why it was not withdrawn; null where it is, was before, or another node was quicker.</returns>
    private async Task<Rejection?> WithdrawAsync(Guid jobId, long key, CancellationToken cancellation)
    {
        Rejection? rejection = null;
        var isUncontended = await WriteRetry.RunAsync(async () =>
        {
            rejection = null;
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ArticleDb>();
            var log = scope.ServiceProvider.GetRequiredService<ArticleLog>();
            var job = await db.Jobs.AsNoTracking().SingleAsync(row => row.Id == jobId, cancellation);
            if (await FindPendingAsync(db, jobId, key, cancellation) is not { } pending)
                return true;

            db.Remove(pending);
            var head = await db.Heads.AsNoTracking().SingleAsync(row => row.ArticleKey == key, cancellation);
            if (head.State != HeadState.Live)
            {
                var passed = await log.CommitAsync(new(job.Actor, job.Cause), cancellation);
                return passed.Status == CommitStatus.Committed;
            }

            // What the caller may withdraw was settled when the job was made. It is held to the version, since what is
            // pending goes with the same commit, and is to be looked at anew with it.
            var write = new WriteContext(Caller.Operator with { Actor = job.Actor }, ExpectedVersion.Of(head.Version));
            var result = await scope
                .ServiceProvider.GetRequiredService<ArticleEditor>()
                .WithdrawAsync(head.ArticleId, new(job.Reason, job.ReplacedBy), write, cancellation);
            rejection = (result as WriteResult<StoredArticle>.Rejected)?.Rejection;
            return rejection?.Reason != RejectionReason.VersionConflict;
        });

        return isUncontended ? rejection : Contended;
    }

    private async Task DismissAsync(Guid jobId, long key, string why, CancellationToken cancellation) =>
        await WriteRetry.RunAsync(async () =>
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ArticleDb>();
            if (await FindPendingAsync(db, jobId, key, cancellation) is not { } pending)
                return true;

            db.Remove(pending);
            var job = await db.Jobs.SingleAsync(row => row.Id == jobId, cancellation);
            var head = await db.Heads.AsNoTracking().SingleAsync(row => row.ArticleKey == key, cancellation);
            job.AddFailure(new(head.ArticleId, why));
            return await CommitAsync(scope.ServiceProvider, job, cancellation);
        });

    // Another node may have told of more since this one counted, and that stays.
    private async Task TellProgressAsync(Guid jobId, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ArticleDb>();
        var left = await db.PendingWithdrawals.CountAsync(row => row.JobId == jobId, cancellation);
        await db.RaiseProgressAsync(jobId, left, left == 0 ? clock.GetUtcNow() : null, cancellation);
    }

    private static async Task<bool> CommitAsync(IServiceProvider services, Job job, CancellationToken cancellation)
    {
        var log = services.GetRequiredService<ArticleLog>();
        return (await log.CommitAsync(new(job.Actor, job.Cause), cancellation)).Status == CommitStatus.Committed;
    }

    private static Task<PendingWithdrawal?> FindPendingAsync(
        ArticleDb db,
        Guid job,
        long key,
        CancellationToken cancellation
    ) => db.PendingWithdrawals.FirstOrDefaultAsync(row => row.JobId == job && row.ArticleKey == key, cancellation);
}
