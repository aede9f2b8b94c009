using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Http;

/// <summary>Keeps API keys. They are no content: they change beside the log, not through it.</summary>
internal sealed class KeyStore(ArticleDb db, VerifiedKeys verified, TimeProvider clock)
{
    public Task Add(ApiKey key, CancellationToken cancellation) => db.Insert([key], cancellation, skipTaken: true);

    public async Task<bool> Revoke(Guid id, CancellationToken cancellation)
    {
        DateTimeOffset? now = clock.GetUtcNow();

        var revoked =
            await db
                .ApiKeys.Where(row => row.Id == id && row.RevokedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.RevokedAt, now), cancellation) > 0;
        verified.Forget();
        return revoked;
    }
}
