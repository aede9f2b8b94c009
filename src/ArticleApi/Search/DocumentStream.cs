using ArticleApi.Index;
using ArticleApi.Log;

namespace ArticleApi.Search;

/// <summary>Takes a document from where it lies.</summary>
/// <returns>False where there is no room for it.</returns>
internal delegate bool DocumentConsumer(ReadOnlySpan<byte> document);

/// <summary>
/// All whole documents that a query finds, in the order of publication and within any other dates, as many at a time
/// as there is room for. Between two times nothing is held of the database, however long they are apart.
/// </summary>
internal sealed class DocumentStream(
    ArticlePageReader pages,
    QueryExecutor executor,
    ArticleReader articles,
    IndexQuery query,
    SortPosition? after
)
{
    private const int FewestRows = 16;
    private const int MaxRows = 500;

    /// <summary>
    /// Rows found at a time, where the documents are read afterwards, and how many of these at a time.
    /// </summary>
    private const int Found = 250;
    private const int Read = 25;

    private readonly Queue<SortPosition> _found = [];
    private SortPosition? _after = after;
    private bool _ended;

    // As many as there was room for the last time, and some more: those that the database reads in vain cost it as much
    // as the others.
    private int _rows = 64;

    /// <summary>Hands over the next documents until there is no room.</summary>
    /// <returns>Whether more may follow.</returns>
    public async Task<bool> ReadAsync(DocumentConsumer take, CancellationToken cancellation)
    {
        var isFull = false;
        var taken = 0;
        while (!isFull && !(_ended && _found.Count == 0))
        {
            if (_found.Count == 0 && ArticlePageReader.IsSinglePostingList(query))
            {
                var (rows, last, hasMore) = await pages.ConsumePublicationOrderAsync(
                    query,
                    _after,
                    _rows,
                    Take,
                    cancellation
                );
                taken += rows;
                (_after, _ended) = (last, !hasMore);
                continue;
            }

            if (_found.Count == 0)
                await FindAsync(cancellation);
            await ConsumeHitsAsync(Take, cancellation);
        }

        _rows = Math.Clamp(taken + taken / 8, FewestRows, MaxRows);
        return !(_ended && _found.Count == 0);

        bool Take(ReadOnlySpan<byte> document) => !(isFull = !take(document));
    }

    private async Task FindAsync(CancellationToken cancellation)
    {
        var found = await executor.FindInPublicationOrderAsync(query, _after, Found, cancellation);
        foreach (var row in found.Rows)
            _found.Enqueue(row);
        (_after, _ended) = (found.Next, found.Next is null);
    }

    private async Task ConsumeHitsAsync(DocumentConsumer take, CancellationToken cancellation)
    {
        var some = _found.Take(Read).ToList();
        var documents = await articles.ReadByKeyAsync(
            some.ConvertAll(row => row.Key),
            query.Visibility,
            full: true,
            cancellation
        );
        foreach (var row in some)
        {
            if (documents.TryGetValue(row.Key, out var document) && !take(document))
                return;
            _found.Dequeue();
        }
    }
}
