namespace ArticleApi.Core.Articles;

/// <summary>What is known of HTML's elements.</summary>
internal static class HtmlElements
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

    public static bool IsBlock(string name) => Blocks.Contains(name);

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
}
