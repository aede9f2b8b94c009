using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Ganss.Xss;

namespace ArticleApi.Core.Articles;

/// <summary>Turns HTML from anywhere into a safe tree of bounded depth, with known elements only.</summary>
internal static class SafeHtmlParser
{
    private static readonly HtmlParserOptions Options = new()
    {
        IsNotSupportingFrames = true,
        SkipComments = true,
        DisableElementPositionTracking = true,
    };

    // Safe for many threads as long as nobody changes its settings.
    private static readonly HtmlSanitizer Sanitizer = new(
        new HtmlSanitizerOptions
        {
            AllowedTags = new HashSet<string>(
                [.. HtmlElements.Inline, .. HtmlElements.Blocks, "br", "html", "head", "body"],
                StringComparer.OrdinalIgnoreCase
            ),
            AllowedAttributes = new HashSet<string>(["href", "datetime", "title"], StringComparer.OrdinalIgnoreCase),
            AllowedSchemes = new HashSet<string>(["http", "https", "mailto"], StringComparer.OrdinalIgnoreCase),
            UriAttributes = new HashSet<string>(["href"], StringComparer.OrdinalIgnoreCase),
        }
    );

    /// <summary>The tree's body; null where there is none.</summary>
    public static IElement? Parse(string html)
    {
        var document = new HtmlParser(Options).ParseDocument(HtmlTidier.Tidy(html, HtmlTidierOptions.Prose));
        Sanitizer.SanitizeDom(document);
        return document.Body;
    }
}
