using ArticleApi.Core.Articles;
using ArticleApi.Log;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Editing;

/// <summary>
/// Whose a source's own id is: the first article's that came under it, imported or written here. A second one keeps the
/// id as a fact, and is not found by it.
/// </summary>
internal sealed class ExternalIds(ArticleDb db, ArticleLog log)
{
    /// <returns>The id of the article; null where there was none yet.</returns>
    public async Task<Guid?> FindAsync(string publisher, string externalId, CancellationToken cancellation)
    {
        var identity = ImportIdentity.For(publisher, externalId);

        return await db
            .ImportIdentities.AsNoTracking()
            .Where(row => row.Identity == identity)
            .Select(row => (Guid?)row.ArticleId)
            .FirstOrDefaultAsync(cancellation);
    }

    /// <summary>Claims the article's id for it, in the transaction that the next commit ends.</summary>
    /// <returns>False where another article has it; true also where it has none.</returns>
    public async Task<bool> TryClaimAsync(Article article, CancellationToken cancellation) =>
        ImportIdentity.ClaimedBy(article) is not { } claim || await log.ClaimAsync(claim, cancellation) == article.Id;

    /// <summary>
    /// Claims what the article has now instead of what it had before. What it was imported under it keeps.
    /// </summary>
    public async Task MoveAsync(ImportIdentity? before, Article article, CancellationToken cancellation)
    {
        if (before?.Identity == ImportIdentity.ClaimedBy(article)?.Identity)
            return;

        if (before is not null && !await IsImportedUnderAsync(before, article, cancellation))
            db.ImportIdentities.RemoveRange(
                await db
                    .ImportIdentities.Where(row => row.Identity == before.Identity && row.ArticleId == before.ArticleId)
                    .ToListAsync(cancellation)
            );
        await TryClaimAsync(article, cancellation);
    }

    private async Task<bool> IsImportedUnderAsync(ImportIdentity claim, Article article, CancellationToken cancellation)
    {
        var sources = await db
            .Sources.AsNoTracking()
            .Where(source => source.ArticleKey == article.Key)
            .ToListAsync(cancellation);

        return sources.Exists(source => ImportIdentity.For(source) == claim.Identity);
    }
}
