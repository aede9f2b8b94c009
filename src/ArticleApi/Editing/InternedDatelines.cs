using ArticleApi.Core.Datelines;

namespace ArticleApi.Editing;

/// <summary>The shared datelines that an import's transaction has found or made so far, by identity.</summary>
internal sealed class InternedDatelines
{
    private readonly Dictionary<string, Dateline> _rows = [];

    public void Add(Dateline row) => _rows.Add(row.Identity, row);

    public bool Contains(string identity) => _rows.ContainsKey(identity);

    /// <summary>The row that has been interned for these facts; null where there are none.</summary>
    public Dateline? Find(DatelineReading? reading) =>
        reading is null ? null : _rows[Dateline.IdentityOf(reading.Facts)];
}
