using ArticleApi.Index;
using ArticleApi.Index.SortOrders;
using ArticleApi.Storage;

namespace ArticleApi.Search;

/// <summary>
/// Searches in the order of a date other than publication, and within ranges of such dates: that date's order is walked
/// and the filters are asked of its entries, unless so few rows match the filters that they can be sorted.
/// </summary>
internal sealed class SortOrderSearch(
    ISqlReader reads,
    IndexKeys keys,
    PublicationOrderSearch search,
    SortEntryFilter filter,
    SortValueReader dates
)
{
    /// <summary>So few matches are sorted at once instead of looked for in a sort order.</summary>
    private const int SmallResultSize = 1_000;

    private const int ChunkSize = 256;

    /// <summary>In the query's order.</summary>
    public async Task<IMatchSource> OpenAsync(
        IndexQuery query,
        SortPosition? after,
        int count,
        CancellationToken cancellation
    )
    {
        if (await TryCollectSmallResultAsync(query, cancellation) is { } few)
            return new MatchList(await SortAsync(query, few, after, cancellation));

        var chunk = query.Filters.Count == 0 && query.ExcludedTerms.Count == 0 ? count + 1 : ChunkSize;
        return Scan(query, after, chunk, byPosition: false);
    }

    /// <summary>All within the query's ranges, named by their positions, in any order.</summary>
    public async Task<IMatchSource> OpenWithinRangesAsync(IndexQuery query, CancellationToken cancellation)
    {
        if (await TryCollectSmallResultAsync(query, cancellation) is { } few)
            return new MatchList(await KeepWithinRangesAsync(query, few, cancellation));

        var newest = query with { Sort = new(query.Ranges.Keys.First(), true) };
        return Scan(newest, null, SmallResultSize, byPosition: true);
    }

    /// <summary>Those of some rows that have dates within all of the query's ranges.</summary>
    public async Task<IReadOnlyList<SortPosition>> KeepWithinRangesAsync(
        IndexQuery query,
        IReadOnlyList<SortPosition> rows,
        CancellationToken cancellation
    )
    {
        if (query.Ranges.Count == 0)
            return rows;

        var within = new List<SortPosition>();
        foreach (var some in rows.Chunk(SmallResultSize))
        {
            var values = await ReadAsync(query, some, cancellation);
            within.AddRange(
                some.Where(row => query.Ranges.All(range => values[row.Key].HasOneIn(range.Key, range.Value)))
            );
        }

        return within;
    }

    private SortOrderScan Scan(IndexQuery query, SortPosition? after, int chunk, bool byPosition)
    {
        var date = query.Sort.Date!;
        var cursor = new SortCursor(
            reads,
            query.Audiences,
            keys.ListId(query.Collection, date),
            query.Ranges.GetValueOrDefault(date),
            query.Sort.Descending
        )
        {
            Last = after,
        };

        return new(query, cursor, filter, chunk, byPosition);
    }

    // What the filters alone find, newest first, where it is little enough to be looked at whole; else null.
    private async Task<IReadOnlyList<SortPosition>?> TryCollectSmallResultAsync(
        IndexQuery query,
        CancellationToken cancellation
    )
    {
        if (query.Filters.Count == 0)
            return null;

        var matches = search.Open(query with { Sort = SortOrder.Newest }, null, SmallResultSize + 1);
        var found = await matches.NextAsync(SmallResultSize + 1, QueryExecutor.MaxEntriesRead / 5, cancellation);

        return found is { StoppedAt: null, Rows.Count: <= SmallResultSize } ? found.Rows : null;
    }

    private async Task<IReadOnlyList<SortPosition>> SortAsync(
        IndexQuery query,
        IReadOnlyList<SortPosition> matches,
        SortPosition? after,
        CancellationToken cancellation
    )
    {
        var (name, down) = (query.Sort.Date!, query.Sort.Descending);
        var values = await ReadAsync(query, matches, cancellation);
        var rows =
            from match in matches
            let own = values[match.Key]
            where query.OtherRanges.All(other => own.HasOneIn(other.Key, other.Value))
            let at = own.FirstIn(name, query.Ranges.GetValueOrDefault(name), down)
            where at is not null
            select new SortPosition(at.Value, match.Key);
        var order = Comparer<SortPosition>.Create(down ? (a, b) => Compare(b, a) : Compare);

        return [.. rows.Where(row => after is not { } last || order.Compare(row, last) > 0).Order(order)];
    }

    private Task<IReadOnlyDictionary<long, SortValues>> ReadAsync(
        IndexQuery query,
        IEnumerable<SortPosition> rows,
        CancellationToken cancellation
    ) => dates.ReadAsync(query.Component, query.Audiences, rows.Select(row => row.Key), cancellation);

    private static int Compare(SortPosition a, SortPosition b) =>
        a.At != b.At ? a.At.CompareTo(b.At) : a.Key.CompareTo(b.Key);
}
