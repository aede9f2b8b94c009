using ArticleApi.Auth;
using ArticleApi.Lists;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Datelines;

/// <summary>A page of datelines under any filters. Without a key, only those that a published article uses.</summary>
internal static class ListDatelines
{
    public static Task<IResult> Handle(
        HttpContext context,
        Caller caller,
        ArticleDb db,
        ComponentListHandler pages,
        CancellationToken cancellation
    ) =>
        pages.ListAsync(
            context,
            caller,
            DatelineListDefinition.Definition,
            ComponentKind.Dateline,
            ids =>
                db.Datelines.Where(row => ids.Contains(row.Id))
                    .ToDictionaryAsync(row => row.Id, row => row.Key, cancellation),
            keys =>
                db.Datelines.AsNoTracking()
                    .Where(row => keys.Contains(row.Key))
                    .ToDictionaryAsync(row => row.Key, DatelineResource.From, cancellation),
            cancellation
        );
}
