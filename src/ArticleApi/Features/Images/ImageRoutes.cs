using ArticleApi.Auth;
using ArticleApi.Bulk;
using ArticleApi.Http;
using ArticleApi.Http.OpenApi;
using ArticleApi.Http.Problems;
using ArticleApi.Lists;

namespace ArticleApi.Features.Images;

internal static class ImageRoutes
{
    public static void MapImages(this RouteGroupBuilder v1)
    {
        var images = v1.MapGroup("/images").WithTags("Images").WithMetadata(WholeCorpusMetadata.Instance);

        images
            .MapMethods("", HttpVerbs.GetAndHead, ListImages.Handle)
            .WithQueryParameters(ImageListDefinition.Definition.Parameters)
            .ProducesProblems(ProblemTypes.Overloaded)
            .WithName("listImages")
            .WithSummary("List images");
        images
            .MapMethods("/{id:guid}", HttpVerbs.GetAndHead, GetImage.Handle)
            .WithQueryParameters([ListDefinition.Fields])
            .WithName("getImage")
            .WithSummary("Get an image");
        images
            .MapPost("", CreateImage.Handle)
            .AcceptsIdempotencyKey(CreateImage.ReadOutcomeAsync)
            .RequireScope(Scopes.Write)
            .WithName("createImage")
            .WithSummary("Create an image");
        images
            .MapPost("/bulk", BulkWriteImages.Handle)
            .AcceptsBulk()
            .WithName("bulkImages")
            .WithSummary("Write many images");
        images
            .MapPut("/{id:guid}", ReplaceImage.Handle)
            .RequireScope(Scopes.Write)
            .ProducesProblems(ProblemTypes.Conflict)
            .WithName("replaceImage")
            .WithSummary("Replace an image");
        images
            .MapPatch("/{id:guid}", ReplaceImage.Handle)
            .RequireScope(Scopes.Write)
            .ProducesProblems(ProblemTypes.Conflict)
            .WithName("patchImage")
            .WithSummary("Change parts of an image");
        images
            .MapDelete("/{id:guid}", DeleteImage.Handle)
            .RequireScope(Scopes.Write)
            .ProducesProblems(ProblemTypes.InUse)
            .WithName("deleteImage")
            .WithSummary("Delete an image");
    }
}
