using System.Globalization;
using ArticleApi.Auth;
using ArticleApi.Editing;
using ArticleApi.Http;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.Problems;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Articles;

/// <summary>
/// Withdraws what filters find of the published articles, up to 10,000, in a job. A dry run counts them first; without
/// <c>dryRun</c> its count is sent as <c>expectedCount</c>, and 412 says that it is another by now. Each is withdrawn
/// as by itself, in a version of its own; what is withdrawn already is passed over.
/// </summary>
internal static class WithdrawArticles
{
    public static async Task<
        Results<JsonBytesResult<WithdrawalCount>, AcceptedBytesResult<WithdrawalCount>, Problem>
    > Handle(
        ValidatedBody<WithdrawArticlesRequest> body,
        WriteContext write,
        WithdrawalTargets targets,
        WithdrawalScheduler scheduler,
        HttpContext context
    )
    {
        var (sent, cancellation) = (body.Value, context.RequestAborted);
        var found = await targets.FindAsync(sent.Where, cancellation);
        if (sent.ExpectedCount is { } expected && expected != found.Count)
            return CountChanged(expected, found.Count);

        var isDryRun = sent.DryRun == true;
        var withdrawal = new Withdrawal(sent.Reason, sent.ReplacedBy);
        var result = await scheduler.ScheduleAsync(
            sent.Where,
            withdrawal,
            found,
            write with
            {
                IsDryRun = isDryRun,
            },
            cancellation
        );

        return result switch
        {
            WriteResult<Job>.Rejected { Rejection: var rejection } => rejection.ToProblem(),
            _ when isDryRun => JsonResults.Create(new WithdrawalCount(found.Count, null)),
            WriteResult<Job>.Written { Item: { } job } => ToAccepted(job, context),
            _ => throw new InvalidOperationException("A job was made, and is not there."),
        };
    }

    /// <summary>The job that was made before.</summary>
    public static async Task<IResult> ReadOutcomeAsync(HttpContext context, IdempotencyRecord outcome)
    {
        var job = await context
            .RequestServices.GetRequiredService<ArticleDb>()
            .Jobs.AsNoTracking()
            .SingleAsync(row => row.Id == outcome.ItemId, context.RequestAborted);

        return ToAccepted(job, context);
    }

    private static AcceptedBytesResult<WithdrawalCount> ToAccepted(Job job, HttpContext context) =>
        new(JsonResults.Create(new WithdrawalCount(job.Total, job.Id)), context.Request.PathBase + Links.Job(job.Id));

    private static Problem CountChanged(int expected, int count) =>
        new(
            ProblemTypes.PreconditionFailed,
            $"The filters find {count} by now. Send a dry run again, and the count that it gives.",
            FieldError.Body(
                "/expectedCount",
                expected.ToString(CultureInfo.InvariantCulture),
                "stale",
                count.ToString(CultureInfo.InvariantCulture)
            )
        );
}
