using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion.Web;

/// <summary>
/// HTML from anywhere as a tree of bounded depth, for looking things up in: head, pictures and data included. Nothing
/// of it is ever sent to anybody.
/// </summary>
internal static class HtmlTree
{
    private static readonly HtmlParserOptions Options = new()
    {
        SkipComments = true,
        DisableElementPositionTracking = true,
    };

    public static IHtmlDocument Parse(string html) =>
        new HtmlParser(Options).ParseDocument(HtmlTidier.Tidy(html, HtmlTidierOptions.Page));

    /// <summary>A part of the tree as HTML.</summary>
    public static string ToHtml(IElement element)
    {
        var html = new StringBuilder();
        WriteHtml(html, element);
        return html.ToString();
    }

    /// <summary>
    /// The same, in time that grows with the part alone: the tree's own writing looks for each node's next from the
    /// first of its parent.
    /// </summary>
    public static void WriteHtml(StringBuilder html, IElement element)
    {
        html.Append('<').Append(element.LocalName);
        foreach (var attribute in element.Attributes)
            html.Append(' ')
                .Append(attribute.Name)
                .Append("=\"")
                .Append(InlineHtml.EscapeAttribute(attribute.Value))
                .Append('"');
        html.Append('>');
        if (HtmlTidierOptions.Page.VoidElements.Contains(element.LocalName))
            return;

        foreach (var node in element.ChildNodes)
        {
            if (node is IText text)
                html.Append(InlineHtml.Escape(text.Data));
            else if (node is IElement child)
                WriteHtml(html, child);
        }

        html.Append("</").Append(element.LocalName).Append('>');
    }
}
