using ArticleApi.Index;

namespace ArticleApi.Search.Collectors;

/// <summary>
/// A page. It ends at the last row that may be seen, and more follow only where one more of these does: so neither
/// tells of what else an index has.
/// </summary>
internal sealed class PageCollector(int limit, MatchContent content) : ICollector
{
    private readonly List<SortPosition> _rows = [];
    private readonly List<byte[]> _documents = [];
    private SortPosition? _last;
    private SortPosition? _next;
    private bool _isFull;
    private bool _isStopped;

    public MatchContent Content => content;

    public bool IsPaged => true;

    public long MaxEntriesRead => QueryExecutor.MaxEntriesRead;

    public int Wanted => _isFull ? 0 : limit + 1 - _rows.Count;

    /// <summary>Whether the next match only tells that more follow.</summary>
    public bool HasAllRows => _rows.Count == limit;

    public Hits Hits => new(_rows, _next, _isStopped);

    /// <summary>The documents of the rows.</summary>
    public IReadOnlyList<byte[]> Documents => _documents;

    public void Collect(scoped Match match)
    {
        if (HasAllRows)
        {
            (_isFull, _next) = (true, _last);
            return;
        }

        _rows.Add(new(match.Row.At, match.Key));
        if (match.Document is { } document)
            _documents.Add(document);
        _last = match.Row;
    }

    public void Stop(SortPosition next) => (_isStopped, _next) = (true, next);
}
