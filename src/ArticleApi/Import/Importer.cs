using System.Threading.Channels;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Ingestion;
using ArticleApi.Import.Sources;

namespace ArticleApi.Import;

/// <summary>
/// Takes documents in: whole articles, and a second time nothing. New articles go in as many to a transaction as
/// <see cref="ImportLimits"/> says; then what changes articles that are in already, one by one. Whatever stops it, what
/// is in stays in, and taking the same documents again goes on.
/// </summary>
internal sealed class Importer(
    BatchWriter writer,
    IServiceScopeFactory scopes,
    ImportLimits limits,
    EmbedProviders embeds,
    TimeProvider clock
)
{
    /// <summary>Complaints of each severity that are kept of a document taken in by itself.</summary>
    private const int MaxComplaintsPerSeverity = 100;

    /// <summary>Batches that are read while others are prepared.</summary>
    private const int MaxReadBatches = 2;

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
        var read = Channel.CreateBounded<ImportBatch>(MaxReadBatches);
        var queue = new WriteQueue(limits);
        var ahead = Task.WhenAll(
            Task.Run(
                () => ReadBatchesAsync(documents, options, read.Writer, queue, stop.Token),
                CancellationToken.None
            ),
            Task.Run(() => PrepareBatchesAsync(read.Reader, options, queue, stop.Token), CancellationToken.None)
        );
        try
        {
            while (await queue.TakeAsync(cancellation) is { } batch)
                report(options.DryRun ? Describe(batch) : await writer.WriteAsync(batch, queue, options, cancellation));
        }
        finally
        {
            await stop.CancelAsync();
            await ahead;
        }
    }

    private async Task ReadBatchesAsync(
        IAsyncEnumerable<SourceDocument> documents,
        ImportOptions options,
        ChannelWriter<ImportBatch> writer,
        WriteQueue queue,
        CancellationToken cancellation
    )
    {
        try
        {
            var candidates = new CandidateFactory(options, embeds, clock);
            var batches = new DocumentBatcher(options.Format, options.MaxRefusedLines, limits, candidates);
            await foreach (var batch in batches.ReadAsync(documents, cancellation))
            {
                await queue.WaitForRoomAsync(batch, cancellation);
                await writer.WriteAsync(batch, cancellation);
            }

            writer.Complete();
        }
        catch (Exception error)
        {
            writer.Complete(error);
        }
    }

    // On a connection of its own: the writer has one transaction after the other.
    private async Task PrepareBatchesAsync(
        ChannelReader<ImportBatch> batches,
        ImportOptions options,
        WriteQueue queue,
        CancellationToken cancellation
    )
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var preparer = scope.ServiceProvider.GetRequiredService<BatchPreparer>();
            var (unwritten, count) = (new UnwrittenArticles(queue.Epoch), 0);
            await foreach (var batch in batches.ReadAllAsync(cancellation))
            {
                var candidates = batch.Candidates;
                if (
                    queue.Epoch != unwritten.Epoch
                    || candidates.Any(candidate => unwritten.Has(candidate, queue.Written))
                )
                {
                    await queue.DrainAsync(cancellation);
                    if (queue.Epoch != unwritten.Epoch)
                        unwritten = new(queue.Epoch);
                }

                var prepared = options.DryRun
                    ? Found(batch, candidates)
                    : await preparer.PrepareAsync(batch, candidates, unwritten, options.Caller, cancellation);
                unwritten.Add(prepared, ++count, queue.Written);
                await queue.PutAsync(prepared, cancellation);
                if (prepared.EndsTransaction)
                    await queue.DrainAsync(cancellation);
            }

            queue.Complete();
        }
        catch (Exception error)
        {
            queue.Complete(error);
        }
    }

    // A dry run says what is found, and asks nothing of the database.
    private static PreparedBatch Found(ImportBatch batch, IReadOnlyList<ImportCandidate> candidates) =>
        new(
            batch,
            0,
            new([], [], [.. candidates.Select(_ => new ImportedItem(null, ImportOutcome.Added))], [], []),
            [],
            []
        );

    private static ImportSummary Describe(PreparedBatch found) =>
        new(found.Plan.Unchanged, found.Batch.Complaints, found.Batch.Documents.All, found.Batch.Documents.Refused);
}
