using System.Xml.Linq;

namespace ArticleApi.Core.Ingestion.Web;

/// <summary>
/// RSS 2.0, its forerunners from 0.9 on, and RSS 1.0 (RDF), with the modules that news feeds use. Each item is an
/// article.
/// </summary>
public static class RssReader
{
    public const string Format = "rss";

    public static bool Recognises(ReadOnlySpan<byte> start) =>
        XmlPrologue.Parse(start) switch
        {
            { Name: "rss" } => start.IndexOf("wordpress.org/export/"u8) < 0,
            { Name: "RDF" } => start.IndexOf("purl.org/rss/1.0/"u8) >= 0 || start.IndexOf("netscape.com/rdf/"u8) >= 0,
            _ => false,
        };

    public static DocumentParseResult Read(string document, byte[] bytes)
    {
        var context = new DocumentParseContext(document);
        if (context.LoadXmlRoot(bytes, "item") is not { } root)
            return context.ToResult();

        // RDF has its items beside the channel.
        var feed = new FeedElementLookup(root);
        var channel = feed.First("channel");
        var items = feed["item"]
            .Concat(feed["channel"].SelectMany(part => new FeedElementLookup(part)["item", "items"]))
            .SelectMany(ItemsIn)
            .ToList();
        if (channel is null && items.Count == 0)
            context.AddError(
                UntrustedXml.LineOf(root),
                $"The root element '{root.Name.LocalName}' holds no channel and no items, so it is no RSS."
            );

        var about = FeedMetadata.Read(channel ?? root, Format);
        foreach (var item in items)
            FeedItem.Read(item, about, context);
        return context.ToResult();
    }

    // RSS 1.1 lists them in an element of their own; RSS 1.0 only refers to them there.
    private static IEnumerable<XElement> ItemsIn(XElement element) =>
        FeedElementLookup.NameOf(element) == "items" ? new FeedElementLookup(element)["item"] : [element];
}
