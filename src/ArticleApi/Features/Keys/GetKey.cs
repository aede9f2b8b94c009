using ArticleApi.Auth;
using ArticleApi.Http;
using ArticleApi.Http.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ArticleApi.Features.Keys;

/// <summary>A key, revoked or not; never its text.</summary>
internal static class GetKey
{
    public static async Task<Results<JsonBytesResult<KeyResource>, Problem>> Handle(
        Guid id,
        ApiKeyStore keys,
        TimeProvider clock,
        CancellationToken cancellation
    ) =>
        await keys.FindAsync(id, cancellation) is { } row
            ? JsonResults.Create(KeyResource.From(row, clock))
            : KeyRights.NotFound(id);
}
