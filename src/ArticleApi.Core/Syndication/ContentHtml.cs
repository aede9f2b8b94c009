using System.Globalization;
using System.Text;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Images;

namespace ArticleApi.Core.Syndication;

/// <summary>
/// A whole article as HTML for readers of feeds: pictures with their captions and credits, the text or, where that is
/// not given, the teaser, the corrections.
/// </summary>
public static class ContentHtml
{
    public static string Write(ArticleDocument article)
    {
        var placed = article.Body.OfType<ImageBlock>().Select(block => block.Image).ToHashSet();
        var unplaced = article.Images.Where(image => !placed.Contains(image.Id.ToString())).ToList();
        var html = new StringBuilder();

        // A picture that the text does not place: the lead stands above it, the others below.
        foreach (var image in unplaced.Where(image => image.Role == ImageRole.Lead))
            html.Append(BodyHtml.RenderFigure(image));
        if (article is { Body.Count: 0, Teaser: { } teaser })
            html.Append("<p>").Append(InlineHtml.Escape(teaser)).Append("</p>\n");
        else if (UnprintedDateline(article) is { } dateline)
            html.Append("<p>").Append(InlineHtml.Escape(dateline)).Append("</p>\n");
        html.Append(BodyHtml.Render(article.Body, article.Images));
        foreach (var image in unplaced.Where(image => image.Role != ImageRole.Lead))
            html.Append(BodyHtml.RenderFigure(image));
        foreach (var correction in article.Corrections)
            Append(html, correction);

        return html.ToString().TrimEnd('\n');
    }

    // A dateline that was printed in the text is in its first paragraph already.
    private static string? UnprintedDateline(ArticleDocument article) =>
        article.Body.OfType<Paragraph>().Any(paragraph => paragraph.TextWithoutDateline is not null)
            ? null
            : article.Dateline?.Raw;

    private static void Append(StringBuilder html, Correction correction) =>
        html.Append(
            CultureInfo.InvariantCulture,
            $"<p><strong>{correction.Type}</strong> (<time datetime=\"{InstantJsonConverter.Format(correction.At)}\">"
                + $"{correction.At.UtcDateTime:yyyy-MM-dd}</time>): {InlineHtml.Escape(correction.Text)}</p>\n"
        );
}
