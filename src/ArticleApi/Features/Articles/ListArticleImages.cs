using ArticleApi.Core.Articles;
using ArticleApi.Http;
using ArticleApi.Http.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ArticleApi.Features.Articles;

public sealed record ImageList(IReadOnlyList<ImageDocument> Data);

/// <summary>The pictures an article shows, in order, each with the caption the article picked.</summary>
internal static class ListArticleImages
{
    public static async Task<Results<JsonBytesResult<ImageList>, Problem>> Handle(
        string id,
        ArticleLookup articles,
        CancellationToken cancellation
    )
    {
        var (article, problem) = await articles.FindAsync(id, cancellation);
        if (problem is not null)
            return problem;

        return JsonResults.Create(new ImageList([.. ArticleJson.Deserialize(article!.Document).Images])) with
        {
            ETag = Preconditions.FormatETag(article.Version, "images"),
            LastModified = article.UpdatedAt,
        };
    }
}
