using ArticleApi.Auth;
using ArticleApi.Bulk;
using ArticleApi.Http;
using ArticleApi.Http.OpenApi;
using ArticleApi.Http.Problems;
using ArticleApi.Lists;

namespace ArticleApi.Features.Captions;

internal static class CaptionRoutes
{
    public static void MapCaptions(this RouteGroupBuilder v1)
    {
        var captions = v1.MapGroup("").WithTags("Captions").WithMetadata(WholeCorpusMetadata.Instance);

        captions
            .MapMethods("/captions", HttpVerbs.GetAndHead, ListCaptions.Handle)
            .WithQueryParameters(CaptionListDefinition.Definition.Parameters)
            .WithName("listCaptions")
            .WithSummary("List captions");
        captions
            .MapMethods("/captions/{id:guid}", HttpVerbs.GetAndHead, GetCaption.Handle)
            .WithQueryParameters([ListDefinition.Fields])
            .WithName("getCaption")
            .WithSummary("Get a caption");
        captions
            .MapPost("/captions", CreateCaption.Handle)
            .AcceptsIdempotencyKey(CreateCaption.ReadOutcomeAsync)
            .RequireScope(Scopes.Write)
            .WithName("createCaption")
            .WithSummary("Create a caption");
        captions
            .MapPost("/captions/bulk", BulkWriteCaptions.Handle)
            .AcceptsBulk()
            .WithName("bulkCaptions")
            .WithSummary("Write many captions");
        captions
            .MapPut("/captions/{id:guid}", ReplaceCaption.Handle)
            .RequireScope(Scopes.Write)
            .ProducesProblems(ProblemTypes.Conflict)
            .WithName("replaceCaption")
            .WithSummary("Replace a caption");
        captions
            .MapPatch("/captions/{id:guid}", ReplaceCaption.Handle)
            .RequireScope(Scopes.Write)
            .ProducesProblems(ProblemTypes.Conflict)
            .WithName("patchCaption")
            .WithSummary("Change parts of a caption");
        captions
            .MapDelete("/captions/{id:guid}", DeleteCaption.Handle)
            .RequireScope(Scopes.Write)
            .ProducesProblems(ProblemTypes.InUse)
            .WithName("deleteCaption")
            .WithSummary("Delete a caption");
        captions
            .MapMethods("/images/{id:guid}/captions", HttpVerbs.GetAndHead, ListImageCaptions.Handle)
            .WithName("listImageCaptions")
            .WithSummary("List the captions of an image");
        captions
            .MapPost("/images/{id:guid}/captions", CreateImageCaption.Handle)
            .AcceptsIdempotencyKey(CreateCaption.ReadOutcomeAsync)
            .RequireScope(Scopes.Write)
            .WithName("createImageCaption")
            .WithSummary("Create a caption of an image");
    }
}
