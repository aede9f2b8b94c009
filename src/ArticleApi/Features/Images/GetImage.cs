using ArticleApi.Auth;
using ArticleApi.Core.Images;
using ArticleApi.Lists;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Images;

/// <summary>An image by id. Without a key, only one that a published article uses.</summary>
internal static class GetImage
{
    public static async Task<IResult> Handle(
        Guid id,
        HttpContext context,
        Caller caller,
        ArticleDb db,
        ComponentListHandler pages,
        CancellationToken cancellation
    )
    {
        var image = await db.Images.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellation);

        return !await pages.IsVisibleAsync(caller, ComponentKind.Image, image?.Key, cancellation) || image is null
            ? ComponentResults.NotFound("image", id)
            : await db.ToResultAsync(context, image, caller, cancellation);
    }

    public static async Task<IResult> ToResultAsync(
        this ArticleDb db,
        HttpContext context,
        Image image,
        Caller caller,
        CancellationToken cancellation,
        int status = StatusCodes.Status200OK,
        string? location = null,
        long? job = null
    )
    {
        var resource = await db.LoadResourceAsync(image, caller, cancellation);

        return ComponentResults.ToResult(
            context,
            resource,
            image.Revision,
            image.UpdatedAt,
            status,
            location,
            job,
            resource.Captions
        );
    }

    public static async Task<ImageResource> LoadResourceAsync(
        this ArticleDb db,
        Image image,
        Caller caller,
        CancellationToken cancellation
    ) =>
        ImageResource.From(
            image,
            await db.CaptionsVisibleTo(caller).CountAsync(row => row.ImageKey == image.Key, cancellation)
        );
}
