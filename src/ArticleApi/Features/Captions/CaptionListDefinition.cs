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
            new("language", "captions", "in this language; en matches en-GB", "en", QueryParameterKind.Language),
            new("photoPlace", "captions", "of pictures taken in this place", "Kyiv") { HoldsSeveral = true },
            new("photoCountry", "captions", "of pictures taken in this country", "UA", QueryParameterKind.Country)
            {
                HoldsSeveral = true,
            },
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
