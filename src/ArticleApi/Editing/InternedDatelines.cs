using ArticleApi.Core;
using ArticleApi.Core.Datelines;

namespace ArticleApi.Editing;

/// <summary>The shared datelines that an import has found or made so far, by identity.</summary>
/// <param name="capacity">How many are remembered at least; the rest is forgotten, the longest unused first.</param>
internal sealed class InternedDatelines(int capacity)
{
    private readonly RecentlyUsed<string, Dateline> _rows = new(capacity, StringComparer.Ordinal);
    private readonly Dictionary<string, Dateline> _batch = new(StringComparer.Ordinal);

    /// <summary>Begins a batch: all that it interns is there until the next begins, however much it is.</summary>
    public void BeginBatch() => _batch.Clear();

    public void Add(Dateline row)
    {
        _rows.Add(row.Identity, row);
        _batch[row.Identity] = row;
    }

    public bool Contains(string identity)
    {
        if (!_rows.TryGet(identity, out var row))
            return _batch.ContainsKey(identity);

        _batch[identity] = row;
        return true;
    }

    /// <summary>The row that the batch has interned for these facts; null where there are none.</summary>
    public Dateline? Find(DatelineReading? reading) =>
        reading is null ? null : _batch[Dateline.IdentityOf(reading.Facts)];
}
