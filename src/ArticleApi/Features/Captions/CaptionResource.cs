using ArticleApi.Core.Articles;
using ArticleApi.Core.Images;

namespace ArticleApi.Features.Captions;

/// <summary>A caption of one image.</summary>
/// <param name="Text">Without the credit; null where there is no more than that.</param>
/// <param name="Raw">As printed, credit and all; null where it was entered in parts.</param>
/// <param name="Dateline">Where and when the picture was taken, as far as the caption says.</param>
public sealed record CaptionResource(
    Guid Id,
    Guid ImageId,
    string Language,
    string? Text,
    string? Raw,
    DatelineDocument? Dateline,
    DateTimeOffset UpdatedAt
)
{
    public static CaptionResource From(Caption caption) =>
        new(
            caption.Id,
            caption.Image!.Id,
            caption.Language,
            caption.Text.Length > 0 ? caption.Text : null,
            caption.Raw,
            DatelineDocument.From(caption.Dateline, caption.DatelinePrint),
            caption.UpdatedAt
        );
}
