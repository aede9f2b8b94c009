using ArticleApi.Core.Datelines;
using ArticleApi.Editing;
using ArticleApi.Http;
using ArticleApi.Http.Problems;
using ArticleApi.Lists;

namespace ArticleApi.Features.Datelines;

/// <summary>What a read or a write of a dateline answers.</summary>
internal static class WrittenDateline
{
    public static BytesResult ToResult(this Dateline dateline, HttpContext context) =>
        ComponentResults.ToResult(context, DatelineResource.From(dateline), dateline.Revision);

    public static IResult ToResult(this WriteResult<Dateline> written, HttpContext context) =>
        written switch
        {
            WriteResult<Dateline>.Rejected rejected => rejected.Rejection.ToProblem(),
            WriteResult<Dateline>.Written { Item: { } dateline, JobId: var job } => dateline
                .ToResult(context)
                .WithJob(job),
            _ => Results.NoContent(),
        };

    public static IResult ToCreated(this WriteResult<Dateline> written, HttpContext context) =>
        written is WriteResult<Dateline>.Written { Item: { } dateline }
            ? dateline.ToResult(context).AsCreated(context.Request.PathBase + Links.Dateline(dateline.Id))
            : written.ToResult(context);
}
