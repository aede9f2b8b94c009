namespace ArticleApi.Index.Postings;

/// <summary>What one query has cost so far.</summary>
internal sealed class QueryCost
{
    /// <summary>Index entries read; a read that finds none costs one as well.</summary>
    public long EntriesRead { get; private set; }

    public void Add(int entries) => EntriesRead += entries;

    /// <summary>What may be read in all so that no more than this is read from now on.</summary>
    public long BudgetFor(long more) => more > long.MaxValue - EntriesRead ? long.MaxValue : EntriesRead + more;

    public bool Exceeds(long budget) => EntriesRead > budget;
}
