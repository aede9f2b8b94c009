using ArticleApi.Http;

namespace ArticleApi.Features.Captions;

internal static class CaptionRoutes
{
    public static void MapCaptions(this RouteGroupBuilder v1)
    {
        var captions = v1.MapGroup("").WithTags("Captions");

        captions.MapRead("/captions", ListCaptions.Handle).Takes(CaptionLists.Shape.Parameters).WithName("listCaptions");
        captions.MapRead("/captions/{id:guid}", GetCaption.Handle).Takes([ListShape.Fields]).WithName("getCaption");
        captions.MapPost("/captions", CreateCaption.Handle).Needs(Scopes.Write).WithName("createCaption");
        captions.MapPut("/captions/{id:guid}", ReplaceCaption.Handle).Needs(Scopes.Write).WithName("replaceCaption");
        captions.MapPatch("/captions/{id:guid}", ReplaceCaption.Handle).Needs(Scopes.Write).WithName("patchCaption");
        captions.MapDelete("/captions/{id:guid}", DeleteCaption.Handle).Needs(Scopes.Write).WithName("deleteCaption");
        captions.MapRead("/images/{id:guid}/captions", ListImageCaptions.Handle).WithName("listImageCaptions");
        captions.MapPost("/images/{id:guid}/captions", CreateCaption.OfImage).Needs(Scopes.Write).WithName("createImageCaption");
    }
}
