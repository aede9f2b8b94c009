using ArticleApi.Core.Articles;
using ArticleApi.Index.FullText;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Index.Usage;

/// <summary>
/// Which images, captions and datelines articles show, counted by audience: they are open only while a public article
/// uses them. Counts change by what one version shows more or less than the one before; where that moves a component,
/// its own change joins the others.
/// </summary>
internal sealed class UsageIndex(ArticleDb db, IndexTokenizer tokenizer, IRowWriter rows)
{
    public const int Version = 1;

    // What a picture is found by hangs on who is shown its captions.
    private static readonly ComponentKind[] Order =
    [
        ComponentKind.Caption,
        ComponentKind.Image,
        ComponentKind.Dateline,
    ];

    /// <summary>The lists' names of images, captions and datelines.</summary>
    public async Task ApplyAsync(IndexBatch batch, CancellationToken cancellation)
    {
        var changes = new UsageChanges(batch);
        foreach (var (component, entry) in NewComponentsOf(batch))
            changes.Put(component, null, 1, entry);
        var counts = CountUses(batch);
        var describer = new ComponentDescriber(db, tokenizer, batch.NewDatelines);
        foreach (var kind in Order)
        {
            var ofKind = counts
                .Where(each => each.Key.Kind == kind)
                .OrderBy(each => each.Key.Key)
                .ToDictionary(each => each.Key.Key, each => each.Value);
            if (ofKind.Count > 0)
                await ApplyAsync(kind, ofKind, describer, changes, cancellation);
        }

        await rows.DeleteAsync(Sorted(changes.Gone), cancellation);
        await rows.UpsertAsync(Sorted(changes.Changed), cancellation);
        await rows.InsertAsync(Sorted(changes.New), cancellation);
    }

    private async Task ApplyAsync(
        ComponentKind kind,
        Dictionary<long, int[]> uses,
        ComponentDescriber describer,
        UsageChanges changes,
        CancellationToken cancellation
    )
    {
        var stored = await ReadAsync(kind, uses.Keys.Where(key => !changes.IsNew(new(kind, key))), cancellation);
        foreach (var (key, counts) in uses)
        {
            foreach (var row in stored[key])
                counts[(int)row.Audience] += row.ArticleCount;
        }

        var counted = kind == ComponentKind.Dateline ? uses.Where(each => IsSettled(each.Key)).ToList() : [];
        foreach (var (key, counts) in counted)
        {
            uses.Remove(key);
            foreach (var row in stored[key])
                changes.Recount(row, counts[(int)row.Audience]);
        }

        var descriptions = await describer.DescribeAsync(kind, uses, cancellation);
        foreach (var (key, counts) in uses)
        {
            var (component, description) = (new ComponentRef(kind, key), descriptions.GetValueOrDefault(key));
            var before = stored[key].ToDictionary(row => row.Audience);
            foreach (var (audience, document) in description?.For ?? new Dictionary<Audience, IndexDocument>())
                changes.Put(
                    component,
                    before.TryGetValue(audience, out var row) ? row : null,
                    counts[(int)audience],
                    IndexEntry.OfComponent(component, audience, document, description!.Words)
                );
            foreach (var row in before.Values.Where(row => description?.For.ContainsKey(row.Audience) != true))
                changes.Remove(row);
        }

        // Its own facts alone say what a dateline is found by: where they are the same, and so are its audiences, it is
        // only counted.
        bool IsSettled(long key) =>
            changes.IsUntouched(new(kind, key))
            && stored[key].All(changes.IsCurrent)
            && ComponentDescriber.AudiencesOf(uses[key]).ToHashSet().SetEquals(stored[key].Select(row => row.Audience));
    }

    private async Task<ILookup<long, ComponentUsage>> ReadAsync(
        ComponentKind kind,
        IEnumerable<long> keys,
        CancellationToken cancellation
    )
    {
        var found = new List<ComponentUsage>();
        foreach (var some in keys.Chunk(ArticleDb.MaxKeysPerQuery))
            found.AddRange(
                await db
                    .ComponentUsages.AsNoTracking()
                    .Where(row => row.Kind == kind && some.Contains(row.Key))
                    .ToListAsync(cancellation)
            );

        return found.ToLookup(row => row.Key);
    }

    /// <summary>
    /// How many more articles of each audience use what is touched; none of what came with its article.
    /// </summary>
    private static Dictionary<ComponentRef, int[]> CountUses(IndexBatch batch)
    {
        var counts = new Dictionary<ComponentRef, int[]>();
        foreach (var component in batch.AffectedComponents.Concat(batch.ChangedComponents))
            CountsOf(component);
        foreach (var (before, after) in batch.Changes)
        {
            foreach (var component in before?.Uses ?? [])
                CountsOf(component)[(int)before!.Audience]--;
            foreach (var component in after?.Uses ?? [])
                CountsOf(component)[(int)after!.Audience]++;
            foreach (var (component, _) in after?.NewComponents ?? [])
                counts.Remove(component);
        }

        return counts;

        int[] CountsOf(ComponentRef component)
        {
            if (!counts.TryGetValue(component, out var own))
                counts.Add(component, own = new int[Enum.GetValues<Audience>().Length]);

            return own;
        }
    }

    private static List<(ComponentRef Component, IndexEntry Entry)> NewComponentsOf(IndexBatch batch) =>
        [.. batch.Changes.SelectMany(change => change.After?.NewComponents ?? [])];

    private static List<ComponentUsage> Sorted(List<ComponentUsage> usages) =>
        [.. usages.OrderBy(row => row.Kind).ThenBy(row => row.Key).ThenBy(row => row.Audience)];
}
