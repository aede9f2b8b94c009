using ArticleApi.Core.Articles;
using ArticleApi.Index;
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
internal sealed class ChangeFeed(ArticleDb db, ISqlReader reads, IndexKeys keys)
{
    /// <summary>Log entries that one request reads.</summary>
    private const int MaxRead = 5_000;

    private const int Chunk = 500;

    private static readonly SqlStatement Entries = EntriesSql("NULL", "NULL", "");
    private static readonly SqlStatement EntriesWithDocuments = EntriesSql("v.\"Document\"", "NULL", "");

    // What the newest version is found under tells whether the article is still in a package.
    private const string Newest = """ JOIN article_versions n ON n."Sequence" = h."Sequence" """;

    private static readonly SqlStatement PackageEntries = EntriesSql("NULL", "n.\"Lists\"", Newest);
    private static readonly SqlStatement PackageEntriesWithDocuments = EntriesSql(
        "v.\"Document\"",
        "n.\"Lists\"",
        Newest
    );

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
        var (limit, visibility, _, hasDocuments) = query;
        var audiences = visibility.Audiences;
        var sold = visibility.Package is { } of ? VersionFilter.Of(of) : null;
        var filter = (sold is null ? query.Filter : query.Filter.And(sold)).ToMatcher(keys);
        var package = sold?.ToMatcher(keys);
        var statement = (package, hasDocuments) switch
        {
            (null, false) => Entries,
            (null, true) => EntriesWithDocuments,
            (_, false) => PackageEntries,
            (_, true) => PackageEntriesWithDocuments,
        };
        var entries = new List<ChangeFeedEntry>();
        var seesDrafts = audiences.Contains(Audience.Staff);
        // Of what comes after, a caller who sees only what is public can notice nothing.
        var last = audiences is [Audience.Public] ? (await HeadAsync(cancellation)).LastOpenSequence : long.MaxValue;
        var (at, noticed) = (after, after);
        for (var read = 0; read < MaxRead; read += Chunk)
        {
            var count = 0;
            await using var rows = await reads.QueryAsync(statement, [at.Sequence, last, Chunk], cancellation);
            while (await rows.ReadAsync(cancellation))
            {
                count++;
                var row = Entry.Read(rows);
                // What was erased or is hidden again is skipped: its own tombstone or removal follows, and goes to
                // everyone who may have had it.
                var shown = !row.IsTombstone && audiences.Contains(row.Audience);
                var passes = shown && filter.Matches(GetSpan(rows, Entry.Lists));
                var had = row.PreviousAudience is { } previous && audiences.Contains(previous);
                var put =
                    passes
                    && row.HasDocument
                    && row.IsLive
                    && audiences.Contains(row.AudienceNow)
                    && (package is null || package.Matches(GetSpan(rows, Entry.NewestLists)));
                var remove = !passes && had && filter.Matches(GetSpan(rows, Entry.PreviousLists));
                at = new(after.Epoch, row.Sequence, ChangeFeedCursor.ChecksumOf(row.ArticleId, row.At));
                if (put || remove)
                {
                    if (entries.Count == limit)
                        return (entries, noticed, true);
                    entries.Add(
                        new(
                            at,
                            put,
                            rows.GetString(Entry.Cause),
                            row.ArticleId,
                            put ? rows.GetStringOrNull(Entry.Slug) : null,
                            (int)rows.GetInt64(Entry.Number),
                            row.At,
                            rows.GetStringOrNull(Entry.Reason),
                            put && hasDocuments
                                ? visibility.Show(rows.GetDecompressed(Entry.Document), row.IsRestrictedNow)
                                : null
                        )
                    );
                }

                if (seesDrafts || shown || had)
                    noticed = at;
            }

            if (count < Chunk)
                return (entries, noticed, false);
        }

        return (entries, noticed == after ? at : noticed, true);
    }

    private static ReadOnlySpan<byte> GetSpan(IRowReader rows, int column) =>
        rows.IsNull(column) ? [] : rows.GetSpan(column);

    // A range of the log's primary key, with a lookup of the head for each entry.
    private static SqlStatement EntriesSql(string document, string newestLists, string newest) =>
        new(
            $"""
            SELECT v."Sequence", v."ArticleId", v."At", v."Audience", v."PreviousAudience",
            CASE WHEN v."Document" IS NULL THEN 0 ELSE 1 END, h."State", h."Audience", h."Access", v."Cause", v."Slug",
            v."Number", v."Reason", v."Lists", v."PreviousLists", {newestLists}, {document}
            FROM article_versions v JOIN article_heads h ON h."ArticleKey" = v."ArticleKey"{newest}
            WHERE v."Sequence" > $1 AND v."Sequence" <= $2 ORDER BY v."Sequence" LIMIT $3
            """
        );

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

    /// <summary>What decides who is told of an entry; the columns of the rest.</summary>
    private readonly record struct Entry(
        long Sequence,
        Guid ArticleId,
        DateTimeOffset At,
        Audience Audience,
        Audience? PreviousAudience,
        bool HasDocument,
        bool IsLive,
        Audience AudienceNow,
        bool IsRestrictedNow,
        bool IsTombstone
    )
    {
        public const int Cause = 9;
        public const int Slug = 10;
        public const int Number = 11;
        public const int Reason = 12;
        public const int Lists = 13;
        public const int PreviousLists = 14;
        public const int NewestLists = 15;
        public const int Document = 16;

        public static Entry Read(IRowReader rows) =>
            new(
                rows.GetInt64(0),
                rows.GetGuid(1),
                rows.GetInstant(2),
                (Audience)rows.GetInt64(3),
                rows.IsNull(4) ? null : (Audience)rows.GetInt64(4),
                rows.GetInt64(5) != 0,
                rows.GetInt64(6) == (long)HeadState.Live,
                (Audience)rows.GetInt64(7),
                (Access)rows.GetInt64(8) != Access.Free,
                rows.IsNull(Lists)
            );
    }
}
