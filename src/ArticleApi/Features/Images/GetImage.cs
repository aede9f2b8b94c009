using ArticleApi.Auth;
using ArticleApi.Editing;
using ArticleApi.Http.Problems;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Images;

/// <summary>An image by id. Without a key, only one that a published article uses.</summary>
internal static class GetImage
{
    public static async Task<IResult> Handle(Guid id, ImageAnswer answer, CancellationToken cancellation)
    {
        var image = await answer.Db.Images.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellation);

        return
            !await answer.Db.IsVisibleAsync(answer.Caller, ComponentKind.Image, image?.Key, cancellation)
            || image is null
            ? ComponentWriter.NotFound(ComponentKind.Image, id).ToProblem()
            : await answer.ToResultAsync(image, cancellation);
    }
}
