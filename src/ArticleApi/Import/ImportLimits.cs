namespace ArticleApi.Import;

/// <summary>
/// How much of an import is in memory at a time, counted in articles wherever it is bounded. Long ones count for more:
/// what is read counts as its articles, or as many as would usually make so much text, whichever is more.
/// </summary>
internal sealed record ImportLimits
{
    /// <summary>
    /// Of the source text, such as a line of NDJSON. Most articles have less, so that only their number counts. Until
    /// it is written, an article takes some eight times as much.
    /// </summary>
    public int BytesPerArticle { get; init; } = 16 * 1024;

    /// <summary>Articles that are looked up, rendered and handed on together.</summary>
    public int ArticlesPerBatch { get; init; } = 125;

    /// <summary>
    /// Articles that are read and not yet taken by the writer: more than the batches have that may wait, so that it
    /// holds up none but long documents, of which each is a batch by itself.
    /// </summary>
    public int WaitingArticles { get; init; } = 1_000;

    /// <summary>
    /// Articles of one transaction. Each page of an index is written once for all of them, so that more cost less each.
    /// </summary>
    public int ArticlesPerTransaction { get; init; } = 2_500;

    /// <summary>The same where the log's part waits in memory for the end of the transaction.</summary>
    public int ArticlesWaitingForLock { get; init; } = 1_250;

    /// <summary>How many articles it counts as.</summary>
    public int Weigh(int articles, long bytes) => Math.Max(articles, (int)(bytes / BytesPerArticle));
}
