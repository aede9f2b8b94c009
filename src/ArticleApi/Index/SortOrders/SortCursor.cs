using ArticleApi.Core.Articles;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Index.SortOrders;

/// <summary>The entries of one sort order, of several audiences as one, read chunk by chunk.</summary>
internal sealed class SortCursor(
    ISqlReader reads,
    IReadOnlyList<Audience> audiences,
    long listId,
    KeyRange? within,
    bool down
)
{
    private static readonly Comparer<SortEntry> Order = Comparer<SortEntry>.Create(
        (a, b) => a.At != b.At ? a.At.CompareTo(b.At) : a.Key.CompareTo(b.Key)
    );

    /// <summary>The entry that was read last; at first, the one to begin after.</summary>
    public required SortPosition? Last { get; set; }

    /// <summary>The next entries; fewer than asked for where these are the last.</summary>
    public async Task<IReadOnlyList<SortEntry>> ReadAsync(int count, CancellationToken cancellation)
    {
        // One comparison bounds the range by the index.
        var start = Last ?? (down ? new(long.MaxValue, 0) : new(long.MinValue, -1));
        var (from, to) = Range(start.At);
        var entries = new List<SortEntry>();
        foreach (var audience in audiences)
        {
            await using var rows = await reads.QueryAsync(
                down ? SortSql.Descending : SortSql.Ascending,
                [(long)audience, listId, from, to, start.At, start.Key, count],
                cancellation
            );
            while (await rows.ReadAsync(cancellation))
                entries.Add(Read(rows, audience));
        }

        if (audiences.Count > 1)
            entries = [.. (down ? entries.OrderDescending(Order) : entries.Order(Order)).Take(count)];
        if (entries.Count > 0)
            Last = new(entries[^1].At, entries[^1].Key);
        return entries;
    }

    private (long From, long To) Range(long start)
    {
        var (from, to) = within is null
            ? (long.MinValue, long.MaxValue)
            : (within.From ?? IndexDocument.NoDate + 1, within.Before - 1 ?? long.MaxValue);

        return down ? (from, Math.Min(to, start)) : (Math.Max(from, start), to);
    }

    private SortEntry Read(IRowReader rows, Audience audience) =>
        new()
        {
            Audience = audience,
            ListId = listId,
            At = rows.GetInt64(0),
            Key = rows.GetInt64(1),
            Position = rows.GetInt64(2),
            NextLater = rows.IsNull(3) ? null : rows.GetInt64(3),
            NextEarlier = rows.IsNull(4) ? null : rows.GetInt64(4),
        };
}
