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
    /// A picture with its caption and credit; only these where its address is not known, and nothing where neither is.
    /// </summary>
    public static string RenderFigure(ImageDocument image)
    {
        var caption = image.Caption is { Text.Length: > 0 } ? InlineHtml.Escape(image.Caption.Text) : "";
        var credit = CreditLineOf(image) is { Length: > 0 } line ? $"<small>{InlineHtml.Escape(line)}</small>" : "";
        var figcaption = string.Join(' ', new[] { caption, credit }.Where(part => part.Length > 0));
        var picture = image.Href is null ? "" : RenderImage(image, image.Href);
        if (figcaption.Length > 0)
            figcaption = $"<figcaption>{figcaption}</figcaption>";

        return picture.Length + figcaption.Length == 0 ? "" : $"<figure>{picture}{figcaption}</figure>\n";
    }

    private static void Append(StringBuilder html, Block block, Dictionary<string, ImageDocument> images) =>
        _ = block switch
        {
            Paragraph p => html.Append("<p>").Append(p.Html).Append("</p>\n"),
            Heading h => html.Append(CultureInfo.InvariantCulture, $"<h{h.Level}>{h.Html}</h{h.Level}>\n"),
            Quote q => html.Append("<blockquote><p>")
                .Append(q.Html)
                .Append("</p>")
                .Append(RenderCite(q))
                .Append("</blockquote>\n"),
            ListBlock list => Append(html, list, list.Ordered ? "ol" : "ul"),
            ImageBlock placed when images.TryGetValue(placed.Image, out var image) => html.Append(RenderFigure(image)),
            _ => html,
        };

    private static StringBuilder Append(StringBuilder html, ListBlock list, string name)
    {
        html.Append('<').Append(name).Append('>');
        foreach (var item in list.Items)
            html.Append("<li>").Append(item.Html).Append("</li>");

        return html.Append("</").Append(name).Append(">\n");
    }

    private static string RenderCite(Quote quote) =>
        quote.Cite is null ? "" : $"<footer><cite>{InlineHtml.Escape(quote.Cite)}</cite></footer>";

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
