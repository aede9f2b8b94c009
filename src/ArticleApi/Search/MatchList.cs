using ArticleApi.Index;

namespace ArticleApi.Search;

/// <summary>Matches that are all known.</summary>
internal sealed class MatchList(IReadOnlyList<SortPosition> rows) : IMatchSource
{
    private int _taken;

    public long EntriesRead => 0;

    public ValueTask<MatchBatch> NextAsync(int count, long budget, CancellationToken cancellation)
    {
        var next = rows.Skip(_taken).Take(count).ToList();
        _taken += next.Count;

        return new(new MatchBatch(next, _taken < rows.Count));
    }
}
