using ArticleApi.Core.Articles;
using ArticleApi.Index.Fields;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Index.Facets;

/// <summary>
/// What articles are counted by: a row of value ids for each, and for each value how many of an audience's articles
/// have it and how they print it. Counts change by what one version has more or less than the one before.
/// </summary>
internal sealed class FacetIndex(ArticleDb db, IndexKeys indexKeys, IRowWriter rows) : ISecondaryIndex
{
    public const int Version = 1;

    public async Task ApplyAsync(IndexBatch batch, CancellationToken cancellation)
    {
        var changes = batch
            .Changes.Where(change => (change.After ?? change.Before)!.Collection == Collections.Articles)
            .ToList();
        await ApplyValuesAsync(changes, batch.Deferred.FacetValues, cancellation);
        changes.ForEach(batch.Deferred.FacetCounts.Add);
    }

    public async Task WriteDeferredAsync(DeferredRows deferred, CancellationToken cancellation)
    {
        await rows.InsertAsync(Sorted(deferred.FacetValues), cancellation);
        deferred.FacetValues.Clear();
        await WriteCountsAsync(deferred.FacetCounts, cancellation);
        deferred.FacetCounts.Clear();
    }

    /// <summary>What facets count; only articles are.</summary>
    public static FacetValues? RowOf(IndexKeys indexKeys, IndexEntry? entry) =>
        entry is { Collection: Collections.Articles }
            ? new FacetValues
            {
                Audience = entry.Audience,
                Position = entry.Position,
                ValueIds = entry.Document.FacetValueIds(indexKeys),
            }
            : null;

    /// <param name="come">Takes the new ones.</param>
    private async Task ApplyValuesAsync(
        List<IndexChange> changes,
        List<FacetValues> come,
        CancellationToken cancellation
    )
    {
        var (gone, moved) = (new List<FacetValues>(), new List<FacetValues>());
        foreach (var (before, after) in changes)
        {
            var (old, current) = (RowOf(indexKeys, before), RowOf(indexKeys, after));
            if ((old?.Audience, old?.Position) == (current?.Audience, current?.Position))
            {
                if (!current!.ValueIds.AsSpan().SequenceEqual(old!.ValueIds))
                    moved.Add(current);
                continue;
            }

            if (old is not null)
                gone.Add(old);
            if (current is not null)
                come.Add(current);
        }

        await rows.DeleteAsync(Sorted(gone), cancellation);
        await rows.UpsertAsync(Sorted(moved), cancellation);
    }

    private async Task WriteCountsAsync(FacetCounts counts, CancellationToken cancellation)
    {
        var (upserts, deletes) = (new List<FacetValueCount>(), new List<FacetValueCount>());
        var sorted = counts
            .Changes.OrderBy(each => each.Key.Audience)
            .ThenBy(each => each.Key.Field)
            .ThenBy(each => each.Key.NormalizedValue, StringComparer.Ordinal);
        foreach (var audience in sorted.GroupBy(each => each.Key.Audience))
        {
            var stored = await ReadAsync(
                audience.Key,
                audience.Where(each => each.Value is { By: < 0 } or { By: 0, Printed: not null }),
                cancellation
            );
            foreach (var (value, count) in audience)
            {
                var row = stored.GetValueOrDefault((value.Field, value.NormalizedValue));
                if (row is null && count.By <= 0)
                    continue;
                if (row is not null && row.ArticleCount + count.By == 0)
                {
                    deletes.Add(row);
                    continue;
                }

                var printed =
                    count.Printed
                    ?? (count.By < 0 ? await FindPrintedNameAsync(row!, counts.Articles, cancellation) : null)
                    ?? (row is null ? (value.NormalizedValue, value.NormalizedValue) : (row.Value, row.Name));
                if (count.By == 0 && printed == (row!.Value, row.Name))
                    continue;

                upserts.Add(
                    new()
                    {
                        Audience = value.Audience,
                        Field = value.Field,
                        NormalizedValue = value.NormalizedValue,
                        Value = printed.Value,
                        Name = printed.Name,
                        ValueId = indexKeys.FacetValueId(value.Field, value.NormalizedValue),
                        ArticleCount = count.By,
                    }
                );
            }
        }

        await rows.DeleteAsync(deletes, cancellation);
        await rows.UpsertAsync(upserts, cancellation, added: nameof(FacetValueCount.ArticleCount));
    }

    // Where an article only adds, nothing has to be known of what is stored.
    private async Task<Dictionary<(FacetField, string), FacetValueCount>> ReadAsync(
        Audience audience,
        IEnumerable<KeyValuePair<FacetCountKey, FacetCounts.Count>> wanted,
        CancellationToken cancellation
    )
    {
        var found = new Dictionary<(FacetField, string), FacetValueCount>();
        foreach (var some in wanted.Select(each => each.Key).Chunk(ArticleDb.MaxKeysPerQuery))
        {
            var fields = some.Select(value => value.Field).Distinct().ToList();
            var values = some.Select(value => value.NormalizedValue).Distinct().ToList();
            foreach (
                var row in await db
                    .FacetValueCounts.AsNoTracking()
                    .Where(row =>
                        row.Audience == audience && fields.Contains(row.Field) && values.Contains(row.NormalizedValue)
                    )
                    .ToListAsync(cancellation)
            )
                found[(row.Field, row.NormalizedValue)] = row;
        }

        return found;
    }

    // How an article leaves a value worded goes with it: another that has the value says how it is printed.
    private async Task<(string Value, string Name)?> FindPrintedNameAsync(
        FacetValueCount value,
        HashSet<long> articles,
        CancellationToken cancellation
    )
    {
        var list = indexKeys.ListId("", $"{IndexDocument.FilterNameOf(value.Field)}:{value.NormalizedValue}");
        var document = await db
            .Postings.Where(posting =>
                posting.Audience == value.Audience && posting.ListId == list && !articles.Contains(posting.Key)
            )
            .OrderByDescending(posting => posting.Position)
            .Take(1)
            .Join(db.Heads, posting => posting.Key, head => head.ArticleKey, (_, head) => head.Sequence)
            .Join(db.Versions, sequence => sequence, version => version.Sequence, (_, version) => version.Document)
            .FirstOrDefaultAsync(cancellation);

        return
            document is not null
            && ArticleIndexFields
                .Describe(ArticleJson.Deserialize(document.Decompress()))
                .FacetValues.TryGetValue((value.Field, value.NormalizedValue), out var printed)
            ? printed
            : null;
    }

    private static List<FacetValues> Sorted(List<FacetValues> values) =>
        [.. values.OrderBy(row => row.Audience).ThenBy(row => row.Position)];
}
