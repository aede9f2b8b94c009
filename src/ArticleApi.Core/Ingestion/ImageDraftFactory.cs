using ArticleApi.Core.Images;

namespace ArticleApi.Core.Ingestion;

/// <summary>A picture of a document, with what its printed caption says of it.</summary>
internal static class ImageDraftFactory
{
    /// <param name="facts">What the document says of the picture elsewhere; its credit is the caption's or not.</param>
    /// <param name="index">Its place among the article's pictures; the first one leads.</param>
    public static ImageDraft Create(ImageFacts facts, CaptionReading? caption, string language, int index) =>
        new(
            caption is null
                ? facts
                : facts with
                {
                    FilePhoto = caption.FilePhoto,
                    FilePhotoEvidence = caption.FilePhotoEvidence,
                },
            caption is null ? null : new(language, caption.Text, caption.Raw, caption.Dateline),
            index == 0 ? ImageRole.Lead : ImageRole.Inline
        );
}
