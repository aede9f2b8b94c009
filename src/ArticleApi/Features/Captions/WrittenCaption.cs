using ArticleApi.Core.Images;
using ArticleApi.Editing;
using ArticleApi.Http;
using ArticleApi.Http.Problems;
using ArticleApi.Lists;

namespace ArticleApi.Features.Captions;

/// <summary>What a read or a write of a caption answers.</summary>
internal static class WrittenCaption
{
    public static BytesResult ToResult(this Caption caption, HttpContext context) =>
        ComponentResults.ToResult(context, CaptionResource.From(caption), caption.Revision, caption.UpdatedAt);

    public static IResult ToResult(this WriteResult<Caption> written, HttpContext context) =>
        written switch
        {
            WriteResult<Caption>.Rejected rejected => rejected.Rejection.ToProblem(),
            WriteResult<Caption>.Written { Item: { } caption, JobId: var job } => caption
                .ToResult(context)
                .WithJob(job),
            _ => Results.NoContent(),
        };

    public static IResult ToCreated(this WriteResult<Caption> written, HttpContext context) =>
        written is WriteResult<Caption>.Written { Item: { } caption }
            ? caption.ToResult(context).AsCreated(context.Request.PathBase + Links.Caption(caption.Id))
            : written.ToResult(context);
}
