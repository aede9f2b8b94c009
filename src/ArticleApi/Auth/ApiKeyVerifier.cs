using System.Collections.Concurrent;
using ArticleApi.Core.Search;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Auth;

/// <summary>
/// Looks keys up, and remembers the right ones for a short while, so that not every request costs a look-up. Nothing is
/// remembered of wrong ones. A key that another node or the command line revokes is refused once that while is over;
/// one revoked here, at once; one that expires, at its instant.
/// </summary>
internal sealed class ApiKeyVerifier(IServiceScopeFactory scopes, TimeProvider clock)
{
    public static readonly TimeSpan CacheDuration = TimeSpan.FromSeconds(10);

    private const int MaxCachedKeys = 10_000;
    private const int MaxLookedUpAtOnce = 500;

    private volatile ConcurrentDictionary<string, (VerifiedApiKey Key, long At)> _cache = [];

    /// <param name="hash">The key's, as it is stored.</param>
    /// <returns>Null where it was not looked up of late.</returns>
    public VerifiedApiKey? FindCached(string hash) =>
        _cache.TryGetValue(hash, out var known) && clock.GetElapsedTime(known.At) < CacheDuration && !IsOver(known.Key)
            ? known.Key
            : null;

    /// <param name="hash">Of what was sent.</param>
    public async ValueTask<ApiKeyVerification> VerifyAsync(string hash, CancellationToken cancellation) =>
        FindCached(hash) is { } cached ? new(cached) : await LookUpAsync(hash, cancellation);

    /// <summary>
    /// The key of a request that may be given an answer that another got with the same rights; null where it was not
    /// looked up of late. Whoever writes, or sees what is being written, reads what was written a moment ago, on any
    /// node.
    /// </summary>
    public VerifiedApiKey? FindReader(HttpContext context)
    {
        var key = context.Features.Get<ApiKeyVerification>() is { } verification
            ? verification.Key
            : FindCached(ApiKeys.Hash(ApiKeys.ReadFrom(context.Request) ?? ""));

        return key is { SeesDrafts: false } ? key : null;
    }

    /// <summary>Which of these keys are still good, whatever is remembered of them; by their hashes.</summary>
    public async Task<IReadOnlySet<string>> FindGoodAsync(
        IReadOnlyList<string> hashes,
        ArticleDb db,
        CancellationToken cancellation
    )
    {
        var (good, now) = (new HashSet<string>(), clock.GetUtcNow());
        foreach (var some in hashes.Chunk(MaxLookedUpAtOnce))
        {
            var keys = db
                .ApiKeys.AsNoTracking()
                .Where(key => key.RevokedAt == null && (key.ExpiresAt == null || key.ExpiresAt > now));
            good.UnionWith(
                await keys.Where(key => some.Contains(key.Hash)).Select(key => key.Hash).ToListAsync(cancellation)
            );
            good.UnionWith(
                await keys.Where(key => some.Contains(key.PreviousHash) && key.PreviousEndsAt > now)
                    .Select(key => key.PreviousHash!)
                    .ToListAsync(cancellation)
            );
        }

        return good;
    }

    /// <summary>Has every key looked up again.</summary>
    public void ClearCache() => _cache = [];

    private bool IsOver(VerifiedApiKey key) => key.EndsAt <= clock.GetUtcNow();

    private async Task<ApiKeyVerification> LookUpAsync(string hash, CancellationToken cancellation)
    {
        // What is forgotten while this is looked up must not be remembered after all.
        var (remembering, at) = (_cache, clock.GetTimestamp());
        await using var scope = scopes.CreateAsyncScope();
        // By the hash, which whoever guesses cannot steer: however long the index takes, it tells of no key. What is
        // found and over takes the same statement as what is not there.
        var db = scope.ServiceProvider.GetRequiredService<ArticleDb>();
        var row = await db
            .ApiKeys.AsNoTracking()
            .FirstOrDefaultAsync(
                key => (key.Hash == hash || key.PreviousHash == hash) && key.RevokedAt == null,
                cancellation
            );
        if (row is null)
            return new((VerifiedApiKey?)null);

        var package = row.PackageId is { } id
            ? await db.Packages.AsNoTracking().FirstOrDefaultAsync(each => each.Id == id, cancellation)
            : null;
        var endsAt = row.Hash != hash && !(row.ExpiresAt < row.PreviousEndsAt) ? row.PreviousEndsAt : row.ExpiresAt;
        var verified = new VerifiedApiKey(
            row.Id,
            row.Name,
            Scopes.WithImplied(row.Scopes.Split(' ')),
            hash,
            endsAt,
            package is null ? null : PackageTerms.Create(package.Id, package.Definition)
        );
        if (IsOver(verified))
            return new(null, IsExpired: true);
        if (row.PackageId is not null && package is not { ReadyAt: not null, DeletedAt: null })
            return new((VerifiedApiKey?)null) { AwaitsPackage = true };

        if (remembering.Count >= MaxCachedKeys)
            remembering.Clear();
        remembering[hash] = (verified, at);
        return new(verified);
    }
}
