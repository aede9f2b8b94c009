using ArticleApi.Core.Images;
using ArticleApi.Editing;
using ArticleApi.Http;
using ArticleApi.Http.Problems;
using ArticleApi.Lists;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ArticleApi.Features.Captions;

/// <summary>What a read or a write of a caption answers.</summary>
internal static class WrittenCaption
{
    public static JsonBytesResult<CaptionResource> ToResult(this Caption caption, HttpContext context) =>
        ComponentResults.ToResult(context, CaptionResource.From(caption), caption.Revision, caption.UpdatedAt);

    public static Results<JsonBytesResult<CaptionResource>, Problem> ToResult(
        this WriteResult<Caption> result,
        HttpContext context
    ) =>
        result.Match<Results<JsonBytesResult<CaptionResource>, Problem>>(
            written => written.Item!.ToResult(context).WithJob(written.JobId),
            rejection => rejection.ToProblem()
        );

    public static Results<CreatedBytesResult<CaptionResource>, Problem> ToCreated(
        this WriteResult<Caption> result,
        HttpContext context
    ) =>
        result.Match<Results<CreatedBytesResult<CaptionResource>, Problem>>(
            written => new CreatedBytesResult<CaptionResource>(
                written.Item!.ToResult(context),
                context.Request.PathBase + Links.Caption(written.Item!.Id)
            ),
            rejection => rejection.ToProblem()
        );
}
