using System.Globalization;
using System.Xml.Linq;
using ArticleApi.Core.Images;

namespace ArticleApi.Core.Ingestion.Web;

/// <summary>The pictures of a feed's item that stand outside its text: enclosures and Media RSS.</summary>
internal static class FeedPictures
{
    private static readonly string[] Extensions = [".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif"];

    public static IEnumerable<Picture> Of(FeedElements item, Uri? address)
    {
        var pictures = Media(item, address).Where(picture => picture.Href is not null).ToList();

        // A thumbnail stands for the picture where that itself is not given.
        if (
            pictures.Count == 0
            && Largest(
                item.Element.Descendants().Where(IsThumbnail).Select(element => Content(element, item, null, address))
            )
                is { } thumbnail
        )
            pictures.Add(thumbnail);

        return pictures
            .Concat(item["enclosure"].Where(IsPicture).Select(element => Enclosure(element, "url", address)))
            .Concat(
                item["atom:link"]
                    .Where(link => IsEnclosure(link) && IsPicture(link))
                    .Select(element => Enclosure(element, "href", address))
            )
            .Concat(
                item["itunes:image"]
                    .Select(element => new Picture
                    {
                        Href = WebAddress.Absolute(FeedElements.Attribute(element, "href"), address),
                    })
            )
            .Where(picture => picture.Href is not null);
    }

    public static bool IsEnclosure(XElement link) =>
        string.Equals(FeedElements.Attribute(link, "rel"), "enclosure", StringComparison.OrdinalIgnoreCase);

    /// <summary>By its medium or type, else by its address.</summary>
    public static bool IsPicture(XElement element)
    {
        if (FeedElements.Attribute(element, "medium") is { } medium)
            return medium.Equals("image", StringComparison.OrdinalIgnoreCase);
        if (FeedElements.Attribute(element, "type") is { } type && type.Contains('/', StringComparison.Ordinal))
            return type.StartsWith("image/", StringComparison.OrdinalIgnoreCase);

        var path = (FeedElements.Attribute(element, "url") ?? FeedElements.Attribute(element, "href") ?? "").Split(
            '?',
            '#'
        )[0];
        return Array.Exists(Extensions, extension => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase));
    }

    // Renditions of one picture lie in one group, or else beside each other under one path or with one caption; the
    // largest is taken.
    private static List<Picture> Media(FeedElements item, Uri? address)
    {
        var groups = item["media:group"]
            .Select(group => new FeedElements(group))
            .Select(group =>
                Largest(
                    group["media:content"].Where(IsPicture).Select(content => Content(content, item, group, address))
                )
            );
        var alone = item["media:content"]
            .Where(IsPicture)
            .Select(content => Content(content, item, null, address))
            .GroupBy(picture => picture.Caption ?? picture.Href?.Split('?')[0], StringComparer.Ordinal)
            .Select(Largest);

        return [.. groups.Concat(alone).OfType<Picture>()];
    }

    private static Picture? Largest(IEnumerable<Picture> renditions)
    {
        Picture? largest = null;
        foreach (var picture in renditions.Where(picture => picture.Href is not null).Take(1_000))
            largest = largest is null || picture.Size > largest.Size ? picture : largest;

        return largest;
    }

    // What stands nearest to the picture holds.
    private static Picture Content(XElement content, FeedElements item, FeedElements? group, Uri? address)
    {
        var own = new FeedElements(content);
        FeedElements[] parts = group is null ? [own, item] : [own, group, item];
        var credits =
            parts.Select(scope => scope["media:credit"].ToList()).FirstOrDefault(list => list.Count > 0) ?? [];
        var photographer = credits.Find(credit =>
            FeedElements.Attribute(credit, "role")?.ToLowerInvariant() is "photographer" or "author" or "creator"
        );

        return new()
        {
            Href = WebAddress.Absolute(FeedElements.Attribute(content, "url"), address),
            MediaType = MediaType(FeedElements.Attribute(content, "type")),
            Width = Pixels(content, "width"),
            Height = Pixels(content, "height"),
            Caption =
                parts.Select(scope => scope.Text("media:description")).FirstOrDefault(text => text is not null)
                ?? own.Text("media:text", "media:title"),
            Credit = WebText.OfEither(credits.Find(credit => credit != photographer)?.Value),
            Photographer = WebText.OfEither(photographer?.Value),
            Rights = WebDraft.RightsOf(
                null,
                parts.Select(scope => scope.Text("media:copyright")).FirstOrDefault(text => text is not null),
                parts.Select(scope => scope.Text("media:license")).FirstOrDefault(text => text is not null)
            ),
        };
    }

    private static bool IsThumbnail(XElement element) => FeedElements.NameOf(element) == "media:thumbnail";

    private static Picture Enclosure(XElement element, string name, Uri? address) =>
        new()
        {
            Href = WebAddress.Absolute(FeedElements.Attribute(element, name), address),
            MediaType = MediaType(FeedElements.Attribute(element, "type")),
            Caption = WebText.OfEither(FeedElements.Attribute(element, "title")),
        };

    private static string? MediaType(string? type) =>
        type is { Length: <= ImageFacts.MaxMediaTypeLength }
        && type.StartsWith("image/", StringComparison.OrdinalIgnoreCase)
            ? type.ToLowerInvariant()
            : null;

    private static int? Pixels(XElement element, string name) =>
        int.TryParse(
            FeedElements.Attribute(element, name),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var pixels
        ) && pixels is > 0 and <= ImageFacts.MaxPixels
            ? pixels
            : null;
}
