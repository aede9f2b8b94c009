using ArticleApi.Auth;
using ArticleApi.Core.Articles;
using ArticleApi.Http;
using ArticleApi.Lists;
using ArticleApi.Search.Collectors;

namespace ArticleApi.Features.Articles;

/// <summary>A page of articles under any filters, in any order.</summary>
internal static class ListArticles
{
    public static readonly ListDefinition Definition = ArticleListDefinition.Definition with
    {
        SingleFilters =
        [
            .. ArticleListDefinition.Definition.SingleFilters.Where(filter =>
                filter.Name != WithdrawnFilter.Status.Name
            ),
            WithdrawnFilter.Status,
        ],
        HasSlugs = true,
        CanFindByExternalId = true,
    };

    public static Task<PageBytesResult<ArticleDocument>> Handle(
        HttpContext context,
        Caller caller,
        ArticleListReader lists
    )
    {
        var query = ListQuery.Parse(context, Definition);
        var representation = Representation.Parse(query.Fields, query.ExtraValues["body"]);
        var isFull = query.ExtraValues["view"] == "full" || representation.NeedsFull;
        // What was found is marked in whole documents, also where summaries are shown.
        var content = isFull || query.Highlight ? MatchContent.Document : MatchContent.Summary;

        return lists.ReadAsync(query, content, caller, Write, context.RequestAborted);

        PageBytesResult<ArticleDocument> Write(ArticleListPage page) =>
            ArticlePageWriter.CreateResult(
                context.Request,
                page,
                query.Highlight
                    ? new HighlightedRepresentation(page.Search!, representation, isFull).Render
                    : representation.Render
            );
    }
}
