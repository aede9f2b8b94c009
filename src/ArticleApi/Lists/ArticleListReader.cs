using ArticleApi.Auth;
using ArticleApi.Core.Articles;
using ArticleApi.Http;
using ArticleApi.Index.Facets;
using ArticleApi.Log;
using ArticleApi.Search;
using ArticleApi.Search.Collectors;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Lists;

/// <summary>
/// Reads a page of articles, as lists and feeds show it: found by the index or named by id, with what is counted beside
/// it.
/// </summary>
internal sealed class ArticleListReader(
    IndexQueryBuilder queries,
    QueryExecutor executor,
    ArticlePageReader pages,
    NearDuplicateFinder duplicates,
    FacetLabelReader labels,
    ArticleReader articles,
    WithdrawnArticles withdrawn,
    SearchRunner searches
)
{
    /// <param name="content">Whole documents, or summaries.</param>
    /// <param name="write">
    /// Makes the answer of the page. It runs where searches run, since marking what was found may take as long.
    /// </param>
    public async Task<T> ReadAsync<T>(
        ListQuery query,
        MatchContent content,
        Caller caller,
        Func<ArticleListPage, T> write,
        CancellationToken cancellation
    )
    {
        if (query.Names.Count > 0)
            return write(await ReadByNameAsync(query, content, caller, cancellation));
        if (query.ClaimedIdentity is { } identity)
            return write(await ReadByIdentityAsync(identity, content, caller, cancellation));
        if (query.AsksForWithdrawn && caller.CanSee(Audience.Staff))
            return write(await ReadWithdrawnAsync(query, content, caller, cancellation));

        var indexQuery = await queries.BuildAsync(query, caller, cancellation);
        return indexQuery.IsPlain && query is { CountTotal: false, FacetFields.Count: 0, CollapseTo: null }
            ? await FindAndWriteAsync(cancellation)
            : await searches.RunAsync(FindAndWriteAsync, indexQuery.Text is not null, cancellation);

        async Task<T> FindAndWriteAsync(CancellationToken token) =>
            write(await FindAsync(query, indexQuery, content, caller, token));
    }

    private async Task<ArticleListPage> FindAsync(
        ListQuery query,
        IndexQuery indexQuery,
        MatchContent content,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var counter = query.CreateCounter(caller);
        var facets = query.FacetFields.Count > 0 ? new FacetCollector(query.FacetFields) : null;
        ICollector[] counters = [.. new ICollector?[] { counter, facets }.OfType<ICollector>()];
        var (found, documents) = await ReadPageAsync(query, indexQuery, content, counters, cancellation);

        return new(documents, query.DescribePage(found, counter, facets))
        {
            Search = indexQuery.Text,
            Facets = facets is null
                ? null
                : await labels.ReadMostFrequentAsync(
                    facets.Counts,
                    facets.Fields,
                    query.FacetLimit,
                    caller.Audiences,
                    cancellation
                ),
        };
    }

    private async Task<(Hits Found, IReadOnlyList<byte[]> Documents)> ReadPageAsync(
        ListQuery query,
        IndexQuery indexQuery,
        MatchContent content,
        IReadOnlyList<ICollector> counters,
        CancellationToken cancellation
    )
    {
        if (query.Limit == 0)
        {
            await executor.ExecuteAsync(indexQuery, null, counters, cancellation);
            return (new([], null, false), []);
        }

        if (query.CollapseTo is { } preference)
        {
            var kept = await duplicates.CollapseAsync(indexQuery, preference, query.After, query.Limit, cancellation);
            return await pages.LoadAsync(kept, indexQuery, content == MatchContent.Document, cancellation);
        }

        var page = new PageCollector(query.Limit, content);
        await pages.ReadPageAsync(indexQuery, query.After, page, counters, cancellation);
        return (page.Hits, page.Documents);
    }

    private async Task<ArticleListPage> ReadWithdrawnAsync(
        ListQuery query,
        MatchContent content,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var (found, last) = await withdrawn.ReadAsync(caller.Audiences, query.After?.At, query.Limit, cancellation);
        var next = last is { } sequence ? query.EncodeCursor(new(sequence, 0)) : null;

        return new(
            [
                .. found.Select(article =>
                    content == MatchContent.Document
                        ? ArticleJson.SerializeFull(article)
                        : ArticleJson.SerializeSummary(article)
                ),
            ],
            new(query.Limit, next, next is not null)
        );
    }

    private async Task<ArticleListPage> ReadByIdentityAsync(
        Guid identity,
        MatchContent content,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var found = await articles.FindByIdentityAsync(identity, caller.Visibility, cancellation);
        var documents = await articles.ReadDocumentsAsync(
            found is { State: HeadState.Live } ? [found.Key] : [],
            caller.Visibility,
            content == MatchContent.Document,
            cancellation
        );

        return new(documents, new(1, null, false));
    }

    private async Task<ArticleListPage> ReadByNameAsync(
        ListQuery query,
        MatchContent content,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var (live, missing) = (new List<long>(), new List<MissingItem>());
        foreach (var name in query.Names)
        {
            var head = await FindByNameAsync(name, caller, cancellation);
            if (head is { State: HeadState.Live })
                live.Add(head.Key);
            else
                missing.Add(
                    new(name, head is null ? StatusCodes.Status404NotFound : StatusCodes.Status410Gone, head?.Reason)
                );
        }

        // An article that is named twice, by its id and by a slug, is there once.
        var documents = await articles.ReadDocumentsAsync(
            live.Distinct().ToList(),
            caller.Visibility,
            content == MatchContent.Document,
            cancellation
        );

        return new(documents, new(query.Names.Count, null, false)) { Missing = missing };
    }

    private ValueTask<StoredArticle?> FindByNameAsync(string name, Caller caller, CancellationToken cancellation)
    {
        if (Guid.TryParseExact(name, "D", out var id))
            return articles.FindByIdAsync(id, caller.Visibility, whole: false, cancellation);

        return Slug.TryParse(name, out var slug)
            ? articles.FindBySlugAsync(slug.ToString(), caller.Visibility, whole: false, cancellation)
            : new(default(StoredArticle));
    }
}
