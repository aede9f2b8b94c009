using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ArticleApi.Core.Articles;

/// <summary>A body as HTML: what <c>body=html</c> gives and feeds carry.</summary>
public static partial class BodyHtml
{
    /// <summary>The text alone.</summary>
    public static string Render(IReadOnlyList<Block> blocks) => Render(blocks, []);

    /// <summary>The text with the pictures that it places.</summary>
    public static string Render(IReadOnlyList<Block> blocks, IReadOnlyList<ImageDocument> images)
    {
        var html = new StringBuilder();
        var byId = images.ToDictionary(image => image.Id.ToString());
        foreach (var block in blocks)
            Append(html, block, byId);

        return html.ToString();
    }

    /// <summary>
    /// A picture with its caption and credit, as far as they are known. It is named by its id, so that whoever sends
    /// the HTML back means it.
    /// </summary>
    public static string RenderFigure(ImageDocument image)
    {
        var picture = image.Href is null ? "" : RenderImage(image, image.Href);
        var figcaption = RenderFigcaption(image);
        if (figcaption.Length > 0)
            figcaption = $"<figcaption>{figcaption}</figcaption>";

        return $"<figure data-image=\"{image.Id}\">{picture}{figcaption}</figure>\n";
    }

    /// <summary>What stands below a picture; empty where nothing does.</summary>
    internal static string RenderFigcaption(ImageDocument image)
    {
        var caption = image.Caption is { Text.Length: > 0 } ? InlineHtml.Escape(image.Caption.Text) : "";
        var credit = CreditLineOf(image) is { Length: > 0 } line ? $"<small>{InlineHtml.Escape(line)}</small>" : "";

        return string.Join(' ', new[] { caption, credit }.Where(part => part.Length > 0));
    }

    private static void Append(StringBuilder html, Block block, Dictionary<string, ImageDocument> images) =>
        _ = block switch
        {
            Paragraph p => html.Append("<p>").Append(p.Html).Append("</p>\n"),
            Heading h => html.Append(CultureInfo.InvariantCulture, $"<h{h.Level}>{h.Html}</h{h.Level}>\n"),
            Quote q => html.Append("<blockquote><p>")
                .Append(q.Html)
                .Append("</p>")
                .Append(RenderCite(q.Cite))
                .Append("</blockquote>\n"),
            PullQuote q => html.Append("<aside class=\"pullquote\"><p>")
                .Append(q.Html)
                .Append("</p>")
                .Append(RenderCite(q.Cite))
                .Append("</aside>\n"),
            ListBlock list => AppendList(html, list.Ordered, list.Items).Append('\n'),
            TableBlock table => Append(html, table),
            EmbedBlock embed => Append(html, embed),
            ImageBlock placed when images.TryGetValue(placed.Image, out var image) => html.Append(RenderFigure(image)),
            _ => html,
        };

    private static StringBuilder AppendList(StringBuilder html, bool ordered, ValueList<ListItem> items)
    {
        var name = ordered ? "ol" : "ul";
        html.Append('<').Append(name).Append('>');
        foreach (var item in items)
        {
            html.Append("<li>").Append(item.Html);
            if (item.List is { } inner)
                AppendList(html, inner.Ordered, inner.Items);
            html.Append("</li>");
        }

        return html.Append("</").Append(name).Append('>');
    }

    private static StringBuilder Append(StringBuilder html, TableBlock table)
    {
        html.Append("<table>");
        if (table.Header.Count > 0)
            AppendRow(html.Append("<thead>"), table.Header, "th").Append("</thead>");
        html.Append("<tbody>");
        foreach (var row in table.Rows)
            AppendRow(html, row, "td");

        return html.Append("</tbody></table>\n");
    }

    private static StringBuilder AppendRow(StringBuilder html, ValueList<TableCell> cells, string name)
    {
        html.Append("<tr>");
        foreach (var cell in cells)
            html.Append('<').Append(name).Append('>').Append(cell.Html).Append("</").Append(name).Append('>');

        return html.Append("</tr>");
    }

    // A link, and no frame: whoever shows the page decides whether another site may run in it.
    private static StringBuilder Append(StringBuilder html, EmbedBlock embed)
    {
        var (url, title) = (InlineHtml.EscapeAttribute(embed.Url), InlineHtml.Escape(embed.Title ?? embed.Url));
        return html.Append(
            CultureInfo.InvariantCulture,
            $"<figure data-embed=\"{url}\"><a href=\"{url}\">{title}</a></figure>\n"
        );
    }

    private static string RenderCite(string? cite) =>
        cite is null ? "" : $"<footer><cite>{InlineHtml.Escape(cite)}</cite></footer>";

    private static string RenderImage(ImageDocument image, string href)
    {
        var size = image is { Width: { } width, Height: { } height }
            ? string.Create(CultureInfo.InvariantCulture, $" width=\"{width}\" height=\"{height}\"")
            : "";

        // Without a description of its own the picture is silent, and the caption beside it speaks.
        var alt = InlineHtml.EscapeAttribute(image.AltText ?? "");
        return $"<img src=\"{InlineHtml.EscapeAttribute(href)}\" alt=\"{alt}\"{size}>";
    }

    // A picture from the files must not pass for one of the day, so that its mark is set where the credit does not say
    // it.
    private static string? CreditLineOf(ImageDocument image)
    {
        var line = image.Credit?.Line;
        if (!image.FilePhoto || (line is not null && FileMark().IsMatch(line)))
            return line;

        return line is null ? "File photo" : "File photo. " + line;
    }

    [GeneratedRegex(@"\b(files?|archiv\w*)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FileMark();
}
