using ArticleApi.Auth;
using ArticleApi.Core.Articles;
using ArticleApi.Editing;
using ArticleApi.Editing.Contracts;
using ArticleApi.Http;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ArticleApi.Features.Articles;

/// <summary>Adds a picture: one that exists, by id, or a new one; at a position, or at the end.</summary>
internal static class AttachArticleImage
{
    public static async Task<Results<JsonBytesResult<ArticleDocument>, Problem>> Handle(
        Guid id,
        JsonBody<ImageUseInput> body,
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
