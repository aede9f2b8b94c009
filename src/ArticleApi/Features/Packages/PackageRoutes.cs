using ArticleApi.Auth;
using ArticleApi.Http;
using ArticleApi.Http.OpenApi;
using ArticleApi.Http.Problems;
using ArticleApi.Lists;

namespace ArticleApi.Features.Packages;

internal static class PackageRoutes
{
    public static void MapPackages(this RouteGroupBuilder v1)
    {
        var packages = v1.MapGroup("/packages").WithTags("Packages").RequireScope(Scopes.Keys);

        packages
            .MapPost("", CreatePackage.Handle)
            .ProducesProblems(ProblemTypes.Conflict)
            .WithName("createPackage")
            .WithSummary("Create a package");
        packages
            .MapMethods("", HttpVerbs.GetAndHead, ListPackages.Handle)
            .WithQueryParameters(ListDefinition.PageParameters)
            .WithName("listPackages")
            .WithSummary("List packages");
        packages
            .MapMethods("/{id:guid}", HttpVerbs.GetAndHead, GetPackage.Handle)
            .WithName("getPackage")
            .WithSummary("Get a package");
        packages
            .MapDelete("/{id:guid}", DeletePackage.Handle)
            .WithoutIfMatch()
            .ProducesProblems(ProblemTypes.InUse)
            .WithName("deletePackage")
            .WithSummary("Delete a package");
    }
}
