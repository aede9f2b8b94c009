using ArticleApi.Core.Articles;
using ArticleApi.Core.Images;
using ArticleApi.Http;
using ArticleApi.Log;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Captions;

/// <summary>A caption of one image.</summary>
/// <param name="Text">Without the credit.</param>
/// <param name="Raw">As printed, credit and all; null where it was entered in parts.</param>
/// <param name="Dateline">Where and when the picture was taken, as far as the caption says.</param>
public sealed record CaptionResource(
    Guid Id,
    Guid ImageId,
    string Language,
    string Text,
    string? Raw,
    DatelineDocument? Dateline,
    DateTimeOffset UpdatedAt
)
{
    public static CaptionResource Of(Caption caption) =>
        new(
            caption.Id,
            caption.Image!.Id,
            caption.Language,
            caption.Text,
            caption.Raw,
            DatelineDocument.Of(caption.Dateline, caption.DatelinePrint),
            caption.UpdatedAt
        );
}

public sealed record CaptionList(IReadOnlyList<CaptionResource> Data);

internal static class CaptionLists
{
    public static readonly ListShape Shape = new(
        "captions",
        Shown.List(ComponentKind.Caption),
        [
            new(
                "language",
                "Only captions in this language; en matches en-GB. <c>a,b</c> is either.",
                "en",
                ParameterKind.Language,
                Many: true
            ),
            new(
                "photoPlace",
                "Only captions of pictures taken in this place. <c>a,b</c> is either; repeated it is both.",
                "Kyiv",
                Many: true
            ),
            new(
                "photoCountry",
                "Only captions of pictures taken in this country. <c>a,b</c> is either; repeated it is both.",
                "UA",
                ParameterKind.Country,
                Many: true
            ),
        ],
        [new("photoTaken", Filing.PhotoTaken, "photoTaken", "the picture's date")],
        [("addedAt", null), ("photoTaken", Filing.PhotoTaken)],
        typeof(CaptionResource),
        []
    )
    {
        IsSearched = true,
    };

    public static IQueryable<Caption> Whole(this IQueryable<Caption> captions) =>
        captions.Include(row => row.Image).Include(row => row.Dateline);
}
