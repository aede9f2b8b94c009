using ArticleApi.Auth;
using ArticleApi.Log;

namespace ArticleApi.Import;

/// <summary>
/// Looks up what is in of a batch, decides what becomes of it, and makes and renders its new articles.
/// </summary>
internal sealed class BatchPreparer(ImportLookups lookups, NewArticleBuilder builder, NewArticleRenderer renderer)
{
    /// <param name="candidates">The batch's.</param>
    /// <param name="unwritten">What waits to be written before it.</param>
    public async Task<PreparedBatch> PrepareAsync(
        ImportBatch batch,
        IReadOnlyList<ImportCandidate> candidates,
        UnwrittenArticles unwritten,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var existing = await lookups.FindAsync(candidates, caller, cancellation);
        var plan = ImportPlanner.Plan(candidates, existing);
        var (datelines, rows) = await builder.BuildAsync(
            plan.Inserts,
            unwritten.Datelines,
            unwritten.IsPromised,
            cancellation
        );

        return new(
            batch,
            unwritten.Epoch,
            plan,
            [.. datelines.Select(renderer.Describe)],
            await renderer.RenderAsync(rows, cancellation)
        );
    }
}
