using ArticleApi.Index;
using ArticleApi.Index.Postings;

namespace ArticleApi.Search;

/// <summary>Any of several posting lists, as one without doubles.</summary>
internal sealed class PostingsUnion(IEnumerable<PostingsCursor> cursors, bool down)
{
    private readonly List<PostingsCursor> _open = [.. cursors];

    /// <summary>The first entry at or past a position. Mostly it is at hand, and nothing is waited for.</summary>
    public ValueTask<SortPosition?> SeekAsync(long position, CancellationToken cancellation)
    {
        for (var i = 0; i < _open.Count; i++)
        {
            if (!_open[i].TryAdvance(position))
                return FetchAndSeekAsync(position, cancellation);
        }

        return new(Nearest());
    }

    /// <summary>Whether any of the lists has an entry at a position. Positions asked for only move on.</summary>
    public async ValueTask<bool> HasAsync(long position, CancellationToken cancellation) =>
        (await SeekAsync(position, cancellation))?.At == position;

    private async ValueTask<SortPosition?> FetchAndSeekAsync(long position, CancellationToken cancellation)
    {
        foreach (var cursor in _open)
        {
            while (!cursor.TryAdvance(position))
                await cursor.FetchAsync(position, cancellation);
        }

        // Of many values that are asked for hardly any may be there, and each would be looked at again and again.
        _open.RemoveAll(cursor => cursor.Current is null);
        return Nearest();
    }

    private SortPosition? Nearest()
    {
        if (_open.Count == 1)
            return _open[0].Current;

        SortPosition? first = null;
        for (var i = 0; i < _open.Count; i++)
        {
            if (
                _open[i].Current is { } entry
                && (first is not { } best || (down ? entry.At > best.At : entry.At < best.At))
            )
                first = entry;
        }

        return first;
    }
}
