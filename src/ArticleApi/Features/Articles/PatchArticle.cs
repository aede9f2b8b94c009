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

/// <summary>Merges a patch into an article (RFC 7396) and replaces it with the result.</summary>
internal static class PatchArticle
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

    public static Submission<ArticleInput> Read(JsonObject patch, byte[] current, IServiceProvider services)
    {
        var article = JsonNode.Parse(current)!.AsObject();
        CoupledMembers.RemoveStale(article, patch);

        return ReplaceArticle.Read(MergePatch.Apply(article, patch, "extensions"), current, services);
    }
}
