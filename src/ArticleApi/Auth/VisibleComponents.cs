using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Auth;

internal static class VisibleComponents
{
    /// <summary>
    /// The images, captions or datelines that articles which the caller may see show; for the staff also those that
    /// none shows. Those who get a package see them in its articles alone.
    /// </summary>
    public static IQueryable<ComponentUsage> UsagesVisibleTo(this ArticleDb db, Caller caller, ComponentKind kind) =>
        caller.Visibility.Package is null
            ? db.ComponentUsages.Where(row => row.Kind == kind && caller.Audiences.Contains(row.Audience))
            : db.ComponentUsages.Where(row => false);

    /// <summary>Whether the caller may see a row: open callers only while a public article uses it.</summary>
    /// <param name="key">
    /// Null where there is no such row: it is asked for all the same, so that what is missing takes as long as what is
    /// hidden.
    /// </param>
    public static Task<bool> IsVisibleAsync(
        this ArticleDb db,
        Caller caller,
        ComponentKind kind,
        long? key,
        CancellationToken cancellation
    )
    {
        var requiredKey = key ?? 0;

        return db.UsagesVisibleTo(caller, kind).AnyAsync(row => row.Key == requiredKey, cancellation);
    }

    public static IQueryable<Core.Images.Image> ImagesVisibleTo(this ArticleDb db, Caller caller)
    {
        var usages = db.UsagesVisibleTo(caller, ComponentKind.Image);

        return db.Images.Where(row => usages.Any(usage => usage.Key == row.Key));
    }

    public static IQueryable<Core.Images.Caption> CaptionsVisibleTo(this ArticleDb db, Caller caller)
    {
        var usages = db.UsagesVisibleTo(caller, ComponentKind.Caption);

        return db.Captions.Where(row => usages.Any(usage => usage.Key == row.Key));
    }
}
