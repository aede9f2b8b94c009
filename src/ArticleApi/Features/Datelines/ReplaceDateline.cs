using ArticleApi.Auth;
using ArticleApi.Core.Datelines;
using ArticleApi.Editing;
using ArticleApi.Editing.Contracts;
using ArticleApi.Http;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.Problems;
using ArticleApi.Lists;
using ArticleApi.Log;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Datelines;

/// <summary>Mends a dateline's facts for every article and caption that uses them.</summary>
internal static class ReplaceDateline
{
    private static readonly string[] SetByService = ["id"];

    public static async Task<IResult> Handle(
        Guid id,
        JsonBody body,
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

        var sent = ComponentResults.MergeOrReplace(context, body, DatelineResource.From(dateline), SetByService);
        var facts = BodyDeserializer
            .Deserialize<DatelineFactsInput>(sent.Object, context.RequestServices)
            .Dateline.ToFacts();
        if (
            Dateline.IdentityOf(facts) != dateline.Identity
            && await db.FindExistingAsync(facts, cancellation) is { } existing
        )
            return existing;
        if (!dateline.Replace(facts))
            return ComponentResults.ToResult(context, DatelineResource.From(dateline), dateline.Revision);

        var committed = await log.CommitAsync(new(caller.Actor, ChangeCause.DatelineChanged), cancellation);
        return ComponentResults.ToProblem(committed, context, ProblemTypes.DuplicateDateline)
            ?? ComponentResults.ToResult(
                context,
                DatelineResource.From(dateline),
                dateline.Revision,
                null,
                job: committed.JobId
            );
    }
}
