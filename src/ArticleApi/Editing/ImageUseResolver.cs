using ArticleApi.Auth;
using ArticleApi.Core.Images;
using ArticleApi.Core.Rejections;
using ArticleApi.Editing.Contracts;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Editing;

/// <summary>
/// The pictures a request names or describes, as uses in order. It is rejected where an image or caption does not exist
/// for the caller, or a caption is of another image.
/// </summary>
internal sealed class ImageUseResolver(ArticleDb db, TrackedRows rows)
{
    public async Task<(IReadOnlyList<ImageUse> Uses, Rejection? Rejection)> ResolveAsync(
        IReadOnlyList<ImageUseInput> inputs,
        ImageUseContext context,
        CancellationToken cancellation
    )
    {
        var uses = new List<ImageUse>();
        foreach (var (index, input) in inputs.Index())
        {
            var role = index == 0 ? ImageRole.Lead : ImageRole.Inline;
            var (use, rejection) = await ResolveAsync(input, $"/images/{index}", role, context, cancellation);
            if (rejection is not null)
                return ([], rejection);
            uses.Add(use!);
        }

        return (uses, null);
    }

    /// <param name="pointer">Where the picture stands in the body.</param>
    /// <param name="usual">The role where none is sent.</param>
    public async Task<(ImageUse? Use, Rejection? Rejection)> ResolveAsync(
        ImageUseInput input,
        string pointer,
        ImageRole usual,
        ImageUseContext context,
        CancellationToken cancellation
    )
    {
        var role = input.Role ?? usual;
        var draft = input.Caption?.Id is null
            ? input.Caption?.ToDraft(context.Has(pointer + "/caption/dateline"), context.Language)
            : null;
        if (input is { Id: null, Caption.Id: { } other })
            return (null, Missing(pointer + "/caption/id", other, "a new caption: the image is new, and has none yet"));
        if (input.Id is not { } id)
            return (await rows.AddImageUseAsync(new(input.ToFacts(), draft, role), cancellation), null);

        var image = await db.ImagesVisibleTo(context.Caller).FirstOrDefaultAsync(row => row.Id == id, cancellation);
        if (image is null)
            return (null, Missing(pointer + "/id", id, "an image that exists"));
        if (draft is not null)
            return (ImageUse.Create(image, await rows.AddCaptionAsync(draft, image, cancellation), role), null);
        if (input.Caption?.Id is not { } captionId)
            return (ImageUse.Create(image, null, role), null);

        var caption = await db.CaptionsVisibleTo(context.Caller)
            .Include(row => row.Dateline)
            .FirstOrDefaultAsync(row => row.Id == captionId && row.ImageKey == image.Key, cancellation);
        return caption is null
            ? (null, Missing(pointer + "/caption/id", captionId, "a caption of this image"))
            : (ImageUse.Create(image, caption, role), null);
    }

    private static Rejection Missing(string pointer, Guid id, string allowed) =>
        Rejection.Invalid(InputError.Member(pointer, id.ToString(), "does-not-exist", allowed));
}
