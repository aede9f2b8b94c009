namespace ArticleApi.Index;

/// <summary>
/// One way to find articles and components. Each has a <c>Version</c>, to be raised with whatever has it write the same
/// document otherwise: all is then indexed anew.
/// </summary>
internal interface ISecondaryIndex
{
    /// <summary>
    /// Moves what changed to where it belongs, touching only the rows that differ. New rows may be left to <see
    /// cref="WriteDeferredAsync"/>.
    /// </summary>
    Task ApplyAsync(IndexBatch batch, CancellationToken cancellation);

    /// <summary>
    /// Writes what was left to the end of the transaction: in one order, so that each page of an index is written once.
    /// </summary>
    Task WriteDeferredAsync(DeferredRows deferred, CancellationToken cancellation) => Task.CompletedTask;
}
