using System.Security.Cryptography;
using System.Text;
using ArticleApi.Http;
using ArticleApi.Http.OpenApi;
using ArticleApi.Storage.Tables;
using Microsoft.AspNetCore.Authentication;

namespace ArticleApi.Auth;

/// <summary>API keys: 256 random bits, kept as their SHA-256 only.</summary>
internal static class ApiKeys
{
    /// <summary>A new key. The text is shown once; the row is what is kept.</summary>
    /// <param name="packageId">The package that its holder gets; null for everything that its scopes allow.</param>
    /// <param name="expiresAt">Null where it ends with its revocation alone.</param>
    public static (string Text, ApiKey Row) Create(
        string name,
        IEnumerable<string> scopes,
        TimeProvider clock,
        DateTimeOffset? expiresAt = null,
        Guid? packageId = null
    )
    {
        var text = CreateText();
        var now = clock.GetUtcNow();

        return (
            text,
            new ApiKey
            {
                Id = Guid.CreateVersion7(now),
                Name = name,
                Hash = Hash(text),
                Prefix = PrefixOf(text),
                Scopes = string.Join(' ', scopes),
                CreatedAt = now,
                ExpiresAt = expiresAt,
                PackageId = packageId,
            }
        );
    }

    public static string CreateText() => "aak_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>How a key begins.</summary>
    public static string PrefixOf(string text) => text[..ApiKey.PrefixLength];

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>The key as sent; null where none was, and empty, which is no key, where two differ.</summary>
    public static string? ReadFrom(HttpRequest request)
    {
        var authorization = request.Headers.Authorization.ToString();
        var header = request.Headers[RequestCredentials.Header];
        if (authorization.Length == 0)
            return header.ToString() is { Length: > 0 } key ? key : null;

        var sent = ReadAuthorization(request, authorization);
        // Two keys are none: which of them was meant cannot be told.
        return header.Count > 0 && sent != header.ToString() ? "" : sent;
    }

    /// <summary>What stands after <c>Bearer</c>; null where another scheme is used.</summary>
    public static string? ReadBearer(string authorization) =>
        authorization.StartsWith(RequestCredentials.Bearer, StringComparison.OrdinalIgnoreCase)
            ? authorization[RequestCredentials.Bearer.Length..].Trim()
            : null;

    private static string ReadAuthorization(HttpRequest request, string authorization)
    {
        if (ReadBearer(authorization) is { } bearer)
            return bearer;

        // Anything else is tried as it stands, and is no key.
        return
            request.TakesBasic()
            && authorization.StartsWith(RequestCredentials.Basic, StringComparison.OrdinalIgnoreCase)
            ? ReadPassword(authorization[RequestCredentials.Basic.Length..].Trim())
            : authorization;
    }

    // RFC 7617 §2: the name ends at the first colon. Feed readers ask for one, and any will do.
    private static string ReadPassword(string encoded)
    {
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, bytes, out var length))
            return "";

        var pair = Encoding.UTF8.GetString(bytes, 0, length);
        return pair.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? pair[(colon + 1)..] : "";
    }

    public static IServiceCollection AddApiKeys(this IServiceCollection services)
    {
        // Nothing is signed or encrypted here: AddAuthentication would make and store a key ring of data protection.
        services.AddAuthenticationCore(options => options.DefaultScheme = RequestCredentials.Scheme);
        services.AddWebEncoders();
        new AuthenticationBuilder(services).AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(
            RequestCredentials.Scheme,
            null
        );
        services.AddAuthorization();
        return services;
    }

    /// <summary>The operation needs a key with this scope, or with one of these.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder endpoint, params string[] scopes)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint
            .RequireAuthorization(policy => policy.RequireClaim("scope", scopes))
            .WithMetadata(new ScopeMetadata(scopes));
}
