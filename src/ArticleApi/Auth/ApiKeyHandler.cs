using System.Security.Claims;
using System.Text.Encodings.Web;
using ArticleApi.Http;
using ArticleApi.Http.Problems;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace ArticleApi.Auth;

/// <summary>
/// Reads the key from <c>Authorization: Bearer</c> or <c>X-Api-Key</c>, for feeds also from the password of
/// <c>Basic</c>. A wrong key is refused everywhere, also where none is needed.
/// </summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const string Expired = "The API key has expired.";

    private bool IsExpired => Context.Features.Get<ApiKeyVerification>() is { IsExpired: true };

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (ApiKeys.ReadFrom(Request) is not { } text)
            return AuthenticateResult.NoResult();

        var services = Context.RequestServices;
        var check =
            Context.Features.Get<ApiKeyVerification>()
            ?? await services
                .GetRequiredService<ApiKeyVerifier>()
                .VerifyAsync(ApiKeys.Hash(text), Context.RequestAborted);
        Context.Features.Set(check);
        if (check.Key is not { } key)
            return AuthenticateResult.Fail(DescribeWrong(check));

        services.GetRequiredService<ApiKeyUsage>().Record(key.Id);

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
        var bearer = sent
            ? Challenge.Bearer("invalid_token", null, IsExpired ? Expired : null)
            : Challenge.Bearer(null, ReadAccessMiddleware.RequiredScopes(Context) is [var scope, ..] ? scope : null);

        return new Problem(ProblemTypes.Unauthorized, DescribeMissing(sent))
        {
            Challenges = Request.TakesBasic() ? [bearer, Challenge.Basic] : [bearer],
        }.ExecuteAsync(Context);
    }

    // Who sent a key that is right may know that its time is over; of any other nothing is told.
    private static string DescribeWrong(ApiKeyVerification check)
    {
        if (check.AwaitsPackage)
            return "The API key works once its package is ready, which is being made.";

        return check.IsExpired ? Expired : "The API key is unknown or revoked.";
    }

    private string DescribeMissing(bool sent)
    {
        var authorization = Request.Headers.Authorization.ToString();
        var isBasic = authorization.StartsWith(RequestCredentials.Basic, StringComparison.OrdinalIgnoreCase);
        var howTo =
            $"Send an API key as Authorization: Bearer or {RequestCredentials.Header}"
            + (Request.TakesBasic() ? ", or as the password of Basic with any name." : ".");
        if (isBasic && !Request.TakesBasic())
            return "Names and passwords are not taken here. " + howTo;

        if (authorization.Length > 0 && !isBasic && ApiKeys.ReadBearer(authorization) is not { Length: > 0 })
            return "This is no API key after Bearer. " + howTo;

        if (sent && Context.Features.Get<ApiKeyVerification>() is { } check)
            return DescribeWrong(check);

        return howTo;
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        ReadAccessMiddleware.Forbidden(ReadAccessMiddleware.RequiredScopes(Context)).ExecuteAsync(Context);
}
