using ArticleApi.Storage;

namespace ArticleApi.Log;

/// <summary>
/// The positions under one term, or of one search's matches, in order, read chunk by chunk; it can skip ahead.
/// </summary>
/// <param name="asked">A statement that takes what is asked for, a position to begin at and a number of rows.</param>
/// <param name="of">What is asked for: an audience and a name, or a search.</param>
internal sealed class TermStream(IReads reads, Work work, Statement asked, Argument[] of, bool down, int chunk)
{
    private const int MostAtOnce = 2_048;

    public static readonly Statement Down = new(
        """SELECT "Position", "Key" FROM terms WHERE "Audience" = $1 AND "Name" = $2 AND "Position" <= $3 ORDER BY "Position" DESC LIMIT $4"""
    );

    public static readonly Statement Up = new(
        """SELECT "Position", "Key" FROM terms WHERE "Audience" = $1 AND "Name" = $2 AND "Position" >= $3 ORDER BY "Position" LIMIT $4"""
    );

    private readonly List<(long Position, long Key)> _buffer = new(Math.Min(chunk, 128));
    private int _at;
    private int _size = chunk;
    private bool _ended;

    /// <summary>
    /// Whether the first entry at or past a position is at hand, in the stream's direction; then <see cref="At"/> is
    /// it. Positions asked for only move on.
    /// </summary>
    public bool Has(long position)
    {
        while (_at < _buffer.Count && (down ? _buffer[_at].Position > position : _buffer[_at].Position < position))
            _at++;

        return _at < _buffer.Count || _ended;
    }

    /// <summary>The entry sought; null where the stream has ended before it.</summary>
    public (long Position, long Key)? At => _at < _buffer.Count ? _buffer[_at] : null;

    /// <summary>Reads on from a position.</summary>
    public async Task Fill(long position, CancellationToken cancellation)
    {
        _buffer.Clear();
        await using var rows = await reads.Query(asked, [.. of, position, _size], cancellation);
        while (await rows.Read(cancellation))
            _buffer.Add((rows.Long(0), rows.Long(1)));
        (_at, _ended) = (0, _buffer.Count < _size);
        work.Read += _buffer.Count + 1;
        _size = Math.Min(_size * 2, MostAtOnce);
    }
}

/// <summary>What one question has cost so far.</summary>
internal sealed class Work
{
    /// <summary>Index entries read.</summary>
    public long Read { get; set; }
}

/// <summary>Any of several terms, as one stream without doubles.</summary>
internal sealed class Union(IReadOnlyList<TermStream> streams)
{
    /// <summary>The first entry at or past a position. Mostly it is at hand, and nothing is waited for.</summary>
    public ValueTask<(long Position, long Key)?> Seek(long position, bool down, CancellationToken cancellation)
    {
        for (var i = 0; i < streams.Count; i++)
        {
            if (!streams[i].Has(position))
                return Filled(position, down, cancellation);
        }

        return new(First(down));
    }

    private async ValueTask<(long Position, long Key)?> Filled(long position, bool down, CancellationToken cancellation)
    {
        foreach (var stream in streams)
        {
            while (!stream.Has(position))
                await stream.Fill(position, cancellation);
        }

        return First(down);
    }

    private (long Position, long Key)? First(bool down)
    {
        if (streams.Count == 1)
            return streams[0].At;

        (long Position, long Key)? first = null;
        for (var i = 0; i < streams.Count; i++)
        {
            if (
                streams[i].At is { } hit
                && (first is not { } best || (down ? hit.Position > best.Position : hit.Position < best.Position))
            )
                first = hit;
        }

        return first;
    }
}
