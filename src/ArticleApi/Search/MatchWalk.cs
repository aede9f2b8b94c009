using ArticleApi.Index;
using ArticleApi.Search.Collectors;

namespace ArticleApi.Search;

/// <summary>Reads a source once and hands what it finds to several collectors, until each has enough.</summary>
internal sealed class MatchWalk(IndexQuery query, IMatchSource source, VisibleMatchReader visible)
{
    private const int BatchSize = 2_000;

    public async Task RunAsync(IEnumerable<ICollector> collectors, CancellationToken cancellation)
    {
        var open = collectors.Select(collector => new Reader(collector)).ToList();
        while (open.Count > 0)
        {
            var budget = open.Min(reader => reader.Budget);
            var count = Math.Min(BatchSize, open.Max(reader => reader.Collector.Wanted));
            var found = await source.NextAsync(count, budget - source.EntriesRead, cancellation);
            foreach (var alike in open.Select(reader => reader.Collector).ToLookup(collector => collector.IsPaged))
                await HandOverAsync([.. alike], found.Rows, cancellation);

            if (!found.HasMore)
                return;

            open.RemoveAll(reader => reader.Collector.Wanted == 0);
            if (found.StoppedAt is { } next)
            {
                foreach (var reader in open.Where(reader => reader.Budget == budget))
                    reader.Collector.Stop(next);
                open.RemoveAll(reader => reader.Budget == budget);
            }

            // A page that is short by what may not be seen is filled up, as if that were not there.
            foreach (var reader in open.Where(reader => reader.Collector.IsPaged))
                reader.Budget = source.EntriesRead + reader.Collector.MaxEntriesRead;
        }
    }

    // No more at a time than any of them takes: so those that end here have the first ones.
    private async Task HandOverAsync(
        List<ICollector> collectors,
        IReadOnlyList<SortPosition> rows,
        CancellationToken cancellation
    )
    {
        var content = collectors.Max(collector => collector.Content);
        for (var taken = 0; taken < rows.Count; )
        {
            collectors.RemoveAll(collector => collector.Wanted == 0);
            if (collectors.Count == 0)
                return;

            var count = Math.Min(rows.Count - taken, collectors.Min(collector => collector.Wanted));
            await visible.ReadAsync(query, content, [.. rows.Skip(taken).Take(count)], HandOver, cancellation);
            taken += count;
        }

        void HandOver(scoped Match match)
        {
            foreach (var collector in collectors)
                collector.Collect(match);
        }
    }

    private sealed class Reader(ICollector collector)
    {
        public ICollector Collector => collector;

        /// <summary>Index entries that may have been read in all when it has what it takes.</summary>
        public long Budget { get; set; } = collector.MaxEntriesRead;
    }
}
