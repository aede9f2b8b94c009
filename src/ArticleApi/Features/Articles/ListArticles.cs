using ArticleApi.Auth;
using ArticleApi.Http;
using ArticleApi.Lists;
using ArticleApi.Log;
using ArticleApi.Search;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Features.Articles;

/// <summary>A page of articles under any filters, in any order.</summary>
internal static class ListArticles
{
    public static async Task<IResult> Handle(
        HttpContext context,
        Caller caller,
        IndexQueryBuilder asking,
        QueryExecutor finder,
        ArticlePageReader pages,
        NearDuplicateFinder duplicates,
        FacetCounter facets,
        ArticleReader delivery,
        SearchRunner searches,
        CancellationToken cancellation
    )
    {
        var query = ListQuery.Parse(context, ArticleListDefinition.Definition);
        var representation = Representation.Parse(query.Fields, query.ExtraValues["body"]);
        var full = query.ExtraValues["view"] == "full" || representation.NeedsFull;
        if (query.Ids.Count > 0)
            return await ListByIdsAsync(context, query, representation, full, caller, delivery, cancellation);

        var question = await asking.BuildAsync(query, caller, cancellation);
        return question.IsPlain && query is { CountTotal: false, FacetFields.Count: 0, CollapseTo: null }
            ? await FindAsync(cancellation)
            : await searches.RunAsync(FindAsync, question.Text is not null, cancellation);

        async Task<IResult> FindAsync(CancellationToken token)
        {
            var (found, documents) =
                query.Limit == 0 ? (new([], null, false), [])
                : query.CollapseTo is { } keep
                    ? await pages.LoadAsync(
                        await duplicates.CollapseAsync(question, keep, query.After, query.Limit, token),
                        question,
                        full || query.Highlight,
                        token
                    )
                : await pages.ReadPageAsync(question, query.After, query.Limit, full || query.Highlight, token);
            var next = query.EncodeCursor(found.Next);
            var count = query.CountTotal
                ? await finder.CountAsync(question, caller.HasKey ? int.MaxValue : ListDefinition.MaxCounted, token)
                : default;
            var (counts, capped) =
                query.FacetFields.Count > 0
                    ? await facets.CountAsync(question, query.FacetFields, query.FacetLimit, token)
                    : (null, false);
            var page = new PageInfo(query.Limit, next, next is not null)
            {
                Incomplete = found.BudgetExhausted ? true : null,
                Total = query.CountTotal ? count.Count : null,
                Capped = query.CountTotal || query.FacetFields.Count > 0 ? count.Capped || capped : null,
            };

            return ArticlePageWriter.CreateResult(
                context,
                documents,
                query.Highlight
                    ? new HighlightedRepresentation(question.Text!, representation, full).Render
                    : representation.Render,
                page,
                null,
                counts
            );
        }
    }

    private static async Task<IResult> ListByIdsAsync(
        HttpContext context,
        ListQuery query,
        Representation representation,
        bool full,
        Caller caller,
        ArticleReader delivery,
        CancellationToken cancellation
    )
    {
        var heads = new Dictionary<Guid, StoredArticle>();
        foreach (var id in query.Ids)
        {
            if (await delivery.FindByIdAsync(id, caller.Audiences, whole: false, cancellation) is { } head)
                heads.Add(id, head);
        }

        var live = query.Ids.Where(id => heads.TryGetValue(id, out var head) && head.State == HeadState.Live).ToList();
        var documents = await delivery.ReadDocumentsAsync(
            live.ConvertAll(id => heads[id].Key),
            caller.Audiences,
            full,
            cancellation
        );
        var missing = query
            .Ids.Except(live)
            .Select(id =>
                heads.TryGetValue(id, out var gone)
                    ? new MissingItem(id, 410, gone.Reason)
                    : new MissingItem(id, 404, null)
            )
            .ToList();

        return ArticlePageWriter.CreateResult(
            context,
            documents,
            representation.Render,
            new(query.Ids.Count, null, false),
            missing
        );
    }
}
