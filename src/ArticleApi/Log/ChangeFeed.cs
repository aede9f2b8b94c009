using ArticleApi.Core.Articles;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Log;

/// <summary>One change as one caller is told of it.</summary>
/// <param name="Put">True for an upsert; false where the follower should no longer have it.</param>
internal sealed record ChangeFeedEntry(
    ChangeFeedCursor Cursor,
    bool Put,
    string Cause,
    Guid Id,
    string? Slug,
    int Version,
    DateTimeOffset At,
    string? Reason,
    byte[]? Document
);

/// <summary>The log read in order, as far as a caller may see it.</summary>
internal sealed class ChangeFeed(ArticleDb db)
{
    /// <summary>Log entries that one request reads.</summary>
    private const int MaxRead = 5_000;

    private const int Chunk = 500;

    /// <summary>The cursor of an entry of this history; null where it has no such entry.</summary>
    /// <param name="sequence">Null for the last.</param>
    public async Task<ChangeFeedCursor?> FindCursorAsync(long? sequence, CancellationToken cancellation)
    {
        var head = await HeadAsync(cancellation);

        return await CursorAsync(head, sequence ?? head.LastSequence, cancellation);
    }

    /// <summary>The last entry that a caller can notice; for who sees embargoes, the last that everyone can.</summary>
    public async Task<ChangeFeedCursor?> FindNewestCursorAsync(
        IReadOnlyList<Audience> audiences,
        CancellationToken cancellation
    )
    {
        var head = await HeadAsync(cancellation);

        return await CursorAsync(
            head,
            audiences.Contains(Audience.Staff) ? head.LastSequence : head.LastOpenSequence,
            cancellation
        );
    }

    /// <summary>
    /// Reads on from an entry. Where a caller does not see drafts, reading stops at an entry that the caller could
    /// notice, so that nothing tells whether hidden ones follow; only where as many lie between as one request reads
    /// does it go on among them.
    /// </summary>
    /// <returns>The entries, where reading stopped, and whether more may follow.</returns>
    public async Task<(IReadOnlyList<ChangeFeedEntry> Entries, ChangeFeedCursor ReadTo, bool More)> ReadAsync(
        ChangeFeedCursor after,
        ChangeFeedQuery query,
        CancellationToken cancellation
    )
    {
        var (limit, visibility, matches, hasDocuments) = query;
        var audiences = visibility.Audiences;
        var entries = new List<ChangeFeedEntry>();
        var seesDrafts = audiences.Contains(Audience.Staff);
        // Of what comes after, a caller who sees only what is public can notice nothing.
        var last = audiences is [Audience.Public] ? (await HeadAsync(cancellation)).LastOpenSequence : long.MaxValue;
        var (at, noticed) = (after, after);
        for (var read = 0; read < MaxRead; read += Chunk)
        {
            var rows = await (
                from version in db.Versions.AsNoTracking()
                where version.Sequence > at.Sequence && version.Sequence <= last
                join head in db.Heads on version.ArticleKey equals head.ArticleKey
                orderby version.Sequence
                select new
                {
                    version.Sequence,
                    version.Cause,
                    version.ArticleId,
                    version.Slug,
                    version.Number,
                    version.At,
                    version.Reason,
                    version.Audience,
                    version.PreviousAudience,
                    version.Terms,
                    version.PreviousTerms,
                    IsRestrictedNow = head.Access != Access.Free,
                    Seen = head.State == HeadState.Live && audiences.Contains(head.Audience),
                    Document = hasDocuments ? version.Document : null,
                }
            )
                .Take(Chunk)
                .ToListAsync(cancellation);
            foreach (var row in rows)
            {
                // What was erased or is hidden again is skipped: its own tombstone or removal follows, and goes to
                // everyone who may have had it.
                var tombstone = row.Terms is null && row.Cause is (ChangeCause.Withdrawn or ChangeCause.Deleted);
                var shown = !tombstone && audiences.Contains(row.Audience);
                var passes = shown && row.Terms is not null && matches(row.Terms);
                var put = passes && row.Seen;
                var remove =
                    !passes
                    && (!shown || row.Terms is not null)
                    && row.PreviousAudience is { } previous
                    && audiences.Contains(previous)
                    && (row.PreviousTerms is null || matches(row.PreviousTerms));
                at = new(after.Epoch, row.Sequence, ChangeFeedCursor.ChecksumOf(row.ArticleId, row.At));
                if (put || remove)
                {
                    if (entries.Count == limit)
                        return (entries, noticed, true);
                    entries.Add(
                        new(
                            at,
                            put,
                            row.Cause,
                            row.ArticleId,
                            put ? row.Slug : null,
                            row.Number,
                            row.At,
                            row.Reason,
                            put && row.Document is { } document
                                ? visibility.Show(document.Decompress(), row.IsRestrictedNow)
                                : null
                        )
                    );
                }

                if (seesDrafts || shown || (row.PreviousAudience is { } former && audiences.Contains(former)))
                    noticed = at;
            }

            if (rows.Count < Chunk)
                return (entries, noticed, false);
        }

        return (entries, noticed == after ? at : noticed, true);
    }

    private Task<LogSequence> HeadAsync(CancellationToken cancellation) =>
        db.LogSequences.AsNoTracking().SingleAsync(cancellation);

    private async Task<ChangeFeedCursor?> CursorAsync(LogSequence head, long sequence, CancellationToken cancellation)
    {
        if (sequence == 0)
            return new(head.Epoch, 0, 0);

        var entry = await db
            .Versions.AsNoTracking()
            .Where(version => version.Sequence == sequence)
            .Select(version => new { version.ArticleId, version.At })
            .FirstOrDefaultAsync(cancellation);
        return entry is null ? null : new(head.Epoch, sequence, ChangeFeedCursor.ChecksumOf(entry.ArticleId, entry.At));
    }
}
