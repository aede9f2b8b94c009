using ArticleApi.Auth;
using ArticleApi.Core.Articles;
using ArticleApi.Http;
using ArticleApi.Log;

namespace ArticleApi.Features.Articles;

public sealed record ImageList(IReadOnlyList<ImageDocument> Data);

/// <summary>The pictures an article shows, in order, each with the caption the article picked.</summary>
internal static class ListArticleImages
{
    public static async Task<IResult> Handle(
        string id,
        Caller caller,
        ArticleReader reader,
        CancellationToken cancellation
    )
    {
        var (article, problem) = await reader.FindVisibleAsync(caller, id, cancellation);
        if (problem is not null)
            return problem;

        return JsonResults.Create(new ImageList([.. ArticleJson.Deserialize(article!.Document).Images])) with
        {
            ETag = Preconditions.FormatETag(article.Version, "images"),
            LastModified = article.UpdatedAt,
        };
    }
}
