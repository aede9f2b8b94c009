using System.Collections.Concurrent;
using ArticleApi.Core.Articles;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Auth;

/// <summary>A key that is known and not revoked.</summary>
/// <param name="Package">What its holder gets; null for everything that its scopes allow.</param>
internal sealed record VerifiedApiKey(Guid Id, IReadOnlyList<string> Scopes, ArticlePackage? Package)
{
    /// <summary>What it may read, in words: equal where two keys are given the same answers.</summary>
    public string Rights { get; } =
        string.Join(' ', Scopes.Order(StringComparer.Ordinal)) + $" of {Package?.Term ?? "everything"}";

    public bool SeesOnlyPublic => !Scopes.Contains(Auth.Scopes.Embargo) && !SeesDrafts;

    /// <summary>Whoever writes, or sees what is being written, reads what was written a moment ago, on any node.</summary>
    public bool SeesDrafts => Scopes.Any(Auth.Scopes.ThatSeeDrafts.Contains);
}

/// <summary>
/// What came of looking a request's key up; kept with the request, so that a wrong one is looked up once.
/// </summary>
/// <param name="Key">Null where it is unknown or revoked.</param>
internal sealed record ApiKeyVerification(VerifiedApiKey? Key)
{
    /// <summary>Whether its package is still being made: it works once that is done.</summary>
    public bool AwaitsPackage { get; init; }
}

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

    /// <summary>
    /// The key of a request that may be given an answer that another got with the same rights; null where it was not
    /// looked up of late, or does more than read what is done.
    /// </summary>
    public VerifiedApiKey? FindReader(HttpContext context)
    {
        var key = context.Features.Get<ApiKeyVerification>() is { } verification
            ? verification.Key
            : FindCached(ApiKeys.Hash(ApiKeys.ReadFrom(context.Request) ?? ""));

        return key is { SeesDrafts: false } ? key : null;
    }

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

        var package = row.PackageId is { } id
            ? await db.Packages.AsNoTracking().FirstOrDefaultAsync(each => each.Id == id, context.RequestAborted)
            : null;
        if (row.PackageId is not null && package is not { ReadyAt: not null, DeletedAt: null })
            return new((VerifiedApiKey?)null) { AwaitsPackage = true };

        var verified = new VerifiedApiKey(
            row.Id,
            row.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            package is null ? null : ArticlePackage.Create(package.Id, package.Definition)
        );
        if (remembering.Count >= MaxCachedKeys)
            remembering.Clear();
        remembering[hash] = (verified, at);
        return new(verified);
    }

    /// <summary>Has every key looked up again.</summary>
    public void ClearCache() => _cache = [];
}
