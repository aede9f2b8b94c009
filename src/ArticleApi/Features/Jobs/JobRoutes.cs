using ArticleApi.Auth;
using ArticleApi.Http;

namespace ArticleApi.Features.Jobs;

internal static class JobRoutes
{
    public static void MapJobs(this RouteGroupBuilder v1) =>
        v1.MapMethods("/jobs/{id:long}", HttpVerbs.GetAndHead, GetJob.Handle)
            .RequireScope(Scopes.Write)
            .WithTags("Jobs")
            .WithName("getJob")
            .WithSummary("See how far a job is");
}
