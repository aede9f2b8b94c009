using ArticleApi.Auth;
using ArticleApi.Core;
using ArticleApi.Core.Images;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

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
    /// <summary>With how many of its captions the caller may see.</summary>
    public static async Task<ImageResource> LoadAsync(
        ArticleDb db,
        Caller caller,
        Image image,
        CancellationToken cancellation
    ) => From(image, await db.CaptionsVisibleTo(caller).CountAsync(row => row.ImageKey == image.Key, cancellation));

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
