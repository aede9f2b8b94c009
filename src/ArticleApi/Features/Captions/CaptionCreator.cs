using ArticleApi.Auth;
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

namespace ArticleApi.Features.Captions;

/// <summary>Makes a caption for an image, whichever address it was sent to.</summary>
internal sealed class CaptionCreator(ArticleDb db, ComponentListHandler pages, ArticleFactory making, ArticleLog log)
{
    public async Task<IResult> CreateAsync(
        Guid imageId,
        CaptionInput input,
        JsonBody body,
        Problem noImage,
        HttpContext context,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var image = await db.Images.FirstOrDefaultAsync(row => row.Id == imageId, cancellation);
        if (!await pages.IsVisibleAsync(caller, ComponentKind.Image, image?.Key, cancellation) || image is null)
            return noImage;
        if (input.Id is { } id)
            return Problem.InvalidRequest(
                FieldError.Body("/id", id.ToString(), "read-only", "left out: the service sets it")
            );

        var caption = await making.CreateCaptionAsync(input.ToDraft(body.HasMember("dateline")), image, cancellation);
        await log.CommitAsync(new(caller.Actor, ChangeCause.Created), cancellation);
        return ComponentResults.ToResult(
            context,
            CaptionResource.From(caption),
            caption.Revision,
            caption.UpdatedAt,
            StatusCodes.Status201Created,
            context.Request.PathBase + Links.Caption(caption.Id)
        );
    }
}
