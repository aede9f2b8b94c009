using ArticleApi.Http;
using Microsoft.AspNetCore.Authentication;

namespace ArticleApi.Auth;

/// <summary>Refuses a wrong key also where the endpoint is open.</summary>
internal static class InvalidKeyMiddleware
{
    public static void UseInvalidKeyRejection(this WebApplication app) =>
        app.Use(
            (context, next) => context.Request.HasCredential() ? RejectInvalidKeyAsync(context, next) : next(context)
        );

    private static async Task RejectInvalidKeyAsync(HttpContext context, RequestDelegate next)
    {
        var result = await context.AuthenticateAsync();
        if (result.Failure is null)
            await next(context);
        else
            await context.ChallengeAsync();
    }
}
