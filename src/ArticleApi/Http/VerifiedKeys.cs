using System.Collections.Concurrent;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Http;

/// <summary>A key that is known and not revoked.</summary>
internal sealed record VerifiedKey(Guid Id, IReadOnlyList<string> Scopes);

/// <summary>
/// What came of looking a request's key up; kept with the request, so that a wrong one is looked up once.
/// </summary>
/// <param name="Key">Null where it is unknown or revoked.</param>
internal sealed record KeyCheck(VerifiedKey? Key);

/// <summary>
/// Looks keys up, and remembers the right ones for a short while, so that not every request costs a look-up. Nothing is
/// remembered of wrong ones. A key that another node or the command line revokes is refused once that while is over;
/// one revoked here, at once.
/// </summary>
internal sealed class VerifiedKeys(TimeProvider clock)
{
    public static readonly TimeSpan Remembered = TimeSpan.FromSeconds(10);

    private const int Most = 10_000;

    private volatile ConcurrentDictionary<string, (VerifiedKey Key, long At)> _known = [];

    /// <param name="hash">The key's, as it is stored.</param>
    /// <returns>Null where it was not looked up of late.</returns>
    public VerifiedKey? Recall(string hash) =>
        _known.TryGetValue(hash, out var known) && clock.GetElapsedTime(known.At) < Remembered ? known.Key : null;

    public async ValueTask<KeyCheck> CheckAsync(string hash, HttpContext context)
    {
        if (Recall(hash) is { } recalled)
            return new(recalled);

        // What is forgotten while this is looked up must not be remembered after all.
        var (remembering, at) = (_known, clock.GetTimestamp());
        var db = context.RequestServices.GetRequiredService<ArticleDb>();
        var row = await db
            .ApiKeys.AsNoTracking()
            .FirstOrDefaultAsync(key => key.Hash == hash && key.RevokedAt == null, context.RequestAborted);
        if (row is null)
            return new((VerifiedKey?)null);

        var verified = new VerifiedKey(row.Id, row.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        if (remembering.Count >= Most)
            remembering.Clear();
        remembering[hash] = (verified, at);
        return new(verified);
    }

    /// <summary>Has every key looked up again.</summary>
    public void Forget() => _known = [];
}
