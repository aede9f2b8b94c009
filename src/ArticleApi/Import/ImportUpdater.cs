using ArticleApi.Auth;
using ArticleApi.Core;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Images;
using ArticleApi.Core.Ingestion;
using ArticleApi.Editing;
using ArticleApi.Log;
using ArticleApi.Log.Maintenance;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Import;

/// <summary>
/// Brings articles that are in up to what their source now says, or takes them from readers where the source does. One
/// transaction each.
/// </summary>
internal sealed class ImportUpdater(
    ArticleDb db,
    TrackedRows rows,
    DatelineInterner datelines,
    ArticleLog log,
    TimeProvider clock
)
{
    private const int MaxAttempts = 5;

    private const string WithheldReason = "Withheld by its source";

    public async Task<List<ImportedItem>> ApplyAsync(
        IReadOnlyList<ImportCandidate> newer,
        IReadOnlyList<SourceWithdrawal> recalled,
        ImportOptions options,
        List<Diagnostic> complaints,
        CancellationToken cancellation
    )
    {
        var touched = new List<ImportedItem>(newer.Count);
        foreach (var incoming in newer)
        {
            if (
                await WithRetriesAsync(
                    incoming.Path,
                    incoming.Source.FirstLine,
                    complaints,
                    () => ApplyUpdateAsync(incoming, options.Caller, complaints, cancellation)
                ) is
                { } done
            )
                touched.Add(done);
        }

        foreach (var (withdrawal, path) in recalled)
        {
            if (options.AsDrafts)
                complaints.Add(
                    new(
                        DiagnosticSeverity.Warning,
                        path,
                        withdrawal.Line,
                        $"'{withdrawal.Item.Id}': its source took it back; it is not withdrawn, since only "
                            + "drafts "
                            + "were asked for."
                    )
                );
            else if (
                await WithRetriesAsync(
                    path,
                    withdrawal.Line,
                    complaints,
                    () => ApplyWithdrawalAsync(withdrawal, path, options.Caller, complaints, cancellation)
                ) is
                { } done
            )
                touched.Add(done);
        }

        return touched;
    }

    private async Task<ImportedItem?> WithRetriesAsync(
        string document,
        int? line,
        List<Diagnostic> complaints,
        Func<Task<(ImportedItem? Touched, CommitStatus Outcome)>> work
    )
    {
        for (var tries = 1; tries <= MaxAttempts; tries++)
        {
            try
            {
                if (await work() is (var touched, CommitStatus.Committed))
                    return touched;
            }
            catch (Exception error) when (error.IsTransient() || error.IsDuplicateKey())
            {
                // Looked at again.
            }
            finally
            {
                db.ChangeTracker.Clear();
            }
        }

        complaints.Add(
            new(DiagnosticSeverity.Error, document, line, "Another writer was in the way; import it again.")
        );
        return null;
    }

    private async Task<(ImportedItem?, CommitStatus)> ApplyUpdateAsync(
        ImportCandidate incoming,
        Caller caller,
        List<Diagnostic> complaints,
        CancellationToken cancellation
    )
    {
        var (source, read, now) = (incoming.Source, incoming.Parsed, clock.GetUtcNow());
        var id = await FindArticleIdAsync(incoming.Identity, read.Id, cancellation);
        if (await IsHiddenAsync(id, caller, cancellation))
            return RejectForbidden(ImportPlanner.NotVisible(incoming.Path, source.FirstLine), complaints);
        if (await FindArticleAsync(id, cancellation) is not { } article)
            return (new(NullIfEmpty(id), ImportOutcome.Known), CommitStatus.Committed);

        var recorded = await db
            .Sources.AsNoTracking()
            .Where(row => row.ArticleKey == article.Key)
            .ToListAsync(cancellation);
        var fate = SourceVersions.Compare(source, recorded);
        if (fate == ImportOutcome.Known && incoming.ConflictsWith(article.Status))
            return await ApplyStatusChangeAsync(incoming, article, recorded, complaints, cancellation);
        if (fate != ImportOutcome.Updated)
            return (new(id, fate), CommitStatus.Committed);
        if (article.Status == ArticleStatus.Withdrawn && !await WasLastEditedByImportAsync(article, cancellation))
        {
            complaints.Add(
                new(
                    DiagnosticSeverity.Warning,
                    incoming.Path,
                    source.FirstLine,
                    $"'{article.Headline}' was withdrawn here; a later version of it is not taken."
                )
            );
            return (new(id, ImportOutcome.Known), CommitStatus.Committed);
        }

        var before = (article.EmbargoUntil, article.ExpiresAt);
        article.SetSourceVisibility(read.Draft, incoming.IsPublishable, !incoming.AsDraft, now);
        if (
            article.IsPublished
            && !caller.HasScope(Scopes.Publish)
            && (article.EmbargoUntil, article.ExpiresAt) != before
        )
            return RejectForbidden(
                new(
                    DiagnosticSeverity.Error,
                    incoming.Path,
                    source.FirstLine,
                    $"'{article.Headline}' is published; moving when readers have it takes the scope {Scopes.Publish}."
                ),
                complaints
            );

        article.ReviseFromSource(read.Draft, await datelines.InternAsync(read.Draft.Dateline, cancellation), now);
        article.SetImages(await MatchImagesAsync(article, read.Draft.Images, cancellation));
        db.Sources.Add(source.AttachTo(article));
        var change = new CommitMetadata(ImportOptions.Actor, ChangeCause.Imported);
        if (incoming.IsPublishable)
            article.PublishAsSourced(now);
        else if (!incoming.AsDraft && article.IsPublished && article.Withdraw() is null)
            change = new(ImportOptions.Actor, ChangeCause.Withdrawn, WithheldReason);

        var committed = await log.CommitAsync(change, cancellation);
        return (
            new(id, change.Cause == ChangeCause.Withdrawn ? ImportOutcome.Withdrawn : ImportOutcome.Updated),
            committed.Status
        );
    }

    // The text is here, and its source says anew who may have it. What came before does not count again, and what the
    // desk has touched is the desk's.
    private async Task<(ImportedItem?, CommitStatus)> ApplyStatusChangeAsync(
        ImportCandidate incoming,
        Article article,
        List<SourceRecord> recorded,
        List<Diagnostic> complaints,
        CancellationToken cancellation
    )
    {
        var (source, draft, change, now) = (
            incoming.Source,
            incoming.Parsed.Draft,
            (CommitMetadata?)null,
            clock.GetUtcNow()
        );
        if (SourceVersions.IsSuperseded(source, recorded))
            return (new(article.Id, ImportOutcome.Known), CommitStatus.Committed);

        var asSent =
            article.Headline == draft.Headline
            && article.Body.SelectMany(block => block.Texts).SequenceEqual(draft.Body.SelectMany(block => block.Texts))
            && await WasLastEditedByImportAsync(article, cancellation);
        if (
            !incoming.IsPublishable
            && asSent
            && source.ItemId is not null
            && !recorded.Exists(row => row.Sha256 == source.Sha256 && row.FirstLine == source.FirstLine)
            && article.Withdraw() is null
        )
            change = new(ImportOptions.Actor, ChangeCause.Withdrawn, WithheldReason);
        else if (incoming.IsPublishable && asSent)
        {
            article.SetSourceVisibility(draft, opens: true, lifts: true, now);
            article.ReviseFromSource(draft, await datelines.InternAsync(draft.Dateline, cancellation), now);
            change = article.PublishAsSourced(now) is null ? new(ImportOptions.Actor, ChangeCause.Imported) : null;
        }
        else if (incoming.IsPublishable)
            complaints.Add(
                new(
                    DiagnosticSeverity.Warning,
                    incoming.Path,
                    source.FirstLine,
                    $"'{article.Headline}' is a draft that was worked on here; its source has published it, and "
                        + "here it is for the desk to publish."
                )
            );
        if (!SourceVersions.IsKnownSource(source, recorded))
            db.Sources.Add(source.AttachTo(article));
        else if (change is null)
            return (new(article.Id, ImportOutcome.Known), CommitStatus.Committed);

        var committed = await log.CommitAsync(change ?? new(ImportOptions.Actor, ChangeCause.Imported), cancellation);
        var outcome = change?.Cause switch
        {
            null => ImportOutcome.Known,
            ChangeCause.Withdrawn => ImportOutcome.Withdrawn,
            _ => ImportOutcome.Updated,
        };
        return (new(article.Id, outcome), committed.Status);
    }

    private async Task<(ImportedItem?, CommitStatus)> ApplyWithdrawalAsync(
        ParsedWithdrawal withdrawal,
        string path,
        Caller caller,
        List<Diagnostic> complaints,
        CancellationToken cancellation
    )
    {
        var (item, identity) = (withdrawal.Item, ImportIdentity.For(withdrawal.Item));
        var id = await FindArticleIdAsync(identity, null, cancellation);
        if (await IsHiddenAsync(id, caller, cancellation))
            return RejectForbidden(ImportPlanner.NotVisible(path, withdrawal.Line), complaints);
        if (await FindArticleAsync(id, cancellation) is not { } article)
        {
            // Should it come yet, it is not to be published.
            await log.ReserveAsync(new() { Identity = identity, ArticleId = id }, cancellation);
            complaints.Add(
                new(
                    DiagnosticSeverity.Warning,
                    path,
                    withdrawal.Line,
                    $"'{item.Id}': its source took it back, and it is not here; it will not be taken."
                )
            );
            return (null, CommitStatus.Committed);
        }

        var recorded = await db
            .Sources.AsNoTracking()
            .Where(row => row.ArticleKey == article.Key && row.Provider == item.Provider && row.ItemId == item.Id)
            .ToListAsync(cancellation);
        if (
            recorded.Exists(row =>
                SourceItem.IsAfter(row.ItemVersion, row.ItemVersionAt, item.Version, item.VersionCreated) == true
            )
        )
            return (new(id, ImportOutcome.Outdated), CommitStatus.Committed);

        return article.Withdraw() is null
            ? (
                new(id, ImportOutcome.Withdrawn),
                (
                    await log.CommitAsync(
                        new(ImportOptions.Actor, ChangeCause.Withdrawn, withdrawal.Reason),
                        cancellation
                    )
                ).Status
            )
            : (new(id, ImportOutcome.Known), CommitStatus.Committed);
    }

    private static (ImportedItem?, CommitStatus) RejectForbidden(Diagnostic why, List<Diagnostic> complaints)
    {
        complaints.Add(why);
        return (new(null, ImportOutcome.Forbidden), CommitStatus.Committed);
    }

    private static Guid? NullIfEmpty(Guid id) => id == Guid.Empty ? null : id;

    // What is gone is hidden from those who could not see it.
    private Task<bool> IsHiddenAsync(Guid id, Caller caller, CancellationToken cancellation) =>
        db.Heads.AnyAsync(head => head.ArticleId == id && !caller.Audiences.Contains(head.Audience), cancellation);

    private async Task<Guid> FindArticleIdAsync(Guid identity, Guid? own, CancellationToken cancellation) =>
        (
            await db.ImportIdentities.AsNoTracking().FirstOrDefaultAsync(row => row.Identity == identity, cancellation)
        )?.ArticleId
        ?? own
        ?? Guid.Empty;

    private Task<Article?> FindArticleAsync(Guid id, CancellationToken cancellation) =>
        db.Articles.WithComponents().FirstOrDefaultAsync(row => row.Id == id, cancellation);

    // What an editor left so stays so, whatever its source sends.
    private async Task<bool> WasLastEditedByImportAsync(Article article, CancellationToken cancellation) =>
        await db
            .Versions.Where(row => row.ArticleKey == article.Key && row.Actor != LogMaintenanceService.Actor)
            .OrderByDescending(row => row.Number)
            .Select(row => row.Actor)
            .FirstOrDefaultAsync(cancellation) == ImportOptions.Actor;

    // A picture that the article shows already stays the picture it is, so that what else shows it is mended too.
    private async Task<List<ImageUse>> MatchImagesAsync(
        Article article,
        ValueList<ImageDraft> drafts,
        CancellationToken cancellation
    )
    {
        var (uses, left) = (new List<ImageUse>(drafts.Count), article.Images.ToList());
        foreach (var draft in drafts)
        {
            var kept =
                left.Find(use => draft.Facts.Href is { } href && use.Image.Facts.Href == href)
                ?? left.Find(use => use.Image.Facts == draft.Facts && use.Caption?.Text == draft.Caption?.Text);
            if (kept is null)
            {
                uses.Add(await rows.AddImageUseAsync(draft, cancellation));
                continue;
            }

            left.Remove(kept);
            kept.Image.Replace(draft.Facts, clock.GetUtcNow());
            if (draft.Caption is { } text && kept.Caption is { } caption)
                caption.Replace(text, await datelines.InternAsync(text.Dateline, cancellation), clock.GetUtcNow());
            uses.Add(
                ImageUse.Create(
                    kept.Image,
                    draft.Caption is null
                        ? null
                        : kept.Caption ?? await rows.AddCaptionAsync(draft.Caption, kept.Image, cancellation),
                    draft.Role
                )
            );
        }

        return uses;
    }
}
