using ArticleApi.Core.Ingestion;
using ArticleApi.Editing;
using ArticleApi.Log;
using ArticleApi.Storage;

namespace ArticleApi.Import;

/// <summary>
/// Writes batches: new articles by the thousand, one transaction each time; then what changes articles that are in
/// already, one by one.
/// </summary>
internal sealed class BatchWriter(ArticleDb db, BatchPreparer preparer, ImportUpdater updater, ArticleLog log)
{
    /// <summary>
    /// Articles of one transaction. Each page of an index is written once for all of them, so that more cost less each;
    /// what waits of them for the log is kept in memory.
    /// </summary>
    private const int MaxArticlesPerTransaction = 1_250;

    /// <summary>Writes a transaction's worth, beginning with a batch that was taken from the queue.</summary>
    public async Task<ImportSummary> WriteAsync(
        PreparedBatch first,
        WriteQueue queue,
        ImportOptions options,
        CancellationToken cancellation
    )
    {
        var batches = new List<PreparedBatch> { first };
        var complaints = new List<Diagnostic>();
        var items = await WriteWithRetriesAsync(batches, queue, options, complaints, cancellation);
        queue.MarkWritten();
        // Old enough to be kept for long, and all of it garbage at once: a collection now finds little to keep, and the
        // next finds room.
        if (items.Count >= MaxArticlesPerTransaction)
            GC.Collect();

        return new(
            items,
            [.. batches.SelectMany(prepared => prepared.Batch.Complaints), .. complaints],
            batches.Sum(prepared => prepared.Batch.Documents.All),
            batches.Sum(prepared => prepared.Batch.Documents.Refused)
                + complaints
                    .Where(complaint => complaint.Severity == DiagnosticSeverity.Error)
                    .DistinctBy(complaint => complaint.Document)
                    .Count()
        );
    }

    private async Task<List<ImportedItem>> WriteWithRetriesAsync(
        List<PreparedBatch> batches,
        WriteQueue queue,
        ImportOptions options,
        List<Diagnostic> complaints,
        CancellationToken cancellation
    )
    {
        WrittenBatches? written = null;
        // An editor took an identity or a slug meanwhile, or each waited for the other: look again.
        await WriteRetry.RunAsync(async () =>
        {
            written = await TryWriteAsync(batches, queue, options, cancellation);
            if (written is null)
                queue.BeginEpoch();
            return written is not null;
        });
        if (written is not null)
        {
            complaints.AddRange(written.Errors);
            var withdrawals = batches.SelectMany(prepared => prepared.Batch.Withdrawals).ToList();
            var updated = await updater.ApplyAsync(written.Updates, withdrawals, options, complaints, cancellation);
            return [.. written.Items, .. updated];
        }

        var candidates = batches.SelectMany(prepared => prepared.Batch.Candidates);
        foreach (var document in candidates.Select(candidate => candidate.Path).Distinct())
            complaints.Add(
                new(DiagnosticSeverity.Error, document, null, "Another writer was in the way; import it again.")
            );
        return [];
    }

    /// <param name="batches">What is there; what comes before the transaction ends is added.</param>
    /// <returns>Null where another writer was in the way, and nothing was written.</returns>
    private async Task<WrittenBatches?> TryWriteAsync(
        List<PreparedBatch> batches,
        WriteQueue queue,
        ImportOptions options,
        CancellationToken cancellation
    )
    {
        var written = new WrittenBatches([], [], []);
        var unwritten = new UnwrittenArticles(queue.Epoch);
        await using var transaction = await log.BeginBulkAsync(cancellation);
        try
        {
            for (var i = 0; i < batches.Count || await AnotherAsync(); i++)
            {
                var batch = batches[i].Batch;
                // What was prepared in an earlier epoch is prepared again: each looks up what those before it wrote.
                if (batches[i].Epoch != unwritten.Epoch)
                    batches[i] = await preparer.PrepareAsync(
                        batch,
                        batch.Candidates,
                        unwritten,
                        options.Caller,
                        cancellation
                    );
                var (plan, articles) = (batches[i].Plan, batches[i].Articles);
                await transaction.AddAsync(plan.AdditionalSources, cancellation);
                await transaction.AddAsync(batches[i].Datelines, cancellation);
                await transaction.AddAsync(articles, cancellation);
                written.Add(plan, articles.Select(article => article.Rows.Article.Id));
                // They are in the transaction, which keeps of them what it needs.
                batches[i] = batches[i] with
                {
                    Epoch = -1,
                    Plan = plan with { Inserts = [] },
                    Datelines = [],
                    Articles = [],
                };
            }

            return await log.CommitBulkAsync(transaction, new(Actors.Import, ChangeCause.Imported), cancellation)
                ? written
                : null;
        }
        catch (Exception error) when (error.IsTransient() || error.IsDuplicateKey())
        {
            return null;
        }
        finally
        {
            db.ChangeTracker.Clear();
        }

        async Task<bool> AnotherAsync()
        {
            if (
                batches.Sum(prepared => prepared.Batch.Count) >= MaxArticlesPerTransaction
                || batches[^1].EndsTransaction
                || await queue.TakeInTimeAsync(cancellation) is not { } batch
            )
                return false;

            batches.Add(batch);
            return true;
        }
    }
}
