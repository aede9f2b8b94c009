using ArticleApi.Index.Facets;
using ArticleApi.Index.Fields;
using ArticleApi.Index.FullText;
using ArticleApi.Index.Postings;
using ArticleApi.Index.SortOrders;
using ArticleApi.Index.Usage;

namespace ArticleApi.Index;

/// <summary>All that articles and their components are found by.</summary>
internal sealed class ArticleIndex(
    UsageIndex usage,
    PostingsIndex postings,
    SortIndex sortOrders,
    FacetIndex facets,
    FullTextIndex texts
)
{
    /// <summary>
    /// Differs wherever any kind writes the same document otherwise, since versions are only ever raised.
    /// </summary>
    public const int Version =
        ArticleIndexFields.Version
        + UsageIndex.Version
        + PostingsIndex.Version
        + SortIndex.Version
        + FacetIndex.Version
        + FullTextIndex.Version;

    private readonly ISecondaryIndex[] _kinds = [postings, sortOrders, facets, texts];

    /// <summary>
    /// Takes what changed, of a commit or of a part of one. To be called under the append lock, and <see
    /// cref="WriteDeferredAsync"/> after the last. Usage comes first: it adds the components' own changes.
    /// </summary>
    public async Task ApplyAsync(IndexBatch batch, CancellationToken cancellation)
    {
        await usage.ApplyAsync(batch, cancellation);
        // What is to be changed has to be there.
        if (batch.Deferred.HasEntries && batch.Changes.Exists(change => change.Before is not null))
            await WriteDeferredAsync(batch.Deferred, cancellation);
        foreach (var kind in _kinds)
            await kind.ApplyAsync(batch, cancellation);
    }

    public async Task WriteDeferredAsync(DeferredRows deferred, CancellationToken cancellation)
    {
        foreach (var kind in _kinds)
            await kind.WriteDeferredAsync(deferred, cancellation);
    }
}
