using ArticleApi.Index;

namespace ArticleApi.Search.Collectors;

/// <summary>A match that the audiences may see.</summary>
/// <param name="row">Its place in the order.</param>
/// <param name="key">The article's, image's, caption's or dateline's; -1 where only its place was asked for.</param>
internal readonly ref struct Match(SortPosition row, long key)
{
    public SortPosition Row { get; } = row;

    public long Key { get; } = key;

    /// <summary>The summary or the whole document, where the collector takes it.</summary>
    public byte[]? Document { get; init; }

    /// <summary>As facets count them, eight bytes each; not to be used after the next match.</summary>
    public ReadOnlySpan<byte> FacetValueIds { get; init; }
}
