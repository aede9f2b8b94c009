using System.Xml.Linq;

namespace ArticleApi.Core.Ingestion.Web;

/// <summary>What a feed says of all its items.</summary>
/// <param name="Provider">A name that stays when the feed's title changes.</param>
/// <param name="BaseAddress">What the items' relative addresses are relative to.</param>
internal sealed record FeedMetadata(
    string? Title,
    string Provider,
    Uri? BaseAddress,
    string? Language,
    string? Rights,
    IReadOnlyList<string> Authors
)
{
    public static FeedMetadata Read(XElement channel, string format)
    {
        var parts = new FeedElementLookup(channel);
        var stated = FeedElementLookup.ResolveBase(channel, null);
        var address =
            parts["link"]
                .Select(link => UrlNormalizer.ToAbsoluteUri(link.Value, stated))
                .Concat(
                    parts["atom:link"]
                        .Where(FeedItem.IsAlternate)
                        .Select(link => UrlNormalizer.ToAbsoluteUri(FeedElementLookup.Attribute(link, "href"), stated))
                )
                .FirstOrDefault(uri => uri is not null)
            ?? parts["atom:link"]
                .Select(link => UrlNormalizer.ToAbsoluteUri(FeedElementLookup.Attribute(link, "href"), stated))
                .FirstOrDefault(uri => uri is not null);
        var title = TitleOf(parts);

        return new(
            title,
            WithinLimit(address?.Authority)
                ?? WithinLimit(PlainTextCleaner.ToSingleLine(parts.First("atom:id")?.Value))
                ?? WithinLimit(title)
                ?? format,
            stated ?? address,
            FeedElementLookup.LanguageOf(channel) ?? LanguageTag.Parse(parts.First("language", "dc:language")?.Value),
            parts["copyright", "dc:rights", "atom:rights", "atom:copyright", "media:copyright"]
                .Select(rights => FeedTextConstruct.Read(rights).SingleLine)
                .FirstOrDefault(line => line is not null),
            // Each item goes through them. One more than an article may have, so that its limit is found broken.
            [
                .. parts["atom:author"]
                    .Select(FeedItem.NameOfPerson)
                    .OfType<string>()
                    .Distinct(StringComparer.Ordinal)
                    .Take(Articles.Article.MaxBylines + 1),
            ]
        );
    }

    /// <summary>The title of a feed, an item or the source of one.</summary>
    public static string? TitleOf(FeedElementLookup parts) =>
        parts["title", "atom:title", "dc:title", "media:title"]
            .Select(title => FeedTextConstruct.Read(title).SingleLine)
            .FirstOrDefault(line => line is not null);

    private static string? WithinLimit(string? name) =>
        name is { Length: > 0 and <= Articles.SourceRecord.MaxProviderLength } ? name : null;
}
