using ArticleApi.Core.Images;
using ArticleApi.Http;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Intake;

/// <summary>The pictures a request names or describes, as uses in order.</summary>
internal sealed class Uses(ArticleDb db, Making making)
{
    /// <param name="given">Whether a member was sent at all, by its pointer.</param>
    /// <param name="language">The article's.</param>
    /// <exception cref="ProblemException">Where an image or caption does not exist, or a caption is of another image.</exception>
    public async Task<IReadOnlyList<ImageUse>> Of(IReadOnlyList<ImageUseInput> inputs, Func<string, bool> given, string language, CancellationToken cancellation)
    {
        var uses = new List<ImageUse>();
        for (var i = 0; i < inputs.Count; i++)
            uses.Add(await Of(inputs[i], $"/images/{i}", i == 0 ? ImageRole.Lead : ImageRole.Inline, given, language, cancellation));

        return uses;
    }

    /// <param name="pointer">Where the picture stands in the body.</param>
    /// <param name="usual">The role where none is sent.</param>
    public async Task<ImageUse> Of(ImageUseInput input, string pointer, ImageRole usual, Func<string, bool> given, string language, CancellationToken cancellation)
    {
        var role = input.Role ?? usual;
        var datelineGiven = given(pointer + "/caption/dateline");
        if (input is { Id: null, Caption.Id: { } other })
            throw Missing(pointer + "/caption/id", other, "a new caption: the image is new, and has none yet");
        if (input.Id is not { } id)
            return await making.Use(new(input.Facts(), input.Caption?.Draft(datelineGiven, language), role), cancellation);

        var image = await db.Images.FirstOrDefaultAsync(row => row.Id == id, cancellation)
            ?? throw Missing(pointer + "/id", id, "an image that exists");

        return ImageUse.Of(image, await CaptionOf(input.Caption, image, pointer, datelineGiven, language, cancellation), role);
    }

    private async Task<Caption?> CaptionOf(CaptionInput? input, Image image, string pointer, bool datelineGiven, string language, CancellationToken cancellation) => input switch
    {
        null => null,
        { Id: { } id } => await db.Captions.Include(row => row.Dateline).FirstOrDefaultAsync(row => row.Id == id && row.ImageKey == image.Key, cancellation)
            ?? throw Missing(pointer + "/caption/id", id, "a caption of this image"),
        _ => await making.Caption(input.Draft(datelineGiven, language), image, cancellation),
    };

    private static ProblemException Missing(string pointer, Guid id, string allowed) =>
        new(Problem.Invalid(FieldError.Body(pointer, id.ToString(), "does-not-exist", allowed)));
}
