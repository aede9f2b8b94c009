using ArticleApi.Auth;
using ArticleApi.Core.Articles;
using ArticleApi.Http;
using ArticleApi.Log;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Articles;

/// <summary>Where an article came from: for keys that see drafts.</summary>
internal static class GetSources
{
    public static async Task<IResult> Handle(
        string id,
        Caller caller,
        ArticleDb db,
        ArticleReader articleReader,
        CancellationToken cancellation
    )
    {
        var (article, problem) = await articleReader.FindVisibleAsync(caller, id, cancellation);
        if (problem is not null)
            return problem;

        var source = ArticleJson.Deserialize(article!.Document).Source;
        var rows = await db
            .Sources.AsNoTracking()
            .Where(row => row.ArticleKey == article.Key)
            .OrderBy(row => row.Key)
            .ToListAsync(cancellation);
        return JsonResults.Create(
            new SourceList(
                source.Publisher,
                source.Url,
                rows.ConvertAll(row => new SourceEntry(
                    row.Format,
                    row.Document,
                    row.FirstLine,
                    row.LastLine,
                    row.Sha256,
                    row.ImportedAt,
                    row.Provider,
                    row.ItemId,
                    row.ItemVersion,
                    row.ItemVersionAt,
                    row.Fingerprint,
                    row.Extras
                ))
            )
        );
    }
}
