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
internal sealed class WebHtmlTidier
{
    private const int MaxDepth = 200;
    private const int MaxAttributes = 40;

    private static readonly HtmlParserOptions Options = new()
    {
        SkipComments = true,
        DisableElementPositionTracking = true,
    };

    private static readonly HashSet<string> VoidElements = new(StringComparer.Ordinal)
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
    private static readonly Dictionary<string, HtmlParseMode> RawTextElements = new(StringComparer.Ordinal)
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
    private static readonly HashSet<string> DroppedElements = new(StringComparer.Ordinal)
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
    private static readonly HashSet<string> UnwrappedElements = new(StringComparer.Ordinal)
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

    private static readonly HashSet<string> KeptAttributes = new(StringComparer.Ordinal)
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

    private readonly StringBuilder _output = new();
    private readonly List<string> _openElements = [];
    private readonly HtmlTokenizer _tokens;
    private bool _hasRoot;
    private bool _hasBase;

    private WebHtmlTidier(HtmlTokenizer tokens) => _tokens = tokens;

    public static IHtmlDocument Parse(string html)
    {
        using var source = new TextSource(html);
        using var tokens = new HtmlTokenizer(source, HtmlEntityProvider.ResolverExtended)
        {
            SkipComments = true,
            SkipProcessingInstructions = true,
            ShouldEmitAttribute = IsKeptAttribute,
        };

        return new HtmlParser(Options).ParseDocument(new WebHtmlTidier(tokens).Tidy());
    }

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
            WriteAttribute(html, attribute.Name, attribute.Value);
        html.Append('>');
        if (VoidElements.Contains(element.LocalName))
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

    private string Tidy()
    {
        for (var token = _tokens.Get(); token.Type != HtmlTokenType.EndOfFile; token = _tokens.Get())
        {
            switch (token.Type)
            {
                case HtmlTokenType.StartTag:
                    ReadStartTag(token.AsTag());
                    break;
                case HtmlTokenType.EndTag:
                    ReadEndTag(token.Name);
                    break;
                case HtmlTokenType.Character:
                    WriteText(token.Data);
                    break;
            }
        }

        CloseFrom(0);
        return _output.ToString();
    }

    private static bool IsKeptAttribute(
        ref AngleSharp.Html.Parser.Tokens.Struct.StructHtmlToken token,
        ReadOnlyMemory<char> name
    ) => KeptAttributes.Contains(name.ToString());

    private void ReadStartTag(HtmlTagToken tag)
    {
        var name = tag.Name;
        if (name == "html" && !_hasRoot)
            WriteTag(tag, name);
        else if (RawTextElements.TryGetValue(name, out var mode))
            ReadRawText(tag, mode);
        else if (DroppedElements.Contains(name))
            SkipElement(name, tag.IsSelfClosing);
        else if (name == "base")
            ReadBaseTag(tag);
        else if (VoidElements.Contains(name))
            WriteTag(tag, name);
        else if (name is "td" or "th")
            _output.Append(' ');
        else if (!UnwrappedElements.Contains(name) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            OpenElement(tag, CanonicalName(name));
        _hasRoot = true;
    }

    // The first address counts; a tree looks for it all over the page whenever it meets another.
    private void ReadBaseTag(HtmlTagToken tag)
    {
        if (_hasBase || tag.Attributes.TrueForAll(attribute => attribute.Name != "href"))
            return;

        WriteTag(tag, "base");
        _hasBase = true;
    }

    // Rows of a table are told as blocks; a tree builder would move what stands loose among them.
    private static string CanonicalName(string name) =>
        name switch
        {
            "table" => "section",
            "tr" or "caption" => "div",
            _ => name,
        };

    private void ReadRawText(HtmlTagToken tag, HtmlParseMode mode)
    {
        _tokens.State = mode;
        var text = new StringBuilder();
        var token = _tokens.Get();
        for (; token.Type == HtmlTokenType.Character; token = _tokens.Get())
            text.Append(token.Data);

        // Data of the page, such as JSON-LD, is no program.
        if (tag.Name == "script" && tag.GetAttribute("type").Contains("ld+json", StringComparison.OrdinalIgnoreCase))
            _output.Append("<script type=\"application/ld+json\">").Append(text).Append("</script>");
        else if (tag.Name == "title")
            _output.Append("<title>").Append(InlineHtml.Escape(text.ToString())).Append("</title>");
    }

    private void SkipElement(string name, bool selfClosing)
    {
        for (var depth = selfClosing ? 0 : 1; depth > 0; )
        {
            var token = _tokens.Get();
            if (token.Type == HtmlTokenType.EndOfFile)
                return;
            if (token.Type == HtmlTokenType.StartTag && RawTextElements.TryGetValue(token.Name, out var mode))
                _tokens.State = mode;
            if (token.Name == name)
                depth +=
                    token.Type == HtmlTokenType.EndTag ? -1
                    : token.Type == HtmlTokenType.StartTag && !token.AsTag().IsSelfClosing ? 1
                    : 0;
        }
    }

    private void OpenElement(HtmlTagToken tag, string name)
    {
        CloseImplied(name);
        if (_openElements.Count >= MaxDepth)
            return;

        WriteTag(tag, name);
        _openElements.Add(name);
    }

    private void ReadEndTag(string name)
    {
        name = CanonicalName(name);
        var found = _openElements.LastIndexOf(name);
        if (found >= 0 && (HtmlElements.IsBlock(name) || !_openElements.Skip(found).Any(HtmlElements.IsBlock)))
            CloseFrom(found);
    }

    // What the next one of its kind ends, as far up as it may reach.
    private void CloseImplied(string name)
    {
        Func<string, bool> stops =
            name is "li" ? open => open is "ul" or "ol"
            : name is "dt" or "dd" ? open => open is "dl"
            : HtmlElements.IsBlock;
        Func<string, bool>? ends = name switch
        {
            "li" => open => open is "li",
            "dt" or "dd" => open => open is "dt" or "dd",
            "a" => open => open is "a",
            _ => HtmlElements.IsBlock(name) ? open => open is "p" || (IsHeading(open) && IsHeading(name)) : null,
        };
        for (var i = _openElements.Count - 1; ends is not null && i >= 0; i--)
        {
            if (ends(_openElements[i]))
            {
                CloseFrom(i);
                return;
            }

            if (stops(_openElements[i]))
                return;
        }
    }

    private static bool IsHeading(string name) => name is ['h', >= '1' and <= '6'];

    private void WriteTag(HtmlTagToken tag, string name)
    {
        _output.Append('<').Append(name);
        foreach (var attribute in tag.Attributes.Take(MaxAttributes))
            WriteAttribute(_output, attribute.Name, attribute.Value);
        _output.Append('>');
    }

    private static void WriteAttribute(StringBuilder html, string name, string value) =>
        html.Append(' ').Append(name).Append("=\"").Append(InlineHtml.EscapeAttribute(value)).Append('"');

    private void WriteText(string text) => _output.Append(InlineHtml.Escape(text));

    private void CloseFrom(int depth)
    {
        for (var i = _openElements.Count - 1; i >= depth; i--)
            _output.Append("</").Append(_openElements[i]).Append('>');
        _openElements.RemoveRange(depth, _openElements.Count - depth);
    }
}
