using ArticleApi.Auth;
using ArticleApi.Core;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Features.Jobs;

/// <summary>
/// Articles being rendered anew in the background, because many show something that changed, or withdrawn.
/// </summary>
/// <param name="Total">
/// Articles when the job began; of rendering null for keys that may not see drafts and embargoed ones.
/// </param>
/// <param name="Done">
/// How many of <c>total</c> are worked through: changed, passed over, or failed. Null as that is. Until all are
/// rendered, filters may be ahead of what articles say.
/// </param>
/// <param name="Where">The filters that found what is withdrawn.</param>
/// <param name="FailureCount">How many of <c>done</c> could not be withdrawn; up to 100 are in <c>failures</c>.</param>
public sealed record JobResource(
    Guid Id,
    string Cause,
    int? Total,
    int? Done,
    DateTimeOffset CreatedAt,
    DateTimeOffset? FinishedAt,
    string? Where,
    int FailureCount,
    ValueList<JobFailure> Failures
)
{
    public static JobResource From(Job job, Caller caller)
    {
        // What is withdrawn was public when it was counted.
        var isCounted = job.Kind is null || caller.CanSeeAll;
        return new(
            job.Id,
            job.Cause,
            isCounted ? job.Total : null,
            isCounted ? job.Done : null,
            job.CreatedAt,
            job.FinishedAt,
            job.Where,
            job.FailureCount,
            job.Failures
        );
    }
}
