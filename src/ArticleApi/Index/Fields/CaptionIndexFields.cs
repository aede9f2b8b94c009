using ArticleApi.Core.Articles;
using ArticleApi.Core.Images;

namespace ArticleApi.Index.Fields;

/// <summary>What a caption is indexed under.</summary>
internal static class CaptionIndexFields
{
    public static IndexDocument Describe(Caption caption)
    {
        var datelines = CaptionDocument.From(caption).Dateline is { } dateline ? (DatelineDocument[])[dateline] : [];
        var fields = new IndexFields();
        fields.AddLanguage(caption.Language);
        fields.AddPlaces("photo", datelines);
        fields.AddDates(IndexDocument.PhotoTaken, datelines);

        return fields.ToDocument();
    }
}
