using System.ComponentModel;
using System.Text;
using ArticleApi.Auth;
using ArticleApi.Http;
using ArticleApi.Http.OpenApi;
using ArticleApi.Lists;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Labels;

/// <summary>A section, tag or byline, and how many articles that the caller may see carry it.</summary>
[DisplayName("CountedLabel")]
public sealed record LabelWithCount(string Slug, string Name, int ArticleCount);

public sealed record LabelList(IReadOnlyList<LabelWithCount> Data, PageInfo Page);

/// <summary>Sections, tags and bylines, by slug.</summary>
internal static class LabelRoutes
{
    public static readonly IReadOnlyList<QueryParameter> Parameters =
    [
        ListDefinition.Limit,
        ListDefinition.CursorParameter,
    ];

    public static void MapLabels(this RouteGroupBuilder v1)
    {
        v1.MapMethods("/sections", HttpVerbs.GetAndHead, ListSections)
            .WithQueryParameters(Parameters)
            .WithTags("Sections, tags and bylines")
            .ProducesJson<LabelList>()
            .WithName("listSections")
            .WithSummary("List sections");
        v1.MapMethods("/tags", HttpVerbs.GetAndHead, ListTags)
            .WithQueryParameters(Parameters)
            .WithTags("Sections, tags and bylines")
            .ProducesJson<LabelList>()
            .WithName("listTags")
            .WithSummary("List tags");
        v1.MapMethods("/bylines", HttpVerbs.GetAndHead, ListBylines)
            .WithQueryParameters(Parameters)
            .WithTags("Sections, tags and bylines")
            .ProducesJson<LabelList>()
            .WithName("listBylines")
            .WithSummary("List bylines");
    }

    public static Task<IResult> ListSections(
        HttpContext context,
        Caller caller,
        ArticleDb db,
        CursorSeal seal,
        CancellationToken cancellation
    ) => HandleAsync(FacetField.Section, context, caller, db, seal, cancellation);

    public static Task<IResult> ListTags(
        HttpContext context,
        Caller caller,
        ArticleDb db,
        CursorSeal seal,
        CancellationToken cancellation
    ) => HandleAsync(FacetField.Tag, context, caller, db, seal, cancellation);

    public static Task<IResult> ListBylines(
        HttpContext context,
        Caller caller,
        ArticleDb db,
        CursorSeal seal,
        CancellationToken cancellation
    ) => HandleAsync(FacetField.Byline, context, caller, db, seal, cancellation);

    // As both databases order them.
    private static readonly Comparer<string> Utf8Order = Comparer<string>.Create(
        (a, b) => Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b))
    );

    private static async Task<IResult> HandleAsync(
        FacetField kind,
        HttpContext context,
        Caller caller,
        ArticleDb db,
        CursorSeal seal,
        CancellationToken cancellation
    )
    {
        var reader = new QueryStringReader(context.Request.Query);
        var limit = reader.GetInteger(ListDefinition.Limit, 1, ListDefinition.MaxLimit) ?? ListDefinition.DefaultLimit;
        var after = reader.GetSingle(ListDefinition.CursorParameter) is not { } token
            ? null
            : PageCursor.TryParseText(token, kind.ToString(), seal)
                ?? reader.AddError<string>(
                    ListDefinition.CursorParameter,
                    token,
                    "not-this-list",
                    "the page.next of the same list"
                );
        reader.ThrowIfInvalid();

        var rows = new List<FacetValueCount>();
        foreach (var audience in caller.Audiences)
        {
            var labels = db.FacetValueCounts.AsNoTracking().Where(row => row.Audience == audience && row.Field == kind);
            if (after is not null)
                labels = labels.Where(row => row.NormalizedValue.CompareTo(after) > 0);
            rows.AddRange(await labels.OrderBy(row => row.NormalizedValue).Take(limit + 1).ToListAsync(cancellation));
        }

        // Named as the articles of the widest audience do.
        var page = rows.GroupBy(row => row.NormalizedValue)
            .OrderBy(group => group.Key, Utf8Order)
            .Take(limit + 1)
            .Select(group =>
                (
                    Folded: group.Key,
                    Widest: group.MinBy(row => row.Audience)!,
                    Articles: group.Sum(row => row.ArticleCount)
                )
            )
            .ToList();
        var data = page.Take(limit)
            .Select(label => new LabelWithCount(label.Widest.Value, label.Widest.Name, label.Articles))
            .ToList();
        var next = page.Count > limit ? PageCursor.FormatText(page[limit - 1].Folded, kind.ToString(), seal) : null;
        return JsonResults.Create(new LabelList(data, new(limit, next, next is not null))) with
        {
            Links = next is null ? [] : [$"<{Links.NextPage(context.Request, next)}>; rel=\"next\""],
        };
    }
}
