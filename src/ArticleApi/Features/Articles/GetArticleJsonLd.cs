using ArticleApi.Http;
using ArticleApi.Http.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ArticleApi.Features.Articles;

/// <summary>One article by id or slug as schema.org JSON-LD, for search engines. An old slug redirects.</summary>
internal static class GetArticleJsonLd
{
    public static async Task<Results<BytesResult, RedirectBytesResult, Problem>> Handle(
        string id,
        HttpContext context,
        ArticleLookup articles
    )
    {
        var request = context.Request;

        if (await articles.FindUnchangedAsync(id, context, head => head.ToJsonLdValidators()) is { } current)
            return current;

        var (article, problem) = await articles.FindAsync(id, context.RequestAborted);
        if (problem is not null)
            return problem;

        return article!.IsCanonicalName(id)
            ? article!.ToJsonLd(request)
            : article!.ToRedirect(request, ArticleResults.JsonLdSuffix);
    }
}
