using System.Threading.Channels;
using ArticleApi.Auth;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Ingestion;
using ArticleApi.Editing;
using ArticleApi.Import.Sources;
using ArticleApi.Log;
using ArticleApi.Storage;

namespace ArticleApi.Import;

/// <summary>How documents are taken in.</summary>
/// <param name="Publisher">Filled in where the document does not say; nothing else ever is.</param>
/// <param name="Draft">
/// Keeps new articles as drafts instead of publishing them as their source did, and withdraws none.
/// </param>
/// <param name="DryRun">Reads and reports, and writes nothing.</param>
internal sealed record ImportOptions(string? Publisher = null, bool Draft = false, bool DryRun = false)
{
    /// <summary>Who an import's changes are by.</summary>
    public const string Actor = "import";

    /// <summary>A format's name, or <see cref="DocumentFormats.Auto"/>.</summary>
    public string Format { get; init; } = DocumentFormats.Auto;

    /// <summary>After so many lines of a document that cannot be taken nothing more of it is read.</summary>
    public int MaxRefusedLines { get; init; } = int.MaxValue;

    /// <summary>For whom: an import is a write, and does only what its caller sees and may.</summary>
    public Caller Caller { get; init; } = Caller.Operator;

    /// <summary>Whether nothing is published, lifted or withdrawn.</summary>
    public bool AsDrafts => Draft || !Caller.HasScope(Scopes.Publish);
}

/// <summary>An article that an import touched.</summary>
/// <param name="Id">Null where there is none to tell.</param>
internal sealed record ImportedItem(Guid? Id, ImportOutcome Outcome);

/// <summary>
/// Takes documents in: whole articles, and a second time nothing. New articles go in by the thousand, one transaction
/// each time; then what changes articles that are in already, one by one. Whatever stops it, what is in stays in, and
/// taking the same documents again goes on.
/// </summary>
internal sealed class Importer(
    ArticleDb db,
    ImportLookups lookups,
    NewArticleBuilder builder,
    ImportUpdater revising,
    ArticleLog log,
    TimeProvider clock
)
{
    private const int MaxAttempts = 5;

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
        var (articles, complaints, truncated) = (new List<ImportedItem>(), new List<Diagnostic>(), false);
        await ImportAsync(
            DocumentSource.FromBytesAsync(document, bytes),
            options,
            piece =>
            {
                articles.AddRange(piece.Articles);
                foreach (var complaint in piece.Complaints)
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
            async () =>
            {
                try
                {
                    var batches = new DocumentBatcher(
                        options.Format,
                        options.MaxRefusedLines,
                        BatchSize,
                        (article, document, format, sha256) =>
                            WithEmbargoUntilPublication(
                                new(
                                    WithDefaultPublisher(article, options),
                                    CreateSourceRecord(article, document.Name, format, sha256),
                                    document.Path,
                                    options.AsDrafts
                                )
                            )
                    );
                    await foreach (var batch in batches.ReadAsync(documents, stop.Token))
                        await channel.Writer.WriteAsync(batch, stop.Token);
                    channel.Writer.Complete();
                }
                catch (Exception error)
                {
                    channel.Writer.Complete(error);
                }
            },
            CancellationToken.None
        );
        try
        {
            while (await channel.Reader.WaitToReadAsync(cancellation))
            {
                var taken = await WriteBatchAsync(
                    [await channel.Reader.ReadAsync(cancellation)],
                    channel.Reader,
                    options,
                    cancellation
                );
                report(taken);
                // Old enough to be kept for long, and all of it garbage at once: a collection now finds little to keep,
                // and the next finds room.
                if (taken.Articles.Count >= MaxArticlesPerTransaction)
                    GC.Collect();
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
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
        IReadOnlyList<ImportedItem> touched = [];
        if (options.DryRun)
        {
            touched = batches[0].Candidates.Select(_ => new ImportedItem(null, ImportOutcome.Added)).ToList();
        }
        else
        {
            for (var tries = 1; ; tries++)
            {
                // An editor took an identity or a slug meanwhile, or each waited for the other: look again.
                if (await TryWriteBatchAsync(batches, more, options, cancellation) is var (taken, newer, refused))
                {
                    complaints.AddRange(refused);
                    touched =
                    [
                        .. taken,
                        .. await revising.ApplyAsync(
                            newer,
                            batches.SelectMany(batch => batch.Withdrawals).ToList(),
                            options,
                            complaints,
                            cancellation
                        ),
                    ];
                    break;
                }

                if (tries < MaxAttempts)
                    continue;

                foreach (
                    var document in batches
                        .SelectMany(batch => batch.Candidates)
                        .Select(article => article.Path)
                        .Distinct()
                )
                    complaints.Add(
                        new(DiagnosticSeverity.Error, document, null, "Another writer was in the way; import it again.")
                    );
                break;
            }
        }

        return new(
            touched,
            [.. batches.SelectMany(batch => batch.Complaints), .. complaints],
            batches.Sum(batch => batch.Documents.All),
            batches.Sum(batch => batch.Documents.Refused)
                + complaints
                    .Where(complaint => complaint.Severity == DiagnosticSeverity.Error)
                    .DistinctBy(complaint => complaint.Document)
                    .Count()
        );
    }

    /// <returns>
    /// What was taken, and what changes articles that are in; null where another writer was in the way, and nothing was
    /// written.
    /// </returns>
    private async Task<(
        List<ImportedItem> Taken,
        List<ImportCandidate> Newer,
        List<Diagnostic> Refused
    )?> TryWriteBatchAsync(
        List<ImportBatch> batches,
        ChannelReader<ImportBatch> more,
        ImportOptions options,
        CancellationToken cancellation
    )
    {
        var (touched, newer, refused) = (new List<ImportedItem>(), new List<ImportCandidate>(), new List<Diagnostic>());
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
                    touched.AddRange(added.Select(rows => new ImportedItem(rows.Article.Id, ImportOutcome.Added)));
                    touched.AddRange(plan.Unchanged);
                    newer.AddRange(plan.Updates);
                    refused.AddRange(plan.Errors);
                }

                return await log.CommitAsync(transaction, new(ImportOptions.Actor, ChangeCause.Imported), cancellation)
                    ? (touched, newer, refused)
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

    private static ParsedArticle WithDefaultPublisher(ParsedArticle article, ImportOptions options) =>
        options.Publisher is { } publisher && article.Draft.Source.Publisher is null
            ? article with
            {
                Draft = article.Draft with { Source = article.Draft.Source with { Publisher = publisher } },
            }
            : article;

    private ImportCandidate WithEmbargoUntilPublication(ImportCandidate incoming) =>
        incoming.IsPublishable
        && incoming.Parsed.Draft is { PublishedAt: { } at } draft
        && at > clock.GetUtcNow()
        && !(draft.EmbargoUntil >= at)
            ? incoming with
            {
                EmbargoedUntil = at,
            }
            : incoming;

    private SourceRecord CreateSourceRecord(ParsedArticle article, string document, string format, string sha256) =>
        new()
        {
            Format = format,
            Document =
                document.Length <= SourceRecord.MaxDocumentLength
                    ? document
                    : document[^SourceRecord.MaxDocumentLength..],
            FirstLine = article.FirstLine,
            LastLine = article.LastLine,
            Sha256 = sha256,
            ImportedAt = clock.GetUtcNow(),
            Provider = article.Item?.Provider,
            ItemId = article.Item?.Id,
            ItemVersion = article.Item?.Version,
            ItemVersionAt = article.Item?.VersionCreated,
            Extras = article.Extras,
            Fingerprint = SourceRecord.ComputeFingerprint(article.Draft),
        };
}
