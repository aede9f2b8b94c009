using System.Threading.Channels;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Ingestion;
using ArticleApi.Http;
using ArticleApi.Log;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Intake;

/// <summary>How documents are taken in.</summary>
/// <param name="Publisher">Filled in where the document does not say; nothing else ever is.</param>
/// <param name="Draft">
/// Keeps new articles as drafts instead of publishing them as their source did, and withdraws none.
/// </param>
/// <param name="DryRun">Reads and reports, and writes nothing.</param>
internal sealed record ImportOptions(string? Publisher = null, bool Draft = false, bool DryRun = false)
{
    /// <summary>A format's name, or <see cref="DocumentFormats.Auto"/>.</summary>
    public string Format { get; init; } = DocumentFormats.Auto;

    /// <summary>After so many lines of a document that cannot be taken nothing more of it is read.</summary>
    public int MostRefusedLines { get; init; } = int.MaxValue;

    /// <summary>For whom: an import is a write, and does only what its caller sees and may.</summary>
    public Caller Caller { get; init; } = Caller.Operator;

    /// <summary>Whether nothing is published, lifted or withdrawn.</summary>
    public bool AsDrafts => Draft || !Caller.Has(Scopes.Publish);
}

/// <summary>What became of an article that a document has.</summary>
internal enum Fate
{
    Added,

    /// <summary>A later version of an article that was in.</summary>
    Updated,

    /// <summary>In already, from this document or another.</summary>
    Known,

    /// <summary>An earlier version than the one that is in; not taken.</summary>
    Outdated,

    /// <summary>Taken back by its source.</summary>
    Withdrawn,

    /// <summary>In already, and not the caller's to see or to change so; nothing was written.</summary>
    Forbidden,
}

/// <summary>An article that an import touched.</summary>
/// <param name="Id">Null where there is none to tell.</param>
internal sealed record Touched(Guid? Id, Fate Fate);

/// <summary>What came of a document, of many, or of a part of one.</summary>
internal sealed record Imported(
    IReadOnlyList<Touched> Articles,
    IReadOnlyList<Complaint> Complaints,
    int Documents = 0,
    int RefusedDocuments = 0
)
{
    public int Added => Count(Fate.Added);
    public int Known => Count(Fate.Known);
    public bool Refused => Complaints.Any(complaint => complaint.Severity == Severity.Error);

    /// <summary>Whether there were more complaints than are kept.</summary>
    public bool Truncated { get; init; }

    public int Count(Fate fate) => Articles.Count(article => article.Fate == fate);
}

/// <summary>
/// Takes documents in: whole articles, and a second time nothing. New articles go in by the thousand, one transaction
/// each time; then what changes articles that are in already, one by one. Whatever stops it, what is in stays in, and
/// taking the same documents again goes on.
/// </summary>
internal sealed class Importing(ArticleDb db, Arriving arriving, Revising revising, ArticleLog log, TimeProvider clock)
{
    public const string Actor = "import";
    private const int MostTries = 5;

    /// <summary>Complaints of each severity that are kept of a document taken in by itself.</summary>
    private const int MostComplaints = 100;

    /// <summary>Articles written at a time, within one transaction.</summary>
    private const int Size = 250;

    /// <summary>
    /// Articles of one transaction: what waits of them for the log takes some 45 MB, and their words go into the index
    /// together.
    /// </summary>
    private const int MostAtOnce = 6 * Size;

    /// <summary>Batches that are read while a transaction ends.</summary>
    private const int MostWaiting = 4;

