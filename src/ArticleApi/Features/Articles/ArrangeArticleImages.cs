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

/// <summary>Shows exactly these pictures, in this order.</summary>
internal static class ArrangeArticleImages
{
    public static async Task<Results<JsonBytesResult<ArticleDocument>, Problem>> Handle(
        Guid id,
        JsonBody<ImageOrderInput> body,
        WriteContext write,
        ArticleImageEditor editor,
        HttpContext context
    )
    {
        var services = context.RequestServices;
        var written = await editor.ArrangeAsync(
            id,
            current => Read(body, JsonNode.Parse(current)!["images"]!.AsArray(), services),
            write,
            context.RequestAborted
        );

        return written.ToResult();
    }

    private static Submission<ImageOrderInput> Read(
        JsonBody<ImageOrderInput> body,
        JsonArray shown,
        IServiceProvider services
    )
    {
        var own = ReadOnlyMembers.RemoveFromImages(body.Object, shown);

        return new(BodyDeserializer.Deserialize<ImageOrderInput>(own, services), body.HasMember);
    }
}
