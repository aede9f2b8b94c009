using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Log.Maintenance;

/// <summary>Renders heads anew that another renderer made, and indexes them with it.</summary>
internal sealed class RendererUpgrade(ArticleDb db, ArticleRenderer renderer)
{
    /// <returns>How many there are in the change set.</returns>
    public async Task<int> AddNextAsync(ChangeSet changes, int atMost, CancellationToken cancellation)
    {
        var untracked = db.Heads.AsNoTracking();
        var heads = await untracked.RenderedBefore(renderer.Version).Take(atMost).ToListAsync(cancellation);
        if (heads.Count == 0)
            heads = await untracked.RenderedAfter(renderer.Version).Take(atMost).ToListAsync(cancellation);
        var keys = heads.ConvertAll(head => head.ArticleKey);
        var sequences = heads.ConvertAll(head => head.Sequence);
        var articles = await db
            .Articles.AsNoTracking()
            .WithComponents()
            .Where(article => keys.Contains(article.Key))
            .ToDictionaryAsync(article => article.Key, cancellation);
        var versions = await db
            .Versions.AsNoTracking()
            .Where(version => sequences.Contains(version.Sequence))
            .ToDictionaryAsync(version => version.Sequence, cancellation);
        foreach (var head in heads)
        {
            // The old words are told by the old bytes.
            var version = versions[head.Sequence];
            var isIndexed = head.IndexGeneration == changes.Index.Generation;
            var before = renderer.DescribeStored(head, isIndexed ? version.Document : null);
            var rendered = renderer.Complete(head, renderer.Render(articles[head.ArticleKey], head.ToVersionInfo()));
            (version.Document, version.RendererVersion) = (rendered.Document, renderer.Version);
            changes.RewrittenVersions.Add(version);
            changes.Reindex(head, before, rendered.Entry);
            changes.IsOpen |= head.Audience == Core.Articles.Audience.Public;
        }

        return heads.Count;
    }
}
