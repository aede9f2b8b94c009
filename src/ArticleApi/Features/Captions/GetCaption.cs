using ArticleApi.Auth;
using ArticleApi.Lists;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Captions;

/// <summary>A caption by id. Without a key, only one that a published article uses.</summary>
internal static class GetCaption
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
        var caption = await db
            .Captions.AsNoTracking()
            .WithImageAndDateline()
            .FirstOrDefaultAsync(row => row.Id == id, cancellation);

        return !await pages.IsVisibleAsync(caller, ComponentKind.Caption, caption?.Key, cancellation) || caption is null
            ? ComponentResults.NotFound("caption", id)
            : ComponentResults.ToResult(context, CaptionResource.From(caption), caption.Revision, caption.UpdatedAt);
    }
}
