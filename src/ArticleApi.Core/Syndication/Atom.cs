using System.Xml;
using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Syndication;

/// <summary>Atom (RFC 4287) with paging (RFC 5005) and Media RSS for pictures.</summary>
public static class Atom
{
    public const string MediaType = "application/atom+xml";

    public static byte[] Write(Channel channel, IReadOnlyList<ArticleDocument> articles) =>
        FeedXml.Write(xml =>
        {
            xml.WriteStartElement("feed", FeedXml.Atom);
            xml.WriteAttributeString("xmlns", "media", null, FeedXml.Media);
            Language(xml, channel.Language);
            xml.Text("title", channel.Title);
            xml.Text("subtitle", channel.Description);
            xml.Text("id", channel.Id);
            xml.Text("updated", InstantJson.Write(channel.Updated));
            // An entry without a byline needs an author from here, and no writer is made up for it.
            Author(xml, channel.Title);
            Link(xml, "self", channel.Self);
            Link(xml, "first", channel.First);
            Link(xml, "next", channel.Next);
            xml.Empty("link", FeedXml.Atom, ("rel", "alternate"), ("href", channel.Home));
            foreach (var article in articles)
                Entry(xml, article, channel);
            xml.WriteEndElement();
        });

    private static void Entry(XmlWriter xml, ArticleDocument article, Channel channel)
    {
        xml.WriteStartElement("entry", FeedXml.Atom);
        Language(xml, article.Language is "und" || article.Language == channel.Language ? null : article.Language);
        xml.Text("title", article.Headline);
        xml.Text("id", $"urn:uuid:{article.Id}");
        xml.Text("updated", InstantJson.Write(article.UpdatedAt));
        xml.Text("published", article.PublishedAt is { } published ? InstantJson.Write(published) : null);
        xml.Empty("link", FeedXml.Atom, ("rel", "alternate"), ("href", channel.Addresses.Of(article)));
        foreach (var byline in article.Bylines)
            Author(xml, byline.Name);
        foreach (var category in article.Categories())
            xml.Empty("category", FeedXml.Atom, ("term", category.Slug), ("label", category.Name));
        xml.Text("rights", article.Rights?.Notice);
        xml.Text("summary", article.Summary());
        xml.WriteStartElement("content");
        xml.Attribute("type", "html");
        xml.WriteString(FeedXml.Clean(ContentHtml.Write(article)));
        xml.WriteEndElement();
        MediaRss.Write(xml, article);
        xml.WriteEndElement();
    }

    private static void Author(XmlWriter xml, string name)
    {
        xml.WriteStartElement("author");
        xml.Text("name", name);
        xml.WriteEndElement();
    }

    private static void Link(XmlWriter xml, string relation, string? address)
    {
        if (address is not null)
            xml.Empty("link", FeedXml.Atom, ("rel", relation), ("type", MediaType), ("href", address));
    }

    private static void Language(XmlWriter xml, string? language)
    {
        if (language is not null)
            xml.WriteAttributeString("xml", "lang", null, language);
    }
}
