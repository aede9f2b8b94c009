using ArticleApi.Core.Images;

namespace ArticleApi.Core.Articles;

/// <summary>A picture as an article shows it.</summary>
public sealed record ImageDocument(
    Guid Id,
    ImageRole Role,
    int Position,
    string? Href,
    string? MediaType,
    int? Width,
    int? Height,
    string? AltText,
    Credit? Credit,
    bool FilePhoto,
    Rights? Rights,
    CaptionDocument? Caption
)
{
    public static ImageDocument From(ImageUse use) =>
        new(
            use.Image.Id,
            use.Role,
            use.Position,
            use.Image.Facts.Href,
            use.Image.Facts.MediaType,
            use.Image.Facts.Width,
            use.Image.Facts.Height,
            use.Image.Facts.AltText,
            use.Image.Facts.Credit,
            use.Image.Facts.FilePhoto,
            use.Image.Facts.Rights,
            use.Caption is { } caption ? CaptionDocument.From(caption) : null
        );
}
