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

    public static byte[] Write(FeedInfo channel, IReadOnlyList<ArticleDocument> articles) =>
        FeedXml.Write(xml =>
        {
            xml.WriteStartElement("rss");
            xml.WriteAttributeString("version", "2.0");
            xml.WriteAttributeString("xmlns", "atom", null, FeedXml.Atom);
            xml.WriteAttributeString("xmlns", "content", null, FeedXml.Content);
            xml.WriteAttributeString("xmlns", "dc", null, FeedXml.DublinCore);
            xml.WriteAttributeString("xmlns", "media", null, FeedXml.Media);
            xml.WriteStartElement("channel");
            xml.WriteOptionalElement("title", channel.Title);
            xml.WriteOptionalElement("link", channel.Home);
            xml.WriteOptionalElement("description", channel.Description);
            xml.WriteOptionalElement("language", channel.Language);
            xml.WriteOptionalElement("lastBuildDate", channel.Updated is { } updated ? FormatRfc822(updated) : null);
            WriteLink(xml, "self", channel.Self);
            WriteLink(xml, "first", channel.First);
            WriteLink(xml, "next", channel.Next);
            foreach (var article in articles)
                WriteItem(xml, article, channel);
            xml.WriteEndElement();
            xml.WriteEndElement();
        });

    private static void WriteItem(XmlWriter xml, ArticleDocument article, FeedInfo channel)
    {
        xml.WriteStartElement("item");
        xml.WriteOptionalElement("title", article.Headline);
        xml.WriteOptionalElement("link", channel.ArticleUrls.For(article));
        if (article.CanonicalUrl is { } canonical)
            xml.WriteEmptyElement("link", FeedXml.Atom, ("rel", "canonical"), ("href", canonical));
        xml.WriteStartElement("guid");
        xml.WriteOptionalAttribute("isPermaLink", "false");
        xml.WriteString($"urn:uuid:{article.Id}");
        xml.WriteEndElement();
        xml.WriteOptionalElement("pubDate", article.PublishedAt is { } published ? FormatRfc822(published) : null);
        // RSS has an author's e-mail address only; a name goes to Dublin Core.
        foreach (var byline in article.Bylines)
            xml.WriteOptionalElement("creator", byline.Name, FeedXml.DublinCore);
        foreach (var category in article.GetCategories())
            xml.WriteOptionalElement("category", category.Name);
        if (article.Language != "und" && article.Language != channel.Language)
            xml.WriteOptionalElement("language", article.Language, FeedXml.DublinCore);
        xml.WriteOptionalElement("rights", article.Rights?.Notice, FeedXml.DublinCore);
        // A description is read as HTML, and must come before the whole text.
        xml.WriteOptionalElement("description", article.Abstract is { } summary ? InlineHtml.Escape(summary) : null);
        MediaRss.Write(xml, article);
        xml.WriteOptionalElement("encoded", ContentHtml.Write(article), FeedXml.Content);
        xml.WriteEndElement();
    }

    private static void WriteLink(XmlWriter xml, string relation, string? address)
    {
        if (address is not null)
            xml.WriteEmptyElement("link", FeedXml.Atom, ("href", address), ("rel", relation), ("type", MediaType));
    }

    private static string FormatRfc822(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("r", CultureInfo.InvariantCulture);
}
