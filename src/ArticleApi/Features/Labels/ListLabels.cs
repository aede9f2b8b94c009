using System.Text;
using ArticleApi.Auth;
using ArticleApi.Http;
using ArticleApi.Lists;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Labels;

/// <summary>Sections, tags and bylines, by slug.</summary>
internal static class ListLabels
{
    // As both databases order them.
    private static readonly Comparer<string> Utf8Order = Comparer<string>.Create(
        (a, b) => Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b))
    );

    public static Task<JsonBytesResult<LabelList>> HandleSections(
        HttpContext context,
        Caller caller,
        ArticleDb db,
        CursorSeal seal
    ) => ListAsync(FacetField.Section, context, caller, db, seal);

    public static Task<JsonBytesResult<LabelList>> HandleTags(
        HttpContext context,
        Caller caller,
        ArticleDb db,
        CursorSeal seal
    ) => ListAsync(FacetField.Tag, context, caller, db, seal);

    public static Task<JsonBytesResult<LabelList>> HandleBylines(
        HttpContext context,
        Caller caller,
        ArticleDb db,
        CursorSeal seal
    ) => ListAsync(FacetField.Byline, context, caller, db, seal);

    private static async Task<JsonBytesResult<LabelList>> ListAsync(
        FacetField field,
        HttpContext context,
        Caller caller,
        ArticleDb db,
        CursorSeal seal
    )
    {
        var reader = new QueryStringReader(context.Request.Query);
        var limit = ListDefinition.ReadLimit(reader);
        var after = PageCursor.ReadText(reader, field.ToString(), seal);
        reader.ThrowIfInvalid();

        var rows = new List<FacetValueCount>();
        foreach (var audience in caller.Audiences)
        {
            var values = db
                .FacetValueCounts.AsNoTracking()
                .Where(row => row.Audience == audience && row.Field == field);
            if (after is not null)
                values = values.Where(row => row.NormalizedValue.CompareTo(after) > 0);
            rows.AddRange(
                await values.OrderBy(row => row.NormalizedValue).Take(limit + 1).ToListAsync(context.RequestAborted)
            );
        }

        var page = rows.GroupBy(row => row.NormalizedValue)
            .OrderBy(group => group.Key, Utf8Order)
            .Take(limit + 1)
            .ToList();
        var next = page.Count > limit ? PageCursor.FormatText(page[limit - 1].Key, field.ToString(), seal) : null;
        return JsonResults.Create(
            new LabelList([.. page.Take(limit).Select(ToLabel)], new(limit, next, next is not null))
        ) with
        {
            Links = Links.ToNextPage(context.Request, next),
        };
    }

    // Named as the articles of the widest audience do.
    private static LabelWithCount ToLabel(IEnumerable<FacetValueCount> counts)
    {
        var widest = counts.MinBy(row => row.Audience)!;

        return new(widest.Value, widest.Name, counts.Sum(row => row.ArticleCount));
    }
}
