using System.Globalization;
using ArticleApi.Core.Articles;
using ArticleApi.Http;
using ArticleApi.Http.Problems;
using ArticleApi.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Articles;

/// <summary>The article as it was in one version, byte for byte.</summary>
internal static class GetVersion
{
    public static async Task<Results<JsonBytesResult<ArticleDocument>, Problem>> Handle(
        string id,
        int version,
        ArticleDb db,
        ArticleLookup articles,
        CancellationToken cancellation
    )
    {
        var (article, problem) = await articles.FindAsync(id, cancellation);
        if (problem is not null)
            return problem;

        var row = await db.VersionsVisibleTo(articles.Caller, article!)
            .FirstOrDefaultAsync(row => row.Number == version, cancellation);
        if (row is null)
            return new Problem(
                ProblemTypes.NotFound,
                "The article has no such version, or it is not yours to see.",
                FieldError.Path(
                    "version",
                    version.ToString(CultureInfo.InvariantCulture),
                    "does-not-exist",
                    "a version that the list has"
                )
            );

        return article!.AtVersion(row, articles.Caller.Visibility).ToJson();
    }
}
