using ArticleApi.Core.Articles;
using ArticleApi.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ArticleApi.Features.Articles;

public sealed record ImageList(IReadOnlyList<ImageDocument> Data);

/// <summary>The pictures an article shows, in order, each with the caption the article picked.</summary>
internal static class ListArticleImages
{
    public static async Task<Results<JsonBytesResult<ImageList>, InsteadOfArticle>> Handle(
        string id,
        ArticleLookup articles,
        CancellationToken cancellation
    )
    {
        var (article, instead) = await articles.FindAsync(id, cancellation);
        if (instead is not null)
            return instead;

        return JsonResults.Create(new ImageList([.. ArticleJson.Deserialize(article!.Document).Images])) with
        {
            ETag = Preconditions.FormatETag(article.Version, "images"),
            LastModified = article.UpdatedAt,
        };
    }
}
