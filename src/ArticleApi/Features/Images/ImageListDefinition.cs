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
            new(
                "photographer",
                "Only pictures by this photographer. <c>a,b</c> is either.",
                "Vitaly Nevar",
                AllowsMany: true
            ),
            new("photoAgency", "Only pictures of this agency. <c>a,b</c> is either.", "Reuters", AllowsMany: true),
            new("photoPlace", "Only pictures taken in this place. <c>a,b</c> is either.", "Kyiv", AllowsMany: true),
            new(
                "photoCountry",
                "Only pictures taken in this country. <c>a,b</c> is either.",
                "UA",
                QueryParameterKind.Country,
                AllowsMany: true
            ),
            new(
                "hasImageFile",
                "Only pictures whose file's address is known, or the others.",
                "false",
                QueryParameterKind.Boolean
            ),
            new("filePhoto", "Only file photos, or the others.", "true", QueryParameterKind.Boolean),
        ],
        [new("photoTaken", IndexDocument.PhotoTaken, "photoTaken", "the picture's date")],
        [("addedAt", null), ("photoTaken", IndexDocument.PhotoTaken)],
        typeof(ImageResource),
        []
    );
}
