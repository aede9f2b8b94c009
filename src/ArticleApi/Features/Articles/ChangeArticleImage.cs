using ArticleApi.Auth;
using ArticleApi.Editing;
using ArticleApi.Editing.Contracts;
using ArticleApi.Http.Bodies;

namespace ArticleApi.Features.Articles;

/// <summary>Gives a picture another role, position or caption; what is left out stays.</summary>
internal static class ChangeArticleImage
{
    public static async Task<IResult> Handle(
        [AsParameters] ArticleImageAddress address,
        JsonBody body,
        WriteContext write,
        ArticleImageEditor editor,
        HttpContext context
    )
    {
        var sent = new Submission<ImageUsePatch>(
            BodyDeserializer.Deserialize<ImageUsePatch>(body.Object, context.RequestServices),
            body.HasMember
        );

        return (await editor.ChangeAsync(address.Id, address.ImageId, sent, write, context.RequestAborted)).ToResult();
    }
}
