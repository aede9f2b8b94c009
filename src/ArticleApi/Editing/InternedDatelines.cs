using ArticleApi.Core;
using ArticleApi.Core.Datelines;

namespace ArticleApi.Editing;

/// <summary>The shared datelines that an import has found or made so far, by identity.</summary>
/// <param name="capacity">How many are remembered at least; the rest is forgotten, the longest unused first.</param>
internal sealed class InternedDatelines(int capacity)
{
    private readonly RecentlyUsed<string, Dateline> _rows = new(capacity, StringComparer.Ordinal);

    public void Add(Dateline row) => _rows.Add(row.Identity, row);

    public bool Contains(string identity) => _rows.TryGet(identity, out _);

    /// <summary>The row that has been interned for these facts; null where there are none.</summary>
    public Dateline? Find(DatelineReading? reading)
    {
        if (reading is null)
            return null;

        return _rows.TryGet(Dateline.IdentityOf(reading.Facts), out var row)
            ? row
            : throw new InvalidOperationException("The dateline was not interned.");
    }
}
