using ArticleApi.Auth;
using ArticleApi.Editing.Contracts;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.Problems;
using ArticleApi.Lists;

namespace ArticleApi.Features.Captions;

/// <summary>A new caption of a picture. What was printed is enough: the credit and dateline are read from it.</summary>
internal static class CreateCaption
{
    public static Task<IResult> Handle(
        JsonBody body,
        HttpContext context,
        Caller caller,
        CaptionCreator captioning,
        CancellationToken cancellation
    )
    {
        var input = BodyDeserializer.Deserialize<NewCaptionInput>(body.Object, context.RequestServices);

        return captioning.CreateAsync(
            input.ImageId,
            input.Caption,
            body,
            Problem.InvalidRequest(
                FieldError.Body("/imageId", input.ImageId.ToString(), "does-not-exist", "an image that exists")
            ),
            context,
            caller,
            cancellation
        );
    }

    /// <summary>
    /// A new caption of this picture. What was printed is enough: the credit and dateline are read from it.
    /// </summary>
    public static Task<IResult> ForImage(
        Guid id,
        JsonBody body,
        HttpContext context,
        Caller caller,
        CaptionCreator captioning,
        CancellationToken cancellation
    )
    {
        var input = BodyDeserializer.Deserialize<CaptionInput>(body.Object, context.RequestServices);

        return captioning.CreateAsync(
            id,
            input,
            body,
            ComponentResults.NotFound("image", id),
            context,
            caller,
            cancellation
        );
    }
}
