using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Auth;

/// <summary>Keeps API keys. They are no content: they change beside the log, not through it.</summary>
internal sealed class ApiKeyStore(ArticleDb db, IRowWriter rows, ApiKeyVerifier verified, TimeProvider clock)
{
    public Task AddAsync(ApiKey key, CancellationToken cancellation) => rows.InsertMissingAsync([key], cancellation);

    public async Task<bool> RevokeAsync(Guid id, CancellationToken cancellation)
    {
        DateTimeOffset? now = clock.GetUtcNow();

#pragma warning disable RS0030 // API keys are no content: they change beside the log.
        var revoked =
            await db
                .ApiKeys.Where(row => row.Id == id && row.RevokedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.RevokedAt, now), cancellation) > 0;
#pragma warning restore RS0030
        verified.ClearCache();
        return revoked;
    }
}
