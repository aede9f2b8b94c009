using ArticleApi.Http;
using ArticleApi.Http.Problems;
using Microsoft.AspNetCore.Authentication;

namespace ArticleApi.Auth;

/// <summary>Refuses a wrong key also where the endpoint is open, and a package's where more is told.</summary>
internal static class InvalidKeyMiddleware
{
    public static void UseInvalidKeyRejection(this WebApplication app) =>
        app.Use(
            (context, next) => context.Request.HasCredential() ? RejectInvalidKeyAsync(context, next) : next(context)
        );

    private static async Task RejectInvalidKeyAsync(HttpContext context, RequestDelegate next)
    {
        var result = await context.AuthenticateAsync();
        if (result.Failure is not null)
            await context.ChallengeAsync();
        else if (
            context.GetEndpoint()?.Metadata.GetMetadata<WholeCorpusMetadata>() is not null
            && Caller.From(context).Visibility.Package is not null
        )
            await new Problem(
                ProblemTypes.Forbidden,
                "The API key is of a package, and gets its articles with their pictures. This tells of more."
            ).ExecuteAsync(context);
        else
            await next(context);
    }
}
