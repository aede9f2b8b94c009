using ArticleApi.Http;

namespace ArticleApi.Features.Images;

internal static class ImageRoutes
{
    public static void MapImages(this RouteGroupBuilder v1)
    {
        var images = v1.MapGroup("/images").WithTags("Images");

        images.MapRead("", ListImages.Handle).Takes(ImageLists.Shape.Parameters).WithName("listImages");
        images.MapRead("/{id:guid}", GetImage.Handle).Takes([ListShape.Fields]).WithName("getImage");
        images.MapPost("", CreateImage.Handle).Needs(Scopes.Write).WithName("createImage");
        images.MapPut("/{id:guid}", ReplaceImage.Handle).Needs(Scopes.Write).WithName("replaceImage");
        images.MapPatch("/{id:guid}", ReplaceImage.Handle).Needs(Scopes.Write).WithName("patchImage");
        images.MapDelete("/{id:guid}", DeleteImage.Handle).Needs(Scopes.Write).WithName("deleteImage");
    }
}
