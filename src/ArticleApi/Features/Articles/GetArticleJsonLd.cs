using ArticleApi.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ArticleApi.Features.Articles;

/// <summary>One article by id or slug as schema.org JSON-LD, for search engines. An old slug redirects.</summary>
internal static class GetArticleJsonLd
{
    public static async Task<Results<BytesResult, InsteadOfArticle>> Handle(
        string id,
        HttpContext context,
        ArticleLookup articles
    )
    {
        if (await articles.FindUnchangedAsync(id, context, head => head.ToJsonLdValidators()) is { } current)
            return current;

        var (article, instead) = await articles.FindAsync(id, context.RequestAborted);
        if (instead is not null)
            return instead;

        return article!.ToJsonLd(context.Request);
    }
}
