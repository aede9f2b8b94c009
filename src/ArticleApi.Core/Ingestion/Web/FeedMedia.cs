using System.Xml.Linq;
using ArticleApi.Core.Images;

namespace ArticleApi.Core.Ingestion.Web;

/// <summary>The pictures of a feed's item that stand outside its text: enclosures and Media RSS.</summary>
internal static class FeedMedia
{
    private static readonly string[] ImageExtensions = [".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif"];

    public static IEnumerable<PictureDraft> FindPictures(FeedElementLookup item, Uri? address)
    {
        var pictures = ReadMedia(item, address).Where(picture => picture.Href is not null).ToList();

        // A thumbnail stands for the picture where that itself is not given.
        if (
            pictures.Count == 0
            && FindLargest(
                item.Element.Descendants()
                    .Where(IsThumbnail)
                    .Select(element => ReadContent(element, item, null, address))
            )
                is { } thumbnail
        )
            pictures.Add(thumbnail);

        return pictures
            .Concat(item["enclosure"].Where(IsPicture).Select(element => ReadEnclosure(element, "url", address)))
            .Concat(
                item["atom:link"]
                    .Where(link => IsEnclosure(link) && IsPicture(link))
                    .Select(element => ReadEnclosure(element, "href", address))
            )
            .Concat(
                item["itunes:image"]
                    .Select(element => new PictureDraft
                    {
                        Href = UrlNormalizer.ToAbsolute(FeedElementLookup.Attribute(element, "href"), address),
                    })
            )
            .Where(picture => picture.Href is not null);
    }

    public static bool IsEnclosure(XElement link) =>
        string.Equals(FeedElementLookup.Attribute(link, "rel"), "enclosure", StringComparison.OrdinalIgnoreCase);

    /// <summary>By its medium or type, else by its address.</summary>
    public static bool IsPicture(XElement element)
    {
        if (FeedElementLookup.Attribute(element, "medium") is { } medium)
            return medium.Equals("image", StringComparison.OrdinalIgnoreCase);
        if (FeedElementLookup.Attribute(element, "type") is { } type && type.Contains('/', StringComparison.Ordinal))
            return type.StartsWith("image/", StringComparison.OrdinalIgnoreCase);

        var path = (
            FeedElementLookup.Attribute(element, "url") ?? FeedElementLookup.Attribute(element, "href") ?? ""
        ).Split('?', '#')[0];
        return Array.Exists(ImageExtensions, extension => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase));
    }

    // Renditions of one picture lie in one group, or else beside each other under one path or with one caption; the
    // largest is taken.
    private static List<PictureDraft> ReadMedia(FeedElementLookup item, Uri? address)
    {
        var groups = item["media:group"]
            .Select(group => new FeedElementLookup(group))
            .Select(group =>
                FindLargest(
                    group["media:content"]
                        .Where(IsPicture)
                        .Select(content => ReadContent(content, item, group, address))
                )
            );
        var alone = item["media:content"]
            .Where(IsPicture)
            .Select(content => ReadContent(content, item, null, address))
            .GroupBy(picture => picture.Caption ?? picture.Href?.Split('?')[0], StringComparer.Ordinal)
            .Select(FindLargest);

        return [.. groups.Concat(alone).OfType<PictureDraft>()];
    }

    private static PictureDraft? FindLargest(IEnumerable<PictureDraft> renditions)
    {
        PictureDraft? largest = null;
        foreach (var picture in renditions.Where(picture => picture.Href is not null).Take(1_000))
            largest = largest is null || picture.PixelCount > largest.PixelCount ? picture : largest;

        return largest;
    }

    // What stands nearest to the picture holds.
    private static PictureDraft ReadContent(
        XElement content,
        FeedElementLookup item,
        FeedElementLookup? group,
        Uri? address
    )
    {
        var own = new FeedElementLookup(content);
        FeedElementLookup[] parts = group is null ? [own, item] : [own, group, item];
        var credits =
            parts.Select(scope => scope["media:credit"].ToList()).FirstOrDefault(list => list.Count > 0) ?? [];
        var photographer = credits.Find(credit =>
            FeedElementLookup.Attribute(credit, "role")?.ToLowerInvariant() is "photographer" or "author" or "creator"
        );

        return new()
        {
            Href = UrlNormalizer.ToAbsolute(FeedElementLookup.Attribute(content, "url"), address),
            MediaType = ImageMediaType(FeedElementLookup.Attribute(content, "type")),
            Width = PictureDraft.ParsePixels(FeedElementLookup.Attribute(content, "width")),
            Height = PictureDraft.ParsePixels(FeedElementLookup.Attribute(content, "height")),
            Caption =
                parts.Select(scope => scope.FirstText("media:description")).FirstOrDefault(text => text is not null)
                ?? own.FirstText("media:text", "media:title"),
            Credit = PlainTextCleaner.FromTextOrHtml(credits.Find(credit => credit != photographer)?.Value),
            Photographer = PlainTextCleaner.FromTextOrHtml(photographer?.Value),
            Rights = StatedFields.CreateRights(
                null,
                parts.Select(scope => scope.FirstText("media:copyright")).FirstOrDefault(text => text is not null),
                parts.Select(scope => scope.FirstText("media:license")).FirstOrDefault(text => text is not null)
            ),
        };
    }

    private static bool IsThumbnail(XElement element) => FeedElementLookup.NameOf(element) == "media:thumbnail";

    private static PictureDraft ReadEnclosure(XElement element, string name, Uri? address) =>
        new()
        {
            Href = UrlNormalizer.ToAbsolute(FeedElementLookup.Attribute(element, name), address),
            MediaType = ImageMediaType(FeedElementLookup.Attribute(element, "type")),
            Caption = PlainTextCleaner.FromTextOrHtml(FeedElementLookup.Attribute(element, "title")),
        };

    private static string? ImageMediaType(string? type) =>
        type is { Length: <= ImageFacts.MaxMediaTypeLength }
        && type.StartsWith("image/", StringComparison.OrdinalIgnoreCase)
            ? type.ToLowerInvariant()
            : null;
}
