using System.Security.Claims;

namespace ArticleApi.Http;

/// <summary>How a request names itself, and whether it did.</summary>
internal static class RequestCredentials
{
    public const string Scheme = "ApiKey";
    public const string Header = "X-Api-Key";
    public const string Bearer = "Bearer ";
    public const string Basic = "Basic ";

    /// <summary>Whether anything was sent that could be a key, right or wrong.</summary>
    public static bool HasCredential(this HttpRequest request) =>
        request.Headers.Authorization.Count > 0 || request.Headers.ContainsKey(Header);

    /// <summary>
    /// Whether a key may come as the password of <c>Basic</c>: feed readers cannot send headers, and all else can.
    /// </summary>
    public static bool TakesBasic(this HttpRequest request) => TakesBasic(request.Path);

    public static bool TakesBasic(PathString path) => path.StartsWithSegments("/feeds");

    /// <summary>Whether the request brought a key that is known and not revoked.</summary>
    public static bool HasVerifiedKey(this HttpContext context) =>
        context.User.FindFirst(ClaimTypes.NameIdentifier) is not null;
}
