using ArticleApi.Auth;
using ArticleApi.Http.Bodies;

namespace ArticleApi.Features.Articles;

/// <summary>
/// Replaces an article (PUT), or merges a patch into it and replaces it with the result (PATCH, RFC 7396).
/// </summary>
internal static class ReplaceArticle
{
    /// <summary>
    /// Replaces an article. What GET gave may be edited and sent back: members that the service sets are ignored
    /// unchanged, and refused changed.
    /// </summary>
    public static Task<IResult> Put(
        Guid id,
        JsonBody body,
        HttpContext context,
        Caller caller,
        ArticleReplacer replacing,
        CancellationToken cancellation
    ) => replacing.ReplaceAsync(id, _ => body.Object, context, caller, cancellation);

    /// <summary>Merges a patch into an article (RFC 7396) and replaces it with the result.</summary>
    public static Task<IResult> Patch(
        Guid id,
        JsonBody body,
        HttpContext context,
        Caller caller,
        ArticleReplacer replacing,
        CancellationToken cancellation
    ) => replacing.ReplaceAsync(id, current => MergePatch.Apply(current, body.Object), context, caller, cancellation);
}
