using ArticleApi.Core;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Images;
using ArticleApi.Core.Ingestion;
using ArticleApi.Http;
using ArticleApi.Log;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Intake;

/// <summary>
/// Brings articles that are in up to what their source now says, or takes them from readers where the source does. One
/// transaction each.
/// </summary>
internal sealed class Revising(ArticleDb db, Making making, ArticleLog log, TimeProvider clock)
{
    private const int MostTries = 5;

    private const string Withheld = "Withheld by its source";

    public async Task<List<Touched>> Revise(
        IReadOnlyList<Incoming> newer,
        IReadOnlyList<Recalled> recalled,
        ImportOptions options,
        List<Complaint> complaints,
        CancellationToken cancellation
    )
    {
        var touched = new List<Touched>(newer.Count);
        foreach (var incoming in newer)
        {
            if (
                await Retry(
                    incoming.Path,
                    incoming.Source.FirstLine,
                    complaints,
                    () => Revise(incoming, options.Caller, complaints, cancellation)
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
                        Severity.Warning,
                        path,
                        withdrawal.Line,
                        $"'{withdrawal.Item.Id}': its source took it back; it is not withdrawn, since only drafts were asked for."
                    )
                );
            else if (
                await Retry(
                    path,
                    withdrawal.Line,
                    complaints,
                    () => Withdraw(withdrawal, path, options.Caller, complaints, cancellation)
                ) is
                { } done
            )
                touched.Add(done);
        }

        return touched;
    }

    private async Task<Touched?> Retry(
        string document,
        int? line,
        List<Complaint> complaints,
        Func<Task<(Touched? Touched, Outcome Outcome)>> work
    )
    {
        for (var tries = 1; tries <= MostTries; tries++)
        {
            try
            {
                if (await work() is (var touched, Outcome.Done))
                    return touched;
            }
            catch (Exception error) when (error.IsBusy() || error.IsDuplicateKey())
            {
                // Looked at again.
            }
            finally
            {
                db.ChangeTracker.Clear();
            }
        }

        complaints.Add(new(Severity.Error, document, line, "Another writer was in the way; import it again."));
        return null;
    }

    private async Task<(Touched?, Outcome)> Revise(
        Incoming incoming,
        Caller caller,
        List<Complaint> complaints,
        CancellationToken cancellation
    )
    {
        var (source, read, now) = (incoming.Source, incoming.Read, clock.GetUtcNow());
        var id = await IdOf(incoming.Identity, read.Id, cancellation);
        if (await IsHidden(id, caller, cancellation))
            return Forbidden(Arriving.Unseen(incoming.Path, source.FirstLine), complaints);
        if (await Article(id, cancellation) is not { } article)
            return (new(Told(id), Fate.Known), Outcome.Done);

        var recorded = await db
            .Sources.AsNoTracking()
            .Where(row => row.ArticleKey == article.Key)
            .ToListAsync(cancellation);
        var fate = Versions.FateOf(source, recorded);
        if (fate == Fate.Known && incoming.Disagrees(article.Status))
            return await ChangeStatus(incoming, article, recorded, complaints, cancellation);
        if (fate != Fate.Updated)
            return (new(id, fate), Outcome.Done);
        if (article.Status == ArticleStatus.Withdrawn && !await WasLeftByImport(article, cancellation))
        {
            complaints.Add(
                new(
                    Severity.Warning,
                    incoming.Path,
                    source.FirstLine,
                    $"'{article.Headline}' was withdrawn here; a later version of it is not taken."
                )
            );
            return (new(id, Fate.Known), Outcome.Done);
        }

        var before = (article.EmbargoUntil, article.ExpiresAt);
        article.HoldAsStated(read.Draft, incoming.IsOpen, !incoming.AsDraft, now);
        if (
            article.IsOpenToReaders
            && !caller.Has(Scopes.Publish)
            && (article.EmbargoUntil, article.ExpiresAt) != before
        )
            return Forbidden(
                new(
                    Severity.Error,
                    incoming.Path,
                    source.FirstLine,
                    $"'{article.Headline}' is published; moving when readers have it takes the scope {Scopes.Publish}."
                ),
                complaints
            );

        article.Revise(read.Draft, await making.Dateline(read.Draft.Dateline, cancellation), now);
        article.Show(await Uses(article, read.Draft.Images, cancellation));
        db.Sources.Add(source.Of(article));
        var change = new Change(Importing.Actor, Cause.Imported);
        if (incoming.IsOpen)
            article.PublishAsStated(now);
        else if (!incoming.AsDraft && article.IsOpenToReaders && article.Withdraw() is null)
            change = new(Importing.Actor, Cause.Withdrawn, Withheld);

        var committed = await log.Commit(change, cancellation);
        return (new(id, change.Cause == Cause.Withdrawn ? Fate.Withdrawn : Fate.Updated), committed.Outcome);
    }

