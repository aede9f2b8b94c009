using System.Diagnostics;
using ArticleApi.Core.Ingestion;
using ArticleApi.Editing;
using ArticleApi.Log;
using ArticleApi.Storage;

namespace ArticleApi.Import;

/// <summary>
/// Writes batches: new articles as many to a transaction as <see cref="ImportLimits"/> says; then what changes articles
/// that are in already, one by one.
/// </summary>
internal sealed class BatchWriter(
    ArticleDb db,
    BatchPreparer preparer,
    ImportUpdater updater,
    ArticleLog log,
    ImportLimits limits
)
{
    /// <summary>
    /// After so long a transaction takes no more batches, since others who write wait for its end, on SQLite all of
    /// them. It bounds no more than that: the batch at hand is taken in first, and the index's new rows are written
    /// after it, so that on a slow machine others may still wait longer than they are willing to.
    /// </summary>
    private static readonly TimeSpan MaxTransactionTime = TimeSpan.FromSeconds(1.5);

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
        var (begun, most) = (
            Stopwatch.GetTimestamp(),
            db.HasSingleWriter ? limits.ArticlesPerTransaction : limits.ArticlesWaitingForLock
        );
        await using var transaction = await log.BeginBulkAsync(new(Actors.Import, ChangeCause.Imported), cancellation);
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
                if (!await log.AddAsync(transaction, articles, cancellation))
                    return null;
                written.Add(plan, articles.Select(article => article.Rows.Article.Id));
                batches[i] = batches[i].ToWritten();
            }

            return await log.CommitBulkAsync(transaction, cancellation) ? written : null;
        }
        catch (Exception error) when (error.IsTransient() || error.IsDuplicateKey() || error.IsForeignKeyViolation())
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
                batches.Sum(prepared => prepared.Batch.Weight) >= most
                || Stopwatch.GetElapsedTime(begun) > MaxTransactionTime
                || batches[^1].EndsTransaction
                || await queue.TakeInTimeAsync(cancellation) is not { } batch
            )
                return false;

            batches.Add(batch);
            return true;
        }
    }
}
