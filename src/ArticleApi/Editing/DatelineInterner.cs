using ArticleApi.Core.Datelines;
using ArticleApi.Log;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Editing;

/// <summary>Finds or makes the row that all who have the same facts share, for one dateline or for many.</summary>
internal sealed class DatelineInterner(ArticleDb db, ArticleLog log)
{
    /// <summary>
    /// The row of these facts, tracked. Another writer making the same at the same time is waited for.
    /// </summary>
    public async Task<Dateline?> InternAsync(DatelineReading? reading, CancellationToken cancellation)
    {
        if (reading is null)
            return null;

        var identity = Dateline.IdentityOf(reading.Facts);
        var known =
            db.Datelines.Local.FirstOrDefault(row => row.Identity == identity)
            ?? await db.Datelines.FirstOrDefaultAsync(row => row.Identity == identity, cancellation);
        if (known is not null)
            return known;

        await log.InternAsync(Dateline.From(reading.Facts), cancellation);
        return await db.Datelines.FirstAsync(row => row.Identity == identity, cancellation);
    }

    /// <summary>
    /// Finds or makes the rows of these facts, past the change tracker. Imports exclude each other; where an editor
    /// makes the same row at the same time, the transaction that writes it fails and is tried again.
    /// </summary>
    /// <param name="create">Makes those that are missing.</param>
    /// <returns>Those that were made, and are to be written.</returns>
    public async Task<IReadOnlyList<Dateline>> InternAsync(
        IEnumerable<DatelineReading> readings,
        InternedDatelines interned,
        Func<DatelineFacts, Dateline> create,
        CancellationToken cancellation
    )
    {
        interned.BeginBatch();
        var missing = new Dictionary<string, DatelineFacts>();
        foreach (var reading in readings)
        {
            var identity = Dateline.IdentityOf(reading.Facts);
            if (!interned.TryRecall(identity))
                missing.TryAdd(identity, reading.Facts);
        }

        foreach (var identities in missing.Keys.Chunk(ArticleDb.MaxKeysPerQuery))
        {
            var stored = await db
                .Datelines.AsNoTracking()
                .Where(row => identities.Contains(row.Identity))
                .ToListAsync(cancellation);
            foreach (var row in stored)
            {
                interned.Add(row);
                missing.Remove(row.Identity);
            }
        }

        var made = missing.Values.Select(create).ToList();
        made.ForEach(interned.Add);
        return made;
    }
}
