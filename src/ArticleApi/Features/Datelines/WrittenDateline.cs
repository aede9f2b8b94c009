using ArticleApi.Core.Datelines;
using ArticleApi.Editing;
using ArticleApi.Http;
using ArticleApi.Http.Problems;
using ArticleApi.Lists;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ArticleApi.Features.Datelines;

/// <summary>What a read or a write of a dateline answers.</summary>
internal static class WrittenDateline
{
    public static JsonBytesResult<DatelineResource> ToResult(this Dateline dateline, HttpContext context) =>
        ComponentResults.ToResult(context, DatelineResource.From(dateline), dateline.Revision);

    public static Results<JsonBytesResult<DatelineResource>, Problem> ToResult(
        this WriteResult<Dateline> result,
        HttpContext context
    ) =>
        result.Match<Results<JsonBytesResult<DatelineResource>, Problem>>(
            written => written.Item!.ToResult(context).WithJob(written.JobId),
            rejection => rejection.ToProblem()
        );

    public static Results<CreatedBytesResult<DatelineResource>, Problem> ToCreated(
        this WriteResult<Dateline> result,
        HttpContext context
    ) =>
        result.Match<Results<CreatedBytesResult<DatelineResource>, Problem>>(
            written => new CreatedBytesResult<DatelineResource>(
                written.Item!.ToResult(context),
                context.Request.PathBase + Links.Dateline(written.Item!.Id)
            ),
            rejection => rejection.ToProblem()
        );
}
