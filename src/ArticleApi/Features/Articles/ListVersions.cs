using ArticleApi.Http;
using ArticleApi.Lists;
using ArticleApi.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Articles;

/// <summary>One version of an article.</summary>
/// <param name="Version">From 1; open callers see only those that were public themselves.</param>
/// <param name="Cause">Such as created, edited, published or caption-changed.</param>
public sealed record VersionEntry(int Version, DateTimeOffset At, string Cause, string? Reason);

public sealed record VersionList(IReadOnlyList<VersionEntry> Data, PageInfo Page);

/// <summary>An article's versions: what clients got, and when.</summary>
internal static class ListVersions
{
    public static async Task<Results<JsonBytesResult<VersionList>, InsteadOfArticle>> Handle(
        string id,
        HttpContext context,
        ArticleVersionQueries versions,
        ArticleLookup articles,
        CursorSeal seal
    )
    {
        var (article, instead) = await articles.FindAsync(id, context.RequestAborted);
        if (instead is not null)
            return instead;

        var reader = new QueryStringReader(context.Request.Query);
        var limit = ListDefinition.ReadLimit(reader);
        var list = $"versions {article!.Id}";
        var before = PageCursor.Read(reader, list, seal)?.SortValue ?? int.MaxValue;
        reader.ThrowIfInvalid();

        var visible = await versions.VisibleToAsync(articles.Caller, article, context.RequestAborted);
        var rows = await visible
            .Where(row => row.Number < before)
            .OrderByDescending(row => row.Number)
            .Take(limit + 1)
            .Select(row => new VersionEntry(row.Number, row.At, row.Cause, row.Reason))
            .ToListAsync(context.RequestAborted);
        var next = rows.Count > limit ? new PageCursor(rows[limit - 1].Version, 0).ToToken(list, seal) : null;
        return JsonResults.Create(new VersionList(rows.Take(limit).ToList(), new(limit, next, next is not null))) with
        {
            Links = Links.ToNextPage(context.Request, next),
        };
    }
}
