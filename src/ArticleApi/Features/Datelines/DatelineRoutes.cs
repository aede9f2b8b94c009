using ArticleApi.Auth;
using ArticleApi.Bulk;
using ArticleApi.Http;
using ArticleApi.Http.OpenApi;
using ArticleApi.Http.Problems;
using ArticleApi.Lists;

namespace ArticleApi.Features.Datelines;

internal static class DatelineRoutes
{
    public static void MapDatelines(this RouteGroupBuilder v1)
    {
        var datelines = v1.MapGroup("/datelines").WithTags("Datelines").WithMetadata(WholeCorpusMetadata.Instance);

        datelines
            .MapMethods("", HttpVerbs.GetAndHead, ListDatelines.Handle)
            .WithQueryParameters(DatelineListDefinition.Definition.Parameters)
            .WithName("listDatelines")
            .WithSummary("List datelines");
        datelines
            .MapMethods("/{id:guid}", HttpVerbs.GetAndHead, GetDateline.Handle)
            .WithQueryParameters([ListDefinition.Fields])
            .WithName("getDateline")
            .WithSummary("Get a dateline");
        datelines
            .MapPost("", CreateDateline.Handle)
            .AcceptsIdempotencyKey(CreateDateline.ReadOutcomeAsync)
            .RequireScope(Scopes.Write)
            .ProducesProblems(ProblemTypes.DuplicateDateline)
            .WithName("createDateline")
            .WithSummary("Create a dateline");
        datelines
            .MapPost("/bulk", BulkWriteDatelines.Handle)
            .AcceptsBulk()
            .WithName("bulkDatelines")
            .WithSummary("Write many datelines");
        datelines
            .MapPut("/{id:guid}", ReplaceDateline.Handle)
            .RequireScope(Scopes.Write)
            .ProducesProblems(ProblemTypes.DuplicateDateline)
            .WithName("replaceDateline")
            .WithSummary("Replace a dateline");
        datelines
            .MapPatch("/{id:guid}", ReplaceDateline.Handle)
            .RequireScope(Scopes.Write)
            .ProducesProblems(ProblemTypes.DuplicateDateline)
            .WithName("patchDateline")
            .WithSummary("Change parts of a dateline");
        datelines
            .MapDelete("/{id:guid}", DeleteDateline.Handle)
            .RequireScope(Scopes.Write)
            .ProducesProblems(ProblemTypes.InUse)
            .WithName("deleteDateline")
            .WithSummary("Delete a dateline");
        datelines
            .MapMethods("/{id:guid}/articles", HttpVerbs.GetAndHead, ListDatelineArticles.Handle)
            .WithQueryParameters(ListDatelineArticles.Parameters)
            .WithName("listDatelineArticles")
            .WithSummary("List the articles of a dateline");
    }
}
