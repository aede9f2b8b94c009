using ArticleApi.Auth;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Ingestion;
using ArticleApi.Editing;
using ArticleApi.Log;
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
    ImportLookups lookups,
    ImageMatcher images,
    DatelineInterner datelines,
    ArticleLog log,
    TimeProvider clock
)
{
    private const string WithheldReason = "Withheld by its source";

    public async Task<List<ImportedItem>> ApplyAsync(
        IReadOnlyList<ImportCandidate> updates,
        IReadOnlyList<SourceWithdrawal> withdrawals,
        ImportOptions options,
        List<Diagnostic> complaints,
        CancellationToken cancellation
    )
    {
        var items = new List<ImportedItem>(updates.Count);
        foreach (var candidate in updates)
        {
            if (
                await WithRetriesAsync(
                    candidate.Path,
                    candidate.Source.FirstLine,
                    complaints,
                    () => ApplyUpdateAsync(candidate, options.Caller, complaints, cancellation)
                ) is
                { } item
            )
                items.Add(item);
        }

        foreach (var (withdrawal, path) in withdrawals)
        {
            if (options.AsDrafts)
                complaints.Add(
                    new(
                        DiagnosticSeverity.Warning,
                        path,
                        withdrawal.Line,
                        $"'{withdrawal.Item.Id}': its source took it back; it is not withdrawn, since only "
                            + "drafts were asked for."
                    )
                );
            else if (
                await WithRetriesAsync(
                    path,
                    withdrawal.Line,
                    complaints,
                    () => ApplyWithdrawalAsync(withdrawal, path, options.Caller, complaints, cancellation)
                ) is
                { } item
            )
                items.Add(item);
        }

        return items;
    }

    private async Task<ImportedItem?> WithRetriesAsync(
        string document,
        int? line,
        List<Diagnostic> complaints,
        Func<Task<(ImportedItem? Item, CommitStatus Status)>> work
    )
    {
        ImportedItem? item = null;
        if (await WriteRetry.RunAsync(TryOnceAsync))
            return item;

        complaints.Add(
            new(DiagnosticSeverity.Error, document, line, "Another writer was in the way; import it again.")
        );
        return null;

        async Task<bool> TryOnceAsync()
        {
            try
            {
                (item, var status) = await work();
                return status == CommitStatus.Committed;
            }
            catch (Exception error) when (error.IsTransient() || error.IsDuplicateKey())
            {
                return false;
            }
            finally
            {
                db.ChangeTracker.Clear();
            }
        }
    }

    private async Task<(ImportedItem?, CommitStatus)> ApplyUpdateAsync(
        ImportCandidate candidate,
        Caller caller,
        List<Diagnostic> complaints,
        CancellationToken cancellation
    )
    {
        var source = candidate.Source;
        var draft = candidate.Parsed.Draft;
        var now = clock.GetUtcNow();
        var id = await lookups.FindIdAsync(candidate.Identity, cancellation) ?? candidate.Parsed.Id ?? Guid.Empty;
        if (await lookups.IsHiddenAsync(id, caller, cancellation))
            return RejectForbidden(ImportPlanner.NotVisible(candidate.Path, source.FirstLine), complaints);
        if (await LoadAsync(id, cancellation) is not { } article)
            return (new(id == Guid.Empty ? null : id, ImportOutcome.Known), CommitStatus.Committed);

        var recorded = await lookups.FindSourcesAsync(article.Key, cancellation);
        var outcome = SourceVersions.Compare(source, recorded);
        if (outcome == ImportOutcome.Known && candidate.ConflictsWith(article.Status))
            return await ApplyStatusChangeAsync(candidate, article, recorded, complaints, cancellation);
        if (outcome != ImportOutcome.Updated)
            return (new(id, outcome), CommitStatus.Committed);
        if (
            article.Status == ArticleStatus.Withdrawn
            && !await lookups.WasLastEditedByImportAsync(article.Key, cancellation)
        )
        {
            complaints.Add(
                new(
                    DiagnosticSeverity.Warning,
                    candidate.Path,
                    source.FirstLine,
                    $"'{article.Headline}' was withdrawn here; a later version of it is not taken."
                )
            );
            return (new(id, ImportOutcome.Known), CommitStatus.Committed);
        }

        var before = (article.EmbargoUntil, article.ExpiresAt);
        article.SetSourceVisibility(draft, candidate.IsPublishable, !candidate.AsDraft, now);
        if (!caller.CanMoveVisibility(article) && (article.EmbargoUntil, article.ExpiresAt) != before)
            return RejectForbidden(
                new(
                    DiagnosticSeverity.Error,
                    candidate.Path,
                    source.FirstLine,
                    $"'{article.Headline}' is published; moving when readers have it takes the scope {Scopes.Publish}."
                ),
                complaints
            );

        article.ReviseFromSource(draft, await datelines.InternAsync(draft.Dateline, cancellation), now);
        article.SetImages(await images.MatchAsync(article, draft.Images, cancellation));
        db.Sources.Add(source.AttachTo(article));
        var change = new CommitMetadata(Actors.Import, ChangeCause.Imported);
        if (candidate.IsPublishable)
            article.PublishAsSourced(now);
        else if (!candidate.AsDraft && article.IsPublished && article.Withdraw() is null)
            change = new(Actors.Import, ChangeCause.Withdrawn, WithheldReason);

        var committed = await log.CommitAsync(change, cancellation);
        return (
            new(id, change.Cause == ChangeCause.Withdrawn ? ImportOutcome.Withdrawn : ImportOutcome.Updated),
            committed.Status
        );
    }

    // The text is here, and its source says anew who may have it. What came before does not count again, and what the
    // desk has touched is the desk's.
    private async Task<(ImportedItem?, CommitStatus)> ApplyStatusChangeAsync(
        ImportCandidate candidate,
        Article article,
        List<SourceRecord> recorded,
        List<Diagnostic> complaints,
        CancellationToken cancellation
    )
    {
        var source = candidate.Source;
        var draft = candidate.Parsed.Draft;
        var now = clock.GetUtcNow();
        CommitMetadata? change = null;
        if (candidate.Parsed.Item is { } item && SourceVersions.IsSuperseded(item, recorded))
            return (new(article.Id, ImportOutcome.Known), CommitStatus.Committed);

        var asSent =
            article.Headline == draft.Headline
            && article.Body.SelectMany(block => block.Texts).SequenceEqual(draft.Body.SelectMany(block => block.Texts))
            && await lookups.WasLastEditedByImportAsync(article.Key, cancellation);
        if (
            !candidate.IsPublishable
            && asSent
            && source.ItemId is not null
            && !recorded.Exists(row => row.Sha256 == source.Sha256 && row.FirstLine == source.FirstLine)
            && article.Withdraw() is null
        )
            change = new(Actors.Import, ChangeCause.Withdrawn, WithheldReason);
        else if (candidate.IsPublishable && asSent)
        {
            article.SetSourceVisibility(draft, opens: true, lifts: true, now);
            article.ReviseFromSource(draft, await datelines.InternAsync(draft.Dateline, cancellation), now);
            change = article.PublishAsSourced(now) is null ? new(Actors.Import, ChangeCause.Imported) : null;
        }
        else if (candidate.IsPublishable)
            complaints.Add(
                new(
                    DiagnosticSeverity.Warning,
                    candidate.Path,
                    source.FirstLine,
                    $"'{article.Headline}' is a draft that was worked on here; its source has published it, and "
                        + "here it is for the desk to publish."
                )
            );
        if (!SourceVersions.IsKnownSource(source, recorded))
            db.Sources.Add(source.AttachTo(article));
        else if (change is null)
            return (new(article.Id, ImportOutcome.Known), CommitStatus.Committed);

        var committed = await log.CommitAsync(change ?? new(Actors.Import, ChangeCause.Imported), cancellation);
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
        var id = await lookups.FindIdAsync(identity, cancellation) ?? Guid.Empty;
        if (await lookups.IsHiddenAsync(id, caller, cancellation))
            return RejectForbidden(ImportPlanner.NotVisible(path, withdrawal.Line), complaints);
        if (await LoadAsync(id, cancellation) is not { } article)
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

        if (SourceVersions.IsSuperseded(item, await lookups.FindSourcesAsync(article.Key, cancellation)))
            return (new(id, ImportOutcome.Outdated), CommitStatus.Committed);

        if (article.Withdraw() is not null)
            return (new(id, ImportOutcome.Known), CommitStatus.Committed);

        var change = new CommitMetadata(Actors.Import, ChangeCause.Withdrawn, withdrawal.Reason);
        var committed = await log.CommitAsync(change, cancellation);
        return (new(id, ImportOutcome.Withdrawn), committed.Status);
    }

    private static (ImportedItem?, CommitStatus) RejectForbidden(Diagnostic why, List<Diagnostic> complaints)
    {
        complaints.Add(why);
        return (new(null, ImportOutcome.Forbidden), CommitStatus.Committed);
    }

    private Task<Article?> LoadAsync(Guid id, CancellationToken cancellation) =>
        db.Articles.WithComponents().FirstOrDefaultAsync(row => row.Id == id, cancellation);
}
