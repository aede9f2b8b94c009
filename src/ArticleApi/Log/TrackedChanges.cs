using ArticleApi.Core.Articles;
using ArticleApi.Core.Datelines;
using ArticleApi.Core.Images;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Log;

/// <summary>
/// What the change tracker holds before it is flushed; read here, so that no handler can forget to say what it changed.
/// </summary>
internal sealed record TrackedChanges(
    IReadOnlyList<Article> Articles,
    IReadOnlyList<Article> DeletedArticles,
    IReadOnlyList<TrackedComponent> Components,
    IReadOnlyList<TrackedComponent> DeletedComponents
)
{
    public static TrackedChanges From(ArticleDb db)
    {
        db.ChangeTracker.DetectChanges();
        var entries = db
            .ChangeTracker.Entries()
            .Where(entry => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)
            .ToLookup(entry => entry.State == EntityState.Deleted);

        return new(
            [.. entries[false].Select(entry => entry.Entity).OfType<Article>()],
            [.. entries[true].Select(entry => entry.Entity).OfType<Article>()],
            [
                .. entries[false]
                    .Where(entry => IsComponent(entry.Entity))
                    .Select(entry => new TrackedComponent(entry.Entity, entry.State == EntityState.Modified)),
            ],
            [
                .. entries[true]
                    .Where(entry => IsComponent(entry.Entity))
                    .Select(entry => new TrackedComponent(entry.Entity, true)),
            ]
        );
    }

    private static bool IsComponent(object row) => row is Image or Caption or Dateline;
}
