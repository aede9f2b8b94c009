namespace ArticleApi.Http;

/// <summary>What <c>WWW-Authenticate</c> says of a key that is missing, wrong or too weak (RFC 6750 §3).</summary>
internal static class BearerChallenge
{
    private const string Realm = "Bearer realm=\"articleapi\"";

    /// <param name="error">Null where no key was sent.</param>
    /// <param name="scope">What it takes; null where that is not known.</param>
    public static string For(string? error, string? scope) =>
        Realm + (error is null ? "" : $", error=\"{error}\"") + (scope is null ? "" : $", scope=\"{scope}\"");
}
