using System.Globalization;
using System.Xml;
using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Syndication;

/// <summary>
/// Media RSS 1.5 for the pictures of an item or entry. A picture whose address is not known has none: an address is
/// never made up.
/// </summary>
internal static class MediaRss
{
    public static void Write(XmlWriter xml, ArticleDocument article)
    {
        foreach (var image in article.ImagesFromLead.Where(image => image.Href is not null))
            Write(xml, image);
    }

    private static void Write(XmlWriter xml, ImageDocument image)
    {
        xml.WriteStartElement("media", "content", FeedXml.Media);
        xml.WriteOptionalAttribute("url", image.Href);
        xml.WriteOptionalAttribute("type", image.MediaType);
        xml.WriteOptionalAttribute("medium", "image");
        xml.WriteOptionalAttribute("width", image.Width?.ToString(CultureInfo.InvariantCulture));
        xml.WriteOptionalAttribute("height", image.Height?.ToString(CultureInfo.InvariantCulture));
        if (image.Caption is { Text.Length: > 0 } caption)
        {
            xml.WriteStartElement("description", FeedXml.Media);
            xml.WriteOptionalAttribute("type", "plain");
            xml.WriteString(FeedXml.RemoveInvalidCharacters(caption.Text));
            xml.WriteEndElement();
        }

        // The line as printed is what licences ask to be shown; the person is told apart for programs.
        WriteCredit(xml, null, image.Credit?.Line);
        WriteCredit(xml, "photographer", image.Credit?.Photographer);
        xml.WriteOptionalElement("copyright", image.Rights?.Notice, FeedXml.Media);
        xml.WriteEndElement();
    }

    private static void WriteCredit(XmlWriter xml, string? role, string? name)
    {
        if (name is null)
            return;

        xml.WriteStartElement("credit", FeedXml.Media);
        xml.WriteOptionalAttribute("role", role);
        xml.WriteOptionalAttribute("scheme", role is null ? null : "urn:ebu");
        xml.WriteString(FeedXml.RemoveInvalidCharacters(name));
        xml.WriteEndElement();
    }
}
