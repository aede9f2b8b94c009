using System.Data.Common;
using System.Security.Cryptography;
using ArticleApi.Index;
using ArticleApi.Index.FullText;
using ArticleApi.Index.Usage;
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
    TimeProvider clock,
    ArticleRenderer renderer,
    IndexTokenizer indexing,
    IndexKeys names,
    DatabaseSecret secret,
    CommitNotifier signal,
    LogWatermark tick
)
{
    /// <summary>
    /// Articles rendered in the same transaction as the change they show; more are left to a background job.
    /// </summary>
    public const int MaxInlineRenders = 500;

    /// <summary>Whether commits are undone at their end: everything is checked, and nothing stays.</summary>
    public bool IsDryRun { get; set; }

    /// <summary>Commits whatever the context tracks.</summary>
    public async Task<CommitResult> CommitAsync(CommitMetadata change, CancellationToken cancellation)
    {
        var pending = TrackedChanges.From(db);
        await using var transaction = await BeginAsync(cancellation);
        try
        {
            await FlushAsync(cancellation);
        }
        catch (DbUpdateConcurrencyException)
        {
            return await RollbackAsync(CommitStatus.VersionConflict, transaction);
        }
        catch (DbUpdateException refused) when (refused.IsDuplicateKey())
        {
            return await RollbackAsync(CommitStatus.DuplicateKey, transaction);
        }
        catch (DbUpdateException refused) when (refused.IsForeignKeyViolation())
        {
            return await RollbackAsync(CommitStatus.StillReferenced, transaction);
        }

        var head = await LockAsync(cancellation);
        if (change.ExpectedVersions is { } expected && await IsStaleAsync(expected, cancellation))
            return await RollbackAsync(CommitStatus.VersionConflict, transaction);

        var (affected, jobs) = await FindDependentArticlesAsync(pending, change, cancellation);
        var direct = pending.Articles.Select(article => article.Key).ToHashSet();
        var appender = CreateAppender(head);
        await appender.AppendAsync([.. direct.Union(affected)], direct, change, cancellation);
        await appender.AppendTombstoneAsync(pending.DeletedArticles, change, cancellation);
        foreach (var (kind, row, _) in pending.Components)
            appender.Usage.MarkChanged(kind, TrackedChanges.KeyOf(row));
        await MarkContainersDirtyAsync(pending, appender.Usage, cancellation);
        if (IsDryRun)
            return await RollbackAsync(CommitStatus.DryRun, transaction);

        await AppendAndCommitAsync(head, appender, pending.DeletedComponents, transaction, cancellation);

        return new(CommitStatus.Committed, jobs.FirstOrDefault()?.Id);
    }

    /// <summary>
    /// Renders these articles anew, though none of their own rows changed: a job's next batch, or the clock's doing.
    /// </summary>
    /// <param name="before">What else belongs to the same transaction, such as a job's progress.</param>
    public async Task RerenderAsync(
        IReadOnlyCollection<long> articles,
        CommitMetadata change,
        Action? before,
        CancellationToken cancellation
    )
    {
        await using var transaction = await BeginAsync(cancellation);
        var head = await LockAsync(cancellation);
        before?.Invoke();
        var appender = CreateAppender(head);
        await appender.AppendAsync(
            [.. articles],
            System.Collections.Immutable.ImmutableHashSet<long>.Empty,
            change,
            cancellation
        );
        await AppendAndCommitAsync(head, appender, [], transaction, cancellation);
        db.ChangeTracker.Clear();
    }

    /// <summary>
    /// Begins to take in new articles by the thousand. Dispose of the transaction where they are not all taken.
    /// </summary>
    internal async Task<(BulkAppend Taking, IDbContextTransaction Transaction)> BeginBulkAppendAsync(
        CommitMetadata change,
        CancellationToken cancellation
    )
    {
        var transaction = await BeginAsync(cancellation);
        await db.SerializeImportsAsync(cancellation);

        return (new(db, renderer, indexing, names, change, clock.GetUtcNow()), transaction);
    }

    /// <summary>Appends and commits what was taken in.</summary>
    /// <returns>
    /// False where a dateline was mended meanwhile: nothing was written, and it has to be taken in again.
    /// </returns>
    internal async Task<bool> CommitBulkAsync(
        BulkAppend taking,
        IDbContextTransaction transaction,
        CancellationToken cancellation
    )
    {
        var rendered = secret.Value;
        var head = await LockAsync(cancellation);
        if (!ReferenceEquals(rendered, secret.Value) || !await taking.DatelinesUnchangedAsync(cancellation))
            return false;

        await taking.WriteAsync(head, cancellation);
        var shown = new UsageCounter(db, indexing, names, head.IndexGeneration);
        taking.MarkReusedDatelines(shown);
        await shown.FlushAsync([], cancellation);
        await FlushAsync(cancellation);
        await db.IndexTextAsync(shown.FullTextChanges, head.TablesWritten(), cancellation);
        head = await AdvanceAsync(head, taking.Count, taking.OpenCount, shown.OpenSees, cancellation);
        await transaction.CommitAsync(cancellation);
        db.ChangeTracker.Clear();
        tick.AdvanceTo(head);
        signal.Notify();
        return true;
    }

    /// <summary>Rewrites heads in place for a newer renderer: no sequence, no entry in the feed.</summary>
    public async Task<int> UpgradeRendererAsync(int atMost, CancellationToken cancellation)
    {
        await using var transaction = await BeginAsync(cancellation);
        var head = await LockAsync(cancellation);
        var appender = CreateAppender(head);
        var done = await appender.UpgradeRendererAsync(atMost, cancellation);
        await appender.Usage.FlushAsync([], cancellation);
        await FlushAsync(cancellation);
        await db.IndexTextAsync(
            [.. appender.FullTextChanges, .. appender.Usage.FullTextChanges],
            head.TablesWritten(),
            cancellation
        );
        head = await AdvanceAsync(head, 0, 0, appender.OpenSees, cancellation);
        await transaction.CommitAsync(cancellation);
        tick.AdvanceTo(head);
        db.ChangeTracker.Clear();
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
        var head = await LockAnyVersionAsync(cancellation);
        if (!always && head.IndexVersion == indexing.Version)
            return false;

        var isEmpty =
            !head.Reindexing
            && !await db.Heads.AnyAsync(cancellation)
            && !await db.ComponentUsages.AnyAsync(cancellation);
        if (!isEmpty)
            await db.BeginTextIndexAsync(cancellation);
        await db.Database.ExecuteSqlAsync(
            $"""UPDATE log_sequence SET "IndexVersion" = {indexing.Version}, "IndexGeneration" = "IndexGeneration" + 1, "Reindexing" = {!isEmpty}""",
            cancellation
        );
        head = await AdvanceAsync(head, 0, 0, openSees: !isEmpty, cancellation);
        await transaction.CommitAsync(cancellation);
        tick.AdvanceTo(head);
        if (!isEmpty)
            await CompleteErasureAsync(cancellation);
        signal.Notify();
        return !isEmpty;
    }

    /// <summary>Indexes and files the next that are left of an earlier generation.</summary>
    /// <returns>False where none were left, and nothing was done.</returns>
    internal async Task<bool> RebuildIndexAsync(
        IndexRebuildProgress progress,
        int atMost,
        CancellationToken cancellation
    )
    {
        try
        {
            await using var transaction = await BeginAsync(cancellation);
            var head = await LockAsync(cancellation);
            if (!head.Reindexing)
                return false;

            progress.Start(head.IndexGeneration);
            var appender = CreateAppender(head);
            await appender.RebuildIndexAsync(progress, atMost, cancellation);
            await appender.Usage.FlushAsync([], cancellation);
            await FlushAsync(cancellation);
            await db.IndexTextAsync(
                [.. appender.FullTextChanges, .. appender.Usage.FullTextChanges],
                FullTextTableSet.Next,
                cancellation
            );
            var isDone = progress.Stage is null;
            if (isDone)
            {
                await db.EndTextIndexAsync(cancellation);
                await db.Database.ExecuteSqlAsync($"""UPDATE log_sequence SET "Reindexing" = {false}""", cancellation);
            }

            head = await AdvanceAsync(head, 0, 0, openSees: isDone || appender.OpenSees, cancellation);
            await transaction.CommitAsync(cancellation);
            tick.AdvanceTo(head);
            db.ChangeTracker.Clear();
            return true;
        }
        catch
        {
            progress.Restart();
            throw;
        }
    }

    private VersionAppender CreateAppender(LogSequence head) =>
        new(db, renderer, indexing, names, head.IndexGeneration, clock.GetUtcNow());

    /// <summary>
    /// The transaction that the next commit ends. Handlers that must find or make a shared row first begin it early.
    /// </summary>
    public static async Task<IDbContextTransaction> BeginAsync(ArticleDb db, CancellationToken cancellation) =>
        db.Database.CurrentTransaction ?? await db.Database.BeginTransactionAsync(cancellation);

    private Task<IDbContextTransaction> BeginAsync(CancellationToken cancellation) => BeginAsync(db, cancellation);

#pragma warning disable RS0030 // This is the door.
    private Task<int> FlushAsync(CancellationToken cancellation) => db.SaveChangesAsync(cancellation);
#pragma warning restore RS0030

    /// <summary>Takes the append lock.</summary>
    /// <returns>Where the log stands until this transaction moves it.</returns>
    /// <exception cref="IndexVersionMismatchException">
    /// Where the index is of other words than this process would write.
    /// </exception>
    private async Task<LogSequence> LockAsync(CancellationToken cancellation)
    {
        var head = await LockAnyVersionAsync(cancellation);

        return head.IndexVersion == indexing.Version ? head : throw new IndexVersionMismatchException();
    }

    private async Task<LogSequence> LockAnyVersionAsync(CancellationToken cancellation)
    {
        var head = (
            await db
                .LogSequences.FromSql($"""UPDATE log_sequence SET "LastSequence" = "LastSequence" RETURNING *""")
                .AsNoTracking()
                .ToListAsync(cancellation)
        )[0];
        secret.Take(head.Secret);

        return head;
    }

    /// <summary>Moves the log's head on, as a commit's last step.</summary>
    /// <param name="from">As it was when it was locked.</param>
    /// <param name="openCount">
    /// How many were appended up to the last that a caller without a key can notice; 0 where it can notice none.
    /// </param>
    /// <param name="openSees">Whether such a caller can notice anything else.</param>
    private async Task<LogSequence> AdvanceAsync(
        LogSequence from,
        int count,
        int openCount,
        bool openSees,
        CancellationToken cancellation
    )
    {
        var nonce = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));
        var open = openSees || openCount > 0;
        var (openTick, openNonce) = open ? (from.OpenCommitCount + 1, nonce) : (from.OpenCommitCount, from.OpenNonce);
        var openSeq = openCount > 0 ? from.LastSequence + openCount : from.LastOpenSequence;

        return (
            await db
                .LogSequences.FromSql(
                    $"""
                    UPDATE log_sequence SET "LastSequence" = "LastSequence" + {count}, "CommitCount" = "CommitCount" + 1, "Nonce" = {nonce},
                    "OpenCommitCount" = {openTick}, "OpenNonce" = {openNonce}, "LastOpenSequence" = {openSeq} RETURNING *
                    """
                )
                .AsNoTracking()
                .ToListAsync(cancellation)
        )[0];
    }

    private async Task<bool> IsStaleAsync(IReadOnlyDictionary<long, int> expected, CancellationToken cancellation)
    {
        var versions = await db
            .Heads.AsNoTracking()
            .Where(head => expected.Keys.Contains(head.ArticleKey))
            .ToDictionaryAsync(head => head.ArticleKey, head => head.Version, cancellation);

        return expected.Any(pair => versions.GetValueOrDefault(pair.Key) != pair.Value);
    }

    private async Task<(HashSet<long> Now, List<RenderJob> Later)> FindDependentArticlesAsync(
        TrackedChanges pending,
        CommitMetadata change,
        CancellationToken cancellation
    )
    {
        var now = new HashSet<long>();
        var later = new List<RenderJob>();
        foreach (var (kind, row, mended) in pending.Components)
        {
            if (!mended)
                continue;

            var key = TrackedChanges.KeyOf(row);
            var keys = await db.ArticlesUsing(kind, key)
                .Distinct()
                .OrderBy(article => article)
                .Take(MaxInlineRenders + 1)
                .ToListAsync(cancellation);
            if (now.Count + keys.Count <= MaxInlineRenders)
                now.UnionWith(keys);
            else
                later.Add(
                    new RenderJob
                    {
                        Kind = kind,
                        Key = key,
                        Cause = change.Cause,
                        Actor = change.Actor,
                        Total = await db.ArticlesUsing(kind, key).Distinct().CountAsync(cancellation),
                        CreatedAt = clock.GetUtcNow(),
                    }
                );
        }

        db.RenderJobs.AddRange(later);
        return (now, later);
    }

    // A caption says where its image was taken, and a dateline says it for its captions: their filing follows.
    private async Task MarkContainersDirtyAsync(
        TrackedChanges pending,
        UsageCounter shown,
        CancellationToken cancellation
    )
    {
        foreach (var (kind, row, mended) in pending.Components)
        {
            if (row is Core.Images.Caption caption)
            {
                shown.MarkDirty(ComponentKind.Image, caption.ImageKey);
                if (caption.DatelineKey is { } filed)
                    shown.MarkDirty(ComponentKind.Dateline, filed);
            }

            if (kind != ComponentKind.Dateline || !mended)
                continue;

            // Those that an article shows follow with it.
            var key = TrackedChanges.KeyOf(row);
            var unused = db.Captions.Where(c =>
                c.DatelineKey == key && !db.ImageUses.Any(use => use.CaptionKey == c.Key)
            );
            foreach (var carrier in await unused.Select(c => new { c.Key, c.ImageKey }).ToListAsync(cancellation))
            {
                shown.MarkDirty(ComponentKind.Caption, carrier.Key);
                shown.MarkDirty(ComponentKind.Image, carrier.ImageKey);
            }
        }
    }

    private async Task AppendAndCommitAsync(
        LogSequence head,
        VersionAppender appender,
        IReadOnlyList<(ComponentKind Kind, long Key)> deleted,
        IDbContextTransaction transaction,
        CancellationToken cancellation
    )
    {
        await appender.Usage.FlushAsync(deleted, cancellation);
        appender.AssignSequences(head.LastSequence);
        head = await AdvanceAsync(head, appender.Count, appender.OpenCount, appender.OpenSees, cancellation);
        await FlushAsync(cancellation);
        await db.IndexTextAsync(
            [.. appender.FullTextChanges, .. appender.Usage.FullTextChanges],
            head.TablesWritten(),
            cancellation
        );
        await transaction.CommitAsync(cancellation);
        tick.AdvanceTo(head);
        if (appender.HasErasures)
            await CompleteErasureAsync(cancellation);
        signal.Notify();
    }

    // What was committed stays committed, whatever becomes of this; the log's worker tries it again.
    private async Task CompleteErasureAsync(CancellationToken cancellation)
    {
        signal.ErasureUnsettled = true;
        try
        {
            signal.ErasureUnsettled = !await db.CompleteErasureAsync(cancellation);
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
