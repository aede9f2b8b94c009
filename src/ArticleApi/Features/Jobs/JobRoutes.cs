using ArticleApi.Auth;
using ArticleApi.Http;
using ArticleApi.Http.OpenApi;
using ArticleApi.Http.Problems;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Jobs;

internal static class JobRoutes
{
    public static void MapJobs(this RouteGroupBuilder v1) =>
        v1.MapMethods("/jobs/{id:long}", HttpVerbs.GetAndHead, GetJob)
            .RequireScope(Scopes.Write)
            .WithTags("Jobs")
            .ProducesJson<JobResource>()
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
            : JsonResults.Create(JobResource.From(job, caller));
    }
}
