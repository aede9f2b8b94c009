using ArticleApi.Auth;
using ArticleApi.Http;
using ArticleApi.Http.Problems;
using ArticleApi.Lists;
using ArticleApi.Log;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Captions;

/// <summary>Deletes a caption that no article shows.</summary>
internal static class DeleteCaption
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
        var caption = await db.Captions.FirstOrDefaultAsync(row => row.Id == id, cancellation);
        if (!await pages.IsVisibleAsync(caller, ComponentKind.Caption, caption?.Key, cancellation) || caption is null)
            return ComponentResults.NotFound("caption", id);
        if (Preconditions.CheckIfMatch(context.Request, caption.Revision) is { } held)
            return held;
        if (
            await db.FindUsageProblemAsync(
                caller,
                db.ImageUses.Where(use => use.CaptionKey == caption.Key),
                cancellation
            ) is
            { } used
        )
            return used;

        db.Captions.Remove(caption);
        var committed = await log.CommitAsync(new(caller.Actor, ChangeCause.Deleted), cancellation);
        return ComponentResults.ToProblem(committed, context, ProblemTypes.Conflict) ?? Results.NoContent();
    }
}
