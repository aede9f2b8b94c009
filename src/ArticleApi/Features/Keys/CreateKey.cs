using ArticleApi.Auth;
using ArticleApi.Http;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ArticleApi.Features.Keys;

/// <summary>
/// A new key, whose text is shown this once. It can do no more than the key that makes it, and no longer. An answer
/// that is lost cannot be had again: the key is in the list, to be revoked.
/// </summary>
internal static class CreateKey
{
    public static async Task<Results<CreatedBytesResult<KeyResource>, Problem>> Handle(
        ValidatedBody<KeyInput> body,
        Caller caller,
        ApiKeyStore keys,
        TimeProvider clock,
        HttpContext context
    )
    {
        var sent = body.Value;
        if (
            KeyRights.CheckGrantable(
                caller,
                sent.Scopes,
                index => FieldError.Body($"/scopes/{index}", sent.Scopes[index], "not-yours", "a scope of your own key")
            ) is
            { } refused
        )
            return refused;
        if (VerifiedApiKey.From(context).EndsAt is { } end && !(sent.ExpiresAt <= end))
            return Problem.InvalidRequest(
                FieldError.Body(
                    "/expiresAt",
                    sent.ExpiresAt is { } at ? $"{at.UtcDateTime:O}" : null,
                    "out-of-range",
                    $"up to {end.UtcDateTime:O}, when the key that you sent ends"
                )
            );

        if (sent.PackageId is { } id && !await keys.IsPackageAsync(id, context.RequestAborted))
            return Problem.InvalidRequest(
                FieldError.Body(
                    "/packageId",
                    id.ToString(),
                    "does-not-exist",
                    "the id of a package, from GET /v1/packages"
                )
            );

        var (text, row) = ApiKeys.Create(sent.Name, sent.Scopes.Distinct(), clock, sent.ExpiresAt, sent.PackageId);
        await keys.AddAsync(row, context.RequestAborted);
        return new CreatedBytesResult<KeyResource>(
            JsonResults.Create(KeyResource.From(row, clock) with { Key = text }),
            context.Request.PathBase + Links.Key(row.Id)
        );
    }
}
