using System.Text.Json.Nodes;
using ArticleApi.Auth;
using ArticleApi.Editing;
using ArticleApi.Editing.Contracts;
using ArticleApi.Http.Bodies;

namespace ArticleApi.Features.Articles;

/// <summary>Merges a patch into an article (RFC 7396) and replaces it with the result.</summary>
internal static class PatchArticle
{
    public static async Task<IResult> Handle(
        Guid id,
        JsonBody body,
        WriteContext write,
        ArticleEditor editor,
        HttpContext context
    )
    {
        var services = context.RequestServices;
        var written = await editor.ReplaceAsync(
            id,
            current => Read(body.Object, JsonNode.Parse(current)!.AsObject(), services),
            write,
            context.RequestAborted
        );

        return written.ToResult();
    }

    public static Submission<ArticleInput> Read(JsonObject patch, JsonObject current, IServiceProvider services) =>
        ReplaceArticle.Read(MergePatch.Apply(current.DeepClone().AsObject(), patch), current, services);
}
