using ArticleApi.Auth;
using ArticleApi.Http;
using ArticleApi.Http.OpenApi;
using ArticleApi.Http.Problems;
using ArticleApi.Lists;

namespace ArticleApi.Features.Keys;

internal static class KeyRoutes
{
    public static void MapKeys(this RouteGroupBuilder v1)
    {
        var keys = v1.MapGroup("/keys").WithTags("Keys").OpenToKeys();

        keys.MapMethods("", HttpVerbs.GetAndHead, ListKeys.Handle)
            .WithQueryParameters(ListDefinition.PageParameters)
            .RequireScope(Scopes.Keys)
            .WithName("listKeys")
            .WithSummary("List keys");
        keys.MapPost("", CreateKey.Handle)
            .RequireScope(Scopes.Keys)
            .RejectsIdempotencyKey()
            .WithName("createKey")
            .WithSummary("Make a key");
        keys.MapMethods("/self", HttpVerbs.GetAndHead, GetOwnKey.Handle)
            .WithName("getOwnKey")
            .WithSummary("See what the key sent may do");
        keys.MapPost("/{id:guid}/rotate", RotateKey.Handle)
            .RequireScope(Scopes.Keys)
            .RejectsIdempotencyKey()
            .ProducesProblems(ProblemTypes.Conflict)
            .WithName("rotateKey")
            .WithSummary("Give a key another text");
        keys.MapMethods("/{id:guid}", HttpVerbs.GetAndHead, GetKey.Handle)
            .RequireScope(Scopes.Keys)
            .WithName("getKey")
            .WithSummary("Get a key");
        keys.MapDelete("/{id:guid}", RevokeKey.Handle)
            .RequireScope(Scopes.Keys)
            .WithoutIfMatch()
            .WithName("revokeKey")
            .WithSummary("Revoke a key");
    }
}
