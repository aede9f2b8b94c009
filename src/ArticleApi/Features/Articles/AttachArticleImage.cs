using ArticleApi.Auth;
using ArticleApi.Editing;
using ArticleApi.Editing.Contracts;
using ArticleApi.Http.Bodies;

namespace ArticleApi.Features.Articles;

/// <summary>Adds a picture: one that exists, by id, or a new one; at a position, or at the end.</summary>
internal static class AttachArticleImage
{
    public static async Task<IResult> Handle(
        Guid id,
        JsonBody body,
        WriteContext write,
        ArticleImageEditor editor,
        HttpContext context
    )
    {
        var own = ReadOnlyMembers.RemoveFromImage(body.Object);
        var input = BodyDeserializer.Deserialize<ImageUseInput>(own, context.RequestServices);

        return (await editor.AttachAsync(id, new(input, body.HasMember), write, context.RequestAborted)).ToResult();
    }
}
