using ArticleApi.Core.Articles;
using ArticleApi.Core.Images;

namespace ArticleApi.Index.Fields;

/// <summary>What an image is indexed under, with the captions that say where it was taken.</summary>
internal static class ImageIndexFields
{
    public static IndexDocument Describe(Image image, IEnumerable<Caption> captions)
    {
        var datelines = captions
            .Select(caption => CaptionDocument.From(caption).Dateline)
            .OfType<DatelineDocument>()
            .ToList();
        var fields = new IndexFields();
        fields.AddAll("photographer", IndexFields.PhotographersOf(image.Facts.Credit));
        fields.Add("photoAgency", image.Facts.Credit?.Agency);
        fields.AddPlaces("photo", datelines);
        fields.Add("hasImageFile", image.Facts.Href is null ? "false" : "true");
        fields.Add("filePhoto", image.Facts.FilePhoto ? "true" : "false");
        fields.AddDates(IndexDocument.PhotoTaken, datelines);

        return fields.ToDocument();
    }
}
