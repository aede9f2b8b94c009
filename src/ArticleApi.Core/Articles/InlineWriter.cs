using System.Text;
using AngleSharp.Dom;

namespace ArticleApi.Core.Articles;

/// <summary>A run of text, plain and as inline HTML.</summary>
internal readonly record struct InlineText(string Text, string Html);

/// <summary>
/// Writes nodes as inline HTML and as plain text at once, so that the two agree. Runs of white space become one space,
/// ends of blocks become line breaks, and only what is named here is ever written.
/// </summary>
internal sealed class InlineWriter
{
    private readonly StringBuilder _html = new();
    private readonly StringBuilder _text = new();

    // Held back until something visible follows, so that none stands at either end.
    private bool _pendingSpace;
    private int _pendingBreaks;

    private bool _inLink;

    public InlineText Result => new(_text.ToString(), _html.ToString());

    public static InlineText Write(IEnumerable<INode> nodes, Func<IElement, bool>? except = null)
    {
        var writer = new InlineWriter();
        writer.Add(nodes, except ?? (_ => false));
        return writer.Result;
    }

    public void Add(IEnumerable<INode> nodes, Func<IElement, bool> except)
    {
        foreach (var node in nodes)
        {
            if (node is IText text)
                Add(PlainText.Clean(text.Data));
            else if (node is IElement element && !except(element))
                Add(element, except);
            else if (node is IElement)
                // The words on either side of what is told elsewhere are no one word.
                _pendingBreaks = Math.Max(_pendingBreaks, 1);
        }
    }

    public void Add(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (c is ' ' or '\t' or '\n' or '\r' or '\f')
            {
                _pendingSpace = true;
                continue;
            }

            WritePendingSpace();
            _text.Append(c);
            _ = c switch
            {
                '&' => _html.Append("&amp;"),
                '<' => _html.Append("&lt;"),
                '>' => _html.Append("&gt;"),
                _ => _html.Append(c),
            };
        }
    }

    public void AddLineBreak() => _pendingBreaks++;

    private void Add(IElement element, Func<IElement, bool> except)
    {
        if (element.LocalName == "br")
            AddLineBreak();
        else if (OpeningTag(element) is { } opening && !(_inLink && element.LocalName == "a"))
            AddWrapped(opening, element, except);
        else if (HtmlElements.IsBlock(element.LocalName))
            AddBlock(element, except);
        else
            Add(element.ChildNodes, except);
    }

    private void AddBlock(IElement element, Func<IElement, bool> except)
    {
        _pendingBreaks = Math.Max(_pendingBreaks, 1);
        Add(element.ChildNodes, except);
        _pendingBreaks = Math.Max(_pendingBreaks, 1);
    }

    private void AddWrapped(string opening, IElement element, Func<IElement, bool> except)
    {
        var (html, text, space, breaks) = (_html.Length, _text.Length, _pendingSpace, _pendingBreaks);
        WritePendingSpace();
        _html.Append(opening);
        var name = element.LocalName;
        // A reader of plain text would miss the marks that browsers set round a <q>.
        if (name == "q")
            _text.Append('“');
        var (empty, inLink) = (_text.Length, _inLink);
        // A link in a link, which blocks between the two let a parser make, would end the outer one when it is read
        // again.
        _inLink |= name == "a";
        Add(element.ChildNodes, except);
        _inLink = inLink;
        if (_text.Length == empty)
        {
            _html.Length = html;
            _text.Length = text;
            _pendingSpace |= space;
            _pendingBreaks = Math.Max(breaks, _pendingBreaks);
            return;
        }

        if (name == "q")
            _text.Append('”');
        _html.Append("</").Append(name).Append('>');
    }

    private void WritePendingSpace()
    {
        if (_text.Length > 0 && _pendingBreaks > 0)
        {
            _text.Append('\n', Math.Min(_pendingBreaks, 2));
            _html.Insert(_html.Length, "<br>", Math.Min(_pendingBreaks, 2));
        }
        else if (_text.Length > 0 && _pendingSpace && _text[^1] is not (' ' or '\n'))
        {
            _text.Append(' ');
            _html.Append(' ');
        }

        (_pendingSpace, _pendingBreaks) = (false, 0);
    }

    private static string? OpeningTag(IElement element) =>
        element.LocalName switch
        {
            "a" => AllowedUrl(element.GetAttribute("href")) is { } href ? BuildTag("a", "href", href) : null,
            "time" => BuildTag("time", "datetime", element.GetAttribute("datetime")),
            "abbr" => BuildTag("abbr", "title", element.GetAttribute("title")),
            var name when HtmlElements.Inline.Contains(name) => $"<{name}>",
            _ => null,
        };

    private static string BuildTag(string name, string attribute, string? value) =>
        value is null ? $"<{name}>" : $"<{name} {attribute}=\"{InlineHtml.EscapeAttribute(value)}\">";

    // Absolute only: a relative address means nothing once the text is on another site or in a feed.
    private static string? AllowedUrl(string? href) => IsAllowed(href) ? href!.Trim() : null;

    internal static bool IsAllowed(string? href) =>
        Uri.TryCreate(href?.Trim(), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "mailto";
}
