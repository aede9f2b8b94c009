using ArticleApi.Auth;
using ArticleApi.Http;
using ArticleApi.Http.Problems;
using ArticleApi.Lists;
using ArticleApi.Log;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Datelines;

/// <summary>Deletes a dateline that nothing uses.</summary>
internal static class DeleteDateline
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
        var dateline = await db.Datelines.FirstOrDefaultAsync(row => row.Id == id, cancellation);
        if (
            !await pages.IsVisibleAsync(caller, ComponentKind.Dateline, dateline?.Key, cancellation) || dateline is null
        )
            return ComponentResults.NotFound("dateline", id);
        if (Preconditions.CheckIfMatch(context.Request, dateline.Revision) is { } held)
            return held;
        if (
            await db.FindUsageProblemAsync(
                caller,
                db.ArticlesUsing(ComponentKind.Dateline, dateline.Key),
                cancellation
            ) is
            { } used
        )
            return used;
        if (
            await db
                .Captions.Where(row => row.DatelineKey == dateline.Key)
                .Select(row => (Guid?)row.Id)
                .FirstOrDefaultAsync(cancellation) is
            { } caption
        )
            return new Problem(ProblemTypes.InUse, $"Used by the caption {Links.Caption(caption)}; change that first.");

        db.Datelines.Remove(dateline);
        var committed = await log.CommitAsync(new(caller.Actor, ChangeCause.Deleted), cancellation);
        return ComponentResults.ToProblem(committed, context, ProblemTypes.Conflict) ?? Results.NoContent();
    }
}
