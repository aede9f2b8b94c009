using ArticleApi.Index;
using ArticleApi.Index.Postings;

namespace ArticleApi.Search;

/// <summary>
/// What stands in all of several posting lists and in none of those that are left out, within a query's range of
/// positions, in its direction.
/// </summary>
/// <param name="excluded">The lists that are left out; null where there are none.</param>
internal sealed class PostingsIntersection(
    IReadOnlyList<PostingsUnion> groups,
    PostingsUnion? excluded,
    QueryCost cost,
    IndexQuery query,
    SortPosition? after
) : IMatchSource
{
    private readonly bool _down = query.Sort.Descending;
    private long? _candidate = FirstCandidate(query, after);

    public long EntriesRead => cost.EntriesRead;

    public async ValueTask<MatchBatch> NextAsync(int count, long budget, CancellationToken cancellation)
    {
        var mostRead = cost.BudgetFor(budget);
        var rows = new List<SortPosition>();
        while (rows.Count < count && _candidate is { } position)
        {
            var (next, key) = (position, 0L);
            foreach (var group in groups)
            {
                if (await group.SeekAsync(position, cancellation) is not { } entry || IsPast(entry.At))
                {
                    _candidate = null;
                    return new(rows, HasMore: false);
                }

                (next, key) = (entry.At, entry.Key);
                if (next != position)
                    break;
            }

            if (cost.Exceeds(mostRead) && position is not (long.MinValue or long.MaxValue))
                return new(rows, HasMore: true, new(_down ? position + 1 : position - 1, 0));

            if (next != position)
            {
                _candidate = next;
                continue;
            }

            if (
                !query.Exclude.Contains(key)
                && !(excluded is not null && await excluded.HasAsync(position, cancellation))
            )
                rows.Add(new(position, key));
            _candidate = After(position);
        }

        return new(rows, HasMore: _candidate is not null);
    }

    private static long? FirstCandidate(IndexQuery query, SortPosition? after)
    {
        if (query.Sort.Descending)
            return Math.Min(after?.At - 1 ?? long.MaxValue, query.Published?.Before - 1 ?? long.MaxValue);

        return Math.Max(after?.At + 1 ?? long.MinValue, query.Published?.From ?? long.MinValue);
    }

    private long? After(long position)
    {
        var last = _down ? long.MinValue : long.MaxValue;
        var step = _down ? -1 : 1;

        return position == last ? null : position + step;
    }

    private bool IsPast(long position) =>
        _down ? query.Published?.From > position : query.Published?.Before <= position;
}
