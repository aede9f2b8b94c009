using System.Threading.Channels;
using ArticleApi.Core.Ingestion;
using ArticleApi.Editing;
using ArticleApi.Import.Sources;
using ArticleApi.Log;
using ArticleApi.Storage;

namespace ArticleApi.Import;

/// <summary>
/// Takes documents in: whole articles, and a second time nothing. New articles go in by the thousand, one transaction
/// each time; then what changes articles that are in already, one by one. Whatever stops it, what is in stays in, and
/// taking the same documents again goes on.
/// </summary>
internal sealed class Importer(
    ArticleDb db,
    ImportLookups lookups,
    NewArticleBuilder builder,
    ImportUpdater updater,
    ArticleLog log,
    TimeProvider clock
)
{
    /// <summary>Complaints of each severity that are kept of a document taken in by itself.</summary>
    private const int MaxComplaintsPerSeverity = 100;

    /// <summary>Articles written at a time, within one transaction.</summary>
    private const int BatchSize = 250;

    /// <summary>
    /// Articles of one transaction: what waits of them for the log takes some 45 MB, and their words go into the index
    /// together.
    /// </summary>
    private const int MaxArticlesPerTransaction = 6 * BatchSize;

    /// <summary>Batches that are read while a transaction ends.</summary>
    private const int MaxQueuedBatches = 4;

    /// <summary>A writer that waits for a slow source is in everybody's way; it commits what it has.</summary>
    private static readonly TimeSpan MaxSourceWait = TimeSpan.FromMilliseconds(250);

    /// <summary>Takes in one document; of complaints the first are kept.</summary>
    /// <param name="document">What it is called.</param>
    public async Task<ImportSummary> ImportAsync(
        string document,
        byte[] bytes,
        ImportOptions options,
        CancellationToken cancellation
    )
    {
        var articles = new List<ImportedItem>();
        var complaints = new List<Diagnostic>();
        var truncated = false;
        await ImportAsync(
            DocumentSource.FromBytesAsync(document, bytes),
            options,
            part =>
            {
                articles.AddRange(part.Articles);
                foreach (var complaint in part.Complaints)
                {
                    if (complaints.Count(kept => kept.Severity == complaint.Severity) < MaxComplaintsPerSeverity)
                        complaints.Add(complaint);
                    else
                        truncated = true;
                }
            },
            cancellation
        );

        return new(
            articles,
            complaints,
            1,
            complaints.Exists(complaint => complaint.Severity == DiagnosticSeverity.Error) ? 1 : 0
        )
        {
            Truncated = truncated,
        };
    }

    /// <summary>Takes in documents, however many. One that cannot be read does not stop the others.</summary>
    /// <param name="report">Told of each transaction.</param>
    public async Task ImportAsync(
        IAsyncEnumerable<SourceDocument> documents,
        ImportOptions options,
        Action<ImportSummary> report,
        CancellationToken cancellation
    )
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var channel = Channel.CreateBounded<ImportBatch>(MaxQueuedBatches);
        var reading = Task.Run(
            () => ReadBatchesAsync(documents, options, channel.Writer, stop.Token),
            CancellationToken.None
        );
        try
        {
            while (await channel.Reader.WaitToReadAsync(cancellation))
            {
                var written = await WriteBatchAsync(
                    [await channel.Reader.ReadAsync(cancellation)],
                    channel.Reader,
                    options,
                    cancellation
                );
                report(written);
                // Old enough to be kept for long, and all of it garbage at once: a collection now finds little to keep,
                // and the next finds room.
                if (written.Articles.Count >= MaxArticlesPerTransaction)
                    GC.Collect();
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
        }
    }

    private async Task ReadBatchesAsync(
        IAsyncEnumerable<SourceDocument> documents,
        ImportOptions options,
        ChannelWriter<ImportBatch> writer,
        CancellationToken cancellation
    )
    {
        try
        {
            var candidates = new CandidateFactory(options, clock);
            var batches = new DocumentBatcher(options.Format, options.MaxRefusedLines, BatchSize, candidates);
            await foreach (var batch in batches.ReadAsync(documents, cancellation))
                await writer.WriteAsync(batch, cancellation);
            writer.Complete();
        }
        catch (Exception error)
        {
            writer.Complete(error);
        }
    }

    private static async Task<ImportBatch?> TryReadNextAsync(
        ChannelReader<ImportBatch> batches,
        CancellationToken cancellation
    )
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(MaxSourceWait);
        try
        {
            return await batches.WaitToReadAsync(patience.Token) && batches.TryRead(out var batch) ? batch : null;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <param name="batches">What is there; what comes before the transaction ends is added.</param>
    private async Task<ImportSummary> WriteBatchAsync(
        List<ImportBatch> batches,
        ChannelReader<ImportBatch> more,
        ImportOptions options,
        CancellationToken cancellation
    )
    {
        var complaints = new List<Diagnostic>();
        var items = options.DryRun
            ? batches[0].Candidates.Select(_ => new ImportedItem(null, ImportOutcome.Added)).ToList()
            : await WriteWithRetriesAsync(batches, more, options, complaints, cancellation);

        return new(
            items,
            [.. batches.SelectMany(batch => batch.Complaints), .. complaints],
            batches.Sum(batch => batch.Documents.All),
            batches.Sum(batch => batch.Documents.Refused)
                + complaints
                    .Where(complaint => complaint.Severity == DiagnosticSeverity.Error)
                    .DistinctBy(complaint => complaint.Document)
                    .Count()
        );
    }

    private async Task<List<ImportedItem>> WriteWithRetriesAsync(
        List<ImportBatch> batches,
        ChannelReader<ImportBatch> more,
        ImportOptions options,
        List<Diagnostic> complaints,
        CancellationToken cancellation
    )
    {
        WrittenBatches? written = null;
        // An editor took an identity or a slug meanwhile, or each waited for the other: look again.
        await WriteRetry.RunAsync(async () =>
            (written = await TryWriteBatchesAsync(batches, more, options, cancellation)) is not null
        );
        if (written is not null)
        {
            complaints.AddRange(written.Errors);
            var withdrawals = batches.SelectMany(batch => batch.Withdrawals).ToList();
            var updated = await updater.ApplyAsync(written.Updates, withdrawals, options, complaints, cancellation);
            return [.. written.Items, .. updated];
        }

        var documents = batches.SelectMany(batch => batch.Candidates).Select(candidate => candidate.Path).Distinct();
        foreach (var document in documents)
            complaints.Add(
                new(DiagnosticSeverity.Error, document, null, "Another writer was in the way; import it again.")
            );
        return [];
    }

    /// <returns>Null where another writer was in the way, and nothing was written.</returns>
    private async Task<WrittenBatches?> TryWriteBatchesAsync(
        List<ImportBatch> batches,
        ChannelReader<ImportBatch> more,
        ImportOptions options,
        CancellationToken cancellation
    )
    {
        var written = new WrittenBatches([], [], []);
        var interned = new InternedDatelines();
        var transaction = await log.BeginBulkAsync(cancellation);
        await using (transaction)
        {
            try
            {
                for (var i = 0; i < batches.Count || await AnotherAsync(); i++)
                {
                    var candidates = batches[i].Candidates;
                    var existing = await lookups.FindAsync(candidates, options.Caller, cancellation);
                    var plan = ImportPlanner.Plan(candidates, existing);
                    await transaction.AddAsync(plan.AdditionalSources, cancellation);
                    var added = await builder.BuildAsync(plan.Inserts, interned, transaction, cancellation);
                    await transaction.AddAsync(added, cancellation);
                    written.Add(plan, added.Select(rows => rows.Article.Id));
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
        }

        // What changes articles waits for this transaction to end: a batch that brings a withdrawal is its last.
        async Task<bool> AnotherAsync()
        {
            if (
                batches.Sum(batch => batch.Count) >= MaxArticlesPerTransaction
                || batches[^1].Withdrawals.Count > 0
                || await TryReadNextAsync(more, cancellation) is not { } batch
            )
                return false;

            batches.Add(batch);
            return true;
        }
    }
}
