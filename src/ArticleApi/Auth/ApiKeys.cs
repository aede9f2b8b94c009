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
    public static (string Text, ApiKey Row) Create(
        string name,
        IEnumerable<string> scopes,
        TimeProvider clock,
        Guid? packageId = null
    )
    {
        var text = "aak_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var now = clock.GetUtcNow();

        return (
            text,
            new ApiKey
            {
                Id = Guid.CreateVersion7(now),
                Name = name,
                Hash = Hash(text),
                Scopes = string.Join(' ', scopes),
                PackageId = packageId,
                CreatedAt = now,
            }
        );
    }

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>The key as sent; null where none was, and empty, which is no key, where two differ.</summary>
    public static string? ReadFrom(HttpRequest request)
    {
        var bearer = request.Headers.Authorization.ToString();
        // Two keys are none: which of them was meant cannot be told.
        if (
            bearer.Length > 0
            && request.Headers[RequestCredentials.Header].Count > 0
            && bearer != "Bearer " + request.Headers[RequestCredentials.Header]
        )
            return "";

        if (bearer.Length > 0)
            return ReadBearer(bearer) ?? bearer;

        return request.Headers[RequestCredentials.Header].ToString() is { Length: > 0 } key ? key : null;
    }

    /// <summary>What stands after <c>Bearer</c>; null where another scheme is used.</summary>
    public static string? ReadBearer(string authorization) =>
        authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? authorization["Bearer ".Length..].Trim()
            : null;

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
