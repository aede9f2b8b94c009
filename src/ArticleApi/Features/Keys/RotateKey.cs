using ArticleApi.Auth;
using ArticleApi.Http;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.Problems;
using ArticleApi.Storage.Tables;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ArticleApi.Features.Keys;

/// <summary>
/// Gives a key another text, shown this once. The text that it has is taken until the overlap ends, and one of an
/// earlier rotation no more. Of a key that can do more than the one that asks, no text is shown.
/// </summary>
internal static class RotateKey
{
    public static async Task<Results<JsonBytesResult<KeyResource>, Problem>> Handle(
        Guid id,
        ValidatedBody<KeyRotation> body,
        ApiKeyStore keys,
        TimeProvider clock,
        HttpContext context
    )
    {
        var cancellation = context.RequestAborted;
        if (await keys.FindAsync(id, cancellation) is not { } row)
            return KeyRights.NotFound(id);
        if (CheckCaller(Caller.From(context), row) is { } refused)
            return refused;
        if (row.RevokedAt is not null || row.ExpiresAt <= clock.GetUtcNow())
            return Ended(id);

        var overlap = TimeSpan.FromSeconds(body.Value.OverlapSeconds);
        if (await keys.RotateAsync(row, overlap, cancellation) is not { } text)
            return new Problem(ProblemTypes.Conflict, "The key was rotated or revoked just now. Read it again.");

        var rotated = await keys.FindAsync(id, cancellation);
        return JsonResults.Create(KeyResource.From(rotated!, clock) with { Key = text });
    }

    private static Problem? CheckCaller(Caller caller, ApiKey row) =>
        KeyRights.CheckGrantable(
            caller,
            row.Scopes.Split(' '),
            _ => FieldError.Path("id", row.Id.ToString(), "not-yours", "a key with no scope that your own lacks")
        );

    private static Problem Ended(Guid id) =>
        new(
            ProblemTypes.Conflict,
            "The key is revoked or has expired. Make another.",
            FieldError.Path("id", id.ToString(), "ended", "a key that is neither revoked nor expired")
        );
}
