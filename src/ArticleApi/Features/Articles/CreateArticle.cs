using System.Text.Json.Nodes;
using ArticleApi.Auth;
using ArticleApi.Core.Articles;
using ArticleApi.Editing;
using ArticleApi.Editing.Contracts;
using ArticleApi.Http;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ArticleApi.Features.Articles;

/// <summary>
/// A new article, with its pictures and captions in the same request. A headline and a text are enough.
/// </summary>
internal static class CreateArticle
{
    public static async Task<Results<CreatedBytesResult<ArticleDocument>, Problem>> Handle(
        JsonBody<NewArticleInput> body,
        WriteContext write,
        ArticleEditor editor,
        HttpContext context,
        CancellationToken cancellation
    )
    {
        var sent = Read(body.Object, context.RequestServices);
        return (await editor.CreateAsync(sent, write, cancellation)).ToCreated(context);
    }

    public static Submission<NewArticleInput> Read(JsonObject body, IServiceProvider services) =>
        new(
            BodyDeserializer.Deserialize<NewArticleInput>(ReadOnlyMembers.RemoveFromImages(body, []), services),
            new JsonBody(body).HasMember
        );
}
