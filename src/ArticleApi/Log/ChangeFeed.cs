using ArticleApi.Core.Articles;
using ArticleApi.Index;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;

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

/// <summary>Where the log stands, as far as one caller can notice.</summary>
/// <param name="Cursor">Where following begins now.</param>
/// <param name="Nonce">
/// Drawn by the last commit that all such callers can notice, whether or not it appended an entry.
/// </param>
internal sealed record NewestChange(ChangeFeedCursor Cursor, long Nonce);

/// <summary>The log read in order, as far as a caller may see it.</summary>
internal sealed class ChangeFeed(ISqlReader reads, IndexKeys keys)
{
    private static readonly SqlStatement Head = new(
        """SELECT "Epoch", "LastSequence", "LastOpenSequence", "Nonce", "OpenNonce" FROM log_sequence"""
    );
    private static readonly SqlStatement Named = new(
        """SELECT "ArticleId", "At" FROM article_versions WHERE "Sequence" = $1"""
    );

    // As reading the feed takes it: what was erased is noticed by who had it before.
    private static readonly SqlStatement NewestOf = new(
        """
        SELECT "Sequence" FROM article_versions
        WHERE "Sequence" > $1 AND ("Audience" = $2 AND "Lists" IS NOT NULL OR "PreviousAudience" = $2)
        ORDER BY "Sequence" DESC LIMIT 1
        """
    );

    private static readonly SqlStatement NewestFirst = new(
        """
        SELECT "Sequence", "Audience", "PreviousAudience", "Lists", "PreviousLists" FROM article_versions
        WHERE "Sequence" > $1 ORDER BY "Sequence" DESC
        """
    );

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
        var head = await ReadHeadAsync(cancellation);

