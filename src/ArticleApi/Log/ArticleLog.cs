using System.Collections.Immutable;
using System.Data.Common;
using ArticleApi.Core.Datelines;
using ArticleApi.Index;
using ArticleApi.Index.FullText;
using ArticleApi.Log.Maintenance;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace ArticleApi.Log;

/// <summary>
/// The one door through which anything changes. In one transaction it flushes the editors' rows, takes the append lock,
/// and only then finds, reads, renders and appends what the change affects: so the log's order is the order of commits,
/// and no head is rendered from rows that another writer has changed since.
/// </summary>
internal sealed class ArticleLog(
    ArticleDb db,
    IRowWriter rows,
    ArticleRenderer renderer,
    IndexTokenizer tokenizer,
    ArticleIndex index,
    IndexKeys keys,
    LogLock append,
    LogWatermark watermark,
    CommitNotifier notifier,
    TimeProvider clock
)
{
    /// <summary>
    /// Articles rendered in the same transaction as the change they show; more are left to a background job.
    /// </summary>
    public const int MaxInlineRenders = 500;

    /// <summary>Commits whatever the context tracks.</summary>
    public async Task<CommitResult> CommitAsync(CommitMetadata metadata, CancellationToken cancellation)
    {
        var pending = TrackedChanges.From(db);
        await using var transaction = await BeginAsync(cancellation);
        if (await TryFlushAsync(cancellation) is { } refused)
            return await RollbackAsync(refused, transaction);

        var changes = new ChangeSet(await append.TakeAsync(cancellation));
        if (metadata.ExpectedVersions is { } expected && await IsStaleAsync(expected, cancellation))
            return await RollbackAsync(CommitStatus.VersionConflict, transaction);

        var (affected, rest) = await Dependents.FindArticlesAsync(db, pending, cancellation);
        var direct = pending.Articles.Select(article => article.Key).ToHashSet();
        var builder = CreateBuilder(changes, metadata);
        await builder.AddAsync([.. direct.Union(affected)], direct, cancellation);
        await builder.AddDeletedAsync(pending.DeletedArticles, cancellation);
        await Dependents.AddComponentsAsync(db, pending, changes.Index, cancellation);
        if (metadata.IsDryRun)
            return await RollbackAsync(CommitStatus.DryRun, transaction);

        var jobs = rest.ConvertAll(each => CreateJob(each.Component, each.Count, metadata));
        db.Jobs.AddRange(jobs);
        await RememberAsync(metadata.Outcome, changes.Articles, cancellation);
        if (await TryFlushAsync(cancellation) is { } repeated)
            return await RollbackAsync(repeated, transaction);

        await AppendAsync(changes, transaction, cancellation);

        return new(CommitStatus.Committed, jobs.FirstOrDefault()?.Id) { Articles = changes.Articles };
    }

    /// <summary>Forgets what came of writes that nobody sends again any more.</summary>
    public Task ForgetOutcomesAsync(CancellationToken cancellation) =>
        db.ForgetOutcomesAsync(clock.GetUtcNow() - IdempotencyRecord.Lifetime, null, cancellation);

    /// <summary>
    /// Renders these articles anew, though none of their own rows changed: a job's next batch, or the clock's doing.
    /// </summary>
    /// <param name="before">What else belongs to the same transaction, such as a job's progress.</param>
    public async Task RerenderAsync(
        IReadOnlyCollection<long> articles,
        CommitMetadata metadata,
        Action? before,
        CancellationToken cancellation
    )
    {
        await using var transaction = await BeginAsync(cancellation);
        var changes = new ChangeSet(await append.TakeAsync(cancellation));
        before?.Invoke();
        await FlushAsync(cancellation);
        await CreateBuilder(changes, metadata).AddAsync(articles, ImmutableHashSet<long>.Empty, cancellation);
        await AppendAsync(changes, transaction, cancellation);
        db.ChangeTracker.Clear();
    }

    /// <summary>
    /// Makes a shared dateline where there is none of its identity, in the transaction that the next commit ends.
    /// Another writer making the same at the same time is waited for.
    /// </summary>
    public async Task InternAsync(Dateline dateline, CancellationToken cancellation)
    {
        await BeginAsync(cancellation);
        var key = (await rows.ReserveKeysAsync<Dateline>(1, cancellation))[0];
        await rows.InsertMissingAsync([dateline.SetKey(nameof(Dateline.Key), key)], cancellation);
    }

    /// <summary>Keeps what is not here from being imported, should it come yet.</summary>
    public Task ReserveAsync(ImportIdentity identity, CancellationToken cancellation) =>
        rows.InsertMissingAsync([identity], cancellation);

    /// <summary>
    /// Claims what nobody has claimed, in the transaction that the next commit ends. Another writer claiming the same
    /// at the same time is waited for.
    /// </summary>
    /// <returns>The id of the article that has it.</returns>
    public async Task<Guid> ClaimAsync(ImportIdentity claim, CancellationToken cancellation)
    {
        await BeginAsync(cancellation);
        await rows.InsertMissingAsync([claim], cancellation);

        return await db
            .ImportIdentities.Where(row => row.Identity == claim.Identity)
            .Select(row => row.ArticleId)
            .SingleAsync(cancellation);
    }

    /// <summary>Undoes what was begun and not committed.</summary>
    public async Task AbandonAsync()
    {
        if (db.Database.CurrentTransaction is { } transaction)
            await transaction.RollbackAsync(CancellationToken.None);
        db.ChangeTracker.Clear();
    }

    /// <summary>
    /// Begins to take in new articles by the thousand. Where there is one writer at a time anyway, it takes the lock at
    /// once: then versions are written as they come, and little is left for the end.
    /// </summary>
    public async Task<BulkTransaction> BeginBulkAsync(CommitMetadata metadata, CancellationToken cancellation)
    {
        var transaction = await BeginAsync(cancellation);
        await db.SerializeImportsAsync(cancellation);
        var changes = db.HasSingleWriter ? new ChangeSet(await append.TakeAsync(cancellation)) : null;

        return new(db, rows, transaction, metadata) { Changes = changes };
    }

    /// <summary>Takes in articles, whose datelines are in.</summary>
    /// <returns>False where one was mended meanwhile: then all has to be taken in again.</returns>
    public async Task<bool> AddAsync(
        BulkTransaction bulk,
        IReadOnlyList<NewArticle> articles,
        CancellationToken cancellation
    )
    {
        await bulk.AddAsync(articles, cancellation);
        if (bulk.Changes is not { } changes)
            return true;
        if (!await bulk.TryAppendToAsync(changes, cancellation))
            return false;

        await WritePartAsync(changes, cancellation);
        return true;
    }

    /// <summary>Appends and commits what was taken in.</summary>
    /// <returns>False as of <see cref="AddAsync"/>: nothing was written.</returns>
    public async Task<bool> CommitBulkAsync(BulkTransaction bulk, CancellationToken cancellation)
    {
        var changes = bulk.Changes ?? new(await append.TakeAsync(cancellation));
        if (!await bulk.TryAppendToAsync(changes, cancellation))
            return false;

        await AppendAsync(changes, bulk.Transaction, cancellation);
        db.ChangeTracker.Clear();
        return true;
    }

    /// <summary>
    /// From here on whoever writes an article of this package indexes it under it; what was written before, <see
    /// cref="MaintainPackagesAsync"/> does.
    /// </summary>
    public Task AddPackageAsync(Package package, CancellationToken cancellation) =>
        ChangePackagesAsync(() => db.Packages.Add(package), cancellation);

    /// <summary>From here on nothing more is indexed under it.</summary>
    public Task RemovePackageAsync(Package package, CancellationToken cancellation) =>
        ChangePackagesAsync(() => (package.DeletedAt, package.SettledAt) = (clock.GetUtcNow(), null), cancellation);

    /// <summary>Goes on with the packages that are not ready, and with those that go.</summary>
    /// <returns>False where there are none.</returns>
    public async Task<bool> MaintainPackagesAsync(CancellationToken cancellation)
    {
        var pending = db.Packages.Where(row => row.SettledAt == null);
        if (!await pending.AnyAsync(cancellation))
            return false;

        await using var transaction = await BeginAsync(cancellation);
        await append.TakeAsync(cancellation);
        var backfill = new PackageBackfill(db, keys, clock);
        var package = await pending.OrderBy(row => row.Number).FirstOrDefaultAsync(cancellation);
        if (package is { DeletedAt: null })
            await backfill.AddNextAsync(package, cancellation);
        else if (package is not null)
            await backfill.RemoveNextAsync(package, cancellation);
        await FlushAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        db.ChangeTracker.Clear();
        return true;
    }

    private async Task ChangePackagesAsync(Action change, CancellationToken cancellation)
    {
        await using var transaction = await BeginAsync(cancellation);
        await append.TakeAsync(cancellation);
        change();
        await FlushAsync(cancellation);
        await append.StampPackagesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        notifier.Notify();
    }

    /// <summary>Rewrites heads in place for a newer renderer: no sequence, no entry in the feed.</summary>
    public async Task<int> UpgradeRendererAsync(int atMost, CancellationToken cancellation)
    {
        await using var transaction = await BeginAsync(cancellation);
        var changes = new ChangeSet(await append.TakeAsync(cancellation));
        var done = await new RendererUpgrade(db, renderer).AddNextAsync(changes, atMost, cancellation);
        await AppendAsync(changes, transaction, cancellation);
        return done;
    }

    /// <summary>
    /// Begins to make the full-text index anew, and to file everything anew: no sequence, no entry in the feed. On
    /// SQLite nothing is found by words until <see cref="RebuildIndexAsync"/> has done the rest; on PostgreSQL the old
    /// index is searched until then.
    /// </summary>
    /// <param name="always">
    /// False where the index is only to be made anew if it is of another version of the code.
    /// </param>
    public async Task<bool> BeginIndexRebuildAsync(bool always, CancellationToken cancellation)
    {
        await using var transaction = await BeginAsync(cancellation);
        var log = await append.TakeAnyVersionAsync(cancellation);
        if (!always && log.IndexVersion == tokenizer.Version)
            return false;

        var isEmpty =
            !log.Reindexing
            && !await db.Heads.AnyAsync(cancellation)
            && !await db.ComponentUsages.AnyAsync(cancellation);
        if (!isEmpty)
            await db.BeginTextIndexAsync(cancellation);
        await append.BeginGenerationAsync(isRebuilt: !isEmpty, cancellation);
        log = await append.AdvanceAsync(log, 0, 0, isOpen: !isEmpty, cancellation);
        await transaction.CommitAsync(cancellation);
        watermark.AdvanceTo(log);
        if (!isEmpty)
            await CompleteErasureAsync(cancellation);
        notifier.Notify();
        return !isEmpty;
    }

    /// <summary>Indexes and files the next that are left of an earlier generation.</summary>
    /// <returns>False where none were left, and nothing was done.</returns>
    public async Task<bool> RebuildIndexAsync(IndexRebuildProgress progress, int atMost, CancellationToken cancellation)
    {
        try
        {
            await using var transaction = await BeginAsync(cancellation);
            var log = await append.TakeAsync(cancellation);
            if (!log.Reindexing)
                return false;

            progress.Start(log.IndexGeneration);
            var changes = new ChangeSet(log, FullTextTableSet.Next);
            await new IndexRebuild(db, renderer).AddNextAsync(changes, progress, atMost, cancellation);
            if (progress.Stage is null)
            {
                await db.EndTextIndexAsync(cancellation);
                await append.EndRebuildAsync(cancellation);
                changes.IsOpen = true;
            }

            await AppendAsync(changes, transaction, cancellation);
            return true;
        }
        catch
        {
            progress.Restart();
            throw;
        }
    }

    /// <summary>
    /// The transaction that the next commit ends. Handlers that must find or make a shared row first begin it early.
    /// </summary>
    public static async Task<IDbContextTransaction> BeginAsync(ArticleDb db, CancellationToken cancellation) =>
        db.Database.CurrentTransaction ?? await db.Database.BeginTransactionAsync(cancellation);

    private Task<IDbContextTransaction> BeginAsync(CancellationToken cancellation) => BeginAsync(db, cancellation);

    // Under the lock: of two that are sent at once the second finds the first's record in its way.
    private async Task RememberAsync(
        IdempotencyRecord? outcome,
        IReadOnlyList<StoredArticle> articles,
        CancellationToken cancellation
    )
    {
        if (outcome is null)
            return;

        await db.ForgetOutcomesAsync(outcome.At - IdempotencyRecord.Lifetime, outcome, cancellation);
        outcome.Version = articles.FirstOrDefault(article => article.Id == outcome.ItemId)?.Version ?? outcome.Version;
        db.IdempotencyRecords.Add(outcome);
    }

    private ChangeSetBuilder CreateBuilder(ChangeSet changes, CommitMetadata metadata) =>
        new(db, renderer, changes, metadata, clock.GetUtcNow());

    private Job CreateJob(ComponentRef component, int count, CommitMetadata metadata) =>
        new()
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            Kind = component.Kind,
            Key = component.Key,
            Cause = metadata.Cause,
            Actor = metadata.Actor,
            Total = count,
            CreatedAt = clock.GetUtcNow(),
        };

    /// <summary>Writes a change set, and ends its transaction.</summary>
    private async Task AppendAsync(ChangeSet changes, IDbContextTransaction transaction, CancellationToken cancellation)
    {
        await WritePartAsync(changes, cancellation);
        await index.WriteDeferredAsync(changes.Index.Deferred, cancellation);
        await rows.FlushAsync(cancellation);
        var log = await append.AdvanceAsync(
            changes.Log,
            changes.AppendedCount,
            changes.OpenCount,
            changes.IsOpen,
            cancellation
        );
        await transaction.CommitAsync(cancellation);
        watermark.AdvanceTo(log);
        if (changes.HasErasures)
            await CompleteErasureAsync(cancellation);
        notifier.Notify();
    }

    private async Task WritePartAsync(ChangeSet changes, CancellationToken cancellation)
    {
        await new VersionAppender(rows, keys).WriteAsync(changes, cancellation);
        await index.ApplyAsync(changes.Index, cancellation);
        changes.BeginPart();
    }

    /// <returns>Why the database refuses the editors' rows; null where it takes them.</returns>
    private async Task<CommitStatus?> TryFlushAsync(CancellationToken cancellation)
    {
        try
        {
            await FlushAsync(cancellation);
            return null;
        }
        catch (DbUpdateConcurrencyException)
        {
            return CommitStatus.VersionConflict;
        }
        catch (DbUpdateException refused) when (refused.IsDuplicateKey())
        {
            return CommitStatus.DuplicateKey;
        }
        catch (DbUpdateException refused) when (refused.IsForeignKeyViolation())
        {
            return CommitStatus.StillReferenced;
        }
    }

#pragma warning disable RS0030 // This is the door.
    private Task<int> FlushAsync(CancellationToken cancellation) => db.SaveChangesAsync(cancellation);
#pragma warning restore RS0030

    private async Task<bool> IsStaleAsync(IReadOnlyDictionary<long, int> expected, CancellationToken cancellation)
    {
        var versions = await db
            .Heads.AsNoTracking()
            .Where(head => expected.Keys.Contains(head.ArticleKey))
            .ToDictionaryAsync(head => head.ArticleKey, head => head.Version, cancellation);

        return expected.Any(pair => versions.GetValueOrDefault(pair.Key) != pair.Value);
    }

    // What was committed stays committed, whatever becomes of this; the log's worker tries it again.
    private async Task CompleteErasureAsync(CancellationToken cancellation)
    {
        notifier.HasPendingErasure = true;
        try
        {
            notifier.HasPendingErasure = !await db.CompleteErasureAsync(cancellation);
        }
        catch (DbException) { }
    }

    private async Task<CommitResult> RollbackAsync(CommitStatus outcome, IDbContextTransaction transaction)
    {
        await transaction.RollbackAsync(CancellationToken.None);
        db.ChangeTracker.Clear();
        return new(outcome);
    }
}
