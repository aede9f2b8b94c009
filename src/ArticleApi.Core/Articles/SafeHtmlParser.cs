using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Ganss.Xss;

namespace ArticleApi.Core.Articles;

/// <summary>Turns HTML from anywhere into a safe tree of bounded depth, with known elements only.</summary>
internal static class SafeHtmlParser
{
    public const string Link = "a";
    public const string Hidden = "hidden";

    private static readonly HtmlParserOptions Options = new()
    {
        IsNotSupportingFrames = true,
        SkipComments = true,
        DisableElementPositionTracking = true,
    };

    // Safe for many threads as long as nobody changes their settings.
    private static readonly HtmlSanitizer Prose = CreateSanitizer([], []);

    private static readonly HtmlSanitizer Rich = CreateSanitizer(
        HtmlElements.Rich.Values,
        HtmlTidierOptions.Rich.KeptAttributes
    );

    /// <summary>The tree of an article's text alone: its body; null where there is none.</summary>
    public static IElement? Parse(string html) => Parse(HtmlTidier.Tidy(html, HtmlTidierOptions.Prose), Prose);

    /// <summary>The same with pictures, tables and embeds, as <see cref="HtmlElements.Rich"/> names them.</summary>
    /// <param name="dropped">Takes the names of elements that went with all that was in them.</param>
    /// <remarks>
    /// Also <see cref="Link"/>, where links lead elsewhere than a text may, and <see cref="Hidden"/>, where there was
    /// something that no reader would see.
    /// </remarks>
    public static IElement? ParseRich(string html, ISet<string> dropped)
    {
        var document = new HtmlParser(Options).ParseDocument(HtmlTidier.Tidy(html, HtmlTidierOptions.Rich, dropped));
        if (RemoveHidden(document))
            dropped.Add(Hidden);
        if (document.QuerySelectorAll("a[href]").Any(link => !InlineWriter.IsAllowed(link.GetAttribute("href"))))
            dropped.Add(Link);
        Rich.SanitizeDom(document);
        return document.Body;
    }

    private static IElement? Parse(string tidied, HtmlSanitizer sanitizer)
    {
        var document = new HtmlParser(Options).ParseDocument(tidied);
        RemoveHidden(document);
        sanitizer.SanitizeDom(document);
        return document.Body;
    }

    private static bool RemoveHidden(IDocument document)
    {
        var hidden = document.QuerySelectorAll("[hidden]").ToList();
        hidden.ForEach(element => element.Remove());
        return hidden.Count > 0;
    }

    private static HtmlSanitizer CreateSanitizer(IEnumerable<string> elements, IEnumerable<string> attributes) =>
        new(
            new HtmlSanitizerOptions
            {
                AllowedTags = new HashSet<string>(
                    [.. HtmlElements.Inline, .. HtmlElements.Blocks, .. elements, "br", "html", "head", "body"],
                    StringComparer.OrdinalIgnoreCase
                ),
                AllowedAttributes = new HashSet<string>(
                    ["href", "datetime", "title", .. attributes],
                    StringComparer.OrdinalIgnoreCase
                ),
                AllowedSchemes = new HashSet<string>(["http", "https", "mailto"], StringComparer.OrdinalIgnoreCase),
                UriAttributes = new HashSet<string>(["href", "src", "data-embed"], StringComparer.OrdinalIgnoreCase),
            }
        );
}
