using System.Xml.Linq;

namespace ArticleApi.Core.Ingestion.Web;

/// <summary>What a feed says of all its items.</summary>
/// <param name="Provider">A name that stays when the feed's title changes.</param>
/// <param name="Address">What the items' relative addresses are relative to.</param>
internal sealed record FeedChannel(
    string? Title,
    string Provider,
    Uri? Address,
    string? Language,
    string? Rights,
    IReadOnlyList<string> Authors
)
{
    public static FeedChannel Of(XElement channel, string format)
    {
        var parts = new FeedElements(channel);
        var stated = FeedElements.Base(channel, null);
        var address =
            parts["link"]
                .Select(link => WebAddress.Base(link.Value, stated))
                .Concat(
                    parts["atom:link"]
                        .Where(FeedItem.IsAlternate)
                        .Select(link => WebAddress.Base(FeedElements.Attribute(link, "href"), stated))
                )
                .FirstOrDefault(uri => uri is not null)
            ?? parts["atom:link"]
                .Select(link => WebAddress.Base(FeedElements.Attribute(link, "href"), stated))
                .FirstOrDefault(uri => uri is not null);
        var title = TitleOf(parts);

        return new(
            title,
            Kept(address?.Authority) ?? Kept(WebText.Line(parts.First("atom:id")?.Value)) ?? Kept(title) ?? format,
            stated ?? address,
            FeedElements.Language(channel) ?? LanguageTag.Of(parts.First("language", "dc:language")?.Value),
            parts["copyright", "dc:rights", "atom:rights", "atom:copyright", "media:copyright"]
                .Select(rights => FeedText.Of(rights).Line)
                .FirstOrDefault(line => line is not null),
            // Each item goes through them. One more than an article may have, so that its limit is found broken.
            [
                .. parts["atom:author"]
                    .Select(FeedItem.PersonOf)
                    .OfType<string>()
                    .Distinct(StringComparer.Ordinal)
                    .Take(Articles.Article.MaxBylines + 1),
            ]
        );
    }

    /// <summary>The title of a feed, an item or the source of one.</summary>
    public static string? TitleOf(FeedElements parts) =>
        parts["title", "atom:title", "dc:title", "media:title"]
            .Select(title => FeedText.Of(title).Line)
            .FirstOrDefault(line => line is not null);

    private static string? Kept(string? name) =>
        name is { Length: > 0 and <= Articles.SourceRecord.MaxProviderLength } ? name : null;
}
