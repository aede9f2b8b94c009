namespace ArticleApi.Index.Postings;

/// <summary>Where a cursor reads its entries from: a posting list, or what a search matches.</summary>
internal interface IPostingsSource
{
    /// <summary>Adds up to so many entries, from a position on and in the source's own direction.</summary>
    Task ReadAsync(long from, int count, List<SortPosition> entries, CancellationToken cancellation);
}
