using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using AngleSharp.Text;
using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion.Web;

/// <summary>
/// HTML from anywhere as a tree of bounded depth, for looking things up in: head, pictures and data included. A tree
/// builder's work grows with the square of what is left open, so that every element is closed here before one sees it.
/// Nothing of the tree is ever sent to anybody.
/// </summary>
internal sealed class WebMarkup
{
    private const int MaxDepth = 200;
    private const int MaxAttributes = 40;

    private static readonly HtmlParserOptions Options = new()
    {
        SkipComments = true,
        DisableElementPositionTracking = true,
    };

    private static readonly HashSet<string> Void = new(StringComparer.Ordinal)
    {
        "base",
        "br",
        "hr",
        "img",
        "link",
        "meta",
        "source",
        "wbr",
    };

    // Their content is raw text, which ends at their own end tag only.
    private static readonly Dictionary<string, HtmlParseMode> Raw = new(StringComparer.Ordinal)
    {
        ["iframe"] = HtmlParseMode.Rawtext,
        ["noembed"] = HtmlParseMode.Rawtext,
        ["noframes"] = HtmlParseMode.Rawtext,
        ["noscript"] = HtmlParseMode.Rawtext,
        ["script"] = HtmlParseMode.Script,
        ["style"] = HtmlParseMode.Rawtext,
        ["textarea"] = HtmlParseMode.RCData,
        ["title"] = HtmlParseMode.RCData,
        ["xmp"] = HtmlParseMode.Rawtext,
    };

    // No prose inside; a page's forms and drawings.
    private static readonly HashSet<string> Dropped = new(StringComparer.Ordinal)
    {
        "applet",
        "audio",
        "button",
        "canvas",
        "datalist",
        "dialog",
        "math",
        "object",
        "progress",
        "select",
        "svg",
        "template",
        "video",
    };

    // Elements that a tree builder moves about or closes early, and those that say nothing here.
    private static readonly HashSet<string> Unwrapped = new(StringComparer.Ordinal)
    {
        "body",
        "col",
        "colgroup",
        "embed",
        "font",
        "form",
        "frame",
        "frameset",
        "head",
        "html",
        "image",
        "input",
        "nobr",
        "optgroup",
        "option",
        "param",
        "plaintext",
        "rb",
        "rt",
        "rtc",
        "ruby",
        "tbody",
        "tfoot",
        "thead",
    };

    private static readonly HashSet<string> Kept = new(StringComparer.Ordinal)
    {
        "alt",
        "aria-hidden",
        "cite",
        "class",
        "content",
        "data-original",
        "data-src",
        "data-srcset",
        "datetime",
        "dir",
        "height",
        "hidden",
        "href",
        "id",
        "itemprop",
        "itemtype",
        "lang",
        "name",
        "property",
        "rel",
        "role",
        "src",
        "srcset",
        "style",
        "title",
        "type",
        "width",
    };

    private readonly StringBuilder _tidy = new();
    private readonly List<string> _open = [];
    private readonly HtmlTokenizer _tokens;
    private bool _hasRoot;
    private bool _hasBase;

    private WebMarkup(HtmlTokenizer tokens) => _tokens = tokens;

    public static IHtmlDocument Parse(string html)
    {
        using var source = new TextSource(html);
        using var tokens = new HtmlTokenizer(source, HtmlEntityProvider.ResolverExtended)
        {
            SkipComments = true,
            SkipProcessingInstructions = true,
            ShouldEmitAttribute = IsKept,
        };

        return new HtmlParser(Options).ParseDocument(new WebMarkup(tokens).Tidy());
    }

    /// <summary>A part of the tree as HTML.</summary>
    public static string Html(IElement element)
    {
        var html = new StringBuilder();
        Write(html, element);
        return html.ToString();
    }

    /// <summary>
    /// The same, in time that grows with the part alone: the tree's own writing looks for each node's next from the
    /// first of its parent.
    /// </summary>
    public static void Write(StringBuilder html, IElement element)
    {
        html.Append('<').Append(element.LocalName);
        foreach (var attribute in element.Attributes)
            Attribute(html, attribute.Name, attribute.Value);
        html.Append('>');
        if (Void.Contains(element.LocalName))
            return;

        foreach (var node in element.ChildNodes)
        {
            if (node is IText text)
                html.Append(InlineHtml.Escape(text.Data));
            else if (node is IElement child)
                Write(html, child);
        }

        html.Append("</").Append(element.LocalName).Append('>');
    }

    private string Tidy()
    {
        for (var token = _tokens.Get(); token.Type != HtmlTokenType.EndOfFile; token = _tokens.Get())
        {
            switch (token.Type)
            {
                case HtmlTokenType.StartTag:
                    Start(token.AsTag());
                    break;
                case HtmlTokenType.EndTag:
                    End(token.Name);
                    break;
                case HtmlTokenType.Character:
                    Text(token.Data);
                    break;
            }
        }

        CloseFrom(0);
        return _tidy.ToString();
    }

