using ArticleApi.Core.Articles;
using ArticleApi.Index;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Log.Maintenance;

/// <summary>
/// Indexes anew, from the stored bytes, what an earlier generation wrote: a batch at a time, and whoever goes on after
/// a restart skips what is done.
/// </summary>
internal sealed class IndexRebuild(ArticleDb db, ArticleRenderer renderer)
{
    /// <summary>Adds the next that are left, in the order of the key alone, so that nothing is sorted.</summary>
    public Task AddNextAsync(
        ChangeSet changes,
        IndexRebuildProgress progress,
        int atMost,
        CancellationToken cancellation
    ) =>
        progress.Stage switch
        {
            null => Task.CompletedTask,
            0 => AddArticlesAsync(changes, progress, atMost, cancellation),
            { } stage => AddComponentsAsync((ComponentKind)(stage - 1), changes, progress, atMost, cancellation),
        };

    private async Task AddArticlesAsync(
        ChangeSet changes,
        IndexRebuildProgress progress,
        int atMost,
        CancellationToken cancellation
    )
    {
        var (after, generation) = (progress.After, changes.Index.Generation);
        var heads = await db
            .Heads.AsNoTracking()
            .Where(head => head.ArticleKey > after && head.PublicationKey != null && head.IndexGeneration != generation)
            .OrderBy(head => head.ArticleKey)
            .Take(atMost)
            .ToListAsync(cancellation);
        var sequences = heads.ConvertAll(head => head.Sequence);
        var documents = await db
            .Versions.AsNoTracking()
            .Where(version => sequences.Contains(version.Sequence))
            .ToDictionaryAsync(version => version.Sequence, version => version.Document, cancellation);
        foreach (var head in heads)
        {
            var before = renderer.DescribeStored(head, null);
            var document = ArticleJson.Deserialize(documents[head.Sequence]!.Decompress());
            changes.Reindex(head, before, renderer.Describe(head, document));
        }

        progress.Advance(heads.Count == 0 ? null : heads[^1].ArticleKey, heads.Count);
    }

    private async Task AddComponentsAsync(
        ComponentKind kind,
        ChangeSet changes,
        IndexRebuildProgress progress,
        int atMost,
        CancellationToken cancellation
    )
    {
        var (after, generation) = (progress.After, changes.Index.Generation);
        var keys = await db
            .ComponentUsages.Where(row => row.Kind == kind && row.Key > after && row.IndexGeneration != generation)
            .Select(row => row.Key)
            .Distinct()
            .OrderBy(key => key)
            .Take(atMost)
            .ToListAsync(cancellation);
        foreach (var key in keys)
            changes.Index.AffectedComponents.Add(new(kind, key));
        progress.Advance(keys.Count == 0 ? null : keys[^1], 0);
    }
}
