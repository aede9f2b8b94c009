using ArticleApi.Index.Postings;

namespace ArticleApi.Search;

/// <summary>Any of several terms, as one stream without doubles.</summary>
internal sealed class PostingsUnion(IReadOnlyList<PostingsCursor> streams)
{
    /// <summary>The first entry at or past a position. Mostly it is at hand, and nothing is waited for.</summary>
    public ValueTask<(long Position, long Key)?> SeekAsync(long position, bool down, CancellationToken cancellation)
    {
        for (var i = 0; i < streams.Count; i++)
        {
            if (!streams[i].TryAdvance(position))
                return FetchAndSeekAsync(position, down, cancellation);
        }

        return new(Nearest(down));
    }

    private async ValueTask<(long Position, long Key)?> FetchAndSeekAsync(
        long position,
        bool down,
        CancellationToken cancellation
    )
    {
        foreach (var stream in streams)
        {
            while (!stream.TryAdvance(position))
                await stream.FetchAsync(position, cancellation);
        }

        return Nearest(down);
    }

    private (long Position, long Key)? Nearest(bool down)
    {
        if (streams.Count == 1)
            return streams[0].Current;

        (long Position, long Key)? first = null;
        for (var i = 0; i < streams.Count; i++)
        {
            if (
                streams[i].Current is { } hit
                && (first is not { } best || (down ? hit.Position > best.Position : hit.Position < best.Position))
            )
                first = hit;
        }

        return first;
    }
}
