namespace ArticleApi.Http;

/// <summary>What <c>WWW-Authenticate</c> says of a key that is missing, wrong or too weak.</summary>
internal static class Challenge
{
    /// <summary>A feed reader asks its user for a name and a password (RFC 7617 §2).</summary>
    public const string Basic = "Basic realm=\"articleapi\", charset=\"UTF-8\"";

    private const string Realm = "Bearer realm=\"articleapi\"";

    /// <summary>RFC 6750 §3.</summary>
    /// <param name="error">Null where no key was sent.</param>
    /// <param name="scope">What it takes; null where that is not known.</param>
    /// <param name="description">What is wrong, where that may be told.</param>
    public static string Bearer(string? error, string? scope, string? description = null) =>
        Realm + Format("error", error) + Format("error_description", description) + Format("scope", scope);

    private static string Format(string name, string? value) => value is null ? "" : $", {name}=\"{value}\"";
}
