using ArticleApi.Auth;
using ArticleApi.Http;
using ArticleApi.Lists;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Datelines;

/// <summary>A page of datelines under any filters. Without a key, only those that a published article uses.</summary>
internal static class ListDatelines
{
    public static Task<PageBytesResult<DatelineResource>> Handle(
        HttpContext context,
        Caller caller,
        ArticleDb db,
        ComponentListHandler lists
    ) =>
        lists.ListAsync(
            context,
            caller,
            new ComponentList<DatelineResource>(
                DatelineListDefinition.Definition,
                ComponentKind.Dateline,
                ids =>
                    db.Datelines.Where(row => ids.Contains(row.Id))
                        .ToDictionaryAsync(row => row.Id, row => row.Key, context.RequestAborted),
                keys =>
                    db.Datelines.AsNoTracking()
                        .Where(row => keys.Contains(row.Key))
                        .ToDictionaryAsync(row => row.Key, DatelineResource.From, context.RequestAborted)
            )
        );
}
