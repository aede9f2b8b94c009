using ArticleApi.Http.Problems;

namespace ArticleApi.Http;

/// <summary>
/// Refuses keys in the address, where proxies, browsers and logs keep them, before anything else is said of the query.
/// </summary>
internal static class UrlCredentialMiddleware
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "key",
        "api_key",
        "apikey",
        "api-key",
        RequestCredentials.Header,
        "access_token",
        "token",
    };

    /// <summary>To stand behind what answers browsers' preflights, which could not read the hint.</summary>
    public static void UseUrlCredentialRejection(this WebApplication app) =>
        app.Use(
            (context, next) =>
                context.Request.QueryString.HasValue
                && context.Request.Query.Keys.FirstOrDefault(Names.Contains) is { } name
                    ? Reject(name).ExecuteAsync(context)
                    : next(context)
        );

    // Without the value, which may be a key that is right.
    private static Problem Reject(string name) =>
        Problem.InvalidRequest(
            FieldError.Query(
                name,
                null,
                "key-in-address",
                $"no key in an address: send it as Authorization: Bearer or {RequestCredentials.Header}, and replace "
                    + "one that was sent so"
            )
        );
}
