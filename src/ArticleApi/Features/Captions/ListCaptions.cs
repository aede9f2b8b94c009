using ArticleApi.Auth;
using ArticleApi.Http;
using ArticleApi.Lists;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Captions;

/// <summary>A page of captions under any filters. Without a key, only those that a published article uses.</summary>
internal static class ListCaptions
{
    public static Task<PageBytesResult<CaptionResource>> Handle(
        HttpContext context,
        Caller caller,
        ArticleDb db,
        ComponentListHandler lists
    ) =>
        lists.ListAsync(
            context,
            caller,
            new ComponentList<CaptionResource>(
                CaptionListDefinition.Definition,
                ComponentKind.Caption,
                ids =>
                    db.Captions.Where(row => ids.Contains(row.Id))
                        .ToDictionaryAsync(row => row.Id, row => row.Key, context.RequestAborted),
                keys =>
                    db.Captions.AsNoTracking()
                        .WithImageAndDateline()
                        .Where(row => keys.Contains(row.Key))
                        .ToDictionaryAsync(row => row.Key, CaptionResource.From, context.RequestAborted)
            )
        );
}
