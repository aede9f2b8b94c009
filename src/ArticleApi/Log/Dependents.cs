using ArticleApi.Core.Images;
using ArticleApi.Index;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Log;

/// <summary>What shows or carries the components that an editor changed, and so changes with them.</summary>
internal static class Dependents
{
    /// <summary>The articles that show them; where those are too many for one commit, the rest by component.</summary>
    public static async Task<(
        HashSet<long> Articles,
        List<(ComponentRef Component, int Count)> Others
    )> FindArticlesAsync(ArticleDb db, TrackedChanges pending, CancellationToken cancellation)
    {
        var (found, others) = (new HashSet<long>(), new List<(ComponentRef, int)>());
        foreach (var component in pending.Components.Where(each => each.IsModified).Select(each => each.Ref))
        {
            var articles = db.ArticlesUsing(component.Kind, component.Key).Distinct();
            var keys = await articles
                .OrderBy(article => article)
                .Take(ArticleLog.MaxInlineRenders + 1)
                .ToListAsync(cancellation);
            if (found.Count + keys.Count <= ArticleLog.MaxInlineRenders)
                found.UnionWith(keys);
            else
                others.Add((component, await articles.CountAsync(cancellation)));
        }

        return (found, others);
    }

    /// <summary>
    /// A caption says where its image was taken, and a dateline says it for its captions: what they are found by
    /// follows.
    /// </summary>
    public static async Task AddComponentsAsync(
        ArticleDb db,
        TrackedChanges pending,
        IndexBatch batch,
        CancellationToken cancellation
    )
    {
        foreach (var tracked in pending.Components.Concat(pending.DeletedComponents))
            batch.ChangedComponents.Add(tracked.Ref);
        foreach (var caption in pending.Components.Select(each => each.Row).OfType<Caption>())
        {
            batch.AffectedComponents.Add(new(ComponentKind.Image, caption.ImageKey));
            if (caption.DatelineKey is { } dateline)
                batch.AffectedComponents.Add(new(ComponentKind.Dateline, dateline));
        }

        foreach (var (kind, key) in pending.Components.Where(each => each.IsModified).Select(each => each.Ref))
        {
            if (kind != ComponentKind.Dateline)
                continue;

            // Those that an article shows follow with it.
            var unused = db
                .Captions.Where(caption =>
                    caption.DatelineKey == key && !db.ImageUses.Any(use => use.CaptionKey == caption.Key)
                )
                .Select(caption => new { caption.Key, caption.ImageKey });
            foreach (var caption in await unused.ToListAsync(cancellation))
            {
                batch.AffectedComponents.Add(new(ComponentKind.Caption, caption.Key));
                batch.AffectedComponents.Add(new(ComponentKind.Image, caption.ImageKey));
            }
        }
    }
}
