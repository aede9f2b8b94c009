using System.Text.Json.Nodes;
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
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Datelines;

/// <summary>A new dateline. Facts that exist already are refused, naming the row that has them.</summary>
internal static class CreateDateline
{
    public static async Task<IResult> Handle(
        ValidatedBody<DatelineFactsInput> body,
        HttpContext context,
        Caller caller,
        ArticleDb db,
        ArticleLog log,
        CancellationToken cancellation
    )
    {
        var facts = body.Value.Dateline.ToFacts();
        if (await db.FindExistingAsync(facts, cancellation) is { } existing)
            return existing;

        var dateline = db.Datelines.Add(Dateline.From(facts)).Entity;
        var committed = await log.CommitAsync(new(caller.Actor, ChangeCause.Created), cancellation);
        return ComponentResults.ToProblem(committed, context, ProblemTypes.DuplicateDateline)
            ?? ComponentResults.ToResult(
                context,
                DatelineResource.From(dateline),
                dateline.Revision,
                null,
                StatusCodes.Status201Created,
                context.Request.PathBase + Links.Dateline(dateline.Id)
            );
    }

    public static async Task<Problem?> FindExistingAsync(
        this ArticleDb db,
        DatelineFacts facts,
        CancellationToken cancellation
    )
    {
        var identity = Dateline.IdentityOf(facts);
        var id = await db
            .Datelines.Where(row => row.Identity == identity)
            .Select(row => (Guid?)row.Id)
            .FirstOrDefaultAsync(cancellation);

        return id is null
            ? null
            : new(ProblemTypes.DuplicateDateline, "The same facts are one dateline; this one exists already.")
            {
                Extensions = new JsonObject { ["existing"] = Links.Dateline(id.Value) },
            };
    }
}
