using ArticleApi.Auth;
using ArticleApi.Http;
using ArticleApi.Index.Facets;
using ArticleApi.Lists;
using ArticleApi.Log;
using ArticleApi.Search;
using ArticleApi.Search.Collectors;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Features.Articles;

/// <summary>A page of articles under any filters, in any order.</summary>
internal static class ListArticles
{
    public static async Task<IResult> Handle(
        HttpContext context,
        Caller caller,
        IndexQueryBuilder asking,
        QueryExecutor executor,
        ArticlePageReader pages,
        NearDuplicateFinder duplicates,
        FacetLabelReader labels,
        ArticleReader articleReader,
        SearchRunner searches,
        CancellationToken cancellation
    )
    {
        var query = ListQuery.Parse(context, ArticleListDefinition.Definition);
        var representation = Representation.Parse(query.Fields, query.ExtraValues["body"]);
        var full = query.ExtraValues["view"] == "full" || representation.NeedsFull;
        if (query.Ids.Count > 0)
            return await ListByIdsAsync(context, query, representation, full, caller, articleReader, cancellation);

        var question = await asking.BuildAsync(query, caller, cancellation);
        return question.IsPlain && query is { CountTotal: false, FacetFields.Count: 0, CollapseTo: null }
            ? await FindAsync(cancellation)
            : await searches.RunAsync(FindAsync, question.Text is not null, cancellation);

        async Task<IResult> FindAsync(CancellationToken token)
        {
            var counting = query.CountTotal ? new CountCollector(ListQuery.MaxCountedFor(caller)) : null;
            var facets = query.FacetFields.Count > 0 ? new FacetCollector(query.FacetFields) : null;
            ICollector[] counters = [.. new ICollector?[] { counting, facets }.OfType<ICollector>()];
            var (found, documents) = await ReadPageAsync(counters, token);
            var next = query.EncodeCursor(found.Next);
            var counts = facets is null
                ? null
                : await labels.ReadMostFrequentAsync(
                    facets.Counts,
                    facets.Fields,
                    query.FacetLimit,
                    caller.Audiences,
                    token
                );
            var page = new PageInfo(query.Limit, next, next is not null)
            {
                Incomplete = found.BudgetExhausted ? true : null,
                Total = counting?.Count,
                Capped = counters.Length == 0 ? null : counting?.IsCapped == true || facets?.IsCapped == true,
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

        async Task<(Hits Found, IReadOnlyList<byte[]> Documents)> ReadPageAsync(
            IReadOnlyList<ICollector> counters,
            CancellationToken token
        )
        {
            var isFull = full || query.Highlight;
            if (query.Limit == 0)
            {
                await executor.ExecuteAsync(question, null, counters, token);
                return (new([], null, false), []);
            }

            if (query.CollapseTo is { } keep)
            {
                var kept = await duplicates.CollapseAsync(question, keep, query.After, query.Limit, token);
                return await pages.LoadAsync(kept, question, isFull, token);
            }

            var page = new PageCollector(query.Limit, isFull ? MatchContent.Document : MatchContent.Summary);
            await pages.ReadPageAsync(question, query.After, page, counters, token);
            return (page.Hits, page.Documents);
        }
    }

    private static async Task<IResult> ListByIdsAsync(
        HttpContext context,
        ListQuery query,
        Representation representation,
        bool full,
        Caller caller,
        ArticleReader articleReader,
        CancellationToken cancellation
    )
    {
        var heads = new Dictionary<Guid, StoredArticle>();
        foreach (var id in query.Ids)
        {
            if (await articleReader.FindByIdAsync(id, caller.Audiences, whole: false, cancellation) is { } head)
                heads.Add(id, head);
        }

        var live = query.Ids.Where(id => heads.TryGetValue(id, out var head) && head.State == HeadState.Live).ToList();
        var documents = await articleReader.ReadDocumentsAsync(
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
