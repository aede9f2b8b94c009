using ArticleApi.Auth;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Search;
using ArticleApi.Editing;
using ArticleApi.Http;
using ArticleApi.Http.Problems;
using ArticleApi.Lists;
using ArticleApi.Search;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Datelines;

/// <summary>The articles that a dateline is printed in or under a picture of, newest first.</summary>
internal static class ListDatelineArticles
{
    public static readonly ListDefinition Definition = new(
        "datelineArticles",
        "",
        [],
        [],
        [("publishedAt", null)],
        typeof(ArticleDocument),
        []
    );

    public static readonly IReadOnlyList<QueryParameter> Parameters =
    [
        ListDefinition.Limit,
        ListDefinition.CursorParameter,
        ListDefinition.Fields,
    ];

    public static async Task<Results<PageBytesResult<ArticleDocument>, Problem>> Handle(
        Guid id,
        HttpContext context,
        Caller caller,
        ArticleDb db,
        ArticlePageReader pages
    )
    {
        var cancellation = context.RequestAborted;
        var dateline = await db.Datelines.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellation);
        if (dateline is null || !await db.IsVisibleAsync(caller, ComponentKind.Dateline, dateline.Key, cancellation))
            return ComponentWriter.NotFound(ComponentKind.Dateline, id).ToProblem();

        // The dateline is part of the list's name, so that a cursor of another one's articles is refused.
        var asked = ListQuery.Parse(context, Definition with { Name = $"{Definition.Name} {id}" });
        var query = asked with
        {
            Filters = asked.Filters with
            {
                TermGroups =
                [
                    [FilterTerm.Format("usesDateline", id.ToString())],
                ],
            },
        };
        var (found, documents) = await pages.ReadPageAsync(
            query.ToIndexQuery(caller, new HashSet<long>()),
            query.After,
            query.Limit,
            false,
            cancellation
        );
        return ArticlePageWriter.CreateResult(context.Request, new(documents, query.DescribePage(found)), query.Fields);
    }
}
