using System.Globalization;
using ArticleApi.Core.Articles;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Log;

/// <summary>One change as one caller is told of it.</summary>
/// <param name="Put">True for an upsert; false where the follower should no longer have it.</param>
internal sealed record FeedEntry(long Seq, bool Put, string Cause, Guid Id, string? Slug, int Version, DateTimeOffset At, string? Reason, byte[]? Document);

/// <summary>Where a follower stands: a history and a number in it.</summary>
internal sealed record FeedCursor(string Epoch, long Seq)
{
    public static FeedCursor? Of(string token)
    {
        var dot = token.IndexOf('.', StringComparison.Ordinal);

        return dot > 0 && token[0] == 'e' && long.TryParse(token.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var seq) ? new(token[..dot], seq) : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Epoch}.{Seq}");
}

/// <summary>The log read in order, as far as a caller may see it.</summary>
internal sealed class ChangeFeed(ArticleDb db)
{
    /// <summary>Log entries one request reads; what they leave out still moves the cursor on.</summary>
    private const int MostRead = 5_000;

    private const int Chunk = 500;

    public async Task<(string Epoch, long Seq)> Head(CancellationToken cancellation)
    {
        var head = await db.LogHeads.AsNoTracking().SingleAsync(cancellation);

        return (head.Epoch, head.Seq);
    }

    /// <param name="matches">Whether a version with these terms passes the follower's filters.</param>
    /// <returns>The entries, the number read up to, and whether more may follow.</returns>
    public async Task<(IReadOnlyList<FeedEntry> Entries, long ReadTo, bool More)> Read(
        long after, int limit, IReadOnlyList<Audience> audiences, Func<string, bool> matches, bool documents, CancellationToken cancellation)
    {
        var entries = new List<FeedEntry>();
        var at = after;
        for (var read = 0; read < MostRead; read += Chunk)
        {
            var rows = await (
                from version in db.Versions.AsNoTracking()
                where version.Seq > at
                join head in db.Heads on version.ArticleKey equals head.ArticleKey
                orderby version.Seq
                select new
                {
                    version.Seq, version.Cause, version.ArticleId, version.Slug, version.Number, version.At, version.Reason, version.Audience, version.PreviousAudience,
                    version.Terms, version.PreviousTerms, Seen = head.State == HeadState.Live && audiences.Contains(head.Audience),
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
                    entries.Add(new(row.Seq, put, row.Cause, row.ArticleId, put ? row.Slug : null, row.Number, row.At, row.Reason, put ? row.Document : null));
                }

                at = row.Seq;
            }

            if (rows.Count < Chunk)
                return (entries, at, false);
        }

        return (entries, at, true);
    }
}
