using ArticleApi.Auth;
using ArticleApi.Core;
using ArticleApi.Http;

namespace ArticleApi.Features.Keys;

/// <summary>The key that a request was made with.</summary>
/// <param name="Prefix">How the text that was sent begins.</param>
/// <param name="Scopes">What it may do, what its scopes imply too.</param>
/// <param name="PackageId">The package whose articles it gets, and no others; null for all.</param>
/// <param name="ExpiresAt">
/// From when on the text that was sent is refused: the key expires, or was given another text. Null where nobody said.
/// </param>
/// <param name="RateLimit">How many requests it may make; null where they are not limited.</param>
public sealed record OwnKey(
    Guid Id,
    string Name,
    string Prefix,
    ValueList<string> Scopes,
    Guid? PackageId,
    DateTimeOffset? ExpiresAt,
    RequestQuota? RateLimit
);

/// <summary>So many requests in so many seconds, on each node.</summary>
public sealed record RequestQuota(int Requests, int Seconds);

/// <summary>What the key may do that is sent, whatever its scopes.</summary>
internal static class GetOwnKey
{
    public static JsonBytesResult<OwnKey> Handle(HttpContext context, RateLimits limits)
    {
        var key = VerifiedApiKey.From(context);

        return JsonResults.Create(
            new OwnKey(
                key.Id,
                key.Name,
                ApiKeys.PrefixOf(ApiKeys.ReadFrom(context.Request)!),
                Scopes.All.Where(key.Scopes.Contains).ToValueList(),
                key.Package?.Id,
                key.EndsAt,
                limits.IsEnabled ? new(limits.KeyLimit.Quota, RateLimits.WindowSeconds) : null
            )
        ) with
        {
            IsPersonal = true,
        };
    }
}
