using ArticleApi.Storage;

namespace ArticleApi.Log;

/// <summary>The positions under one term, or of one search's matches, in order, read chunk by chunk; it can skip ahead.</summary>
/// <param name="asked">A statement that takes what is asked for, a position to begin at and a number of rows.</param>
internal sealed class TermStream(IReads reads, Statement asked, Argument of, bool down, int chunk)
{
    private const int MostAtOnce = 2_048;

    public static readonly Statement Down = new("""SELECT "Position", "Key" FROM terms WHERE "Name" = $1 AND "Position" <= $2 ORDER BY "Position" DESC LIMIT $3""");
    public static readonly Statement Up = new("""SELECT "Position", "Key" FROM terms WHERE "Name" = $1 AND "Position" >= $2 ORDER BY "Position" LIMIT $3""");

    private readonly List<(long Position, long Key)> _buffer = new(Math.Min(chunk, 128));
    private int _at;
    private int _size = chunk;
    private bool _ended;

    /// <summary>Index entries read so far.</summary>
    public long Read { get; private set; }

    /// <summary>The first entry at or past a position, in the stream's direction. Positions asked for only move on.</summary>
    public async ValueTask<(long Position, long Key)?> Seek(long position, CancellationToken cancellation)
    {
        while (true)
        {
            while (_at < _buffer.Count && (down ? _buffer[_at].Position > position : _buffer[_at].Position < position))
                _at++;
            if (_at < _buffer.Count)
                return _buffer[_at];
            if (_ended)
                return null;

            await Fill(position, cancellation);
        }
    }

    private async Task Fill(long position, CancellationToken cancellation)
    {
        _buffer.Clear();
        await using var rows = await reads.Query(asked, [of, position, _size], cancellation);
        while (await rows.Read(cancellation))
            _buffer.Add((rows.Long(0), rows.Long(1)));
        (_at, _ended) = (0, _buffer.Count < _size);
        Read += _buffer.Count + 1;
        _size = Math.Min(_size * 2, MostAtOnce);
    }
}

/// <summary>Any of several terms, as one stream without doubles.</summary>
internal sealed class Union(IReadOnlyList<TermStream> streams)
{
    public long Read => streams.Sum(stream => stream.Read);

    public async ValueTask<(long Position, long Key)?> Seek(long position, bool down, CancellationToken cancellation)
    {
        (long Position, long Key)? first = null;
        foreach (var stream in streams)
        {
            if (await stream.Seek(position, cancellation) is { } hit && (first is not { } best || (down ? hit.Position > best.Position : hit.Position < best.Position)))
                first = hit;
        }

        return first;
    }
}
