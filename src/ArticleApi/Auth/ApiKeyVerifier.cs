using System.Collections.Concurrent;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Auth;

/// <summary>A key that is known and not revoked.</summary>
internal sealed record VerifiedApiKey(Guid Id, IReadOnlyList<string> Scopes);

/// <summary>
/// What came of looking a request's key up; kept with the request, so that a wrong one is looked up once.
/// </summary>
/// <param name="Key">Null where it is unknown or revoked.</param>
internal sealed record ApiKeyVerification(VerifiedApiKey? Key);

/// <summary>
/// Looks keys up, and remembers the right ones for a short while, so that not every request costs a look-up. Nothing is
/// remembered of wrong ones. A key that another node or the command line revokes is refused once that while is over;
/// one revoked here, at once.
/// </summary>
internal sealed class ApiKeyVerifier(TimeProvider clock)
{
    public static readonly TimeSpan CacheDuration = TimeSpan.FromSeconds(10);

    private const int MaxCachedKeys = 10_000;

    private volatile ConcurrentDictionary<string, (VerifiedApiKey Key, long At)> _cache = [];

    /// <param name="hash">The key's, as it is stored.</param>
    /// <returns>Null where it was not looked up of late.</returns>
    public VerifiedApiKey? FindCached(string hash) =>
        _cache.TryGetValue(hash, out var known) && clock.GetElapsedTime(known.At) < CacheDuration ? known.Key : null;

    public async ValueTask<ApiKeyVerification> VerifyAsync(string hash, HttpContext context)
    {
        if (FindCached(hash) is { } cached)
            return new(cached);

        // What is forgotten while this is looked up must not be remembered after all.
        var (remembering, at) = (_cache, clock.GetTimestamp());
        var db = context.RequestServices.GetRequiredService<ArticleDb>();
        var row = await db
            .ApiKeys.AsNoTracking()
            .FirstOrDefaultAsync(key => key.Hash == hash && key.RevokedAt == null, context.RequestAborted);
        if (row is null)
            return new((VerifiedApiKey?)null);

        var verified = new VerifiedApiKey(row.Id, row.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        if (remembering.Count >= MaxCachedKeys)
            remembering.Clear();
        remembering[hash] = (verified, at);
        return new(verified);
    }

    /// <summary>Has every key looked up again.</summary>
    public void ClearCache() => _cache = [];
}