    /// <summary>A writer that waits for a slow source is in everybody's way; it commits what it has.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    /// <summary>Takes in one document; of complaints the first are kept.</summary>
    /// <param name="document">What it is called.</param>
    public async Task<Imported> Import(
        string document,
        byte[] bytes,
        ImportOptions options,
        CancellationToken cancellation
    )
    {
        var (articles, complaints, truncated) = (new List<Touched>(), new List<Complaint>(), false);
        await Import(
            Documents.Of(document, bytes),
            options,
            piece =>
            {
                articles.AddRange(piece.Articles);
                foreach (var complaint in piece.Complaints)
                {
                    if (complaints.Count(kept => kept.Severity == complaint.Severity) < MostComplaints)
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
            complaints.Exists(complaint => complaint.Severity == Severity.Error) ? 1 : 0
        )
        {
            Truncated = truncated,
        };
    }

    /// <summary>Takes in documents, however many. One that cannot be read does not stop the others.</summary>
    /// <param name="report">Told of each transaction.</param>
    public async Task Import(
        IAsyncEnumerable<Document> documents,
        ImportOptions options,
        Action<Imported> report,
        CancellationToken cancellation
    )
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var channel = Channel.CreateBounded<Batch>(MostWaiting);
        var reading = Task.Run(
            async () =>
            {
                try
                {
                    var batches = new Batches(
                        options.Format,
                        options.MostRefusedLines,
                        Size,
                        (article, document, format, sha256) =>
                            Held(
                                new(
                                    Completed(article, options),
                                    SourceOf(article, document.Name, format, sha256),
                                    document.Path,
                                    options.AsDrafts
                                )
                            )
                    );
                    await foreach (var batch in batches.Read(documents, stop.Token))
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
                var taken = await Take(
                    [await channel.Reader.ReadAsync(cancellation)],
                    channel.Reader,
                    options,
                    cancellation
                );
                report(taken);
                // Old enough to be kept for long, and all of it garbage at once: a collection now finds little to keep,
                // and the next finds room.
                if (taken.Articles.Count >= MostAtOnce)
                    GC.Collect();
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
        }
    }

    private static async Task<Batch?> Next(ChannelReader<Batch> batches, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
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
    private async Task<Imported> Take(
        List<Batch> batches,
        ChannelReader<Batch> more,
        ImportOptions options,
        CancellationToken cancellation
    )
    {
        var complaints = new List<Complaint>();
        IReadOnlyList<Touched> touched = [];
        if (options.DryRun)
        {
            touched = batches[0].Articles.Select(_ => new Touched(null, Fate.Added)).ToList();
        }
        else
        {
            for (var tries = 1; ; tries++)
            {
                // An editor took an identity or a slug meanwhile, or each waited for the other: look again.
                if (await TryToTake(batches, more, options, cancellation) is var (taken, newer, refused))
                {
                    complaints.AddRange(refused);
                    touched =
                    [
                        .. taken,
                        .. await revising.Revise(
                            newer,
                            batches.SelectMany(batch => batch.Withdrawals).ToList(),
                            options,
                            complaints,
                            cancellation
                        ),
                    ];
                    break;
                }

                if (tries < MostTries)
                    continue;

                foreach (
                    var document in batches
                        .SelectMany(batch => batch.Articles)
                        .Select(article => article.Path)
                        .Distinct()
                )
                    complaints.Add(
                        new(Severity.Error, document, null, "Another writer was in the way; import it again.")
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
                    .Where(complaint => complaint.Severity == Severity.Error)
                    .DistinctBy(complaint => complaint.Document)
                    .Count()
        );
    }

    /// <returns>
    /// What was taken, and what changes articles that are in; null where another writer was in the way, and nothing was
    /// written.
    /// </returns>
    private async Task<(List<Touched> Taken, List<Incoming> Newer, List<Complaint> Refused)?> TryToTake(
        List<Batch> batches,
        ChannelReader<Batch> more,
        ImportOptions options,
        CancellationToken cancellation
    )
    {
        var (touched, newer, refused) = (new List<Touched>(), new List<Incoming>(), new List<Complaint>());
        var (taking, transaction) = await log.BeginTaking(new(Actor, Cause.Imported), cancellation);
        await using (transaction)
        {
            try
            {
                for (var i = 0; i < batches.Count || await Another(); i++)
                {
                    var arrived = await arriving.Of(batches[i].Articles, options.Caller, cancellation);
                    await taking.Add(arrived.New, cancellation);
                    touched.AddRange(arrived.New.Select(arrival => new Touched(arrival.Article.Id, Fate.Added)));
                    touched.AddRange(arrived.Seen);
                    newer.AddRange(arrived.Newer);
                    refused.AddRange(arrived.Refused);
                }

                return await log.Commit(taking, transaction, cancellation) ? (touched, newer, refused) : null;
            }
            catch (Exception error) when (error.IsBusy() || error.IsDuplicateKey())
            {
                return null;
            }
            finally
            {
                db.ChangeTracker.Clear();
                arriving.Forget();
            }
        }

        // What changes articles waits for this transaction to end: a batch that brings a withdrawal is its last.
        async Task<bool> Another()
        {
            if (
                batches.Sum(batch => batch.Count) >= MostAtOnce
                || batches[^1].Withdrawals.Count > 0
                || await Next(more, cancellation) is not { } batch
            )
                return false;

            batches.Add(batch);
            return true;
        }
    }

    private static ReadArticle Completed(ReadArticle article, ImportOptions options) =>
        options.Publisher is { } publisher && article.Draft.Source.Publisher is null
            ? article with
            {
                Draft = article.Draft with { Source = article.Draft.Source with { Publisher = publisher } },
            }
            : article;

    private Incoming Held(Incoming incoming) =>
        incoming.IsOpen
        && incoming.Read.Draft is { PublishedAt: { } at } draft
        && at > clock.GetUtcNow()
        && !(draft.EmbargoUntil >= at)
            ? incoming with
            {
                HeldUntil = at,
            }
            : incoming;

    private SourceRecord SourceOf(ReadArticle article, string document, string format, string sha256) =>
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
            Fingerprint = SourceRecord.FingerprintOf(article.Draft),
        };
}
