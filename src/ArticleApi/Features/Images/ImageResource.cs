using ArticleApi.Core;
using ArticleApi.Core.Images;

namespace ArticleApi.Features.Images;

/// <summary>A picture, whoever shows it.</summary>
/// <param name="CaptionCount">How many captions it has; they are at <c>/v1/images/{id}/captions</c>.</param>
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
    int CaptionCount,
    DateTimeOffset UpdatedAt
)
{
    public static ImageResource From(Image image, int captions) =>
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
