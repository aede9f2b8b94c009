using ArticleApi.Core.Articles;

namespace ArticleApi.Auth;

/// <summary>A key that is known, not revoked and not expired.</summary>
/// <param name="Scopes">What it may do, what its scopes imply too.</param>
/// <param name="Hash">Of the text that was sent.</param>
/// <param name="EndsAt">
/// When that text is taken no more: the key expires, or was given another text. Null where nobody said.
/// </param>
/// <param name="Package">What its holder gets; null for everything that its scopes allow.</param>
internal sealed record VerifiedApiKey(
    Guid Id,
    string Name,
    IReadOnlySet<string> Scopes,
    string Hash,
    DateTimeOffset? EndsAt,
    ArticlePackage? Package
)
{
    /// <summary>What it may read, in words: equal where two keys are given the same answers.</summary>
    public string Rights { get; } =
        string.Join(' ', Scopes.Order(StringComparer.Ordinal)) + $" of {Package?.Term ?? "everything"}";

    public bool SeesDrafts { get; } = Scopes.Overlaps(Auth.Scopes.ThatSeeDrafts);

    public bool SeesOnlyPublic => !SeesDrafts && !Scopes.Contains(Auth.Scopes.Embargo);

    /// <summary>The one that a request was made with.</summary>
    public static VerifiedApiKey From(HttpContext context) =>
        context.Features.Get<ApiKeyVerification>()?.Key
        ?? throw new InvalidOperationException("The request was made without a key.");
}

/// <summary>
/// What came of looking a request's key up; kept with the request, so that a wrong one is looked up once.
/// </summary>
/// <param name="Key">Null where it is unknown, revoked or expired.</param>
/// <param name="IsExpired">Whether it is a key whose time is over.</param>
internal sealed record ApiKeyVerification(VerifiedApiKey? Key, bool IsExpired = false)
{
    /// <summary>Whether its package is still being made: it works once that is done.</summary>
    public bool AwaitsPackage { get; init; }
}
