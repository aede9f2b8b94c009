using ArticleApi.Auth;
using ArticleApi.Core.Rejections;
using ArticleApi.Editing;
using ArticleApi.Editing.Contracts;
using ArticleApi.Http;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ArticleApi.Features.Captions;

/// <summary>A new caption of a picture. What was printed is enough: the credit and dateline are read from it.</summary>
internal static class CreateCaption
{
    public static async Task<Results<CreatedBytesResult<CaptionResource>, Problem>> Handle(
        JsonBody<NewCaptionInput> body,
        WriteContext write,
        CaptionEditor editor,
        HttpContext context,
        CancellationToken cancellation
    )
    {
        var input = BodyDeserializer.Deserialize<NewCaptionInput>(body.Object, context.RequestServices);
        var noImage = Rejection.Invalid(
            InputError.Member("/imageId", input.ImageId.ToString(), "does-not-exist", "an image that exists")
        );
        var sent = new Submission<CaptionInput>(input.Caption, body.HasMember);

        return (await editor.CreateAsync(input.ImageId, sent, noImage, write, cancellation)).ToCreated(context);
    }
}
