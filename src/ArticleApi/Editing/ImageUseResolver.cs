using ArticleApi.Auth;
using ArticleApi.Core.Images;
using ArticleApi.Editing.Contracts;
using ArticleApi.Http.Problems;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Editing;

/// <summary>The pictures a request names or describes, as uses in order.</summary>
internal sealed class ImageUseResolver(ArticleDb db, ArticleFactory making)
{
    /// <param name="caller">Who may show only what they see: an article they publish would show it to others.</param>
    /// <param name="given">Whether a member was sent at all, by its pointer.</param>
    /// <param name="language">The article's.</param>
    /// <exception cref="ProblemException">
    /// Where an image or caption does not exist for the caller, or a caption is of another image.
    /// </exception>
    public async Task<IReadOnlyList<ImageUse>> ResolveAsync(
        IReadOnlyList<ImageUseInput> inputs,
        Caller caller,
        Func<string, bool> given,
        string language,
        CancellationToken cancellation
    )
    {
        var uses = new List<ImageUse>();
        for (var i = 0; i < inputs.Count; i++)
            uses.Add(
                await ResolveAsync(
                    inputs[i],
                    $"/images/{i}",
                    i == 0 ? ImageRole.Lead : ImageRole.Inline,
                    caller,
                    given,
                    language,
                    cancellation
                )
            );

        return uses;
    }

    /// <param name="pointer">Where the picture stands in the body.</param>
    /// <param name="usual">The role where none is sent.</param>
    public async Task<ImageUse> ResolveAsync(
        ImageUseInput input,
        string pointer,
        ImageRole usual,
        Caller caller,
        Func<string, bool> given,
        string language,
        CancellationToken cancellation
    )
    {
        var role = input.Role ?? usual;
        var datelineGiven = given(pointer + "/caption/dateline");
        if (input is { Id: null, Caption.Id: { } other })
            throw Missing(pointer + "/caption/id", other, "a new caption: the image is new, and has none yet");
        if (input.Id is not { } id)
            return await making.CreateImageUseAsync(
                new(input.ToFacts(), input.Caption?.ToDraft(datelineGiven, language), role),
                cancellation
            );

        var image =
            await db.ImagesVisibleTo(caller).FirstOrDefaultAsync(row => row.Id == id, cancellation)
            ?? throw Missing(pointer + "/id", id, "an image that exists");

        var caption = input.Caption switch
        {
            null => null,
            { Id: { } captionId } => await db.CaptionsVisibleTo(caller)
                .Include(row => row.Dateline)
                .FirstOrDefaultAsync(row => row.Id == captionId && row.ImageKey == image.Key, cancellation)
                ?? throw Missing(pointer + "/caption/id", captionId, "a caption of this image"),
            var made => await making.CreateCaptionAsync(made.ToDraft(datelineGiven, language), image, cancellation),
        };
        return ImageUse.Create(image, caption, role);
    }

    private static ProblemException Missing(string pointer, Guid id, string allowed) =>
        new(Problem.InvalidRequest(FieldError.Body(pointer, id.ToString(), "does-not-exist", allowed)));
}
