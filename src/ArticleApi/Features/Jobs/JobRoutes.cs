using ArticleApi.Auth;
using ArticleApi.Http;
using ArticleApi.Lists;

namespace ArticleApi.Features.Jobs;

internal static class JobRoutes
{
    public static void MapJobs(this RouteGroupBuilder v1)
    {
        var jobs = v1.MapGroup("/jobs").WithTags("Jobs");

        jobs.MapMethods("", HttpVerbs.GetAndHead, ListJobs.Handle)
            .WithQueryParameters(ListDefinition.PageParameters)
            .RequireScope(Scopes.Write, Scopes.Publish)
            .WithName("listJobs")
            .WithSummary("List jobs");
        jobs.MapMethods("/{id:guid}", HttpVerbs.GetAndHead, GetJob.Handle)
            .RequireScope(Scopes.Write, Scopes.Publish)
            .WithName("getJob")
            .WithSummary("See how far a job is");
    }
}
