using ArticleApi.Auth;
using ArticleApi.Editing;
using ArticleApi.Http.Problems;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Captions;

/// <summary>A caption by id. Without a key, only one that a published article uses.</summary>
internal static class GetCaption
{
    public static async Task<IResult> Handle(
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

        return !await db.IsVisibleAsync(caller, ComponentKind.Caption, caption?.Key, cancellation) || caption is null
            ? ComponentWriter.NotFound(ComponentKind.Caption, id).ToProblem()
            : caption.ToResult(context);
    }
}
