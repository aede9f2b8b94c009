namespace ArticleApi.Index.Postings;

/// <summary>The entries of one source in order, read chunk by chunk; it can skip ahead.</summary>
internal sealed class PostingsCursor(IPostingsSource source, QueryCost cost, bool down, int chunk)
{
    private const int MaxChunk = 2_048;

    private readonly List<SortPosition> _buffer = new(Math.Min(chunk, 128));
    private int _at;
    private int _size = chunk;
    private bool _ended;

    /// <summary>
    /// Whether the first entry at or past a position is at hand, in the cursor's direction; then <see cref="Current"/>
    /// is it. Positions asked for only move on.
    /// </summary>
    public bool TryAdvance(long position)
    {
        while (_at < _buffer.Count && (down ? _buffer[_at].At > position : _buffer[_at].At < position))
            _at++;

        return _at < _buffer.Count || _ended;
    }

    /// <summary>The entry sought; null where the source has ended before it.</summary>
    public SortPosition? Current => _at < _buffer.Count ? _buffer[_at] : null;

    /// <summary>Reads on from a position.</summary>
    public async Task FetchAsync(long position, CancellationToken cancellation)
    {
        _buffer.Clear();
        await source.ReadAsync(position, _size, _buffer, cancellation);
        (_at, _ended) = (0, _buffer.Count < _size);
        cost.Add(_buffer.Count + 1);
        _size = Math.Min(_size * 2, MaxChunk);
    }
}
