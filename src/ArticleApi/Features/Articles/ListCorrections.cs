using ArticleApi.Core.Articles;
using ArticleApi.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ArticleApi.Features.Articles;

public sealed record CorrectionList(IReadOnlyList<Correction> Data);

/// <summary>What is told to readers of the mistakes in an article, in the order it was told.</summary>
internal static class ListCorrections
{
    public static async Task<Results<JsonBytesResult<CorrectionList>, InsteadOfArticle>> Handle(
        string id,
        ArticleLookup articles,
        CancellationToken cancellation
    )
    {
        var (article, instead) = await articles.FindAsync(id, cancellation);
        if (instead is not null)
            return instead;

        return JsonResults.Create(new CorrectionList([.. ArticleJson.Deserialize(article!.Document).Corrections])) with
        {
            ETag = Preconditions.FormatETag(article.Version, "corrections"),
            LastModified = article.UpdatedAt,
        };
    }
}
