using ArticleApi.Http;
using ArticleApi.Http.Problems;
using Microsoft.AspNetCore.Authentication;

namespace ArticleApi.Auth;

/// <summary>
/// Stands before every endpoint, those that nobody thought of too: what is not declared open is a read, and where reads
/// are closed takes a key that may read.
/// </summary>
internal static class ReadAccessMiddleware
{
    /// <summary>To stand behind what authenticates, and before whatever answers.</summary>
    public static void UseReadAccess(this WebApplication app)
    {
        var access = app.Services.GetRequiredService<AccessOptions>();
        app.Use(
            (context, next) =>
            {
                var kind = AccessOptions.KindOf(context);
                if (access.IsOpen(kind))
                    return next(context);
                if (!context.HasVerifiedKey())
                    return context.ChallengeAsync();

                return kind == EndpointAccess.Keys || Caller.From(context).HasScope(Scopes.Read)
                    ? next(context)
                    : Forbidden(Scopes.Read).ExecuteAsync(context);
            }
        );
    }

    /// <summary>What a key must have that asks this, one of them; empty where none, or any, will do.</summary>
    public static IReadOnlyList<string> RequiredScopes(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<Http.OpenApi.ScopeMetadata>() is { } own)
            return own.Scopes;

        var kind = AccessOptions.KindOf(context);
        return kind == EndpointAccess.Keys || context.RequestServices.GetRequiredService<AccessOptions>().IsOpen(kind)
            ? []
            : [Scopes.Read];
    }

    public static Problem Forbidden(params IReadOnlyList<string> scopes) =>
        new(ProblemTypes.Forbidden, $"The API key lacks the scope {string.Join(" or ", scopes)}.")
        {
            MissingScope = scopes is [var scope, ..] ? scope : null,
        };
}
