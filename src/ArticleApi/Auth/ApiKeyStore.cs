using System.Linq.Expressions;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace ArticleApi.Auth;

/// <summary>Keeps API keys. They are no content: they change beside the log, not through it.</summary>
internal sealed class ApiKeyStore(ArticleDb db, IRowWriter rows, ApiKeyVerifier verified, TimeProvider clock)
{
    public Task AddAsync(ApiKey key, CancellationToken cancellation) => rows.InsertMissingAsync([key], cancellation);

    /// <summary>Whether a key can name a package: it is there, and is not being removed.</summary>
    public Task<bool> IsPackageAsync(Guid id, CancellationToken cancellation) =>
        db.Packages.AnyAsync(row => row.Id == id && row.DeletedAt == null, cancellation);

    /// <returns>Null where no key has this id.</returns>
    public Task<ApiKey?> FindAsync(Guid id, CancellationToken cancellation) =>
        db.ApiKeys.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellation);

    /// <returns>False where no key has this id, or it is revoked already.</returns>
    public async Task<bool> RevokeAsync(Guid id, CancellationToken cancellation)
    {
        DateTimeOffset? now = clock.GetUtcNow();
        var revoked = await UpdateAsync(
            row => row.Id == id && row.RevokedAt == null,
            set => set.SetProperty(row => row.RevokedAt, now),
            cancellation
        );
        verified.ClearCache();
        return revoked;
    }

    /// <summary>Gives a key another text, and takes the one that it has for a while longer.</summary>
    /// <param name="key">As it was read.</param>
    /// <returns>The text; null where the key was rotated or revoked since.</returns>
    public async Task<string?> RotateAsync(ApiKey key, TimeSpan overlap, CancellationToken cancellation)
    {
        var text = ApiKeys.CreateText();
        DateTimeOffset? endsAt = clock.GetUtcNow() + overlap;
        var rotated = await UpdateAsync(
            row => row.Id == key.Id && row.Hash == key.Hash && row.RevokedAt == null,
            set =>
                set.SetProperty(row => row.Hash, ApiKeys.Hash(text))
                    .SetProperty(row => row.Prefix, ApiKeys.PrefixOf(text))
                    .SetProperty(row => row.PreviousHash, key.Hash)
                    .SetProperty(row => row.PreviousEndsAt, endsAt),
            cancellation
        );
        verified.ClearCache();
        return rotated ? text : null;
    }

    /// <param name="uses">When keys were used last, by their id.</param>
    public async Task RecordUsesAsync(
        IReadOnlyCollection<KeyValuePair<Guid, DateTimeOffset>> uses,
        CancellationToken cancellation
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        foreach (var (id, use) in uses)
        {
            DateTimeOffset? at = use;
            // Another node may have seen it later.
            await UpdateAsync(
                row => row.Id == id && (row.LastUsedAt == null || row.LastUsedAt < at),
                set => set.SetProperty(row => row.LastUsedAt, at),
                cancellation
            );
        }

        await transaction.CommitAsync(cancellation);
    }

    private async Task<bool> UpdateAsync(
        Expression<Func<ApiKey, bool>> which,
        Action<UpdateSettersBuilder<ApiKey>> change,
        CancellationToken cancellation
    )
    {
#pragma warning disable RS0030 // API keys are no content: they change beside the log.
        return await db.ApiKeys.Where(which).ExecuteUpdateAsync(change, cancellation) > 0;
#pragma warning restore RS0030
    }
}
