using ArticleApi.Index;
using ArticleApi.Index.Postings;
using ArticleApi.Index.SortOrders;

namespace ArticleApi.Search;

/// <summary>A sort order walked from its end, its entries filtered chunk by chunk.</summary>
/// <param name="byPosition">Rows are named by their positions, and not by the date that they stand at.</param>
internal sealed class SortOrderScan(
    IndexQuery query,
    SortCursor cursor,
    SortEntryFilter filter,
    int chunk,
    bool byPosition
) : IMatchSource
{
    private readonly Queue<SortPosition> _kept = [];
    private readonly QueryCost _cost = new();
    private bool _ended;

    public long EntriesRead => _cost.EntriesRead;

    public async ValueTask<MatchBatch> NextAsync(int count, long budget, CancellationToken cancellation)
    {
        var mostRead = _cost.BudgetFor(budget);
        while (_kept.Count < count && !_ended)
        {
            if (_cost.EntriesRead >= mostRead)
                return new(Take(count), HasMore: true, cursor.Last);

            var entries = await cursor.ReadAsync(chunk, cancellation);
            _cost.Add(chunk);
            foreach (var entry in await filter.KeepAsync(query, entries, _cost, cancellation))
                _kept.Enqueue(new(byPosition ? entry.Position : entry.At, entry.Key));
            _ended = entries.Count < chunk;
        }

        var rows = Take(count);
        return new(rows, HasMore: !_ended || _kept.Count > 0);
    }

    private List<SortPosition> Take(int count)
    {
        var rows = new List<SortPosition>(Math.Min(count, _kept.Count));
        while (rows.Count < count && _kept.TryDequeue(out var row))
            rows.Add(row);

        return rows;
    }
}
