using ArticleApi.Http;
using ArticleApi.Http.OpenApi;
using ArticleApi.Intake;

namespace ArticleApi.Features.Images;

internal static class ImageRoutes
{
    public static void MapImages(this RouteGroupBuilder v1)
    {
        var images = v1.MapGroup("/images").WithTags("Images");

        images
            .MapMethods("", Routes.Reading, ListImages.Handle)
            .Takes(ImageLists.Shape.Parameters)
            .AnswersPage<ImageResource>()
            .Refuses(ProblemTypes.Overloaded)
            .WithName("listImages")
            .WithSummary("List images");
        images
            .MapMethods("/{id:guid}", Routes.Reading, GetImage.Handle)
            .Takes([ListShape.Fields])
            .Answers<ImageResource>()
            .WithName("getImage")
            .WithSummary("Get an image");
        images
            .MapPost("", CreateImage.Handle)
            .Needs(Scopes.Write)
            .Sends<ImageInput>()
            .Answers<ImageResource>(201)
            .WithName("createImage")
            .WithSummary("Create an image");
        images
            .MapPut("/{id:guid}", ReplaceImage.Handle)
            .Needs(Scopes.Write)
            .Sends<ImageReplacement>()
            .Answers<ImageResource>()
            .Refuses(ProblemTypes.Conflict)
            .WithName("replaceImage")
            .WithSummary("Replace an image");
        images
            .MapPatch("/{id:guid}", ReplaceImage.Handle)
            .Needs(Scopes.Write)
            .Sends<ImageReplacement>()
            .Answers<ImageResource>()
            .Refuses(ProblemTypes.Conflict)
            .WithName("patchImage")
            .WithSummary("Change parts of an image");
        images
            .MapDelete("/{id:guid}", DeleteImage.Handle)
            .Needs(Scopes.Write)
            .AnswersNothing()
            .Refuses(ProblemTypes.InUse)
            .WithName("deleteImage")
            .WithSummary("Delete an image");
    }
}
