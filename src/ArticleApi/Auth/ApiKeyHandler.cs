using System.Security.Claims;
using System.Text.Encodings.Web;
using ArticleApi.Http;
using ArticleApi.Http.OpenApi;
using ArticleApi.Http.Problems;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace ArticleApi.Auth;

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
        if (ApiKeys.ReadFrom(Request) is not { } text)
            return AuthenticateResult.NoResult();

        var verified = Context.RequestServices.GetRequiredService<ApiKeyVerifier>();
        var check =
            Context.Features.Get<ApiKeyVerification>() ?? await verified.VerifyAsync(ApiKeys.Hash(text), Context);
        // Whoever is asked next who calls is told by this too.
        Context.Features.Set(check);
        if (check.Key is not { } key)
            return AuthenticateResult.Fail("The API key is unknown or revoked.");

        var claims = key
            .Scopes.Select(scope => new Claim("scope", scope))
            .Prepend(new(ClaimTypes.NameIdentifier, key.Id.ToString()));
        return AuthenticateResult.Success(
            new(new(new ClaimsIdentity(claims, RequestCredentials.Scheme)), RequestCredentials.Scheme)
        );
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var sent = ApiKeys.ReadFrom(Request) is not null;

        return new Problem(ProblemTypes.Unauthorized, DescribeMissing(sent))
        {
            Headers = new Dictionary<string, string>
            {
                ["WWW-Authenticate"] = sent
                    ? BearerChallenge.For("invalid_token", null)
                    : BearerChallenge.For(null, Context.GetEndpoint()?.Metadata.GetMetadata<ScopeMetadata>()?.Scope),
            },
        }.ExecuteAsync(Context);
    }

    private string DescribeMissing(bool sent)
    {
        const string howTo = $"Send an API key as Authorization: Bearer or {RequestCredentials.Header}.";
        if (Request.Headers.Authorization.ToString().StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
            return "Names and passwords are not taken here. " + howTo;

        if (
            Request.Headers.Authorization.ToString() is { Length: > 0 } sentAs
            && ApiKeys.ReadBearer(sentAs) is not { Length: > 0 }
        )
            return "This is no API key after Bearer. " + howTo;

        return sent ? "The API key is unknown or revoked." : howTo;
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var needed = Context.GetEndpoint()?.Metadata.GetMetadata<ScopeMetadata>();

        return new Problem(
            ProblemTypes.Forbidden,
            $"The API key lacks the scope {string.Join(" or ", needed?.Scopes ?? [])}."
        )
        {
            MissingScope = needed?.Scope,
        }.ExecuteAsync(Context);
    }
}
