using ArticleApi.Storage;

namespace ArticleApi.Index.Postings;

/// <summary>
/// The positions under one term, or of one search's matches, in order, read chunk by chunk; it can skip ahead.
/// </summary>
/// <param name="asked">A statement that takes what is asked for, a position to begin at and a number of rows.</param>
/// <param name="of">What is asked for: an audience and a name, or a search.</param>
internal sealed class PostingsCursor(
    ISqlReader reads,
    QueryCost work,
    SqlStatement asked,
    SqlArgument[] of,
    bool down,
    int chunk
)
{
    private const int MostAtOnce = 2_048;

    public static readonly SqlStatement Down = new(
        """SELECT "Position", "Key" FROM postings WHERE "Audience" = $1 AND "ListId" = $2 AND "Position" <= $3 ORDER BY "Position" DESC LIMIT $4"""
    );

    public static readonly SqlStatement Up = new(
        """SELECT "Position", "Key" FROM postings WHERE "Audience" = $1 AND "ListId" = $2 AND "Position" >= $3 ORDER BY "Position" LIMIT $4"""
    );

    private readonly List<(long Position, long Key)> _buffer = new(Math.Min(chunk, 128));
    private int _at;
    private int _size = chunk;
    private bool _ended;

    /// <summary>
    /// Whether the first entry at or past a position is at hand, in the stream's direction; then <see cref="Current"/>
    /// is it. Positions asked for only move on.
    /// </summary>
    public bool TryAdvance(long position)
    {
        while (_at < _buffer.Count && (down ? _buffer[_at].Position > position : _buffer[_at].Position < position))
            _at++;

        return _at < _buffer.Count || _ended;
    }

    /// <summary>The entry sought; null where the stream has ended before it.</summary>
    public (long Position, long Key)? Current => _at < _buffer.Count ? _buffer[_at] : null;

    /// <summary>Reads on from a position.</summary>
    public async Task FetchAsync(long position, CancellationToken cancellation)
    {
        _buffer.Clear();
        await using var rows = await reads.QueryAsync(asked, [.. of, position, _size], cancellation);
        while (await rows.ReadAsync(cancellation))
            _buffer.Add((rows.GetInt64(0), rows.GetInt64(1)));
        (_at, _ended) = (0, _buffer.Count < _size);
        work.EntriesRead += _buffer.Count + 1;
        _size = Math.Min(_size * 2, MostAtOnce);
    }
}
