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

    /// <summary>How old the answer of <see cref="IsStillValidAsync"/> may be.</summary>
    public static readonly TimeSpan RecheckInterval = TimeSpan.FromSeconds(0.5);

    private const int MaxCachedKeys = 10_000;

    private volatile Memory _memory = new();

    /// <param name="hash">The key's, as it is stored.</param>
    /// <returns>Null where it was not looked up of late.</returns>
    public VerifiedApiKey? FindCached(string hash) => FindCached(hash, CacheDuration);

    /// <param name="hash">Of what was sent.</param>
    public async ValueTask<ApiKeyVerification> VerifyAsync(string hash, CancellationToken cancellation) =>
        FindCached(hash) is { } cached ? new(cached) : await LookUpAsync(hash, _memory, cancellation);

    /// <summary>
    /// Whether a key is as good as when it was verified. Cheap enough to be asked by every stream twice a second: those
    /// of one key share a look-up, so that each ends within a second, whichever node the key was revoked on.
    /// </summary>
    public async ValueTask<bool> IsStillValidAsync(VerifiedApiKey key, CancellationToken cancellation)
    {
        if (FindCached(key.Hash, RecheckInterval) is not null)
            return true;

        var memory = _memory;
        var lookup = memory.UnderWay.GetOrAdd(key.Hash, hash => new(() => LookUpForAllAsync(hash, memory)));
        return (await lookup.Value.WaitAsync(cancellation)).Key is not null;
    }

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

    /// <summary>Has every key looked up again.</summary>
    public void ClearCache() => _memory = new();

    private VerifiedApiKey? FindCached(string hash, TimeSpan maxAge) =>
        _memory.Keys.TryGetValue(hash, out var known) && clock.GetElapsedTime(known.At) < maxAge && !IsOver(known.Key)
            ? known.Key
            : null;

    // Nobody who goes away ends it for the others.
    private async Task<ApiKeyVerification> LookUpForAllAsync(string hash, Memory memory)
    {
        try
        {
            return await LookUpAsync(hash, memory, CancellationToken.None);
        }
        finally
        {
            memory.UnderWay.TryRemove(hash, out _);
        }
    }

    private bool IsOver(VerifiedApiKey key) => key.EndsAt <= clock.GetUtcNow();

    // What is forgotten while this is looked up must not be remembered after all: it goes into the memory of before.
    private async Task<ApiKeyVerification> LookUpAsync(string hash, Memory memory, CancellationToken cancellation)
    {
        var at = clock.GetTimestamp();
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

        if (memory.Keys.Count >= MaxCachedKeys)
            memory.Keys.Clear();
        memory.Keys[hash] = (verified, at);
        return new(verified);
    }

    private sealed class Memory
    {
        public ConcurrentDictionary<string, (VerifiedApiKey Key, long At)> Keys { get; } = [];

        public ConcurrentDictionary<string, Lazy<Task<ApiKeyVerification>>> UnderWay { get; } = [];
    }
}
