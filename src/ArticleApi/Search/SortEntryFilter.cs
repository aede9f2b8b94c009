using ArticleApi.Index;
using ArticleApi.Index.Postings;
using ArticleApi.Index.SortOrders;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Search;

/// <summary>Asks of entries of a sort order whether a query's filters and its other ranges find them.</summary>
internal sealed class SortEntryFilter(ISqlReader reads, IndexKeys keys, SortValueReader dates)
{
    /// <summary>So many lookups take about as long as an entry that is read.</summary>
    private const int LookupsPerEntry = 16;

    private readonly SqlStatement _lookup = PostingsSql.PositionLookup(reads);

    /// <param name="cost">Also counts what is looked up, since each term of a filter is, for each entry.</param>
    public async Task<IReadOnlyList<SortEntry>> KeepAsync(
        IndexQuery query,
        IReadOnlyList<SortEntry> entries,
        QueryCost cost,
        CancellationToken cancellation
    )
    {
        var range = query.Ranges.GetValueOrDefault(query.Sort.Date!);
        var kept = entries
            .Where(entry =>
                !query.Exclude.Contains(entry.Key)
                && query.Published?.Contains(entry.Position) != false
                && IsFirst(entry, range, query.Sort.Descending)
            )
            .ToList();
        if (IsIndexedForSeveral(query))
            kept = await WithoutDoublesAsync(query, kept, cancellation);
        foreach (var terms in query.Filters)
        {
            var positions = await FindAmongAsync(query, terms, kept, cost, cancellation);
            kept.RemoveAll(entry => !positions.Contains(entry.Position));
        }

        if (query.ExcludedTerms.Count > 0)
        {
            var positions = await FindAmongAsync(query, query.ExcludedTerms, kept, cost, cancellation);
            kept.RemoveAll(entry => positions.Contains(entry.Position));
        }

        if (!query.OtherRanges.Any())
            return kept;

        var values = await ReadAsync(query, kept, cancellation);
        return kept.FindAll(entry =>
            query.OtherRanges.All(other => values[entry.Key].HasOneIn(other.Key, other.Value))
        );
    }

    // A row with several dates comes once: where the order meets it first.
    private static bool IsFirst(SortEntry entry, KeyRange? range, bool down) =>
        down
            ? entry.NextLater is not { } later || (range?.Before is { } before && later >= before)
            : entry.NextEarlier is not { } earlier || (range?.From is { } from && earlier < from);

    private async Task<HashSet<long>> FindAmongAsync(
        IndexQuery query,
        IReadOnlyList<string> terms,
        List<SortEntry> entries,
        QueryCost cost,
        CancellationToken cancellation
    )
    {
        var found = new HashSet<long>();
        if (entries.Count == 0)
            return found;

        var lists = terms.Distinct().Select(term => keys.ListId(query.Collection, term)).ToArray();
        var positions = entries.Select(entry => entry.Position).Distinct().ToArray();
        cost.Add(query.Audiences.Count * lists.Length * positions.Length / LookupsPerEntry);
        await using var rows = await reads.QueryAsync(
            _lookup,
            [query.Audiences.ToNumbers(), lists, positions],
            cancellation
        );
        while (await rows.ReadAsync(cancellation))
            found.Add(rows.GetInt64(0));

        return found;
    }

    // An image, caption or dateline is indexed for each audience that is shown it, each with dates of its own.
    private static bool IsIndexedForSeveral(IndexQuery query) =>
        query.Component is not null && query.Audiences.Count > 1;

    private async Task<List<SortEntry>> WithoutDoublesAsync(
        IndexQuery query,
        List<SortEntry> entries,
        CancellationToken cancellation
    )
    {
        var (name, down) = (query.Sort.Date!, query.Sort.Descending);
        var range = query.Ranges.GetValueOrDefault(name);
        var values = await ReadAsync(query, entries, cancellation);

        return entries
            .Where(entry => values[entry.Key].FirstIn(name, range, down) == entry.At)
            .DistinctBy(entry => entry.Key)
            .ToList();
    }

    private Task<IReadOnlyDictionary<long, SortValues>> ReadAsync(
        IndexQuery query,
        IEnumerable<SortEntry> entries,
        CancellationToken cancellation
    ) => dates.ReadAsync(query.Component, query.Audiences, entries.Select(entry => entry.Key), cancellation);
}
