using ArticleApi.Auth;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Features.Jobs;

/// <summary>Articles being rendered anew in the background, because many show something that changed.</summary>
/// <param name="Total">
/// Articles that showed it when the job began; null for keys that may not see all articles, drafts and embargoed ones.
/// </param>
/// <param name="Done">
/// Articles rendered so far, and null likewise. Until all are, filters may be ahead of what articles say.
/// </param>
public sealed record JobResource(
    Guid Id,
    string Cause,
    int? Total,
    int? Done,
    DateTimeOffset CreatedAt,
    DateTimeOffset? FinishedAt
)
{
    public static JobResource From(RenderJob job, Caller caller)
    {
        var isCounted = caller.CanSeeAll;
        return new(
            job.Id,
            job.Cause,
            isCounted ? job.Total : null,
            isCounted ? job.Done : null,
            job.CreatedAt,
            job.FinishedAt
        );
    }
}
