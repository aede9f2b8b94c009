using System.Globalization;
using ArticleApi.Core.Articles;
using ArticleApi.Http;
using ArticleApi.Http.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Articles;

/// <summary>The article as it was in one version, byte for byte.</summary>
internal static class GetVersion
{
    public static async Task<Results<JsonBytesResult<ArticleDocument>, InsteadOfArticle, Problem>> Handle(
        string id,
        int version,
        ArticleVersionQueries versions,
        ArticleLookup articles,
        CancellationToken cancellation
    )
    {
        var (article, instead) = await articles.FindAsync(id, cancellation);
        if (instead is not null)
            return instead;

        var visible = await versions.VisibleToAsync(articles.Caller, article!, cancellation);
        var row = await visible.FirstOrDefaultAsync(row => row.Number == version, cancellation);
        if (row is null)
            return new Problem(
                ProblemTypes.NotFound,
                "The article has no such version, or it is not yours to see.",
                FieldError.Path(
                    "version",
                    version.ToString(CultureInfo.InvariantCulture),
                    "does-not-exist",
                    $"one of those that {Links.Article(id)}/versions lists"
                )
            );

        return article!.AtVersion(row, articles.Caller.Visibility).ToJson();
    }
}
