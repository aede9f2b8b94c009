using System.Security.Cryptography;
using System.Threading.Channels;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Ingestion;
using ArticleApi.Log;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Intake;

/// <summary>How documents are taken in.</summary>
/// <param name="Publisher">Filled in where the document does not say; nothing else ever is.</param>
/// <param name="Draft">Keeps articles as drafts instead of publishing them as their source did.</param>
/// <param name="DryRun">Reads and reports, and writes nothing.</param>
internal sealed record ImportOptions(string? Publisher = null, bool Draft = false, bool DryRun = false);

/// <summary>What came of one document, or of a piece of a long one.</summary>
/// <param name="Known">Articles that were in already, from this document or another.</param>
internal sealed record Imported(string Document, int Added, int Known, IReadOnlyList<Complaint> Complaints)
{
    public bool Refused => Complaints.Any(complaint => complaint.Severity == Severity.Error);
}

/// <summary>Takes documents in, each in one transaction: whole articles or none, and a second time nothing.</summary>
internal sealed class Importing(ArticleDb db, Arriving arriving, ArticleLog log, TimeProvider clock)
{
    private const string Actor = "import";
    private const int MostTries = 5;

    /// <summary>Articles written at a time, within one transaction.</summary>
    private const int Batch = 500;

    /// <summary>Articles of one transaction: so many words fit into memory before they are merged into the index.</summary>
    private const int MostAtOnce = 10 * Batch;

    /// <summary>A writer that waits for a slow source is in everybody's way; it commits what it has.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    /// <summary>Takes in one document, whole or not at all.</summary>
    /// <param name="document">The document's name, without folders.</param>
    public async Task<Imported> Import(string document, byte[] bytes, ImportOptions options, CancellationToken cancellation)
    {
        var reading = SeedReader.Read(document, bytes);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var articles = reading.Articles.Select(article => Prepared(article, document, SeedReader.Format, sha256, options)).ToList();

        return await Take(document, options, reading.Complaints, [() => articles], null, cancellation);
    }

    /// <summary>Takes in a document of many lines, an article each, by the thousand; what is in stays in, whatever follows.</summary>
    public async Task ImportLines(string document, Stream lines, ImportOptions options, Action<Imported> report, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var channel = Channel.CreateBounded<LineBatch>(2);
        var reading = Task.Run(async () =>
        {
            try
            {
                await foreach (var batch in ArticleLines.Read(document, lines, Batch, (article, sha256) => Prepared(article, document, NdjsonReader.Format, sha256, options), stop.Token))
                    await channel.Writer.WriteAsync(batch, stop.Token);
                channel.Writer.Complete();
            }
            catch (Exception error)
            {
                channel.Writer.Complete(error);
            }
        }, CancellationToken.None);
        try
        {
            while (await channel.Reader.WaitToReadAsync(cancellation))
            {
                var first = await channel.Reader.ReadAsync(cancellation);
                var complaints = new List<Complaint>(first.Complaints);
                var taken = await Take(document, options, complaints, [() => first.Articles], async batches =>
                {
                    if (batches * Batch >= MostAtOnce || await Next(channel.Reader, cancellation) is not { } next)
                        return null;
                    complaints.AddRange(next.Complaints);
                    return () => next.Articles;
                }, cancellation);
                report(taken);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
        }
    }

    private static async Task<LineBatch?> Next(ChannelReader<LineBatch> batches, CancellationToken cancellation)
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

    /// <param name="batches">What is there, to be asked for at each try; what comes later is added.</param>
    /// <param name="more">The next batch of the same transaction, given how many it has; null where it ends.</param>
    private async Task<Imported> Take(
        string document, ImportOptions options, IReadOnlyList<Complaint> complaints,
        List<Func<IReadOnlyList<Incoming>>> batches, Func<int, Task<Func<IReadOnlyList<Incoming>>?>>? more, CancellationToken cancellation)
    {
        if (options.DryRun)
            return new(document, batches.Sum(batch => batch().Count), 0, complaints);

        for (var tries = 1; ; tries++)
        {
            // An editor took an identity or a slug meanwhile, or each waited for the other: look again.
            if (await TryToTake(batches, more, cancellation) is var (added, known))
                return new(document, added, known, complaints);
            if (tries == MostTries)
                return new(document, 0, 0, [.. complaints, new(Severity.Error, document, null, "Another writer was in the way; import it again.")]);
        }
    }

    /// <returns>Null where another writer was in the way; then nothing was written.</returns>
    private async Task<(int Added, int Known)?> TryToTake(List<Func<IReadOnlyList<Incoming>>> batches, Func<int, Task<Func<IReadOnlyList<Incoming>>?>>? more, CancellationToken cancellation)
    {
        var (taking, transaction) = await log.BeginTaking(new(Actor, Cause.Imported), cancellation);
        await using (transaction)
        {
            try
            {
                var known = 0;
                for (var i = 0; i < batches.Count || await Another(); i++)
                {
                    var batch = batches[i]();
                    var arrivals = await arriving.Of(batch, cancellation);
                    known += batch.Count - arrivals.Count;
                    await taking.Add(arrivals, cancellation);
                }

                return await log.Commit(taking, transaction, cancellation) ? (taking.Count, known) : null;
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

        async Task<bool> Another()
        {
            if (more is null || await more(batches.Count) is not { } batch)
                return false;

            batches.Add(batch);
            return true;
        }
    }

    private Incoming Prepared(ReadArticle article, string document, string format, string sha256, ImportOptions options) =>
        new(Completed(article, options), SourceOf(article, document, format, sha256));

    private static ReadArticle Completed(ReadArticle article, ImportOptions options)
    {
        var draft = options.Publisher is { } publisher && article.Draft.Source.Publisher is null
            ? article.Draft with { Source = article.Draft.Source with { Publisher = publisher } }
            : article.Draft;

        return article with { Draft = draft, Status = options.Draft ? ArticleStatus.Draft : article.Status };
    }

    private SourceRecord SourceOf(ReadArticle article, string document, string format, string sha256) => new()
    {
        Format = format,
        Document = document,
        FirstLine = article.FirstLine,
        LastLine = article.LastLine,
        Sha256 = sha256,
        ImportedAt = clock.GetUtcNow(),
        Provider = article.Item?.Provider,
        ItemId = article.Item?.Id,
        ItemVersion = article.Item?.Version,
        Fingerprint = SourceRecord.FingerprintOf(article.Draft),
    };
}
