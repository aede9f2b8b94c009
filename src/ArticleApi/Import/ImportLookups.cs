using ArticleApi.Auth;
using ArticleApi.Core.Articles;
using ArticleApi.Log;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Import;

/// <summary>Finds what is in already of the articles that documents bring.</summary>
internal sealed class ImportLookups(ArticleDb db)
{
    /// <summary>Asks for many at once.</summary>
    public async Task<ExistingArticles> FindAsync(
        IReadOnlyList<ImportCandidate> candidates,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var byIdentity = await FindByIdentityAsync(candidates.Select(candidate => candidate.Identity), cancellation);
        var statedIds = await FindStatedIdsAsync(
            candidates
                .Where(candidate => !byIdentity.ContainsKey(candidate.Identity))
                .Select(candidate => candidate.Parsed.Id)
                .OfType<Guid>(),
            cancellation
        );
        var hidden = new HashSet<Guid>();
        var articles = new Dictionary<Guid, ExistingArticle>();
        foreach (var ids in byIdentity.Values.Concat(statedIds).Distinct().Chunk(ArticleDb.MaxKeysPerQuery))
        {
            hidden.UnionWith(await FindHiddenAsync(ids, caller, cancellation));
            foreach (var (id, article) in await FindArticlesAsync(ids, cancellation))
                articles.Add(id, article);
        }

        return new(byIdentity, statedIds, hidden, articles);
    }

    /// <summary>The article that an identity has or had.</summary>
    public Task<Guid?> FindIdAsync(Guid identity, CancellationToken cancellation) =>
        db
            .ImportIdentities.Where(row => row.Identity == identity)
            .Select(row => (Guid?)row.ArticleId)
            .FirstOrDefaultAsync(cancellation);

    /// <summary>What is gone is hidden from those who could not see it.</summary>
    public Task<bool> IsHiddenAsync(Guid id, Caller caller, CancellationToken cancellation) =>
        db.Heads.AnyAsync(head => head.ArticleId == id && !caller.Audiences.Contains(head.Audience), cancellation);

    public Task<List<SourceRecord>> FindSourcesAsync(long article, CancellationToken cancellation) =>
        db.Sources.AsNoTracking().Where(row => row.ArticleKey == article).ToListAsync(cancellation);

    /// <summary>What an editor left so stays so, whatever its source sends.</summary>
    public async Task<bool> WasLastEditedByImportAsync(long article, CancellationToken cancellation) =>
        await db
            .Versions.Where(row => row.ArticleKey == article && row.Actor != Actors.Clock)
            .OrderByDescending(row => row.Number)
            .Select(row => row.Actor)
            .FirstOrDefaultAsync(cancellation) == Actors.Import;

    private async Task<Dictionary<Guid, Guid>> FindByIdentityAsync(
        IEnumerable<Guid> identities,
        CancellationToken cancellation
    )
    {
        var found = new Dictionary<Guid, Guid>();
        foreach (var some in identities.Distinct().Chunk(ArticleDb.MaxKeysPerQuery))
        {
            var rows = await db
                .ImportIdentities.AsNoTracking()
                .Where(row => some.Contains(row.Identity))
                .ToListAsync(cancellation);
            foreach (var row in rows)
                found.Add(row.Identity, row.ArticleId);
        }

        return found;
    }

    // What this service exported comes back under its own id.
    private async Task<HashSet<Guid>> FindStatedIdsAsync(IEnumerable<Guid> ids, CancellationToken cancellation)
    {
        var found = new HashSet<Guid>();
        foreach (var some in ids.Distinct().Chunk(ArticleDb.MaxKeysPerQuery))
            found.UnionWith(
                await db
                    .Heads.AsNoTracking()
                    .Where(head => some.Contains(head.ArticleId))
                    .Select(head => head.ArticleId)
                    .ToListAsync(cancellation)
            );

        return found;
    }

    private Task<List<Guid>> FindHiddenAsync(Guid[] ids, Caller caller, CancellationToken cancellation) =>
        db
            .Heads.AsNoTracking()
            .Where(head => ids.Contains(head.ArticleId) && !caller.Audiences.Contains(head.Audience))
            .Select(head => head.ArticleId)
            .ToListAsync(cancellation);

    private async Task<Dictionary<Guid, ExistingArticle>> FindArticlesAsync(Guid[] ids, CancellationToken cancellation)
    {
        var articles = await db
            .Articles.AsNoTracking()
            .Where(article => ids.Contains(article.Id))
            .Select(article => new
            {
                article.Id,
                article.Key,
                article.Status,
            })
            .ToListAsync(cancellation);
        var keys = articles.ConvertAll(article => article.Key);
        var sources = (
            await db.Sources.AsNoTracking().Where(row => keys.Contains(row.ArticleKey)).ToListAsync(cancellation)
        ).ToLookup(row => row.ArticleKey);

        return articles.ToDictionary(
            article => article.Id,
            article => new ExistingArticle(article.Key, article.Status, [.. sources[article.Key]])
        );
    }
}
