using ArticleApi.Auth;
using ArticleApi.Editing;
using ArticleApi.Editing.Contracts;
using ArticleApi.Http;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.Problems;
using ArticleApi.Log;
using ArticleApi.Storage;

namespace ArticleApi.Features.Images;

/// <summary>A new picture, with a caption where one is sent. Nobody sees it until an article shows it.</summary>
internal static class CreateImage
{
    public static async Task<IResult> Handle(
        JsonBody body,
        HttpContext context,
        Caller caller,
        ArticleDb db,
        ArticleFactory making,
        ArticleLog log,
        CancellationToken cancellation
    )
    {
        var input = BodyDeserializer.Deserialize<ImageInput>(body.Object, context.RequestServices);
        if (input.Caption?.Id is { } other)
            return Problem.InvalidRequest(
                FieldError.Body(
                    "/caption/id",
                    other.ToString(),
                    "not-allowed",
                    "a new caption: another image's cannot be taken"
                )
            );

        var image = making.CreateImage(input.ToFacts());
        if (input.Caption is { } caption)
            await making.CreateCaptionAsync(caption.ToDraft(body.HasMember("caption/dateline")), image, cancellation);
        await log.CommitAsync(new(caller.Actor, ChangeCause.Created), cancellation);
        return await db.ToResultAsync(
            context,
            image,
            caller,
            cancellation,
            StatusCodes.Status201Created,
            context.Request.PathBase + Links.Image(image.Id)
        );
    }
}
