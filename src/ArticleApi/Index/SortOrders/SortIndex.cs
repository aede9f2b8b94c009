using ArticleApi.Storage;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Index.SortOrders;

/// <summary>The orders of dates other than publication.</summary>
internal sealed class SortIndex(IndexKeys indexKeys, IRowWriter rows) : ISecondaryIndex
{
    public const int Version = 1;

    public async Task ApplyAsync(IndexBatch batch, CancellationToken cancellation)
    {
        var (gone, moved, come) = (new List<SortEntry>(), new List<SortEntry>(), batch.Deferred.SortEntries);
        foreach (var (before, after) in batch.Changes)
        {
            var old = EntriesOf(indexKeys, before).ToDictionary(row => (row.Audience, row.ListId, row.At));
            foreach (var row in EntriesOf(indexKeys, after))
            {
                if (!old.Remove((row.Audience, row.ListId, row.At), out var stored))
                    come.Add(row);
                else if (
                    (stored.Position, stored.NextLater, stored.NextEarlier)
                    != (row.Position, row.NextLater, row.NextEarlier)
                )
                    moved.Add(row);
            }

            gone.AddRange(old.Values);
        }

        await rows.DeleteAsync(Sorted(gone), cancellation);
        await rows.UpsertAsync(Sorted(moved), cancellation);
    }

    public async Task WriteDeferredAsync(DeferredRows deferred, CancellationToken cancellation)
    {
        await rows.InsertAsync(Sorted(deferred.SortEntries), cancellation);
        deferred.SortEntries.Clear();
    }

    public static IEnumerable<SortEntry> EntriesOf(IndexKeys indexKeys, IndexEntry? entry)
    {
        foreach (var order in entry?.Document.SortValues.GroupBy(date => date.Name) ?? [])
        {
            var list = indexKeys.ListId(entry!.Collection, order.Key);
            var dates = order.Select(date => date.At).Order().ToList();
            for (var i = 0; i < dates.Count; i++)
                yield return new()
                {
                    Audience = entry.Audience,
                    ListId = list,
                    At = dates[i],
                    Key = entry.Key,
                    Position = entry.Position,
                    NextLater = i + 1 < dates.Count ? dates[i + 1] : null,
                    NextEarlier = i > 0 ? dates[i - 1] : null,
                };
        }
    }

    private static List<SortEntry> Sorted(List<SortEntry> entries) =>
        [
            .. entries
                .OrderBy(row => row.Audience)
                .ThenBy(row => row.ListId)
                .ThenBy(row => row.At)
                .ThenBy(row => row.Key),
        ];
}
