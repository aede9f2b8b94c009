using ArticleApi.Core.Articles;
using ArticleApi.Core.Datelines;
using ArticleApi.Core.Images;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace ArticleApi.Log;

/// <summary>
/// What the change tracker holds before it is flushed; read here, so that no handler can forget to say what it changed.
/// </summary>
internal sealed record TrackedChanges(
    IReadOnlyList<Article> Articles,
    IReadOnlyList<Article> DeletedArticles,
    IReadOnlyList<(ComponentKind Kind, object Row, bool Mended)> Components,
    IReadOnlyList<(ComponentKind Kind, long Key)> DeletedComponents
)
{
    public static TrackedChanges From(ArticleDb db)
    {
        db.ChangeTracker.DetectChanges();
        var entries = db
            .ChangeTracker.Entries()
            .Where(entry => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)
            .ToList();
        var components = entries.Where(entry => entry.Entity is Image or Caption or Dateline).ToList();

        return new(
            entries
                .Where(entry => entry is { Entity: Article, State: not EntityState.Deleted })
                .Select(entry => (Article)entry.Entity)
                .ToList(),
            entries
                .Where(entry => entry is { Entity: Article, State: EntityState.Deleted })
                .Select(entry => (Article)entry.Entity)
                .ToList(),
            components
                .Where(entry => entry.State != EntityState.Deleted)
                .Select(entry => (KindOf(entry), entry.Entity, entry.State == EntityState.Modified))
                .ToList(),
            components
                .Where(entry => entry.State == EntityState.Deleted)
                .Select(entry => (KindOf(entry), KeyOf(entry.Entity)))
                .ToList()
        );
    }

    public static long KeyOf(object row) =>
        row switch
        {
            Image image => image.Key,
            Caption caption => caption.Key,
            Dateline dateline => dateline.Key,
            _ => throw new ArgumentOutOfRangeException(nameof(row)),
        };

    private static ComponentKind KindOf(EntityEntry entry) =>
        entry.Entity switch
        {
            Image => ComponentKind.Image,
            Caption => ComponentKind.Caption,
            _ => ComponentKind.Dateline,
        };
}
