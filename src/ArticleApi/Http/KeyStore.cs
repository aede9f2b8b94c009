using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Http;

/// <summary>Keeps API keys. They are no content: they change beside the log, not through it.</summary>
internal sealed class KeyStore(ArticleDb db, TimeProvider clock)
{
    public Task Add(ApiKey key, CancellationToken cancellation) => db.Database.ExecuteSqlAsync(
        $"""
        INSERT INTO api_keys ("Id", "Name", "Hash", "Scopes", "CreatedAt", "RevokedAt")
        VALUES ({key.Id}, {key.Name}, {key.Hash}, {key.Scopes}, {key.CreatedAt.UtcDateTime}, NULL) ON CONFLICT DO NOTHING
        """, cancellation);

    public async Task<bool> Revoke(Guid id, CancellationToken cancellation)
    {
        DateTimeOffset? now = clock.GetUtcNow();

        return await db.ApiKeys.Where(row => row.Id == id && row.RevokedAt == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.RevokedAt, now), cancellation) > 0;
    }
}
