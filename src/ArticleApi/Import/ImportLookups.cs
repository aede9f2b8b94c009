using ArticleApi.Auth;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Import;

/// <summary>Finds what is in already of the articles that documents bring, asking for many at once.</summary>
internal sealed class ImportLookups(ArticleDb db)
{
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
