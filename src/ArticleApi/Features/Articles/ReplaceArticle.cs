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
/// Replaces an article. What GET gave may be edited and sent back: members that the service sets are ignored
/// unchanged, and refused changed.
/// </summary>
internal static class ReplaceArticle
{
    public static async Task<Results<JsonBytesResult<ArticleDocument>, Problem>> Handle(
        Guid id,
        JsonBody<ArticleInput> body,
        WriteContext write,
        ArticleEditor editor,
        HttpContext context
    )
    {
        var services = context.RequestServices;
        var written = await editor.ReplaceAsync(
            id,
            current => Read(body.Object, current, services),
            write,
            context.RequestAborted
        );

        return written.ToResult();
    }

    /// <param name="current">The article's document, which is sent back in part.</param>
    public static Submission<ArticleInput> Read(JsonObject body, byte[] current, IServiceProvider services)
    {
        var own = ReadOnlyMembers.Remove(body, JsonNode.Parse(current)!.AsObject());

        return new(BodyDeserializer.Deserialize<ArticleInput>(own, services), new JsonBody(own).HasMember);
    }
}
