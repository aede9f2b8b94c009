using ArticleApi.Index;
using ArticleApi.Log;

namespace ArticleApi.Import;

/// <summary>
/// A batch that waits to be written: what becomes of it is decided, and its new articles are rendered.
/// </summary>
/// <param name="Epoch">The <see cref="WriteQueue.Epoch"/> that it was decided in.</param>
/// <param name="Datelines">Those that its new articles share and nobody had before.</param>
internal sealed record PreparedBatch(
    ImportBatch Batch,
    int Epoch,
    ImportPlan Plan,
    IReadOnlyList<NewDateline> Datelines,
    IReadOnlyList<NewArticle> Articles
)
{
    /// <summary>
    /// What changes articles is done when a transaction has ended, and what comes next is decided after that; so is
    /// what may be the same further document of an article.
    /// </summary>
    public bool EndsTransaction =>
        Plan.Updates.Count > 0 || Plan.AdditionalSources.Count > 0 || Batch.Withdrawals.Count > 0;

    /// <summary>
    /// Without what is in the transaction, which keeps of it what it needs. It is of no epoch: tried again, it is
    /// prepared again.
    /// </summary>
    public PreparedBatch ToWritten() =>
        this with
        {
            Epoch = -1,
            Plan = Plan with { Inserts = [] },
            Datelines = [],
            Articles = [],
        };
}
