using ArticleApi.Auth;
using ArticleApi.Http;
using ArticleApi.Lists;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Captions;

/// <summary>All captions of one image that the caller may see.</summary>
internal static class ListImageCaptions
{
    public static async Task<IResult> Handle(
        Guid id,
        Caller caller,
        ArticleDb db,
        ComponentListHandler pages,
        CancellationToken cancellation
    )
    {
        var image = await db.Images.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellation);
        if (!await pages.IsVisibleAsync(caller, ComponentKind.Image, image?.Key, cancellation) || image is null)
            return ComponentResults.NotFound("image", id);

        var captions = await db.CaptionsVisibleTo(caller)
            .AsNoTracking()
            .WithImageAndDateline()
            .Where(row => row.ImageKey == image.Key)
            .OrderBy(row => row.Key)
            .ToListAsync(cancellation);
        return JsonResults.Create(new CaptionList(captions.ConvertAll(CaptionResource.From)));
    }
}
