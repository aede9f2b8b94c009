using ArticleApi.Http;
using ArticleApi.Log;
using ArticleApi.Storage;

namespace ArticleApi.Features.Articles;

/// <summary>A page of articles under any filters, in any order.</summary>
internal static class ListArticles
{
    public static async Task<IResult> Handle(
        HttpContext context,
        Caller caller,
        Asking asking,
        Finder finder,
        Pages pages,
        Duplicates duplicates,
        Facets facets,
        Delivery delivery,
        Searches searches,
        CancellationToken cancellation
    )
    {
        var query = ListQuery.Of(context, ArticleLists.Shape);
        var representation = Representation.Of(query.Fields, query.Own["body"]);
        var full = query.Own["view"] == "full" || representation.NeedsFull;
        if (query.Ids.Count > 0)
            return await ByIds(context, query, representation, full, caller, delivery, cancellation);

        var question = await asking.Of(query, caller, cancellation);
        return question.IsPlain && query is { CountAll: false, Facets.Count: 0, Keep: null }
            ? await FindAsync(cancellation)
            : await searches.RunAsync(FindAsync, question.Search is not null, cancellation);

        async Task<IResult> FindAsync(CancellationToken token)
        {
            var (found, documents) =
                query.Limit == 0 ? (new([], null, false), [])
                : query.Keep is { } keep
                    ? await pages.Read(
                        await duplicates.Collapsed(question, keep, query.After, query.Limit, token),
                        question,
                        full || query.Highlight,
                        token
                    )
                : await pages.Of(question, query.After, query.Limit, full || query.Highlight, token);
            var next = query.Token(found.Next);
            var count = query.CountAll
                ? await finder.Count(question, caller.HasKey ? int.MaxValue : ListShape.MostCounted, token)
                : default;
            var (counts, capped) =
                query.Facets.Count > 0
                    ? await facets.Count(question, query.Facets, query.FacetLimit, token)
                    : (null, false);
            var page = new PageInfo(query.Limit, next, next is not null)
            {
                Incomplete = found.Incomplete ? true : null,
                Total = query.CountAll ? count.Count : null,
                Capped = query.CountAll || query.Facets.Count > 0 ? count.Capped || capped : null,
            };

            return ArticlePages.Answer(
                context,
                documents,
                query.Highlight ? new Highlighting(question.Search!, representation, full).Of : representation.Of,
                page,
                null,
                counts
            );
        }
    }

    private static async Task<IResult> ByIds(
        HttpContext context,
        ListQuery query,
        Representation representation,
        bool full,
        Caller caller,
        Delivery delivery,
        CancellationToken cancellation
    )
    {
        var heads = new Dictionary<Guid, Delivered>();
        foreach (var id in query.Ids)
        {
            if (await delivery.ById(id, caller.Audiences, whole: false, cancellation) is { } head)
                heads.Add(id, head);
        }

        var live = query.Ids.Where(id => heads.TryGetValue(id, out var head) && head.State == HeadState.Live).ToList();
        var documents = await delivery.Documents(
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

        return ArticlePages.Answer(context, documents, representation.Of, new(query.Ids.Count, null, false), missing);
    }
}
