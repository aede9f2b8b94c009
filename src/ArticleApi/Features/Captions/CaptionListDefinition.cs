using ArticleApi.Core.Images;
using ArticleApi.Http;
using ArticleApi.Index;
using ArticleApi.Lists;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Captions;

public sealed record CaptionList(IReadOnlyList<CaptionResource> Data);

internal static class CaptionListDefinition
{
    public static readonly ListDefinition Definition = new(
        "captions",
        Collections.Captions,
        [
            new(
                "language",
                "Only captions in this language; en matches en-GB. <c>a,b</c> is either.",
                "en",
                QueryParameterKind.Language,
                AllowsMany: true
            ),
            new(
                "photoPlace",
                "Only captions of pictures taken in this place. <c>a,b</c> is either.",
                "Kyiv",
                AllowsMany: true
            ),
            new(
                "photoCountry",
                "Only captions of pictures taken in this country. <c>a,b</c> is either.",
                "UA",
                QueryParameterKind.Country,
                AllowsMany: true
            ),
        ],
        [new("photoTaken", IndexDocument.PhotoTaken, "photoTaken", "the picture's date")],
        [("addedAt", null), ("photoTaken", IndexDocument.PhotoTaken)],
        typeof(CaptionResource),
        []
    )
    {
        CanSearch = true,
    };

    public static IQueryable<Caption> WithImageAndDateline(this IQueryable<Caption> captions) =>
        captions.Include(row => row.Image).Include(row => row.Dateline);
}
