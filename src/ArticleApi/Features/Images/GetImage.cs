using ArticleApi.Auth;
using ArticleApi.Editing;
using ArticleApi.Http;
using ArticleApi.Http.Problems;
using ArticleApi.Storage.Tables;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Images;

/// <summary>An image by id. Without a key, only one that a published article uses.</summary>
internal static class GetImage
{
    public static async Task<Results<JsonBytesResult<ImageResource>, Problem>> Handle(
        Guid id,
        ImageResponder responder,
        CancellationToken cancellation
    )
    {
        var image = await responder.Db.Images.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellation);

        if (
            !await responder.Db.IsVisibleAsync(responder.Caller, ComponentKind.Image, image?.Key, cancellation)
            || image is null
        )
            return ComponentWriter.NotFound(ComponentKind.Image, id).ToProblem();

        return await responder.ToResultAsync(image, cancellation);
    }
}
