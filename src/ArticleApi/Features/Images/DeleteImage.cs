using ArticleApi.Auth;
using ArticleApi.Http;
using ArticleApi.Http.Problems;
using ArticleApi.Lists;
using ArticleApi.Log;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Images;

/// <summary>Deletes a picture that no article shows, with its captions.</summary>
internal static class DeleteImage
{
    public static async Task<IResult> Handle(
        Guid id,
        HttpContext context,
        Caller caller,
        ArticleDb db,
        ComponentListHandler pages,
        ArticleLog log,
        CancellationToken cancellation
    )
    {
        var image = await db.Images.FirstOrDefaultAsync(row => row.Id == id, cancellation);
        if (!await pages.IsVisibleAsync(caller, ComponentKind.Image, image?.Key, cancellation) || image is null)
            return ComponentResults.NotFound("image", id);
        if (Preconditions.CheckIfMatch(context.Request, image.Revision) is { } held)
            return held;
        if (
            await db.FindUsageProblemAsync(
                caller,
                db.ImageUses.Where(use => use.ImageKey == image.Key),
                cancellation
            ) is
            { } used
        )
            return used;

        db.Captions.RemoveRange(await db.Captions.Where(row => row.ImageKey == image.Key).ToListAsync(cancellation));
        db.Images.Remove(image);
        var committed = await log.CommitAsync(new(caller.Actor, ChangeCause.Deleted), cancellation);
        return ComponentResults.ToProblem(committed, context, ProblemTypes.Conflict) ?? Results.NoContent();
    }
}
