using ArticleApi.Auth;
using ArticleApi.Editing;
using ArticleApi.Editing.Contracts;
using ArticleApi.Http;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.Problems;
using ArticleApi.Storage.Tables;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ArticleApi.Features.Captions;

/// <summary>
/// A new caption of this picture. What was printed is enough: the credit and dateline are read from it.
/// </summary>
internal static class CreateImageCaption
{
    public static async Task<Results<CreatedBytesResult<CaptionResource>, Problem>> Handle(
        Guid id,
        JsonBody<CaptionInput> body,
        WriteContext write,
        CaptionEditor editor,
        HttpContext context
    )
    {
        var sent = new Submission<CaptionInput>(
            BodyDeserializer.Deserialize<CaptionInput>(body.Object, context.RequestServices),
            body.HasMember
        );
        var noImage = ComponentWriter.NotFound(ComponentKind.Image, id);

        return (await editor.CreateAsync(id, sent, noImage, write, context.RequestAborted)).ToCreated(context);
    }
}
