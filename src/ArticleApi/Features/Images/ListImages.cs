using ArticleApi.Auth;
using ArticleApi.Http;
using ArticleApi.Lists;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Images;

/// <summary>A page of images under any filters. Without a key, only those that a published article uses.</summary>
internal static class ListImages
{
    public static Task<PageBytesResult<ImageResource>> Handle(
        HttpContext context,
        Caller caller,
        ArticleDb db,
        ComponentListHandler lists
    ) =>
        lists.ListAsync(
            context,
            caller,
            new ComponentList<ImageResource>(
                ImageListDefinition.Definition,
                ComponentKind.Image,
                ids =>
                    db.Images.Where(row => ids.Contains(row.Id))
                        .ToDictionaryAsync(row => row.Id, row => row.Key, context.RequestAborted),
                async keys =>
                {
                    var counts = await db.CaptionsVisibleTo(caller)
                        .Where(row => keys.Contains(row.ImageKey))
                        .GroupBy(row => row.ImageKey)
                        .Select(group => new { group.Key, Count = group.Count() })
                        .ToDictionaryAsync(row => row.Key, row => row.Count, context.RequestAborted);
                    return await db
                        .Images.AsNoTracking()
                        .Where(row => keys.Contains(row.Key))
                        .ToDictionaryAsync(
                            row => row.Key,
                            row => ImageResource.From(row, counts.GetValueOrDefault(row.Key)),
                            context.RequestAborted
                        );
                }
            )
        );
}