    private static bool IsKept(
        ref AngleSharp.Html.Parser.Tokens.Struct.StructHtmlToken token,
        ReadOnlyMemory<char> name
    ) => Kept.Contains(name.ToString());

    private void Start(HtmlTagToken tag)
    {
        var name = tag.Name;
        if (name == "html" && !_hasRoot)
            Tag(tag, name);
        else if (Raw.TryGetValue(name, out var mode))
            RawText(tag, mode);
        else if (Dropped.Contains(name))
            Skip(name, tag.IsSelfClosing);
        else if (name == "base")
            Base(tag);
        else if (Void.Contains(name))
            Tag(tag, name);
        else if (name is "td" or "th")
            _tidy.Append(' ');
        else if (!Unwrapped.Contains(name) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            Open(tag, Renamed(name));
        _hasRoot = true;
    }

    // The first address counts; a tree looks for it all over the page whenever it meets another.
    private void Base(HtmlTagToken tag)
    {
        if (_hasBase || tag.Attributes.TrueForAll(attribute => attribute.Name != "href"))
            return;

        Tag(tag, "base");
        _hasBase = true;
    }

    // Rows of a table are told as blocks; a tree builder would move what stands loose among them.
    private static string Renamed(string name) =>
        name switch
        {
            "table" => "section",
            "tr" or "caption" => "div",
            _ => name,
        };

    private void RawText(HtmlTagToken tag, HtmlParseMode mode)
    {
        _tokens.State = mode;
        var text = new StringBuilder();
        var token = _tokens.Get();
        for (; token.Type == HtmlTokenType.Character; token = _tokens.Get())
            text.Append(token.Data);

        // Data of the page, such as JSON-LD, is no program.
        if (tag.Name == "script" && tag.GetAttribute("type").Contains("ld+json", StringComparison.OrdinalIgnoreCase))
            _tidy.Append("<script type=\"application/ld+json\">").Append(text).Append("</script>");
        else if (tag.Name == "title")
            _tidy.Append("<title>").Append(InlineHtml.Escape(text.ToString())).Append("</title>");
    }

    private void Skip(string name, bool selfClosing)
    {
        for (var depth = selfClosing ? 0 : 1; depth > 0; )
        {
            var token = _tokens.Get();
            if (token.Type == HtmlTokenType.EndOfFile)
                return;
            if (token.Type == HtmlTokenType.StartTag && Raw.TryGetValue(token.Name, out var mode))
                _tokens.State = mode;
            if (token.Name == name)
                depth +=
                    token.Type == HtmlTokenType.EndTag ? -1
                    : token.Type == HtmlTokenType.StartTag && !token.AsTag().IsSelfClosing ? 1
                    : 0;
        }
    }

    private void Open(HtmlTagToken tag, string name)
    {
        CloseImplied(name);
        if (_open.Count >= MaxDepth)
            return;

        Tag(tag, name);
        _open.Add(name);
    }

    private void End(string name)
    {
        name = Renamed(name);
        var found = _open.LastIndexOf(name);
        if (found >= 0 && (Elements.IsBlock(name) || !_open.Skip(found).Any(Elements.IsBlock)))
            CloseFrom(found);
    }

    // What the next one of its kind ends, as far up as it may reach.
    private void CloseImplied(string name)
    {
        Func<string, bool> stops =
            name is "li" ? open => open is "ul" or "ol"
            : name is "dt" or "dd" ? open => open is "dl"
            : Elements.IsBlock;
        Func<string, bool>? ends = name switch
        {
            "li" => open => open is "li",
            "dt" or "dd" => open => open is "dt" or "dd",
            "a" => open => open is "a",
            _ => Elements.IsBlock(name) ? open => open is "p" || (IsHeading(open) && IsHeading(name)) : null,
        };
        for (var i = _open.Count - 1; ends is not null && i >= 0; i--)
        {
            if (ends(_open[i]))
            {
                CloseFrom(i);
                return;
            }

            if (stops(_open[i]))
                return;
        }
    }

    private static bool IsHeading(string name) => name is ['h', >= '1' and <= '6'];

    private void Tag(HtmlTagToken tag, string name)
    {
        _tidy.Append('<').Append(name);
        foreach (var attribute in tag.Attributes.Take(MaxAttributes))
            Attribute(_tidy, attribute.Name, attribute.Value);
        _tidy.Append('>');
    }

    private static void Attribute(StringBuilder html, string name, string value) =>
        html.Append(' ').Append(name).Append("=\"").Append(InlineHtml.EscapeAttribute(value)).Append('"');

    private void Text(string text) => _tidy.Append(InlineHtml.Escape(text));

    private void CloseFrom(int depth)
    {
        for (var i = _open.Count - 1; i >= depth; i--)
            _tidy.Append("</").Append(_open[i]).Append('>');
        _open.RemoveRange(depth, _open.Count - depth);
    }
}
