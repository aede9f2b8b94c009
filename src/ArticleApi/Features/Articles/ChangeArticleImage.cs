using ArticleApi.Auth;
using ArticleApi.Core.Articles;
using ArticleApi.Editing;
using ArticleApi.Editing.Contracts;
using ArticleApi.Http;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ArticleApi.Features.Articles;

/// <summary>Gives a picture another role, position or caption; what is left out stays.</summary>
internal static class ChangeArticleImage
{
    public static async Task<Results<JsonBytesResult<ArticleDocument>, Problem>> Handle(
        [AsParameters] ArticleImageAddress address,
        JsonBody<ImageUsePatch> body,
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
