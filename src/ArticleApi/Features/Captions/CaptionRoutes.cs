using ArticleApi.Http;
using ArticleApi.Http.OpenApi;
using ArticleApi.Intake;

namespace ArticleApi.Features.Captions;

internal static class CaptionRoutes
{
    public static void MapCaptions(this RouteGroupBuilder v1)
    {
        var captions = v1.MapGroup("").WithTags("Captions");

        captions
            .MapMethods("/captions", Routes.Reading, ListCaptions.Handle)
            .Takes(CaptionLists.Shape.Parameters)
            .AnswersPage<CaptionResource>()
            .WithName("listCaptions")
            .WithSummary("List captions");
        captions
            .MapMethods("/captions/{id:guid}", Routes.Reading, GetCaption.Handle)
            .Takes([ListShape.Fields])
            .Answers<CaptionResource>()
            .WithName("getCaption")
            .WithSummary("Get a caption");
        captions
            .MapPost("/captions", CreateCaption.Handle)
            .Needs(Scopes.Write)
            .Sends<NewCaption>()
            .Answers<CaptionResource>(201)
            .WithName("createCaption")
            .WithSummary("Create a caption");
        captions
            .MapPut("/captions/{id:guid}", ReplaceCaption.Handle)
            .Needs(Scopes.Write)
            .Sends<CaptionInput>()
            .Answers<CaptionResource>()
            .Refuses(ProblemTypes.Conflict)
            .WithName("replaceCaption")
            .WithSummary("Replace a caption");
        captions
            .MapPatch("/captions/{id:guid}", ReplaceCaption.Handle)
            .Needs(Scopes.Write)
            .Sends<CaptionInput>()
            .Answers<CaptionResource>()
            .Refuses(ProblemTypes.Conflict)
            .WithName("patchCaption")
            .WithSummary("Change parts of a caption");
        captions
            .MapDelete("/captions/{id:guid}", DeleteCaption.Handle)
            .Needs(Scopes.Write)
            .AnswersNothing()
            .Refuses(ProblemTypes.InUse)
            .WithName("deleteCaption")
            .WithSummary("Delete a caption");
        captions
            .MapMethods("/images/{id:guid}/captions", Routes.Reading, ListImageCaptions.Handle)
            .Answers<CaptionList>()
            .WithName("listImageCaptions")
            .WithSummary("List the captions of an image");
        captions
            .MapPost("/images/{id:guid}/captions", CreateCaption.OfImage)
            .Needs(Scopes.Write)
            .Sends<CaptionInput>()
            .Answers<CaptionResource>(201)
            .WithName("createImageCaption")
            .WithSummary("Create a caption of an image");
    }
}
