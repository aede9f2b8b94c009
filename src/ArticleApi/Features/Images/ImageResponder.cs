using ArticleApi.Auth;
using ArticleApi.Core.Images;
using ArticleApi.Editing;
using ArticleApi.Http;
using ArticleApi.Http.Problems;
using ArticleApi.Lists;
using ArticleApi.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ArticleApi.Features.Images;

/// <summary>Answers a request about an image, with how many of its captions the caller may see.</summary>
internal sealed record ImageResponder(ArticleDb Db, Caller Caller, HttpContext Context)
{
    public static ValueTask<ImageResponder> BindAsync(HttpContext context) =>
        ValueTask.FromResult(
            new ImageResponder(context.RequestServices.GetRequiredService<ArticleDb>(), Caller.From(context), context)
        );

    public async Task<JsonBytesResult<ImageResource>> ToResultAsync(Image image, CancellationToken cancellation)
    {
        var resource = await ImageResource.LoadAsync(Db, Caller, image, cancellation);

        return ComponentResults.ToResult(Context, resource, image.Revision, image.UpdatedAt, resource.CaptionCount);
    }

    public Task<Results<JsonBytesResult<ImageResource>, Problem>> ToResultAsync(
        WriteResult<Image> result,
        CancellationToken cancellation
    ) =>
        result.Match<Task<Results<JsonBytesResult<ImageResource>, Problem>>>(
            async written => (await ToResultAsync(written.Item!, cancellation)).WithJob(written.JobId),
            rejection => Task.FromResult<Results<JsonBytesResult<ImageResource>, Problem>>(rejection.ToProblem())
        );

    public Task<Results<CreatedBytesResult<ImageResource>, Problem>> ToCreatedAsync(
        WriteResult<Image> result,
        CancellationToken cancellation
    ) =>
        result.Match<Task<Results<CreatedBytesResult<ImageResource>, Problem>>>(
            async written => new CreatedBytesResult<ImageResource>(
                await ToResultAsync(written.Item!, cancellation),
                Context.Request.PathBase + Links.Image(written.Item!.Id)
            ),
            rejection => Task.FromResult<Results<CreatedBytesResult<ImageResource>, Problem>>(rejection.ToProblem())
        );
}
