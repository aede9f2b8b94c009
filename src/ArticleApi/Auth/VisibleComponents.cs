using ArticleApi.Storage;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Auth;

internal static class VisibleComponents
{
    /// <summary>
    /// The images, captions or datelines that articles which the caller may see show; for the staff also those that
    /// none shows.
    /// </summary>
    public static IQueryable<ComponentUsage> UsagesVisibleTo(this ArticleDb db, Caller caller, ComponentKind kind) =>
        db.ComponentUsages.Where(row => row.Kind == kind && caller.Audiences.Contains(row.Audience));

    public static IQueryable<Core.Images.Image> ImagesVisibleTo(this ArticleDb db, Caller caller)
    {
        var shown = db.UsagesVisibleTo(caller, ComponentKind.Image);

        return db.Images.Where(row => shown.Any(showing => showing.Key == row.Key));
    }

    public static IQueryable<Core.Images.Caption> CaptionsVisibleTo(this ArticleDb db, Caller caller)
    {
        var shown = db.UsagesVisibleTo(caller, ComponentKind.Caption);

        return db.Captions.Where(row => shown.Any(showing => showing.Key == row.Key));
    }
}
