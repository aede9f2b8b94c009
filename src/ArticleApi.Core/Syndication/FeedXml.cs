using System.Text;
using System.Xml;

namespace ArticleApi.Core.Syndication;

/// <summary>XML of feeds: UTF-8, and free of what XML 1.0 does not allow, which wire copy is full of.</summary>
internal static class FeedXml
{
    public const string Atom = "http://www.w3.org/2005/Atom";
    public const string Content = "http://purl.org/rss/1.0/modules/content/";
    public const string DublinCore = "http://purl.org/dc/elements/1.1/";
    public const string Media = "http://search.yahoo.com/mrss/";

    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        Indent = true,
        NewLineChars = "\n",
    };

    public static byte[] Write(Action<XmlWriter> document)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, Settings))
            document(xml);

        return bytes.ToArray();
    }

    /// <summary>An element with text; none where the text is not known.</summary>
    public static void WriteOptionalElement(this XmlWriter xml, string name, string? text, string? ns = null)
    {
        if (text is not null)
            xml.WriteElementString(name, ns, RemoveInvalidCharacters(text));
    }

    /// <summary>An attribute; none where its value is not known.</summary>
    public static void WriteOptionalAttribute(this XmlWriter xml, string name, string? value)
    {
        if (value is not null)
            xml.WriteAttributeString(name, RemoveInvalidCharacters(value));
    }

    /// <summary>An element with attributes only.</summary>
    public static void WriteEmptyElement(
        this XmlWriter xml,
        string name,
        string ns,
        params ReadOnlySpan<(string Name, string? Value)> attributes
    )
    {
        xml.WriteStartElement(name, ns);
        foreach (var (attribute, value) in attributes)
            xml.WriteOptionalAttribute(attribute, value);
        xml.WriteEndElement();
    }

    public static string RemoveInvalidCharacters(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (XmlConvert.IsXmlChar(text[i]))
                clean.Append(text[i]);
            else if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
                clean.Append(text[i]).Append(text[++i]);
        }

        return clean.ToString();
    }
}
