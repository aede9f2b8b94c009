using ArticleApi.Auth;
using ArticleApi.Core;
using ArticleApi.Core.Articles;
using ArticleApi.Http;
using ArticleApi.Http.Problems;
using ArticleApi.Lists;
using ArticleApi.Log;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Articles;

/// <summary>One version of an article.</summary>
/// <param name="Version">From 1; open callers see only those that were public themselves.</param>
/// <param name="Cause">Such as created, edited, published or caption-changed.</param>
public sealed record VersionEntry(int Version, DateTimeOffset At, string Cause, string? Reason);

public sealed record VersionList(IReadOnlyList<VersionEntry> Data, PageInfo Page);

/// <summary>An article's versions: what clients got, and when.</summary>
internal static class ArticleVersions
{
    private static readonly QueryParameter Cursor = ListDefinition.CursorParameter;

    public static readonly IReadOnlyList<QueryParameter> Parameters = [ListDefinition.Limit, Cursor];

    public static async Task<IResult> List(
        string id,
        HttpContext context,
        Caller caller,
        ArticleDb db,
        ArticleReader articleReader,
        CursorSeal seal,
        CancellationToken cancellation
    )
    {
        var (article, problem) = await articleReader.FindVisibleAsync(caller, id, cancellation);
        if (problem is not null)
            return problem;

        var reader = new QueryStringReader(context.Request.Query);
        var limit = reader.GetInteger(ListDefinition.Limit, 1, ListDefinition.MaxLimit) ?? ListDefinition.DefaultLimit;
        var identity = $"versions {article!.Id}";
        var before = reader.GetSingle(Cursor) is not { } token
            ? int.MaxValue
            : ArticleApi.Lists.PageCursor.TryParse(token, identity, seal)?.SortValue
                ?? reader.AddError<long?>(Cursor, token, "not-this-list", "the page.next of the same list");
        reader.ThrowIfInvalid();

        var rows = await VisibleVersions(db, article.Key, caller)
            .Where(row => row.Number < before)
            .OrderByDescending(row => row.Number)
            .Take(limit + 1)
            .Select(row => new VersionEntry(row.Number, row.At, row.Cause, row.Reason))
            .ToListAsync(cancellation);
        var next = rows.Count > limit ? new PageCursor(rows[limit - 1].Version, 0).ToToken(identity, seal) : null;
        return JsonResults.Create(new VersionList(rows.Take(limit).ToList(), new(limit, next, next is not null))) with
        {
            Links = next is null ? [] : [$"<{Links.NextPage(context.Request, next)}>; rel=\"next\""],
        };
    }

    /// <summary>The article as it was in one version, byte for byte.</summary>
    public static async Task<IResult> Get(
        string id,
        int version,
        Caller caller,
        ArticleDb db,
        ArticleReader articleReader,
        CancellationToken cancellation
    )
    {
        var (article, problem) = await articleReader.FindVisibleAsync(caller, id, cancellation);
        if (problem is not null)
            return problem;

        var row = await VisibleVersions(db, article!.Key, caller)
            .FirstOrDefaultAsync(row => row.Number == version, cancellation);
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
            : GetArticle.ToResult(
                article with
                {
                    Version = row.Number,
                    UpdatedAt = row.At,
                    Document = row.Document,
                    Renderer = row.RendererVersion,
                }
            );
    }

    // The article and the version must both be the caller's to see; erased versions are nobody's.
    private static IQueryable<ArticleVersion> VisibleVersions(ArticleDb db, long article, Caller caller) =>
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
    ValueList<SourceProperty> Extras
);

public sealed record SourceList(string? Publisher, string? Url, IReadOnlyList<SourceEntry> Sources);
