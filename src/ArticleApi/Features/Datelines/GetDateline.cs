using ArticleApi.Auth;
using ArticleApi.Lists;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Datelines;

/// <summary>A dateline by id. Without a key, only one that a published article uses.</summary>
internal static class GetDateline
{
    public static async Task<IResult> Handle(
        Guid id,
        HttpContext context,
        Caller caller,
        ArticleDb db,
        ComponentListHandler pages,
        CancellationToken cancellation
    )
    {
        var dateline = await db.Datelines.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellation);

        return
            !await pages.IsVisibleAsync(caller, ComponentKind.Dateline, dateline?.Key, cancellation) || dateline is null
            ? ComponentResults.NotFound("dateline", id)
            : ComponentResults.ToResult(context, DatelineResource.From(dateline), dateline.Revision);
    }
}
