using ArticleApi.Core;
using ArticleApi.Core.Images;
using ArticleApi.Http;
using ArticleApi.Log;
using ArticleApi.Storage;

namespace ArticleApi.Features.Images;

/// <summary>A picture, whoever shows it.</summary>
/// <param name="Captions">How many captions it has; they are at <c>/v1/images/{id}/captions</c>.</param>
public sealed record ImageResource(
    Guid Id,
    string? Href,
    string? MediaType,
    int? Width,
    int? Height,
    string? AltText,
    Credit? Credit,
    bool FilePhoto,
    ValueList<string> FilePhotoEvidence,
    Rights? Rights,
    int Captions,
    DateTimeOffset UpdatedAt
)
{
    public static ImageResource Of(Image image, int captions) =>
        new(
            image.Id,
            image.Facts.Href,
            image.Facts.MediaType,
            image.Facts.Width,
            image.Facts.Height,
            image.Facts.AltText,
            image.Facts.Credit,
            image.Facts.FilePhoto,
            image.Facts.FilePhotoEvidence,
            image.Facts.Rights,
            captions,
            image.UpdatedAt
        );
}

internal static class ImageLists
{
    public static readonly ListShape Shape = new(
        "images",
        Shown.List(ComponentKind.Image),
        [
            new(
                "photographer",
                "Only pictures by this photographer. <c>a,b</c> is either; repeated it is both.",
                "Vitaly Nevar",
                Many: true
            ),
            new("photoAgency", "Only pictures of this agency. <c>a,b</c> is either.", "Reuters", Many: true),
            new(
                "photoPlace",
                "Only pictures taken in this place. <c>a,b</c> is either; repeated it is both.",
                "Kyiv",
                Many: true
            ),
            new(
                "photoCountry",
                "Only pictures taken in this country. <c>a,b</c> is either; repeated it is both.",
                "UA",
                ParameterKind.Country,
                Many: true
            ),
            new(
                "hasImageFile",
                "Only pictures whose file's address is known, or the others.",
                "false",
                ParameterKind.Boolean
            ),
            new("filePhoto", "Only file photos, or the others.", "true", ParameterKind.Boolean),
        ],
        [new("photoTaken", Filing.PhotoTaken, "photoTaken", "the picture's date")],
        [("addedAt", null), ("photoTaken", Filing.PhotoTaken)],
        typeof(ImageResource),
        []
    );
}
