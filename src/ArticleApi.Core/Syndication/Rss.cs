using System.Globalization;
using System.Xml;
using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Syndication;

/// <summary>RSS 2.0 with the whole text, bylines, pictures and paging.</summary>
/// <remarks>
/// Written element by element, since SyndicationFeed fixes neither the order of elements nor the prefixes that picky
/// readers want; it serves the tests as a reader.
/// </remarks>
public static class Rss
{
    public const string MediaType = "application/rss+xml";

    public static byte[] Write(Channel channel, IReadOnlyList<ArticleDocument> articles) =>
        FeedXml.Write(xml =>
        {
            xml.WriteStartElement("rss");
            xml.WriteAttributeString("version", "2.0");
            xml.WriteAttributeString("xmlns", "atom", null, FeedXml.Atom);
            xml.WriteAttributeString("xmlns", "content", null, FeedXml.Content);
            xml.WriteAttributeString("xmlns", "dc", null, FeedXml.DublinCore);
            xml.WriteAttributeString("xmlns", "media", null, FeedXml.Media);
            xml.WriteStartElement("channel");
            xml.Text("title", channel.Title);
            xml.Text("link", channel.Home);
            xml.Text("description", channel.Description);
            xml.Text("language", channel.Language);
            xml.Text("lastBuildDate", Rfc822(channel.Updated));
            Link(xml, "self", channel.Self);
            Link(xml, "first", channel.First);
            Link(xml, "next", channel.Next);
            foreach (var article in articles)
                Item(xml, article, channel);
            xml.WriteEndElement();
            xml.WriteEndElement();
        });

    private static void Item(XmlWriter xml, ArticleDocument article, Channel channel)
    {
        xml.WriteStartElement("item");
        xml.Text("title", article.Headline);
        xml.Text("link", channel.Addresses.Of(article));
        xml.WriteStartElement("guid");
        xml.Attribute("isPermaLink", "false");
        xml.WriteString($"urn:uuid:{article.Id}");
        xml.WriteEndElement();
        xml.Text("pubDate", article.PublishedAt is { } published ? Rfc822(published) : null);
        // RSS has an author's e-mail address only; a name goes to Dublin Core.
        foreach (var byline in article.Bylines)
            xml.Text("creator", byline.Name, FeedXml.DublinCore);
        foreach (var category in article.Categories())
            xml.Text("category", category.Name);
        if (article.Language != "und" && article.Language != channel.Language)
            xml.Text("language", article.Language, FeedXml.DublinCore);
        xml.Text("rights", article.Rights?.Notice, FeedXml.DublinCore);
        // A description is read as HTML, and must come before the whole text.
        xml.Text("description", article.Summary() is { } summary ? InlineHtml.Escape(summary) : null);
        MediaRss.Write(xml, article);
        xml.Text("encoded", ContentHtml.Write(article), FeedXml.Content);
        xml.WriteEndElement();
    }

    private static void Link(XmlWriter xml, string relation, string? address)
    {
        if (address is not null)
            xml.Empty("link", FeedXml.Atom, ("href", address), ("rel", relation), ("type", MediaType));
    }

    private static string Rfc822(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("r", CultureInfo.InvariantCulture);
}
