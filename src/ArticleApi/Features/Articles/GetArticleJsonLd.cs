using ArticleApi.Http;
using ArticleApi.Http.Problems;
using ArticleApi.Storage.Tables;
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

        // Whoever asks whether their copy is current is answered from the head alone, if it is.
        if (Preconditions.HasValidators(request))
        {
            var (head, _) = await articles.FindAsync(id, context.RequestAborted, whole: false);
            if (head is { State: HeadState.Live } && head.IsCanonicalName(id))
            {
                var current = head.ToJsonLdValidators();
                if (Preconditions.IsNotModified(request, current.ETag!, current.LastModified))
                    return current;
            }
        }

        var (article, problem) = await articles.FindAsync(id, context.RequestAborted);
        if (problem is not null)
            return problem;

        return article!.IsCanonicalName(id)
            ? article!.ToJsonLd(request)
            : article!.ToRedirect(request, ArticleResults.JsonLdSuffix);
    }
}
