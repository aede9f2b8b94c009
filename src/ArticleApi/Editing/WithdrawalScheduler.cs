using ArticleApi.Auth;
using ArticleApi.Log;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Editing;

/// <summary>Makes the job that withdraws many articles.</summary>
internal sealed class WithdrawalScheduler(ArticleDb db, ArticleReader reader, ArticleLog log, TimeProvider clock)
{
    /// <param name="where">The filters that found the articles.</param>
    /// <param name="articles">Their keys; they are withdrawn though they change until their turn comes.</param>
    public async Task<WriteResult<Job>> ScheduleAsync(
        string where,
        Withdrawal withdrawal,
        IReadOnlyCollection<long> articles,
        WriteContext write,
        CancellationToken cancellation
    )
    {
        if (await reader.CheckReplacementAsync(withdrawal, null, write.Caller, cancellation) is { } irreplaceable)
            return irreplaceable;

        if (write.IsDryRun)
            return new WriteResult<Job>.Written(null);

        var job = new Job
        {
            Id = withdrawal.JobId ?? Guid.CreateVersion7(clock.GetUtcNow()),
            Cause = ChangeCause.Withdrawn,
            Actor = write.Caller.Actor,
            Total = articles.Count,
            CreatedAt = clock.GetUtcNow(),
            Where = where,
            Reason = withdrawal.Reason,
            ReplacedBy = withdrawal.ReplacedBy,
        };
        db.Jobs.Add(job);
        db.PendingWithdrawals.AddRange(
            articles.Select(key => new PendingWithdrawal { JobId = job.Id, ArticleKey = key })
        );
        var committed = await log.CommitAsync(
            new(job.Actor, job.Cause) { Outcome = write.Request?.ToRecord(job.Id, clock.GetUtcNow()) },
            cancellation
        );
        if (committed.ToRejection(job.Id, write.Expected, CommitRejections.Conflict) is { } rejection)
            return rejection;

        return new WriteResult<Job>.Written(job, job.Id);
    }
}
