using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using ArticleApi.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace ArticleApi.Http;

/// <summary>API keys: 256 random bits, kept as their SHA-256 only.</summary>
internal static class ApiKeys
{
    public const string Scheme = "ApiKey";
    public const string Header = "X-Api-Key";

    /// <summary>A new key. The text is shown once; the row is what is kept.</summary>
    public static (string Text, ApiKey Row) Make(string name, IEnumerable<string> scopes, TimeProvider clock)
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
                CreatedAt = now,
            }
        );
    }

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>The key as sent; null where none was, and empty, which is no key, where two differ.</summary>
    public static string? Sent(HttpRequest request)
    {
        var bearer = request.Headers.Authorization.ToString();
        // Two keys are none: which of them was meant cannot be told.
        if (bearer.Length > 0 && request.Headers[Header].Count > 0 && bearer != "Bearer " + request.Headers[Header])
            return "";

        return bearer.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? bearer["Bearer ".Length..].Trim()
            : bearer.Length > 0 ? bearer
            : request.Headers[Header].ToString() is { Length: > 0 } key ? key
            : null;
    }

    public static IServiceCollection AddApiKeys(this IServiceCollection services)
    {
        // Nothing is signed or encrypted here: AddAuthentication would make and store a key ring of data protection.
        services.AddAuthenticationCore(options => options.DefaultScheme = Scheme);
        services.AddWebEncoders();
        new AuthenticationBuilder(services).AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(Scheme, null);
        services.AddAuthorization(options =>
        {
            foreach (var scope in Scopes.All)
                options.AddPolicy(scope, policy => policy.RequireClaim("scope", scope));
        });
        return services;
    }

    /// <summary>The operation needs a key with this scope.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder endpoint, string scope)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(scope).WithMetadata(new NeedsScope(scope));
}

/// <summary>Says in the OpenAPI document which scope an operation needs.</summary>
internal sealed record NeedsScope(string Scope);

/// <summary>
/// Reads the key from <c>Authorization: Bearer</c> or <c>X-Api-Key</c>. A wrong key is refused everywhere, also where
/// none is needed.
/// </summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (ApiKeys.Sent(Request) is not { } text)
            return AuthenticateResult.NoResult();

        var verified = Context.RequestServices.GetRequiredService<VerifiedKeys>();
        var check = Context.Features.Get<KeyCheck>() ?? await verified.CheckAsync(ApiKeys.Hash(text), Context);
        if (check.Key is not { } key)
            return AuthenticateResult.Fail("The API key is unknown or revoked.");

        var claims = key
            .Scopes.Select(scope => new Claim("scope", scope))
            .Prepend(new(ClaimTypes.NameIdentifier, key.Id.ToString()));
        return AuthenticateResult.Success(new(new(new ClaimsIdentity(claims, ApiKeys.Scheme)), ApiKeys.Scheme));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var sent = ApiKeys.Sent(Request) is not null;

        return new Problem(
            ProblemTypes.Unauthorized,
            sent
                ? "The API key is unknown or revoked."
                : $"Send an API key as Authorization: Bearer or {ApiKeys.Header}."
        )
        {
            Headers = new Dictionary<string, string>
            {
                ["WWW-Authenticate"] = sent ? "Bearer error=\"invalid_token\"" : "Bearer",
            },
        }.ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var scope = Context.GetEndpoint()?.Metadata.GetMetadata<NeedsScope>()?.Scope;

        return new Problem(ProblemTypes.Forbidden, $"The API key lacks the scope {scope}.").ExecuteAsync(Context);
    }
}

/// <summary>Refuses a wrong key also where the endpoint is open.</summary>
internal static class WrongKeys
{
    public static void UseWrongKeyRefusal(this WebApplication app) =>
        app.Use((context, next) => context.Request.HasCredential() ? Refuse(context, next) : next(context));

    private static async Task Refuse(HttpContext context, RequestDelegate next)
    {
        var result = await context.AuthenticateAsync();
        if (result.Failure is null)
            await next(context);
        else
            await context.ChallengeAsync();
    }
}
