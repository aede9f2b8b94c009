using ArticleApi.Auth;
using ArticleApi.Editing;
using ArticleApi.Http;
using ArticleApi.Http.Problems;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Captions;

/// <summary>All captions of one image that the caller may see.</summary>
internal static class ListImageCaptions
{
    public static async Task<Results<JsonBytesResult<CaptionList>, Problem>> Handle(
        Guid id,
        Caller caller,
        ArticleDb db,
        CancellationToken cancellation
    )
    {
        var image = await db.Images.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellation);
        if (!await db.IsVisibleAsync(caller, ComponentKind.Image, image?.Key, cancellation) || image is null)
            return ComponentWriter.NotFound(ComponentKind.Image, id).ToProblem();

        var captions = await db.CaptionsVisibleTo(caller)
            .AsNoTracking()
            .WithImageAndDateline()
            .Where(row => row.ImageKey == image.Key)
            .OrderBy(row => row.Key)
            .ToListAsync(cancellation);
        return JsonResults.Create(new CaptionList(captions.ConvertAll(CaptionResource.From)));
    }
}
