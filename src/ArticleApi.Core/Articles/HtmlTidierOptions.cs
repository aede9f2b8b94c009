namespace ArticleApi.Core.Articles;

/// <summary>What <see cref="HtmlTidier"/> leaves of HTML.</summary>
internal sealed class HtmlTidierOptions
{
    /// <summary>An article's text alone.</summary>
    public static readonly HtmlTidierOptions Prose = new()
    {
        VoidElements = Names("br hr"),
        DroppedElements = HtmlElements.WithoutProse,
        CanonicalName = HtmlElements.CanonicalName,
        KeptAttributes = Names("datetime href title"),
        KeepsAttribute = (element, attribute) => HtmlElements.KeptAttributeOf(element) == attribute,
    };

    /// <summary>An article's text with its pictures, tables and embeds, as editors write it.</summary>
    public static readonly HtmlTidierOptions Rich = new()
    {
        VoidElements = Prose.VoidElements,
        DroppedElements = [.. HtmlElements.WithoutProse.Except(HtmlElements.Rich.Keys)],
        Placeholders = Names("img iframe embed source"),
        CanonicalName = name => HtmlElements.Rich.GetValueOrDefault(name) ?? HtmlElements.CanonicalName(name),
        KeptAttributes = Names(
            "alt class data-embed data-image datetime colspan height href poster rowspan src title width"
        ),
        KeepsAttribute = (element, attribute) =>
            element switch
            {
                "figure" => attribute is "data-image" or "data-embed" or "class",
                "aside" or "blockquote" => attribute == "class",
                "img" => attribute is "src" or "alt" or "width" or "height",
                "iframe" or "embed" or "audio" => attribute is "src" or "title",
                "video" => attribute is "src" or "title" or "poster",
                "source" => attribute == "src",
                "td" or "th" => attribute is "colspan" or "rowspan",
                _ => HtmlElements.KeptAttributeOf(element) == attribute,
            },
        KeepsCells = true,
    };

    /// <summary>A whole page to look things up in: its head, pictures and data too.</summary>
    public static readonly HtmlTidierOptions Page = new()
    {
        VoidElements = Names("base br hr img link meta source wbr"),
        DroppedElements =
        [
            .. HtmlElements.RawText,
            .. Names("applet audio button canvas datalist dialog math object progress select svg template video"),
        ],
        CanonicalName = CanonicalNameOfPage,
        KeptAttributes = Names(
            "alt aria-hidden cite class content data-original data-src data-srcset datetime dir height"
                + " hidden href id itemprop itemtype lang name property rel role src srcset style title type"
                + " width"
        ),
        KeepsAttribute = (_, _) => true,
        IsWholePage = true,
    };

    // Elements that a tree builder moves about or closes early, and those that say nothing here.
    private static readonly HashSet<string> UnwrappedElements = Names(
        "body col colgroup embed font form frame frameset head html image input nobr optgroup"
            + " option param plaintext rb rt rtc ruby tbody tfoot thead"
    );

    /// <summary>Elements without an end tag.</summary>
    public required HashSet<string> VoidElements { get; init; }

    /// <summary>Elements that go with all that is in them.</summary>
    public required HashSet<string> DroppedElements { get; init; }

    /// <summary>Elements of which a mark is left where they stand, without what is in them.</summary>
    public HashSet<string> Placeholders { get; init; } = [];

    /// <summary>Whether the cells of tables are elements still; otherwise a space parts them.</summary>
    public bool KeepsCells { get; init; }

    /// <summary>The name that an element goes by; null where only its content is of use.</summary>
    public required Func<string, string?> CanonicalName { get; init; }

    /// <summary>The attributes that any element may keep.</summary>
    public required HashSet<string> KeptAttributes { get; init; }

    /// <summary>Whether an element keeps one of them.</summary>
    public required Func<string, string, bool> KeepsAttribute { get; init; }

    /// <summary>Whether the root, the title, the base and JSON-LD are kept, and attributes without a value.</summary>
    public bool IsWholePage { get; init; }

    // Rows of a table are told as blocks; a tree builder would move what stands loose among them.
    private static string? CanonicalNameOfPage(string name) =>
        name switch
        {
            "table" => "section",
            "tr" or "caption" => "div",
            _ when UnwrappedElements.Contains(name) => null,
            _ => name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? name : null,
        };

    private static HashSet<string> Names(string names) => new(names.Split(' '), StringComparer.OrdinalIgnoreCase);
}
