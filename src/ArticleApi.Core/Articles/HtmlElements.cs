using System.Text.RegularExpressions;

namespace ArticleApi.Core.Articles;

/// <summary>What is known of HTML's elements.</summary>
internal static partial class HtmlElements
{
    public static readonly HashSet<string> Inline = new(StringComparer.Ordinal)
    {
        "a",
        "em",
        "strong",
        "b",
        "i",
        "u",
        "s",
        "code",
        "sub",
        "sup",
        "q",
        "cite",
        "mark",
        "small",
        "abbr",
        "time",
    };

    public static readonly HashSet<string> Blocks = new(StringComparer.Ordinal)
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "ul",
    };

    /// <summary>Their text is no prose. Of everything else that is not known, the text stays.</summary>
    public static readonly HashSet<string> WithoutProse = new(StringComparer.Ordinal)
    {
        "applet",
        "audio",
        "button",
        "canvas",
        "datalist",
        "iframe",
        "math",
        "meter",
        "noembed",
        "noframes",
        "noscript",
        "object",
        "progress",
        "script",
        "select",
        "style",
        "svg",
        "template",
        "textarea",
        "title",
        "video",
        "xmp",
    };

    /// <summary>Their content is raw text, which ends at their own end tag only.</summary>
    public static readonly HashSet<string> RawText = new(StringComparer.Ordinal)
    {
        "iframe",
        "noembed",
        "noframes",
        "noscript",
        "script",
        "style",
        "textarea",
        "title",
        "xmp",
    };

    /// <summary>
    /// What an editor's HTML also holds, under names of our own: a tree builder would move about the parts of tables,
    /// and load or run the others.
    /// </summary>
    public static readonly IReadOnlyDictionary<string, string> Rich = new Dictionary<string, string>
    {
        ["img"] = "x-image",
        ["iframe"] = "x-embed",
        ["embed"] = "x-embed",
        ["video"] = "x-media",
        ["audio"] = "x-media",
        ["source"] = "x-source",
        ["table"] = "x-table",
        ["caption"] = "x-caption",
        ["tr"] = "x-row",
        ["th"] = "x-header",
        ["td"] = "x-cell",
    };

    private static readonly HashSet<string> RichNames = [.. Rich.Values];

    /// <summary>What stands for a hidden element that is none of the others.</summary>
    public const string Hidden = "x-hidden";

    /// <summary>Whether an attribute hides its element from every reader.</summary>
    public static bool Hides(ReadOnlySpan<char> attribute, ReadOnlySpan<char> value) =>
        attribute.Equals("hidden", StringComparison.OrdinalIgnoreCase)
        || (attribute.Equals("style", StringComparison.OrdinalIgnoreCase) && HidingStylePattern().IsMatch(value));

    public static bool IsBlock(string name) => Blocks.Contains(name) || RichNames.Contains(name);

    /// <summary>Whether an open element ends where the next begins, though nobody closes it.</summary>
    public static bool IsEndedBy(string open, string next) =>
        next switch
        {
            "a" or "li" => open == next,
            "dt" or "dd" => open is "dt" or "dd",
            "x-row" => open is "x-row" or "x-caption",
            "x-cell" or "x-header" => open is "x-cell" or "x-header",
            _ => open == "p" || (IsHeading(open) && IsHeading(next)),
        };

    /// <summary>Whether an open element holds the next, so that nothing around it is ended.</summary>
    public static bool IsHeldBy(string open, string next) =>
        next switch
        {
            "li" => open is "ul" or "ol",
            "dt" or "dd" => open == "dl",
            "x-row" => open == "x-table",
            "x-cell" or "x-header" => open is "x-row" or "x-table",
            _ => IsBlock(open),
        };

    private static bool IsHeading(string name) => name is ['h', >= '1' and <= '6'];

    /// <summary>The one attribute that an element may keep.</summary>
    public static string? KeptAttributeOf(string name) =>
        name switch
        {
            "a" => "href",
            "time" => "datetime",
            "abbr" => "title",
            _ => null,
        };

    /// <summary>
    /// The name an element goes by; null where only its content is of use. A table is told as a section of rows.
    /// </summary>
    public static string? CanonicalName(string name) =>
        name switch
        {
            "del" or "strike" => "s",
            "table" => "section",
            "tr" or "caption" => "div",
            "hr" => null,
            _ => Inline.Contains(name) || Blocks.Contains(name) ? name : null,
        };

    [GeneratedRegex(
        @"(^|;)\s*(display\s*:\s*none|visibility\s*:\s*(hidden|collapse))\s*(!|;|$)",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex HidingStylePattern();
}
