using ArticleApi.Auth;
using ArticleApi.Editing;
using ArticleApi.Http.Problems;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Datelines;

/// <summary>A dateline by id. Without a key, only one that a published article uses.</summary>
internal static class GetDateline
{
    public static async Task<IResult> Handle(
        Guid id,
        Caller caller,
        ArticleDb db,
        HttpContext context,
        CancellationToken cancellation
    )
    {
        var dateline = await db.Datelines.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellation);

        return !await db.IsVisibleAsync(caller, ComponentKind.Dateline, dateline?.Key, cancellation) || dateline is null
            ? ComponentWriter.NotFound(ComponentKind.Dateline, id).ToProblem()
            : dateline.ToResult(context);
    }
}
