using ArticleApi.Index;
using ArticleApi.Index.Postings;

namespace ArticleApi.Search;

/// <summary>Any of several posting lists, as one without doubles.</summary>
internal sealed class PostingsUnion(IReadOnlyList<PostingsCursor> cursors, bool down)
{
    /// <summary>The first entry at or past a position. Mostly it is at hand, and nothing is waited for.</summary>
    public ValueTask<SortPosition?> SeekAsync(long position, CancellationToken cancellation)
    {
        for (var i = 0; i < cursors.Count; i++)
        {
            if (!cursors[i].TryAdvance(position))
                return FetchAndSeekAsync(position, cancellation);
        }

        return new(Nearest());
    }

    /// <summary>Whether any of the lists has an entry at a position. Positions asked for only move on.</summary>
    public async ValueTask<bool> HasAsync(long position, CancellationToken cancellation) =>
        (await SeekAsync(position, cancellation))?.At == position;

    private async ValueTask<SortPosition?> FetchAndSeekAsync(long position, CancellationToken cancellation)
    {
        foreach (var cursor in cursors)
        {
            while (!cursor.TryAdvance(position))
                await cursor.FetchAsync(position, cancellation);
        }

        return Nearest();
    }

    private SortPosition? Nearest()
    {
        if (cursors.Count == 1)
            return cursors[0].Current;

        SortPosition? first = null;
        for (var i = 0; i < cursors.Count; i++)
        {
            if (
                cursors[i].Current is { } entry
                && (first is not { } best || (down ? entry.At > best.At : entry.At < best.At))
            )
                first = entry;
        }

        return first;
    }
}
