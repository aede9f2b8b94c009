using System.Security.Cryptography;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Images;
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

/// <summary>What came of one document.</summary>
/// <param name="Known">Articles that were in already, from this document or another.</param>
internal sealed record Imported(string Document, int Added, int Known, IReadOnlyList<Complaint> Complaints)
{
    public bool Refused => Complaints.Any(complaint => complaint.Severity == Severity.Error);
}

/// <summary>Takes documents in, each in one transaction: whole articles or none, and a second time nothing.</summary>
internal sealed class Importing(ArticleDb db, Making making, ArticleLog log, TimeProvider clock)
{
    private const string Actor = "import";
    private const int MostTries = 5;

    /// <param name="document">The document's name, without folders.</param>
    public async Task<Imported> Import(string document, byte[] bytes, ImportOptions options, CancellationToken cancellation)
    {
        var reading = SeedReader.Read(document, bytes);
        if (options.DryRun)
            return new(document, reading.Articles.Count, 0, reading.Complaints);

        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        for (var tries = 1; ; tries++)
        {
            // Another import or editor took an identity or a slug meanwhile, or each waited for the other: look again.
            if (await Take(reading, document, sha256, options, cancellation) is { } taken)
                return taken;
            if (tries == MostTries)
                return new(document, 0, 0, [.. reading.Complaints, new(Severity.Error, document, null, "Another writer was in the way; import it again.")]);
        }
    }

    /// <returns>Null where another writer was in the way; then nothing was written.</returns>
    private async Task<Imported?> Take(DocumentReading reading, string document, string sha256, ImportOptions options, CancellationToken cancellation)
    {
        var (added, known) = (0, 0);
        try
        {
            foreach (var article in reading.Articles)
            {
                var source = SourceOf(article, document, sha256);
                var identity = ImportIdentity.Of(source);
                if (await IsKnown(identity, cancellation) is { } id)
                {
                    known++;
                    await Record(source, id, cancellation);
                    continue;
                }

                added++;
                await Add(article.Draft, source, identity, options, cancellation);
            }

            var committed = await log.Commit(new(Actor, Cause.Imported), cancellation);
            return committed.Outcome == Outcome.Done ? new(document, added, known, reading.Complaints) : null;
        }
        catch (Exception error) when (error.IsBusy())
        {
            if (db.Database.CurrentTransaction is { } unfinished)
                await unfinished.DisposeAsync();
            return null;
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }

    private async Task Add(ArticleDraft draft, SourceRecord source, Guid identity, ImportOptions options, CancellationToken cancellation)
    {
        if (options.Publisher is { } publisher && draft.Source.Publisher is null)
            draft = draft with { Source = draft.Source with { Publisher = publisher } };
        var uses = new List<ImageUse>();
        foreach (var image in draft.Images)
            uses.Add(await making.Use(image, cancellation));

        var article = await making.Article(draft, await making.FreeSlug(draft.Slug ?? making.SlugOf(draft.Headline), cancellation), uses, cancellation);
        if (!options.Draft)
            article.PublishAsStated();
        db.ImportIdentities.Add(new ImportIdentity { Identity = identity, ArticleId = article.Id });
        db.Sources.Add(source.Of(article));
    }

    // The same article from another document: that document is a second source of it. A deleted article stays deleted.
    private async Task Record(SourceRecord source, Guid id, CancellationToken cancellation)
    {
        var article = db.Articles.Local.FirstOrDefault(row => row.Id == id) ?? await db.Articles.FirstOrDefaultAsync(row => row.Id == id, cancellation);
        if (article is null || IsRecorded(db.Sources.Local) || await db.Sources.AnyAsync(row => row.ArticleKey == article.Key && row.Document == source.Document && row.Sha256 == source.Sha256 && row.FirstLine == source.FirstLine, cancellation))
            return;

        db.Sources.Add(source.Of(article));

        bool IsRecorded(IEnumerable<SourceRecord> rows) => rows.Any(row => row.Article == article && row.Document == source.Document && row.Sha256 == source.Sha256 && row.FirstLine == source.FirstLine);
    }

    private async Task<Guid?> IsKnown(Guid identity, CancellationToken cancellation) =>
        db.ImportIdentities.Local.FirstOrDefault(row => row.Identity == identity)?.ArticleId
        ?? await db.ImportIdentities.Where(row => row.Identity == identity).Select(row => (Guid?)row.ArticleId).FirstOrDefaultAsync(cancellation);

    private SourceRecord SourceOf(ReadArticle article, string document, string sha256) => new()
    {
        Format = SeedReader.Format,
        Document = document,
        FirstLine = article.FirstLine,
        LastLine = article.LastLine,
        Sha256 = sha256,
        ImportedAt = clock.GetUtcNow(),
        Fingerprint = SourceRecord.FingerprintOf(article.Draft),
    };
}
