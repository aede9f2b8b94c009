using System.Xml.Linq;
using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion.Wire;

/// <summary>The text of a NITF body as blocks.</summary>
internal static class NitfBodyReader
{
    // Teletype lines were about this long, and some agencies still break every one of them.
    private const int MinWrapLength = 45;

    public static ValueList<Block> Read(XElement? content)
    {
        if (content is null)
            return [];

        var wraps = FindLineWraps(content);
        return BodyReader.FromHtml(
            XmlToHtml.Convert(content.Nodes(), element => wraps.Contains(element) ? "" : HtmlNameOf(element))
        );
    }

    // What marks words up for machines, such as <location> and <money>, is its words alone.
    private static string? HtmlNameOf(XElement element) =>
        element.Name.LocalName switch
        {
            "p"
            or "ul"
            or "ol"
            or "li"
            or "dl"
            or "dt"
            or "dd"
            or "pre"
            or "br"
            or "hr"
            or "a"
            or "em"
            or "strong"
            or "b"
            or "i"
            or "u"
            or "q"
            or "sub"
            or "sup"
            or "table"
            or "caption"
            or "thead"
            or "tbody"
            or "tfoot"
            or "tr"
            or "td"
            or "th"
            or "h1"
            or "h2"
            or "h3"
            or "h4"
            or "h5"
            or "h6"
            or "div"
            or "blockquote" => element.Name.LocalName,
            "hl1" or "hl2" => "h2",
            "block" => "div",
            "bq" => "blockquote",
            "credit" => "cite",
            "nitf-table" => "table",
            "media" or "note" or "nitf-table-metadata" or "ds" or "script" or "style" => null,
            _ => "",
        };

    // A break after a full line and a space, with text after it.
    private static HashSet<XElement> FindLineWraps(XElement content)
    {
        var wraps = new HashSet<XElement>();
        foreach (var parent in content.DescendantsAndSelf())
        {
            if (!parent.HasElements)
                continue;

            var (length, spaced, last) = (0, false, (XElement?)null);
            foreach (var node in parent.Nodes())
            {
                if (node is XText text)
                {
                    if (last is not null)
                        wraps.Add(last);
                    length += text.Value.Trim().Length;
                    spaced = text.Value.EndsWith(' ');
                    last = null;
                }
                else if (node is XElement { Name.LocalName: "br" } br)
                {
                    last = spaced && length >= MinWrapLength ? br : null;
                    length = 0;
                    spaced = false;
                }
                else if (node is XElement element)
                {
                    length += element.HasElements ? 0 : element.Value.Length;
                    spaced = false;
                    last = null;
                }
            }
        }

        return wraps;
    }
}
