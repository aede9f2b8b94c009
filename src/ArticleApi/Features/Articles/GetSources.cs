using ArticleApi.Core;
using ArticleApi.Core.Articles;
using ArticleApi.Http;
using ArticleApi.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Articles;

/// <summary>One document that an article came from.</summary>
/// <param name="ItemVersionAt">When the provider made that version.</param>
/// <param name="Fingerprint">SHA-256 of the NFC headline and body as imported.</param>
/// <param name="Extras">What the document says of the article that no field holds.</param>
public sealed record SourceEntry(
    string Format,
    string Document,
    int? FirstLine,
    int? LastLine,
    string Sha256,
    DateTimeOffset ImportedAt,
    string? Provider,
    string? ItemId,
    string? ItemVersion,
    DateTimeOffset? ItemVersionAt,
    string Fingerprint,
    ValueList<SourceProperty> Extras
);

public sealed record SourceList(string? Publisher, string? Url, IReadOnlyList<SourceEntry> Sources);

/// <summary>Where an article came from: for keys that see drafts.</summary>
internal static class GetSources
{
    public static async Task<Results<JsonBytesResult<SourceList>, InsteadOfArticle>> Handle(
        string id,
        ArticleDb db,
        ArticleLookup articles,
        CancellationToken cancellation
    )
    {
        var (article, instead) = await articles.FindAsync(id, cancellation);
        if (instead is not null)
            return instead;

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
