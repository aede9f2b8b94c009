using ArticleApi.Auth;
using ArticleApi.Editing;
using ArticleApi.Http;
using ArticleApi.Http.Problems;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Datelines;

/// <summary>A dateline by id. Without a key, only one that a published article uses.</summary>
internal static class GetDateline
{
    public static async Task<Results<JsonBytesResult<DatelineResource>, Problem>> Handle(
        Guid id,
        Caller caller,
        ArticleDb db,
        HttpContext context,
        CancellationToken cancellation
    )
    {
        var dateline = await db.Datelines.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellation);

        if (!await db.IsVisibleAsync(caller, ComponentKind.Dateline, dateline?.Key, cancellation) || dateline is null)
            return ComponentWriter.NotFound(ComponentKind.Dateline, id).ToProblem();

        return dateline.ToResult(context);
    }
}
