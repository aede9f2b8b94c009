using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ArticleApi.Core.Articles;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Log;

/// <summary>One change as one caller is told of it.</summary>
/// <param name="Put">True for an upsert; false where the follower should no longer have it.</param>
internal sealed record FeedEntry(FeedCursor Cursor, bool Put, string Cause, Guid Id, string? Slug, int Version, DateTimeOffset At, string? Reason, byte[]? Document);

/// <summary>
/// Where a follower stands: a history, a number in it, and a mark of the entry that has it. A restored backup keeps the history's name and
/// gives the number again, but to another entry.
/// </summary>
internal sealed record FeedCursor(string Epoch, long Seq, string Mark)
{
    public static FeedCursor? Of(string token)
    {
        var parts = token.Split('.');

        return parts.Length is 2 or 3 && parts[0].Length is > 1 and <= 20 && parts[0][0] == 'e' && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var seq)
            ? new(parts[0], seq, parts.Length == 3 ? parts[2] : "")
            : null;
    }

    /// <summary>Stays the same when the entry's text is erased.</summary>
    public static string MarkOf(Guid article, DateTimeOffset at) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{article} {InstantJson.Write(at)}")).AsSpan(0, 3));

    public override string ToString() => Seq == 0 ? $"{Epoch}.0" : string.Create(CultureInfo.InvariantCulture, $"{Epoch}.{Seq}.{Mark}");
}

/// <summary>The log read in order, as far as a caller may see it.</summary>
internal sealed class ChangeFeed(ArticleDb db)
{
    /// <summary>Log entries one request reads; what they leave out still moves the cursor on.</summary>
    private const int MostRead = 5_000;

    private const int Chunk = 500;

    /// <summary>The cursor of an entry of this history; null where it has no such entry.</summary>
    /// <param name="seq">Null for the last.</param>
    public async Task<FeedCursor?> At(long? seq, CancellationToken cancellation)
    {
        var head = await db.LogHeads.AsNoTracking().SingleAsync(cancellation);
        var number = seq ?? head.Seq;
        if (number == 0)
            return new(head.Epoch, 0, "");

        var entry = await db.Versions.AsNoTracking().Where(version => version.Seq == number).Select(version => new { version.ArticleId, version.At }).FirstOrDefaultAsync(cancellation);
        return entry is null ? null : new(head.Epoch, number, FeedCursor.MarkOf(entry.ArticleId, entry.At));
    }

    /// <param name="matches">Whether a version with these terms passes the follower's filters.</param>
    /// <returns>The entries, where reading stopped, and whether more may follow.</returns>
    public async Task<(IReadOnlyList<FeedEntry> Entries, FeedCursor ReadTo, bool More)> Read(
        FeedCursor after, int limit, IReadOnlyList<Audience> audiences, Func<string, bool> matches, bool documents, CancellationToken cancellation)
    {
        var entries = new List<FeedEntry>();
        var at = after;
        for (var read = 0; read < MostRead; read += Chunk)
        {
            var rows = await (
                from version in db.Versions.AsNoTracking()
                where version.Seq > at.Seq
                join head in db.Heads on version.ArticleKey equals head.ArticleKey
                orderby version.Seq
                select new
                {
                    version.Seq,
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
                    Seen = head.State == HeadState.Live && audiences.Contains(head.Audience),
                    Document = documents ? version.Document : null,
                }).Take(Chunk).ToListAsync(cancellation);
            foreach (var row in rows)
            {
                // What was erased or is hidden again is skipped: its own tombstone or removal follows, and goes to everyone who may have had it.
                var tombstone = row.Terms is null && row.Cause is (Cause.Withdrawn or Cause.Deleted);
                var shown = !tombstone && audiences.Contains(row.Audience);
                var passes = shown && row.Terms is not null && matches(row.Terms);
                var put = passes && row.Seen;
                var remove = !passes && (!shown || row.Terms is not null) &&
                    row.PreviousAudience is { } previous && audiences.Contains(previous) && (row.PreviousTerms is null || matches(row.PreviousTerms));
                if (put || remove)
                {
                    if (entries.Count == limit)
                        return (entries, at, true);
                    entries.Add(new(new FeedCursor(after.Epoch, row.Seq, FeedCursor.MarkOf(row.ArticleId, row.At)), put, row.Cause, row.ArticleId, put ? row.Slug : null, row.Number, row.At, row.Reason, put ? row.Document : null));
                }

                at = new(after.Epoch, row.Seq, FeedCursor.MarkOf(row.ArticleId, row.At));
            }

            if (rows.Count < Chunk)
                return (entries, at, false);
        }

        return (entries, at, true);
    }
}
