using ArticleApi.Auth;
using ArticleApi.Http;
using ArticleApi.Http.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ArticleApi.Features.Keys;

/// <summary>
/// Ends a key: here at once, on other nodes within ten seconds. It stays in the list. One that is revoked already stays
/// so.
/// </summary>
internal static class RevokeKey
{
    public static async Task<Results<NoContentResult, Problem>> Handle(
        Guid id,
        ApiKeyStore keys,
        CancellationToken cancellation
    ) =>
        await keys.RevokeAsync(id, cancellation) || await keys.FindAsync(id, cancellation) is not null
            ? NoContentResult.Instance
            : KeyRights.NotFound(id);
}