    // The text is here, and its source says anew who may have it. What came before does not count again, and what the
    // desk has touched is the desk's.
    private async Task<(Touched?, Outcome)> ChangeStatus(
        Incoming incoming,
        Article article,
        List<SourceRecord> recorded,
        List<Complaint> complaints,
        CancellationToken cancellation
    )
    {
        var (source, draft, change, now) = (incoming.Source, incoming.Read.Draft, (Change?)null, clock.GetUtcNow());
        if (Versions.IsOvertaken(source, recorded))
            return (new(article.Id, Fate.Known), Outcome.Done);

        var asSent =
            article.Headline == draft.Headline
            && article.Body.SelectMany(block => block.Texts).SequenceEqual(draft.Body.SelectMany(block => block.Texts))
            && await WasLeftByImport(article, cancellation);
        if (
            !incoming.IsOpen
            && asSent
            && source.ItemId is not null
            && !recorded.Exists(row => row.Sha256 == source.Sha256 && row.FirstLine == source.FirstLine)
            && article.Withdraw() is null
        )
            change = new(Importing.Actor, Cause.Withdrawn, Withheld);
        else if (incoming.IsOpen && asSent)
        {
            article.HoldAsStated(draft, opens: true, lifts: true, now);
            article.Revise(draft, await making.Dateline(draft.Dateline, cancellation), now);
            change = article.PublishAsStated(now) is null ? new(Importing.Actor, Cause.Imported) : null;
        }
        else if (incoming.IsOpen)
            complaints.Add(
                new(
                    Severity.Warning,
                    incoming.Path,
                    source.FirstLine,
                    $"'{article.Headline}' is a draft that was worked on here; its source has published it, and here it is for the desk to publish."
                )
            );
        if (!Versions.IsRecorded(source, recorded))
            db.Sources.Add(source.Of(article));
        else if (change is null)
            return (new(article.Id, Fate.Known), Outcome.Done);

        var committed = await log.Commit(change ?? new(Importing.Actor, Cause.Imported), cancellation);
        return (
            new(
                article.Id,
                change is null ? Fate.Known
                    : change.Cause == Cause.Withdrawn ? Fate.Withdrawn
                    : Fate.Updated
            ),
            committed.Outcome
        );
    }

    private async Task<(Touched?, Outcome)> Withdraw(
        ReadWithdrawal withdrawal,
        string path,
        Caller caller,
        List<Complaint> complaints,
        CancellationToken cancellation
    )
    {
        var (item, identity) = (withdrawal.Item, ImportIdentity.Of(withdrawal.Item));
        var id = await IdOf(identity, null, cancellation);
        if (await IsHidden(id, caller, cancellation))
            return Forbidden(Arriving.Unseen(path, withdrawal.Line), complaints);
        if (await Article(id, cancellation) is not { } article)
        {
            // Should it come yet, it is not to be published.
            await db.Insert(
                [new ImportIdentity { Identity = identity, ArticleId = id }],
                cancellation,
                skipTaken: true
            );
            complaints.Add(
                new(
                    Severity.Warning,
                    path,
                    withdrawal.Line,
                    $"'{item.Id}': its source took it back, and it is not here; it will not be taken."
                )
            );
            return (null, Outcome.Done);
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
            return (new(id, Fate.Outdated), Outcome.Done);

        return article.Withdraw() is null
            ? (
                new(id, Fate.Withdrawn),
                (await log.Commit(new(Importing.Actor, Cause.Withdrawn, withdrawal.Reason), cancellation)).Outcome
            )
            : (new(id, Fate.Known), Outcome.Done);
    }

    private static (Touched?, Outcome) Forbidden(Complaint why, List<Complaint> complaints)
    {
        complaints.Add(why);
        return (new(null, Fate.Forbidden), Outcome.Done);
    }

    private static Guid? Told(Guid id) => id == Guid.Empty ? null : id;

    // What is gone is hidden from those who could not see it.
    private Task<bool> IsHidden(Guid id, Caller caller, CancellationToken cancellation) =>
        db.Heads.AnyAsync(head => head.ArticleId == id && !caller.Audiences.Contains(head.Audience), cancellation);

    private async Task<Guid> IdOf(Guid identity, Guid? own, CancellationToken cancellation) =>
        (
            await db.ImportIdentities.AsNoTracking().FirstOrDefaultAsync(row => row.Identity == identity, cancellation)
        )?.ArticleId
        ?? own
        ?? Guid.Empty;

    private Task<Article?> Article(Guid id, CancellationToken cancellation) =>
        db
            .Articles.Include(row => row.Dateline)
            .Include(row => row.Images)
                .ThenInclude(use => use.Image)
            .Include(row => row.Images)
                .ThenInclude(use => use.Caption)
                    .ThenInclude(caption => caption!.Dateline)
            .FirstOrDefaultAsync(row => row.Id == id, cancellation);

    // What an editor left so stays so, whatever its source sends.
    private async Task<bool> WasLeftByImport(Article article, CancellationToken cancellation) =>
        await db
            .Versions.Where(row => row.ArticleKey == article.Key && row.Actor != LogWorker.Actor)
            .OrderByDescending(row => row.Number)
            .Select(row => row.Actor)
            .FirstOrDefaultAsync(cancellation) == Importing.Actor;

    // A picture that the article shows already stays the picture it is, so that what else shows it is mended too.
    private async Task<List<ImageUse>> Uses(
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
                uses.Add(await making.Use(draft, cancellation));
                continue;
            }

            left.Remove(kept);
            kept.Image.Replace(draft.Facts, clock.GetUtcNow());
            if (draft.Caption is { } text && kept.Caption is { } caption)
                caption.Replace(text, await making.Dateline(text.Dateline, cancellation), clock.GetUtcNow());
            uses.Add(
                ImageUse.Of(
                    kept.Image,
                    draft.Caption is null
                        ? null
                        : kept.Caption ?? await making.Caption(draft.Caption, kept.Image, cancellation),
                    draft.Role
                )
            );
        }

        return uses;
    }
}
