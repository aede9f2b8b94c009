using ArticleApi.Http;
using ArticleApi.Index;
using ArticleApi.Lists;
using ArticleApi.Storage;

namespace ArticleApi.Features.Images;

internal static class ImageListDefinition
{
    public static readonly ListDefinition Definition = new(
        "images",
        Collections.Images,
        [
            new("photographer", "pictures", "by this photographer", "Vitaly Nevar") { HoldsSeveral = true },
            new("photoAgency", "pictures", "of this agency", "Reuters"),
            new("photoPlace", "pictures", "taken in this place", "Kyiv") { HoldsSeveral = true },
            new("photoCountry", "pictures", "taken in this country", "UA", QueryParameterKind.Country)
            {
                HoldsSeveral = true,
            },
        ],
        [new("photoTaken", IndexDocument.PhotoTaken, "photoTaken", "the picture's date")],
        [("addedAt", null), ("photoTaken", IndexDocument.PhotoTaken)],
        typeof(ImageResource),
        []
    )
    {
        SingleFilters =
        [
            new(
                "hasImageFile",
                "Only pictures whose file's address is known, or the others.",
                "false",
                QueryParameterKind.Boolean
            ),
            new("filePhoto", "Only file photos, or the others.", "true", QueryParameterKind.Boolean),
        ],
    };
}
