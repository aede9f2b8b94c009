using ArticleApi.Core;
using ArticleApi.Core.Datelines;

namespace ArticleApi.Editing;

/// <summary>The shared datelines that an import has found or made so far, by identity.</summary>
/// <param name="capacity">
/// How many are remembered at least of those that are in the database; the longest unused are forgotten first.
/// </param>
internal sealed class InternedDatelines(int capacity)
{
    private readonly RecentlyUsed<string, Dateline> _rows = new(capacity, StringComparer.Ordinal);
    private readonly Dictionary<string, Dateline> _batch = new(StringComparer.Ordinal);

    // Nobody finds these in the database yet, so none may be forgotten.
    private readonly Dictionary<string, Dateline> _unwritten = new(StringComparer.Ordinal);
    private readonly Queue<(int Batch, Dateline Row)> _promised = [];

    /// <summary>Begins a batch: all that it interns is there until the next begins, however much it is.</summary>
    public void BeginBatch() => _batch.Clear();

    public void Add(Dateline row) => _batch[row.Identity] = row;

    /// <summary>Whether it is remembered; then the batch has it too.</summary>
    public bool TryRecall(string identity)
    {
        if (_batch.ContainsKey(identity))
            return true;
        if (!_unwritten.TryGetValue(identity, out var row) && !_rows.TryGet(identity, out row))
            return false;

        _batch[identity] = row;
        return true;
    }

    /// <summary>Ends a batch: what it has is remembered for those to come.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="made">Those among its rows that are to be written with it.</param>
    /// <param name="written">The number of the last batch that is in.</param>
    public void EndBatch(int number, IEnumerable<Dateline> made, int written)
    {
        foreach (var row in made)
        {
            _unwritten.Add(row.Identity, row);
            _promised.Enqueue((number, row));
        }

        foreach (var (identity, row) in _batch)
        {
            if (!_unwritten.ContainsKey(identity))
                _rows.Add(identity, row);
        }

        while (_promised.TryPeek(out var oldest) && oldest.Batch <= written)
        {
            _promised.Dequeue();
            _unwritten.Remove(oldest.Row.Identity);
            _rows.Add(oldest.Row.Identity, oldest.Row);
        }
    }

    /// <summary>The row that the batch has interned for these facts; null where there are none.</summary>
    public Dateline? Find(DatelineReading? reading) =>
        reading is null ? null : _batch[Dateline.IdentityOf(reading.Facts)];
}
