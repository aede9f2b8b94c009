using System.Text;
using System.Xml.Linq;
using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion;

/// <summary>
/// Marked-up text in an XML tree as the HTML that a body is read from. XML's own spelling of it would not do: HTML
/// knows no <c>&lt;p/&gt;</c>.
/// </summary>
internal static class XmlToHtml
{
    /// <param name="nodes">Of a tree that <see cref="UntrustedXml"/> loaded, whose depth is bounded.</param>
    /// <param name="name">
    /// The HTML element that stands for one of the tree; empty for its content alone, null to leave it out.
    /// </param>
    public static string Convert(IEnumerable<XNode> nodes, Func<XElement, string?> name)
    {
        var html = new StringBuilder();
        Append(html, nodes, name);
        return html.ToString();
    }

    /// <summary>XHTML: its own names, whatever the namespace's prefix.</summary>
    public static string ConvertXhtml(IEnumerable<XNode> nodes) => Convert(nodes, element => element.Name.LocalName);

    private static void Append(StringBuilder html, IEnumerable<XNode> nodes, Func<XElement, string?> name)
    {
        foreach (var node in nodes)
        {
            // What is too much is not read, however much.
            if (html.Length > BodyReader.MaxLength)
                return;
            if (node is XText text)
                html.Append(InlineHtml.Escape(text.Value));
            else if (node is XElement element && name(element) is { } tag)
                Append(html, element, tag, name);
        }
    }

    private static void Append(StringBuilder html, XElement element, string tag, Func<XElement, string?> name)
    {
        if (tag.Length == 0)
        {
            Append(html, element.Nodes(), name);
            return;
        }

        html.Append('<').Append(tag);
        foreach (
            var attribute in element
                .Attributes()
                .Where(attribute => attribute.Name.Namespace == XNamespace.None && !attribute.IsNamespaceDeclaration)
        )
            html.Append(' ')
                .Append(attribute.Name.LocalName)
                .Append("=\"")
                .Append(InlineHtml.EscapeAttribute(attribute.Value))
                .Append('"');
        html.Append('>');
        if (tag is "br" or "hr" or "img")
            return;

        Append(html, element.Nodes(), name);
        html.Append("</").Append(tag).Append('>');
    }
}
