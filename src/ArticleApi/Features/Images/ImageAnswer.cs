using ArticleApi.Auth;
using ArticleApi.Core.Images;
using ArticleApi.Editing;
using ArticleApi.Http;
using ArticleApi.Http.Problems;
using ArticleApi.Lists;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Images;

/// <summary>An image as it is answered, with how many of its captions the caller may see.</summary>
internal sealed record ImageAnswer(ArticleDb Db, Caller Caller, HttpContext Context)
{
    public static ValueTask<ImageAnswer> BindAsync(HttpContext context) =>
        ValueTask.FromResult(
            new ImageAnswer(context.RequestServices.GetRequiredService<ArticleDb>(), Caller.From(context), context)
        );

    public async Task<ImageResource> LoadAsync(Image image, CancellationToken cancellation) =>
        ImageResource.From(
            image,
            await Db.CaptionsVisibleTo(Caller).CountAsync(row => row.ImageKey == image.Key, cancellation)
        );

    public async Task<BytesResult> ToResultAsync(Image image, CancellationToken cancellation)
    {
        var resource = await LoadAsync(image, cancellation);

        return ComponentResults.ToResult(Context, resource, image.Revision, image.UpdatedAt, resource.Captions);
    }

    public async Task<IResult> ToResultAsync(WriteResult<Image> written, CancellationToken cancellation) =>
        written switch
        {
            WriteResult<Image>.Rejected rejected => rejected.Rejection.ToProblem(),
            WriteResult<Image>.Written { Item: { } image, JobId: var job } => (
                await ToResultAsync(image, cancellation)
            ).WithJob(job),
            _ => Results.NoContent(),
        };

    public async Task<IResult> ToCreatedAsync(WriteResult<Image> written, CancellationToken cancellation) =>
        written is WriteResult<Image>.Written { Item: { } image }
            ? (await ToResultAsync(image, cancellation)).AsCreated(Context.Request.PathBase + Links.Image(image.Id))
            : await ToResultAsync(written, cancellation);
}
