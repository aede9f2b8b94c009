using ArticleApi.Auth;
using ArticleApi.Editing;
using ArticleApi.Http;
using ArticleApi.Http.Problems;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Captions;

/// <summary>A caption by id. Without a key, only one that a published article uses.</summary>
internal static class GetCaption
{
    public static async Task<Results<JsonBytesResult<CaptionResource>, Problem>> Handle(
        Guid id,
        Caller caller,
        ArticleDb db,
        HttpContext context,
        CancellationToken cancellation
    )
    {
        var caption = await db
            .Captions.AsNoTracking()
            .WithImageAndDateline()
            .FirstOrDefaultAsync(row => row.Id == id, cancellation);

        if (!await db.IsVisibleAsync(caller, ComponentKind.Caption, caption?.Key, cancellation) || caption is null)
            return ComponentWriter.NotFound(ComponentKind.Caption, id).ToProblem();

        return caption.ToResult(context);
    }
}
