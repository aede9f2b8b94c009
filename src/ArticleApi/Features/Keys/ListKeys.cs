using ArticleApi.Http;
using ArticleApi.Lists;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Keys;

public sealed record KeyList(IReadOnlyList<KeyResource> Data, PageInfo Page);

/// <summary>The keys, newest first, those that are revoked or expired too; never their text.</summary>
internal static class ListKeys
{
    private const string Name = "keys";

    public static async Task<JsonBytesResult<KeyList>> Handle(
        HttpContext context,
        ArticleDb db,
        CursorSeal seal,
        TimeProvider clock
    )
    {
        var reader = new QueryStringReader(context.Request.Query);
        var limit = ListDefinition.ReadLimit(reader);
        var before = PageCursor.ReadText(reader, Name, seal) is { } token ? Guid.Parse(token) : (Guid?)null;
        reader.ThrowIfInvalid();

        // Ids begin with the time at which they were made.
        var rows = await db
            .ApiKeys.AsNoTracking()
            .Where(row => before == null || row.Id.CompareTo(before.Value) < 0)
            .OrderByDescending(row => row.Id)
            .Take(limit + 1)
            .ToListAsync(context.RequestAborted);
        var next = rows.Count > limit ? PageCursor.FormatText(rows[limit - 1].Id.ToString(), Name, seal) : null;
        var keys = rows.Take(limit).Select(row => KeyResource.From(row, clock)).ToList();
        return JsonResults.Create(new KeyList(keys, new(limit, next, next is not null))) with
        {
            Links = Links.ToNextPage(context.Request, next),
        };
    }
}
