using System.Xml;
using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Syndication;

/// <summary>Atom (RFC 4287) with paging (RFC 5005) and Media RSS for pictures.</summary>
public static class Atom
{
    public const string MediaType = "application/atom+xml";

    public static byte[] Write(FeedInfo channel, IReadOnlyList<ArticleDocument> articles) =>
        FeedXml.Write(xml =>
        {
            xml.WriteStartElement("feed", FeedXml.Atom);
            xml.WriteAttributeString("xmlns", "media", null, FeedXml.Media);
            WriteLanguage(xml, channel.Language);
            xml.WriteOptionalElement("title", channel.Title);
            xml.WriteOptionalElement("subtitle", channel.Description);
            xml.WriteOptionalElement("id", channel.Id);
            // A feed must have a date (RFC 4287 §4.1.1); the epoch says that nothing was ever updated.
            xml.WriteOptionalElement(
                "updated",
                InstantJsonConverter.Format(channel.Updated ?? DateTimeOffset.UnixEpoch)
            );
            // An entry without a byline needs an author from here, and no writer is made up for it.
            WriteAuthor(xml, channel.Title);
            WriteLink(xml, "self", channel.Self);
            WriteLink(xml, "first", channel.First);
            WriteLink(xml, "next", channel.Next);
            xml.WriteEmptyElement("link", FeedXml.Atom, ("rel", "alternate"), ("href", channel.Home));
            foreach (var article in articles)
                WriteEntry(xml, article, channel);
            xml.WriteEndElement();
        });

    private static void WriteEntry(XmlWriter xml, ArticleDocument article, FeedInfo channel)
    {
        xml.WriteStartElement("entry", FeedXml.Atom);
        WriteLanguage(xml, article.Language is "und" || article.Language == channel.Language ? null : article.Language);
        xml.WriteOptionalElement("title", article.Headline);
        xml.WriteOptionalElement("id", $"urn:uuid:{article.Id}");
        xml.WriteOptionalElement("updated", InstantJsonConverter.Format(article.UpdatedAt));
        xml.WriteOptionalElement(
            "published",
            article.PublishedAt is { } published ? InstantJsonConverter.Format(published) : null
        );
        xml.WriteEmptyElement("link", FeedXml.Atom, ("rel", "alternate"), ("href", channel.ArticleUrls.For(article)));
        if (article.CanonicalUrl is { } canonical)
            xml.WriteEmptyElement("link", FeedXml.Atom, ("rel", "canonical"), ("href", canonical));
        foreach (var byline in article.Bylines)
            WriteAuthor(xml, byline.Name);
        foreach (var category in article.GetCategories())
            xml.WriteEmptyElement("category", FeedXml.Atom, ("term", category.Slug), ("label", category.Name));
        xml.WriteOptionalElement("rights", article.Rights?.Notice);
        xml.WriteOptionalElement("summary", article.Abstract);
        xml.WriteStartElement("content");
        xml.WriteOptionalAttribute("type", "html");
        xml.WriteString(FeedXml.RemoveInvalidCharacters(ContentHtml.Write(article)));
        xml.WriteEndElement();
        MediaRss.Write(xml, article);
        xml.WriteEndElement();
    }

    private static void WriteAuthor(XmlWriter xml, string name)
    {
        xml.WriteStartElement("author");
        xml.WriteOptionalElement("name", name);
        xml.WriteEndElement();
    }

    private static void WriteLink(XmlWriter xml, string relation, string? address)
    {
        if (address is not null)
            xml.WriteEmptyElement("link", FeedXml.Atom, ("rel", relation), ("type", MediaType), ("href", address));
    }

    private static void WriteLanguage(XmlWriter xml, string? language)
    {
        if (language is not null)
            xml.WriteAttributeString("xml", "lang", null, language);
    }
}
