using System.Globalization;
using ArticleApi.Core.Articles;

namespace ArticleApi.Index.Fields;

/// <summary>What an article is indexed under.</summary>
internal static class ArticleIndexFields
{
    /// <summary>To be raised with whatever describes the same article or component otherwise.</summary>
    public const int Version = 3;

    public static IndexDocument Describe(ArticleDocument article)
    {
        var fields = new IndexFields();
        fields.Add("status", article.Status.ToString());
        fields.Add("section", article.Section?.Slug, article.Section?.Name);
        foreach (var tag in article.Tags)
            fields.Add("tag", tag.Slug, tag.Name);
        foreach (var byline in article.Bylines)
            fields.Add("byline", byline.Slug, byline.Name);
        fields.AddLanguage(article.Language);
        // Most articles are free, and have no term for it.
        fields.Add("access", article.IsRestricted ? article.Access.ToString() : null);
        fields.Add("genre", article.Genre);
        fields.Add("urgency", article.Urgency?.ToString(CultureInfo.InvariantCulture));
        foreach (var attribution in article.Attributions)
        {
            fields.Add("citedAgency", attribution.Agency);
            fields.Add("agency", attribution.Agency);
        }

        foreach (var image in article.Images)
        {
            fields.Add("image", image.Id.ToString("D"));
            fields.Add("captionLanguage", image.Caption?.Language);
            fields.AddAll("photographer", IndexFields.PhotographersOf(image.Credit));
            fields.Add("photoAgency", image.Credit?.Agency);
            fields.Add("agency", image.Credit?.Agency);
        }

        var photoDatelines = article
            .Images.Select(image => image.Caption?.Dateline)
            .OfType<DatelineDocument>()
            .ToList();
        var datelines = article.Dateline is { } own ? (DatelineDocument[])[own] : [];
        fields.AddPlaces("photo", photoDatelines);
        fields.AddPlaces("dateline", datelines);
        fields.Add("datelineAgency", article.Dateline?.Agency);
        fields.Add("agency", article.Dateline?.Agency);
        fields.AddAll("usesDateline", photoDatelines.Concat(datelines).Select(dateline => dateline.Id.ToString()));
        fields.Add("hasImages", article.ImageCount > 0 ? "true" : "false");
        fields.Add("hasImageFile", article.Images.Any(image => image.Href is not null) ? "true" : "false");

        fields.AddDate(IndexDocument.Updated, article.UpdatedAt);
        fields.AddDate(IndexDocument.Available, article.AvailableAt);
        fields.AddDates(IndexDocument.PhotoTaken, photoDatelines);
        fields.AddDates(IndexDocument.DatelineDate, datelines);

        return fields.ToDocument();
    }
}
