using ArticleApi.Http;
using ArticleApi.Http.OpenApi;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Jobs;

/// <summary>Articles being rendered anew in the background, because many show something that changed.</summary>
/// <param name="Total">
/// Articles that showed it when the job began; null for keys that may not see all articles, drafts and embargoed ones.
/// </param>
/// <param name="Done">
/// Articles rendered so far, and null likewise. Until all are, filters may be ahead of what articles say.
/// </param>
public sealed record JobResource(
    long Id,
    string Cause,
    int? Total,
    int? Done,
    DateTimeOffset CreatedAt,
    DateTimeOffset? FinishedAt
)
{
    public static JobResource Of(RenderJob job, Caller caller)
    {
        var isCounted = caller.SeesAll;
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

internal static class JobRoutes
{
    public static void MapJobs(this RouteGroupBuilder v1) =>
        v1.MapMethods("/jobs/{id:long}", Routes.Reading, GetJob)
            .Needs(Scopes.Write)
            .WithTags("Jobs")
            .Answers<JobResource>()
            .WithName("getJob")
            .WithSummary("See how far a job is");

    /// <summary>How far the rendering is of the many articles that show something that changed.</summary>
    public static async Task<IResult> GetJob(long id, Caller caller, ArticleDb db, CancellationToken cancellation)
    {
        var job = await db.RenderJobs.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellation);

        return job is null
            ? new Problem(
                ProblemTypes.NotFound,
                "No job has this id.",
                FieldError.Path(
                    "id",
                    id.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    "does-not-exist",
                    "the id that a write answered with"
                )
            )
            : Answers.Of(JobResource.Of(job, caller));
    }
}
