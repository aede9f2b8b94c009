namespace ArticleApi.Search;

/// <summary>What a query finds, in one order, read on from call to call.</summary>
internal interface IMatchSource
{
    /// <summary>Index entries read so far.</summary>
    long EntriesRead { get; }

    /// <param name="budget">Index entries that this call may read.</param>
    /// <returns>As many as asked for, unless nothing follows or the budget is exhausted.</returns>
    ValueTask<MatchBatch> NextAsync(int count, long budget, CancellationToken cancellation);
}
