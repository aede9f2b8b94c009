using ArticleApi.Index;
using ArticleApi.Index.Facets;
using ArticleApi.Search.Collectors;
using ArticleApi.Storage;

namespace ArticleApi.Search;

/// <summary>
/// Counts what stands in one posting list, in one statement: without a filter the counted rows themselves are the
/// matches; with one, those at the entries of its list.
/// </summary>
internal sealed class CountedRange(ISqlReader reads, IndexKeys keys)
{
    public static bool CanCount(IndexQuery query) => query is { Component: null, OnlyTerm: not null };

    public async Task RunAsync(IndexQuery query, IReadOnlyList<ICollector> collectors, CancellationToken cancellation)
    {
        var audience = (long)query.Audiences[0];
        var (from, before) = (query.Published?.From ?? long.MinValue, query.Published?.Before ?? long.MaxValue);
        // One row more tells that more follow.
        var count = collectors.Max(collector => collector.Wanted) + 1L;
        await using var rows = await (
            query.Filters.Count == 0
                ? reads.QueryAsync(FacetSql.Range, [audience, from, before, count], cancellation)
                : reads.QueryAsync(
                    FacetSql.RangeOfList,
                    [audience, keys.ListId(query.Collection, query.OnlyTerm!), from, before, count],
                    cancellation
                )
        );
        while (await rows.ReadAsync(cancellation))
        {
            cancellation.ThrowIfCancellationRequested();
            var match = new Match(default, -1) { FacetValueIds = rows.GetSpan(0) };
            foreach (var collector in collectors)
            {
                if (collector.Wanted > 0)
                    collector.Collect(match);
            }
        }
    }
}