        return await FindCursorAsync(head, sequence ?? head.LastSequence, cancellation);
    }

    /// <summary>Whether the log still has the entry that a cursor names.</summary>
    public async Task<bool> HasAsync(ChangeFeedCursor cursor, CancellationToken cancellation) =>
        await FindCursorAsync(cursor.Sequence, cancellation) == cursor;

    /// <summary>
    /// Where following begins now: the last entry that a caller can notice, or one before it where as many as one
    /// request reads have been hidden since.
    /// </summary>
    public async Task<ChangeFeedCursor> FindNewestCursorAsync(Visibility visibility, CancellationToken cancellation) =>
        (await FindNewestAsync(visibility, cancellation)).Cursor;

    /// <summary>Where the log stands, as far as a caller can notice.</summary>
    public async Task<NewestChange> FindNewestAsync(Visibility visibility, CancellationToken cancellation)
    {
        var (head, audiences) = (await ReadHeadAsync(cancellation), visibility.Audiences);
        if (visibility.Package is { } package)
        {
            var newestOfPackage = await FindNewestOfPackageAsync(package, audiences, head, cancellation);
            return new((await FindCursorAsync(head, newestOfPackage, cancellation))!, 0);
        }

        var seesAll = audiences.Count == Enum.GetValues<Audience>().Length;
        var newest = seesAll ? head.LastSequence : head.LastOpenSequence;
        if (!seesAll)
        {
            foreach (var audience in audiences.Where(audience => audience != Audience.Public))
                newest = Math.Max(newest, await FindNewestOfAsync(audience, head, cancellation));
        }

        return new((await FindCursorAsync(head, newest, cancellation))!, seesAll ? head.Nonce : head.OpenNonce);
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
        var (limit, visibility, _, hasDocuments, maxBytes) = query;
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
        var last = audiences is [Audience.Public]
            ? (await ReadHeadAsync(cancellation)).LastOpenSequence
            : long.MaxValue;
        var (at, noticed) = (Place.Of(after), Place.Of(after));
        // Documents that are not returned are not to be fetched either, but where many entries are passed over.
        var (read, bytes, chunk) = (0, 0L, hasDocuments ? Math.Min(limit + 1, Chunk) : Chunk);
        for (; read < MaxRead; read += chunk, chunk = Math.Min(2 * chunk, Chunk))
        {
            var count = 0;
            await using var rows = await reads.QueryAsync(statement, [at.Sequence, last, chunk], cancellation);
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
                at = new(row.Sequence, row.ArticleId, row.At);
                if (put || remove)
                {
                    if (entries.Count == limit || bytes >= maxBytes)
                        return (entries, noticed.ToCursor(after), true);
                    entries.Add(
                        new(
                            at.ToCursor(after),
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
                    bytes += entries[^1].Document?.Length ?? 0;
                }

                if (
                    seesDrafts
                    || (
                        (shown || had)
                        && (package is null || IsOrWasIn(package, rows, Entry.Lists, Entry.PreviousLists))
                    )
                )
                    noticed = at;
            }

            if (count < chunk)
                return (entries, noticed.ToCursor(after), false);
        }

        return (entries, (noticed.Sequence == after.Sequence ? at : noticed).ToCursor(after), true);
    }

    private static bool IsOrWasIn(VersionMatcher package, IRowReader rows, int lists, int previousLists) =>
        package.Matches(GetSpan(rows, lists)) || package.Matches(GetSpan(rows, previousLists));

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

    private async ValueTask<LogHead> ReadHeadAsync(CancellationToken cancellation)
    {
        await using var rows = await reads.QueryAsync(Head, [], cancellation);
        await rows.ReadAsync(cancellation);

        return new(rows.GetString(0), rows.GetInt64(1), rows.GetInt64(2), rows.GetInt64(3), rows.GetInt64(4));
    }

    private async ValueTask<long> FindNewestOfAsync(Audience audience, LogHead head, CancellationToken cancellation)
    {
        var from = Math.Max(head.LastOpenSequence, head.LastSequence - MaxRead);
        await using var rows = await reads.QueryAsync(NewestOf, [from, (long)audience], cancellation);

        return await rows.ReadAsync(cancellation) ? rows.GetInt64(0) : 0;
    }

    private async ValueTask<long> FindNewestOfPackageAsync(
        ArticlePackage package,
        IReadOnlyList<Audience> audiences,
        LogHead head,
        CancellationToken cancellation
    )
    {
        var from = Math.Max(0, head.LastSequence - MaxRead);
        var matcher = VersionFilter.Of(package).ToMatcher(keys);
        await using var rows = await reads.QueryAsync(NewestFirst, [from], cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            var shown = !rows.IsNull(3) && audiences.Contains((Audience)rows.GetInt64(1));
            var had = !rows.IsNull(2) && audiences.Contains((Audience)rows.GetInt64(2));
            if ((shown || had) && IsOrWasIn(matcher, rows, 3, 4))
                return rows.GetInt64(0);
        }

        return from;
    }

    private async ValueTask<ChangeFeedCursor?> FindCursorAsync(
        LogHead head,
        long sequence,
        CancellationToken cancellation
    )
    {
        if (sequence == 0)
            return new(head.Epoch, 0, 0);

        await using var rows = await reads.QueryAsync(Named, [sequence], cancellation);
        return await rows.ReadAsync(cancellation)
            ? new(head.Epoch, sequence, ChangeFeedCursor.ChecksumOf(rows.GetGuid(0), rows.GetInstant(1)))
            : null;
    }

    private readonly record struct LogHead(
        string Epoch,
        long LastSequence,
        long LastOpenSequence,
        long Nonce,
        long OpenNonce
    );

    /// <summary>An entry that was passed, whose mark is worked out only where somebody gets it as a cursor.</summary>
    private readonly record struct Place(long Sequence, Guid ArticleId, DateTimeOffset At)
    {
        public static Place Of(ChangeFeedCursor cursor) => new(cursor.Sequence, default, default);

        /// <param name="start">Where reading began.</param>
        public ChangeFeedCursor ToCursor(ChangeFeedCursor start) =>
            Sequence == start.Sequence ? start : new(start.Epoch, Sequence, ChangeFeedCursor.ChecksumOf(ArticleId, At));
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
