using System.Data.Common;
using ArticleApi.Index;
using ArticleApi.Search.Collectors;
using ArticleApi.Storage;

namespace ArticleApi.Search;

/// <summary>
/// Executes a query for several collectors. It decides which search finds the matches; all of them do by ranges of an
/// index alone.
/// </summary>
internal sealed class QueryExecutor(
    IndexStatus index,
    VisibleMatchReader visible,
    PublicationOrderSearch publicationOrder,
    SortOrderSearch sortOrder,
    RelevanceSearch relevance,
    CountedRange countedRange
)
{
    /// <summary>
    /// Index entries one search may read. A page that this leaves short says so and can be gone on with.
    /// </summary>
    public const int MaxEntriesRead = 50_000;

    /// <summary>The longest a search may take, and what is made of it for one request.</summary>
    public static readonly TimeSpan MaxDuration = TimeSpan.FromSeconds(3);

    /// <param name="after">Where the page begins; those who count take all.</param>
    public Task ExecuteAsync(
        IndexQuery query,
        SortPosition? after,
        IReadOnlyList<ICollector> collectors,
        CancellationToken cancellation
    ) => WithTimeoutAsync(query, token => RunAsync(query, after, collectors, token), cancellation);

    /// <summary>A page of what the audiences may see, whatever an index says.</summary>
    public async Task<Hits> FindPageAsync(
        IndexQuery query,
        SortPosition? after,
        int limit,
        CancellationToken cancellation
    )
    {
        var page = new PageCollector(limit, MatchContent.Key);
        await ExecuteAsync(query, after, [page], cancellation);

        return page.Hits;
    }

    /// <summary>The next that match in the order of publication, within any other dates.</summary>
    public async Task<Hits> FindInPublicationOrderAsync(
        IndexQuery query,
        SortPosition? after,
        int limit,
        CancellationToken cancellation
    )
    {
        var found = await FindPageAsync(query with { Ranges = NoRanges }, after, limit, cancellation);

        return found with
        {
            Rows = await sortOrder.KeepWithinRangesAsync(query, found.Rows, cancellation),
        };
    }

    /// <summary>
    /// Which of some rows, named by their positions, the query finds: each is probed, whatever lies between them.
    /// </summary>
    public async Task<IReadOnlyList<SortPosition>> FilterAsync(
        IndexQuery query,
        IEnumerable<SortPosition> rows,
        CancellationToken cancellation
    )
    {
        var kept = new List<SortPosition>();
        await WithTimeoutAsync(query, ProbeAsync, cancellation);
        return await sortOrder.KeepWithinRangesAsync(query, kept, cancellation);

        async Task ProbeAsync(CancellationToken token)
        {
            var found = await publicationOrder.ProbeAsync(query, rows, token);
            await visible.ReadAsync(
                query with
                {
                    Sort = SortOrder.Newest,
                },
                MatchContent.Key,
                found,
                (scoped match) => kept.Add(new(match.Row.At, match.Key)),
                token
            );
        }
    }

    private static readonly Dictionary<string, KeyRange> NoRanges = [];

    private async Task RunAsync(
        IndexQuery query,
        SortPosition? after,
        IReadOnlyList<ICollector> collectors,
        CancellationToken cancellation
    )
    {
        var counting = collectors.Where(collector => !collector.IsPaged).ToList();
        var paged = collectors.Where(collector => collector.IsPaged).ToList();
        // The first page of the newest is what those who count begin with.
        if (counting.Count > 0 && after is null && query.Sort == SortOrder.Newest && query.Ranges.Count == 0)
            (counting, paged) = ([.. collectors], []);

        if (paged.Count > 0)
            await WalkInOrderAsync(query, after, paged, cancellation);
        if (counting.Count > 0)
            await WalkNewestAsync(query with { Sort = SortOrder.Newest }, counting, cancellation);
    }

    private async Task WalkInOrderAsync(
        IndexQuery query,
        SortPosition? after,
        List<ICollector> collectors,
        CancellationToken cancellation
    )
    {
        var count = collectors.Max(collector => collector.Wanted);
        // Ranked matches are named by their positions, as the newest are.
        var named = query.Sort == SortOrder.Relevance ? query with { Sort = SortOrder.Newest } : query;
        var source = query.Sort switch
        {
            { Date: null } => publicationOrder.Open(query, after, count),
            _ when query.Sort == SortOrder.Relevance => await relevance.OpenAsync(named, after, cancellation),
            _ => await sortOrder.OpenAsync(query, after, count, cancellation),
        };

        await new MatchWalk(named, source, visible).RunAsync(collectors, cancellation);
    }

    private async Task WalkNewestAsync(IndexQuery query, List<ICollector> collectors, CancellationToken cancellation)
    {
        if (CountedRange.CanCount(query) && !collectors.Exists(collector => collector.IsPaged))
        {
            await countedRange.RunAsync(query, collectors, cancellation);
            return;
        }

        IMatchSource source =
            query.Ranges.Count > 0
                ? await sortOrder.OpenWithinRangesAsync(query, cancellation)
                : publicationOrder.Open(query, null, collectors.Max(collector => collector.Wanted));

        await new MatchWalk(query, source, visible).RunAsync(collectors, cancellation);
    }

    // The database cannot be asked beforehand what a search will cost.
    private async Task WithTimeoutAsync(
        IndexQuery query,
        Func<CancellationToken, Task> run,
        CancellationToken cancellation
    )
    {
        if (query.Text is null)
        {
            await run(cancellation);
            return;
        }

        index.ThrowIfOtherVersion();
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        time.CancelAfter(MaxDuration);
        try
        {
            await run(time.Token);
        }
        catch (DbException missing) when (missing.IsMissingSearchTable())
        {
            throw new IndexRebuildingException();
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new SearchTimeoutException();
        }
    }
}
