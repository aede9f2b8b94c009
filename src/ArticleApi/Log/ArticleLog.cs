using System.Data.Common;
using System.Security.Cryptography;
using ArticleApi.Storage;
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
    Renderer renderer,
    TextIndexing indexing,
    IndexNames names,
    DatabaseSecret secret,
    LogSignal signal,
    LogTick tick
)
{
    /// <summary>
    /// Articles rendered in the same transaction as the change they show; more are left to a background job.
    /// </summary>
    public const int MostAtOnce = 500;

    /// <summary>Whether commits are undone at their end: everything is checked, and nothing stays.</summary>
    public bool Rehearses { get; set; }

    /// <summary>Commits whatever the context tracks.</summary>
    public async Task<Committed> Commit(Change change, CancellationToken cancellation)
    {
        var pending = Pending.In(db);
        await using var transaction = await Begin(cancellation);
        try
        {
            await Flush(cancellation);
        }
        catch (DbUpdateConcurrencyException)
        {
            return await Refuse(Outcome.Stale, transaction);
        }
        catch (DbUpdateException refused) when (refused.IsDuplicateKey())
        {
            return await Refuse(Outcome.Duplicate, transaction);
        }
        catch (DbUpdateException refused) when (refused.IsStillInUse())
        {
            return await Refuse(Outcome.InUse, transaction);
        }

        var head = await Lock(cancellation);
        if (change.Expected is { } expected && await IsStale(expected, cancellation))
            return await Refuse(Outcome.Stale, transaction);

        var (affected, jobs) = await FindAffected(pending, change, cancellation);
        var direct = pending.Articles.Select(article => article.Key).ToHashSet();
        var appender = AppenderOf(head);
        await appender.Append([.. direct.Union(affected)], direct, change, cancellation);
        await appender.Entomb(pending.DeletedArticles, change, cancellation);
        foreach (var (kind, row, _) in pending.Components)
            appender.Shown.Change(kind, Pending.KeyOf(row));
        await TouchWhatCarries(pending, appender.Shown, cancellation);
        if (Rehearses)
            return await Refuse(Outcome.Rehearsed, transaction);

        await Finish(head, appender, pending.DeletedComponents, transaction, cancellation);

        return new(Outcome.Done, jobs.FirstOrDefault()?.Id);
    }

    /// <summary>
    /// Renders these articles anew, though none of their own rows changed: a job's next batch, or the clock's doing.
    /// </summary>
    /// <param name="before">What else belongs to the same transaction, such as a job's progress.</param>
    public async Task Render(
        IReadOnlyCollection<long> articles,
        Change change,
        Action? before,
        CancellationToken cancellation
    )
    {
        await using var transaction = await Begin(cancellation);
        var head = await Lock(cancellation);
        before?.Invoke();
        var appender = AppenderOf(head);
        await appender.Append(
            [.. articles],
            System.Collections.Immutable.ImmutableHashSet<long>.Empty,
            change,
            cancellation
        );
        await Finish(head, appender, [], transaction, cancellation);
        db.ChangeTracker.Clear();
    }

    /// <summary>
    /// Begins to take in new articles by the thousand. Dispose of the transaction where they are not all taken.
    /// </summary>
    internal async Task<(Taking Taking, IDbContextTransaction Transaction)> BeginTaking(
        Change change,
        CancellationToken cancellation
    )
    {
        var transaction = await Begin(cancellation);
        await db.OneImport(cancellation);

        return (new(db, renderer, indexing, names, change, clock.GetUtcNow()), transaction);
    }

    /// <summary>Appends and commits what was taken in.</summary>
    /// <returns>
    /// False where a dateline was mended meanwhile: nothing was written, and it has to be taken in again.
    /// </returns>
    internal async Task<bool> Commit(Taking taking, IDbContextTransaction transaction, CancellationToken cancellation)
    {
        var rendered = secret.Value;
        var head = await Lock(cancellation);
        if (!ReferenceEquals(rendered, secret.Value) || !await taking.IsFresh(cancellation))
            return false;

        await taking.Write(head, cancellation);
        var shown = new Shown(db, indexing, names, head.IndexGeneration);
        taking.Touch(shown);
        await shown.Write([], cancellation);
        await Flush(cancellation);
        await db.Index(shown.Searched, head.TablesWritten(), cancellation);
        head = await Move(head, taking.Count, taking.OpenCount, shown.OpenSees, cancellation);
        await transaction.CommitAsync(cancellation);
        db.ChangeTracker.Clear();
        tick.Advance(head);
        signal.Raise();
        return true;
    }

    /// <summary>Rewrites heads in place for a newer renderer: no sequence, no entry in the feed.</summary>
    public async Task<int> Reshape(int atMost, CancellationToken cancellation)
    {
        await using var transaction = await Begin(cancellation);
        var head = await Lock(cancellation);
        var appender = AppenderOf(head);
        var done = await appender.Reshape(atMost, cancellation);
        await appender.Shown.Write([], cancellation);
        await Flush(cancellation);
        await db.Index([.. appender.Searched, .. appender.Shown.Searched], head.TablesWritten(), cancellation);
        head = await Move(head, 0, 0, appender.OpenSees, cancellation);
        await transaction.CommitAsync(cancellation);
        tick.Advance(head);
        db.ChangeTracker.Clear();
        return done;
    }

    /// <summary>
    /// Begins to make the full-text index anew, and to file everything anew: no sequence, no entry in the feed. On
    /// SQLite nothing is found by words until <see cref="Reindex"/> has done the rest; on PostgreSQL the old index is
    /// searched until then.
    /// </summary>
    /// <param name="always">
    /// False where the index is only to be made anew if it is of another version of the code.
    /// </param>
    public async Task<bool> BeginReindex(bool always, CancellationToken cancellation)
    {
        await using var transaction = await Begin(cancellation);
        var head = await TakeLock(cancellation);
        if (!always && head.IndexVersion == indexing.Version)
            return false;

        var isEmpty =
            !head.Reindexing && !await db.Heads.AnyAsync(cancellation) && !await db.Showings.AnyAsync(cancellation);
        if (!isEmpty)
            await db.BeginIndex(cancellation);
        await db.Database.ExecuteSqlAsync(
            $"""UPDATE log_head SET "IndexVersion" = {indexing.Version}, "IndexGeneration" = "IndexGeneration" + 1, "Reindexing" = {!isEmpty}""",
            cancellation
        );
        head = await Move(head, 0, 0, openSees: !isEmpty, cancellation);
        await transaction.CommitAsync(cancellation);
        tick.Advance(head);
        if (!isEmpty)
            await SettleErasure(cancellation);
        signal.Raise();
        return !isEmpty;
    }

    /// <summary>Indexes and files the next that are left of an earlier generation.</summary>
    /// <returns>False where none were left, and nothing was done.</returns>
    internal async Task<bool> Reindex(ReindexProgress progress, int atMost, CancellationToken cancellation)
    {
        try
        {
            await using var transaction = await Begin(cancellation);
            var head = await Lock(cancellation);
            if (!head.Reindexing)
                return false;

            progress.Follow(head.IndexGeneration);
            var appender = AppenderOf(head);
            await appender.Reindex(progress, atMost, cancellation);
            await appender.Shown.Write([], cancellation);
            await Flush(cancellation);
            await db.Index([.. appender.Searched, .. appender.Shown.Searched], IndexTables.Next, cancellation);
            var isDone = progress.Stage is null;
            if (isDone)
            {
                await db.EndIndex(cancellation);
                await db.Database.ExecuteSqlAsync($"""UPDATE log_head SET "Reindexing" = {false}""", cancellation);
            }

            head = await Move(head, 0, 0, openSees: isDone || appender.OpenSees, cancellation);
            await transaction.CommitAsync(cancellation);
            tick.Advance(head);
            db.ChangeTracker.Clear();
            return true;
        }
        catch
        {
            progress.Forget();
            throw;
        }
    }

    private Appender AppenderOf(LogHead head) =>
        new(db, renderer, indexing, names, head.IndexGeneration, clock.GetUtcNow());

    /// <summary>
    /// The transaction that the next commit ends. Handlers that must find or make a shared row first begin it early.
    /// </summary>
    public static async Task<IDbContextTransaction> Begin(ArticleDb db, CancellationToken cancellation) =>
        db.Database.CurrentTransaction ?? await db.Database.BeginTransactionAsync(cancellation);

    private Task<IDbContextTransaction> Begin(CancellationToken cancellation) => Begin(db, cancellation);

#pragma warning disable RS0030 // This is the door.
    private Task<int> Flush(CancellationToken cancellation) => db.SaveChangesAsync(cancellation);
#pragma warning restore RS0030

    /// <summary>Takes the append lock.</summary>
    /// <returns>Where the log stands until this transaction moves it.</returns>
    /// <exception cref="OtherVersionException">
    /// Where the index is of other words than this process would write.
    /// </exception>
    private async Task<LogHead> Lock(CancellationToken cancellation)
    {
        var head = await TakeLock(cancellation);

        return head.IndexVersion == indexing.Version ? head : throw new OtherVersionException();
    }

    private async Task<LogHead> TakeLock(CancellationToken cancellation)
    {
        var head = (
            await db
                .LogHeads.FromSql($"""UPDATE log_head SET "Seq" = "Seq" RETURNING *""")
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
    private async Task<LogHead> Move(
        LogHead from,
        int count,
        int openCount,
        bool openSees,
        CancellationToken cancellation
    )
    {
        var nonce = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));
        var open = openSees || openCount > 0;
        var (openTick, openNonce) = open ? (from.OpenTick + 1, nonce) : (from.OpenTick, from.OpenNonce);
        var openSeq = openCount > 0 ? from.Seq + openCount : from.OpenSeq;

        return (
            await db
                .LogHeads.FromSql(
                    $"""
                    UPDATE log_head SET "Seq" = "Seq" + {count}, "Tick" = "Tick" + 1, "Nonce" = {nonce},
                    "OpenTick" = {openTick}, "OpenNonce" = {openNonce}, "OpenSeq" = {openSeq} RETURNING *
                    """
                )
                .AsNoTracking()
                .ToListAsync(cancellation)
        )[0];
    }

    private async Task<bool> IsStale(IReadOnlyDictionary<long, int> expected, CancellationToken cancellation)
    {
        var versions = await db
            .Heads.AsNoTracking()
            .Where(head => expected.Keys.Contains(head.ArticleKey))
            .ToDictionaryAsync(head => head.ArticleKey, head => head.Version, cancellation);

        return expected.Any(pair => versions.GetValueOrDefault(pair.Key) != pair.Value);
    }

    private async Task<(HashSet<long> Now, List<RenderJob> Later)> FindAffected(
        Pending pending,
        Change change,
        CancellationToken cancellation
    )
    {
        var now = new HashSet<long>();
        var later = new List<RenderJob>();
        foreach (var (kind, row, mended) in pending.Components)
        {
            if (!mended)
                continue;

            var key = Pending.KeyOf(row);
            var keys = await db.By(kind, key)
                .Distinct()
                .OrderBy(article => article)
                .Take(MostAtOnce + 1)
                .ToListAsync(cancellation);
            if (now.Count + keys.Count <= MostAtOnce)
                now.UnionWith(keys);
            else
                later.Add(
                    new RenderJob
                    {
                        Kind = kind,
                        Key = key,
                        Cause = change.Cause,
                        Actor = change.Actor,
                        Total = await db.By(kind, key).Distinct().CountAsync(cancellation),
                        CreatedAt = clock.GetUtcNow(),
                    }
                );
        }

        db.RenderJobs.AddRange(later);
        return (now, later);
    }

    // A caption says where its image was taken, and a dateline says it for its captions: their filing follows.
    private async Task TouchWhatCarries(Pending pending, Shown shown, CancellationToken cancellation)
    {
        foreach (var (kind, row, mended) in pending.Components)
        {
            if (row is Core.Images.Caption caption)
            {
                shown.Touch(ComponentKind.Image, caption.ImageKey);
                if (caption.DatelineKey is { } filed)
                    shown.Touch(ComponentKind.Dateline, filed);
            }

            if (kind != ComponentKind.Dateline || !mended)
                continue;

            // Those that an article shows follow with it.
            var key = Pending.KeyOf(row);
            var unused = db.Captions.Where(c =>
                c.DatelineKey == key && !db.ImageUses.Any(use => use.CaptionKey == c.Key)
            );
            foreach (var carrier in await unused.Select(c => new { c.Key, c.ImageKey }).ToListAsync(cancellation))
            {
                shown.Touch(ComponentKind.Caption, carrier.Key);
                shown.Touch(ComponentKind.Image, carrier.ImageKey);
            }
        }
    }

    private async Task Finish(
        LogHead head,
        Appender appender,
        IReadOnlyList<(ComponentKind Kind, long Key)> deleted,
        IDbContextTransaction transaction,
        CancellationToken cancellation
    )
    {
        await appender.Shown.Write(deleted, cancellation);
        appender.Number(head.Seq);
        head = await Move(head, appender.Count, appender.OpenCount, appender.OpenSees, cancellation);
        await Flush(cancellation);
        await db.Index([.. appender.Searched, .. appender.Shown.Searched], head.TablesWritten(), cancellation);
        await transaction.CommitAsync(cancellation);
        tick.Advance(head);
        if (appender.Erased)
            await SettleErasure(cancellation);
        signal.Raise();
    }

    // What was committed stays committed, whatever becomes of this; the log's worker tries it again.
    private async Task SettleErasure(CancellationToken cancellation)
    {
        signal.ErasureUnsettled = true;
        try
        {
            signal.ErasureUnsettled = !await db.SettleErasure(cancellation);
        }
        catch (DbException) { }
    }

    private async Task<Committed> Refuse(Outcome outcome, IDbContextTransaction transaction)
    {
        await transaction.RollbackAsync(CancellationToken.None);
        db.ChangeTracker.Clear();
        return new(outcome);
    }
}
