using System.Text;
using ArticleApi.Http;
using ArticleApi.Http.OpenApi;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Labels;

/// <summary>A section, tag or byline, and how many articles that the caller may see carry it.</summary>
public sealed record CountedLabel(string Slug, string Name, int ArticleCount);

public sealed record LabelList(IReadOnlyList<CountedLabel> Data, PageInfo Page);

/// <summary>Sections, tags and bylines, by slug.</summary>
internal static class LabelLists
{
    public static readonly IReadOnlyList<Parameter> Parameters = [ListShape.Limit, ListShape.CursorParameter];

    public static void MapLabels(this RouteGroupBuilder v1)
    {
        v1.MapMethods("/sections", Routes.Reading, Sections)
            .Takes(Parameters)
            .WithTags("Sections, tags and bylines")
            .Answers<LabelList>()
            .WithName("listSections")
            .WithSummary("List sections");
        v1.MapMethods("/tags", Routes.Reading, Tags)
            .Takes(Parameters)
            .WithTags("Sections, tags and bylines")
            .Answers<LabelList>()
            .WithName("listTags")
            .WithSummary("List tags");
        v1.MapMethods("/bylines", Routes.Reading, Bylines)
            .Takes(Parameters)
            .WithTags("Sections, tags and bylines")
            .Answers<LabelList>()
            .WithName("listBylines")
            .WithSummary("List bylines");
    }

    public static Task<IResult> Sections(
        HttpContext context,
        Caller caller,
        ArticleDb db,
        CursorSeal seal,
        CancellationToken cancellation
    ) => Handle(LabelKind.Section, context, caller, db, seal, cancellation);

    public static Task<IResult> Tags(
        HttpContext context,
        Caller caller,
        ArticleDb db,
        CursorSeal seal,
        CancellationToken cancellation
    ) => Handle(LabelKind.Tag, context, caller, db, seal, cancellation);

    public static Task<IResult> Bylines(
        HttpContext context,
        Caller caller,
        ArticleDb db,
        CursorSeal seal,
        CancellationToken cancellation
    ) => Handle(LabelKind.Byline, context, caller, db, seal, cancellation);

    // As both databases order them.
    private static readonly Comparer<string> InBytes = Comparer<string>.Create(
        (a, b) => Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b))
    );

    private static async Task<IResult> Handle(
        LabelKind kind,
        HttpContext context,
        Caller caller,
        ArticleDb db,
        CursorSeal seal,
        CancellationToken cancellation
    )
    {
        var reader = new QueryReader(context.Request.Query);
        var limit = reader.Integer(ListShape.Limit, 1, ListShape.MaxLimit) ?? ListShape.DefaultLimit;
        var after = reader.One(ListShape.CursorParameter) is not { } token
            ? null
            : Cursor.TextOf(token, kind.ToString(), seal)
                ?? reader.Refuse<string>(
                    ListShape.CursorParameter,
                    token,
                    "not-this-list",
                    "the page.next of the same list"
                );
        reader.ThrowIfWrong();

        var rows = new List<LabelCount>();
        foreach (var audience in caller.Audiences)
        {
            var labels = db.Labels.AsNoTracking().Where(row => row.Audience == audience && row.Kind == kind);
            if (after is not null)
                labels = labels.Where(row => row.Folded.CompareTo(after) > 0);
            rows.AddRange(await labels.OrderBy(row => row.Folded).Take(limit + 1).ToListAsync(cancellation));
        }

        // Named as the articles of the widest audience do.
        var page = rows.GroupBy(row => row.Folded)
            .OrderBy(group => group.Key, InBytes)
            .Take(limit + 1)
            .Select(group =>
                (Folded: group.Key, Widest: group.MinBy(row => row.Audience)!, Articles: group.Sum(row => row.Articles))
            )
            .ToList();
        var data = page.Take(limit)
            .Select(label => new CountedLabel(label.Widest.Value, label.Widest.Name, label.Articles))
            .ToList();
        var next = page.Count > limit ? Cursor.TokenOf(page[limit - 1].Folded, kind.ToString(), seal) : null;
        return Answers.Of(new LabelList(data, new(limit, next, next is not null))) with
        {
            Links = next is null ? [] : [$"<{Links.Page(context.Request, next)}>; rel=\"next\""],
        };
    }
}
