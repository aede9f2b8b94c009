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

    private readonly ISecondaryIndex[] _kinds = [usage, postings, sortOrders, facets, texts];

    /// <summary>To be called under the append lock. Usage comes first: it adds the components' own changes.</summary>
    public async Task ApplyAsync(IndexBatch batch, CancellationToken cancellation)
    {
        foreach (var kind in _kinds)
            await kind.ApplyAsync(batch, cancellation);
    }
}
