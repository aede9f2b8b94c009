using System.Text;
using System.Text.Json.Nodes;
using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Syndication;

/// <summary>schema.org NewsArticle as JSON-LD. What is not known is left out.</summary>
public static class JsonLd
{
    public const string MediaType = "application/ld+json";

    /// <param name="address">Where readers find the article, absolute.</param>
    public static byte[] Write(ArticleDocument article, string address)
    {
        var document = KnownJson.Of(
            ("@context", "https://schema.org"),
            ("@type", "NewsArticle"),
            ("@id", $"urn:uuid:{article.Id}"),
            ("url", address),
            ("mainEntityOfPage", address),
            ("headline", article.Headline),
            ("abstract", article.Abstract),
            ("inLanguage", article.Language == "und" ? null : article.Language),
            ("datePublished", Instant(article.PublishedAt)),
            // The last editorial change: when the record was stored is no news to readers.
            ("dateModified", Instant(article.RevisedAt)),
            (
                "author",
                KnownJson.Array(article.Bylines.Select(byline => KnownJson.Typed("Person", ("name", byline.Name))))
            ),
            ("publisher", KnownJson.Typed("Organization", ("name", article.Source.Publisher))),
            ("articleSection", article.Section?.Name),
            ("keywords", KnownJson.Array(article.Tags.Select(tag => (JsonNode?)tag.Name))),
            ("genre", article.Genre),
            ("dateline", article.Dateline?.Raw),
            ("locationCreated", Places(article.Dateline)),
            ("image", KnownJson.Array(article.Images.Select(Image))),
            ("articleBody", BodyText.Of(article.Body)),
            ("wordCount", article.WordCount),
            ("copyrightNotice", article.Rights?.Notice),
            ("correction", KnownJson.Array(article.Corrections.Select(Comment)))
        )!;

        // Inside a script element a "<" of the text could end it; in JSON it can only stand in a string.
        return Encoding.UTF8.GetBytes(KnownJson.Write(document).Replace("<", "\\u003C", StringComparison.Ordinal));
    }

    private static JsonObject? Image(ImageDocument image) =>
        KnownJson.Typed(
            "ImageObject",
            ("contentUrl", image.Href),
            ("encodingFormat", image.MediaType),
            ("width", image.Width),
            ("height", image.Height),
            ("caption", image.Caption?.Text),
            ("creditText", image.Credit?.Line),
            (
                "creator",
                KnownJson.Array(
                    (image.Credit?.Photographer?.Split(", ") ?? []).Select(name =>
                        KnownJson.Typed("Person", ("name", name))
                    )
                )
            ),
            ("copyrightNotice", image.Rights?.Notice),
            ("dateCreated", image.Caption?.Dateline?.Date?.Iso),
            ("locationCreated", Places(image.Caption?.Dateline)),
            ("contentLocation", Places(image.Caption?.Dateline))
        );

    private static JsonArray? Places(DatelineDocument? dateline) =>
        dateline is null ? null : KnownJson.Array(dateline.Places.Select(Place));

    private static JsonObject? Place(PlaceDocument place) =>
        KnownJson.Typed(
            "Place",
            ("name", NameOf(place)),
            (
                "address",
                KnownJson.Typed(
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

    private static JsonObject? Comment(Correction correction) =>
        KnownJson.Typed(
            "CorrectionComment",
            ("name", correction.Type.ToString()),
            ("text", correction.Text),
            ("datePublished", InstantJson.Write(correction.At))
        );

    private static string? Instant(DateTimeOffset? instant) => instant is { } known ? InstantJson.Write(known) : null;
}
