namespace ArticleApi.Index.Postings;

/// <summary>What one question has cost so far.</summary>
internal sealed class QueryCost
{
    /// <summary>Index entries read.</summary>
    public long EntriesRead { get; set; }
}
