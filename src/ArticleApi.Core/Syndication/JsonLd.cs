using System.Text;
using System.Text.Json.Nodes;
using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Syndication;

/// <summary>schema.org NewsArticle as JSON-LD. What is not known is left out.</summary>
public static class JsonLd
{
    public const string MediaType = "application/ld+json";

    /// <param name="address">
    /// Where readers find the article, absolute; what the article says of it by <c>canonicalUrl</c> comes first.
    /// </param>
    public static byte[] Write(ArticleDocument article, string address)
    {
        var page = article.CanonicalUrl ?? address;
        var document = SparseJson.CreateObject(
            ("@context", "https://schema.org"),
            ("@type", "NewsArticle"),
            ("@id", $"urn:uuid:{article.Id}"),
            ("url", page),
            ("mainEntityOfPage", page),
            ("headline", article.Headline),
            ("alternativeHeadline", article.Headlines?.Short),
            ("abstract", article.Abstract),
            ("inLanguage", article.Language == "und" ? null : article.Language),
            ("datePublished", FormatInstant(article.PublishedAt)),
            // The last editorial change: when the record was stored is no news to readers.
            ("dateModified", FormatInstant(article.RevisedAt)),
            (
                "author",
                SparseJson.CreateArray(
                    article.Bylines.Select(byline => SparseJson.CreateTyped("Person", ("name", byline.Name)))
                )
            ),
            ("publisher", SparseJson.CreateTyped("Organization", ("name", article.Source.Publisher))),
            ("articleSection", article.Section?.Name),
            ("keywords", SparseJson.CreateArray(article.Tags.Select(tag => (JsonNode?)tag.Name))),
            ("genre", article.Genre),
            ("dateline", article.Dateline?.Raw),
            ("locationCreated", CreatePlaces(article.Dateline)),
            ("image", SparseJson.CreateArray(article.ImagesFromLead.Select(CreateImage))),
            ("articleBody", article.Body.Count > 0 ? BodyText.Render(article.Body) : null),
            // Search engines are told of metered texts as of those for subscribers.
            ("isAccessibleForFree", article.Access is null ? null : !article.IsRestricted),
            ("wordCount", article.WordCount),
            ("copyrightNotice", article.Rights?.Notice),
            ("correction", SparseJson.CreateArray(article.Corrections.Select(CreateCorrection)))
        )!;

        // Inside a script element a "<" of the text could end it; in JSON it can only stand in a string.
        return Encoding.UTF8.GetBytes(SparseJson.Serialize(document).Replace("<", "\\u003C", StringComparison.Ordinal));
    }

    private static JsonObject? CreateImage(ImageDocument image) =>
        SparseJson.CreateTyped(
            "ImageObject",
            ("contentUrl", image.Href),
            ("encodingFormat", image.MediaType),
            ("width", image.Width),
            ("height", image.Height),
            ("caption", image.Caption?.Text),
            ("creditText", image.Credit?.Line),
            (
                "creator",
                SparseJson.CreateArray(
                    (image.Credit?.Photographer?.Split(", ") ?? []).Select(name =>
                        SparseJson.CreateTyped("Person", ("name", name))
                    )
                )
            ),
            ("copyrightNotice", image.Rights?.Notice),
            ("dateCreated", image.Caption?.Dateline?.Date?.Iso),
            ("locationCreated", CreatePlaces(image.Caption?.Dateline)),
            ("contentLocation", CreatePlaces(image.Caption?.Dateline))
        );

    private static JsonArray? CreatePlaces(DatelineDocument? dateline) =>
        dateline is null ? null : SparseJson.CreateArray(dateline.Places.Select(CreatePlace));

    private static JsonObject? CreatePlace(PlaceDocument place) =>
        SparseJson.CreateTyped(
            "Place",
            ("name", NameOf(place)),
            (
                "address",
                SparseJson.CreateTyped(
                    "PostalAddress",
                    ("addressLocality", place.Locality),
                    ("addressRegion", place.Region),
                    ("addressCountry", place.CountryCode ?? place.Country)
                )
            )
        );

    private static string? NameOf(PlaceDocument place)
    {
        var name = string.Join(
            ", ",
            new[] { place.Locality, place.Region, place.Country }.Where(part => part is not null)
        );
        return name.Length > 0 ? name : null;
    }

    private static JsonObject? CreateCorrection(Correction correction) =>
        SparseJson.CreateTyped(
            "CorrectionComment",
            ("name", correction.Type.ToString()),
            ("text", correction.Text),
            ("datePublished", InstantJsonConverter.Format(correction.At))
        );

    private static string? FormatInstant(DateTimeOffset? instant) =>
        instant is { } known ? InstantJsonConverter.Format(known) : null;
}
