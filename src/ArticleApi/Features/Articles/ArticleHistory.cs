using ArticleApi.Core;
using ArticleApi.Core.Articles;
using ArticleApi.Http;
using ArticleApi.Log;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Articles;

/// <summary>One version of an article.</summary>
/// <param name="Version">From 1; open callers see only those that were public themselves.</param>
/// <param name="Cause">Such as created, edited, published or caption-changed.</param>
public sealed record VersionEntry(int Version, DateTimeOffset At, string Cause, string? Reason);

public sealed record VersionList(IReadOnlyList<VersionEntry> Data, PageInfo Page);

/// <summary>An article's versions: what clients got, and when.</summary>
internal static class ArticleHistory
{
    private static readonly Parameter Cursor = ListShape.CursorParameter;

    public static readonly IReadOnlyList<Parameter> Parameters = [ListShape.Limit, Cursor];

    public static async Task<IResult> List(
        string id,
        HttpContext context,
        Caller caller,
        ArticleDb db,
        Delivery delivery,
        CursorSeal seal,
        CancellationToken cancellation
    )
    {
        var (article, problem) = await delivery.For(caller, id, cancellation);
        if (problem is not null)
            return problem;

        var reader = new QueryReader(context.Request.Query);
        var limit = reader.Integer(ListShape.Limit, 1, ListShape.MaxLimit) ?? ListShape.DefaultLimit;
        var identity = $"versions {article!.Id}";
        var before = reader.One(Cursor) is not { } token
            ? int.MaxValue
            : Http.Cursor.Of(token, identity, seal)?.At
                ?? reader.Refuse<long?>(Cursor, token, "not-this-list", "the page.next of the same list");
        reader.ThrowIfWrong();

        var rows = await Seen(db, article.Key, caller)
            .Where(row => row.Number < before)
            .OrderByDescending(row => row.Number)
            .Take(limit + 1)
            .Select(row => new VersionEntry(row.Number, row.At, row.Cause, row.Reason))
            .ToListAsync(cancellation);
        var next = rows.Count > limit ? new Cursor(rows[limit - 1].Version, 0).ToToken(identity, seal) : null;
        return Answers.Of(new VersionList(rows.Take(limit).ToList(), new(limit, next, next is not null))) with
        {
            Links = next is null ? [] : [$"<{Links.Page(context.Request, next)}>; rel=\"next\""],
        };
    }

    /// <summary>The article as it was in one version, byte for byte.</summary>
    public static async Task<IResult> Get(
        string id,
        int version,
        Caller caller,
        ArticleDb db,
        Delivery delivery,
        CancellationToken cancellation
    )
    {
        var (article, problem) = await delivery.For(caller, id, cancellation);
        if (problem is not null)
            return problem;

        var row = await Seen(db, article!.Key, caller).FirstOrDefaultAsync(row => row.Number == version, cancellation);
        return row is null
            ? new Problem(
                ProblemTypes.NotFound,
                "The article has no such version, or it is not yours to see.",
                FieldError.Path(
                    "version",
                    version.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    "does-not-exist",
                    "a version that the list has"
                )
            )
            : GetArticle.Answer(
                article with
                {
                    Version = row.Number,
                    UpdatedAt = row.At,
                    Document = row.Document,
                    Renderer = row.Renderer,
                }
            );
    }

    // The article and the version must both be the caller's to see; erased versions are nobody's.
    private static IQueryable<VersionRow> Seen(ArticleDb db, long article, Caller caller) =>
        db
            .Versions.AsNoTracking()
            .Where(row => row.ArticleKey == article && row.Document != null && caller.Audiences.Contains(row.Audience));
}

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
    ValueList<SourceFact> Extras
);

public sealed record SourceList(string? Publisher, string? Url, IReadOnlyList<SourceEntry> Sources);

/// <summary>Where an article came from: for keys that see drafts.</summary>
internal static class ArticleSource
{
    public static async Task<IResult> Handle(
        string id,
        Caller caller,
        ArticleDb db,
        Delivery delivery,
        CancellationToken cancellation
    )
    {
        var (article, problem) = await delivery.For(caller, id, cancellation);
        if (problem is not null)
            return problem;

        var source = ArticleJson.Read(article!.Document).Source;
        var rows = await db
            .Sources.AsNoTracking()
            .Where(row => row.ArticleKey == article.Key)
            .OrderBy(row => row.Key)
            .ToListAsync(cancellation);
        return Answers.Of(
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
