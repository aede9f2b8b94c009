using System.Buffers;
using System.Text;

namespace ArticleApi.Core.Articles;

/// <summary>
/// Rewrites any HTML as well-nested HTML of known elements, in one pass and without a tree. A tree builder's work grows
/// with the square of what is left open, so that a few kilobytes of <c>&lt;div&gt;</c> could hold a server; after this
/// it cannot. It need not be as exact as a browser: nothing it writes reaches anybody before it is parsed and
/// sanitised.
/// </summary>
internal sealed class HtmlTidier
{
    private const int MaxDepth = 200;

    private static readonly SearchValues<char> NameEnd = SearchValues.Create(" \t\r\n\f/>");
    private static readonly SearchValues<char> AttributeEnd = SearchValues.Create(" \t\r\n\f/>=");
    private static readonly SearchValues<char> ValueEnd = SearchValues.Create(" \t\r\n\f>");

    private readonly string _html;
    private readonly StringBuilder _output;
    private readonly List<string> _openElements = [];
    private int _position;

    private HtmlTidier(string html) => (_html, _output) = (html, new StringBuilder(html.Length));

    public static string Tidy(string html)
    {
        var soup = new HtmlTidier(html);
        while (soup._position < html.Length)
            soup.ReadNext();

        soup.CloseFrom(0);
        return soup._output.ToString();
    }

    private char Peek(int distance) => _position + distance < _html.Length ? _html[_position + distance] : '\0';

    private void ReadNext()
    {
        var text = ReadUntil(SearchValues.Create("<"));
        _output.Append(text);
        if (_position == _html.Length)
            return;

        if (char.IsAsciiLetter(Peek(1)))
            ReadStartTag();
        else if (Peek(1) == '/' && char.IsAsciiLetter(Peek(2)))
            ReadEndTag();
        else if (Peek(1) == '!' && Peek(2) == '-' && Peek(3) == '-')
            SkipPast("-->");
        else if (Peek(1) is '!' or '?' or '/')
            SkipPast(">");
        else
        {
            _output.Append("&lt;");
            _position++;
        }
    }

    private void ReadStartTag()
    {
        _position++;
        var name = ReadUntil(NameEnd).ToString().ToLowerInvariant();
        var value = ReadAttributes(HtmlElements.KeptAttributeOf(name));
        if (HtmlElements.WithoutProse.Contains(name))
            SkipPast("</" + name);
        else if (name is "td" or "th")
            _output.Append(' ');
        else if (name is "br" or "hr")
            _output.Append('<').Append(name).Append('>');
        else if (HtmlElements.CanonicalName(name) is { } known)
            OpenElement(known, value);
    }

    private void ReadEndTag()
    {
        _position += 2;
        var name = ReadUntil(NameEnd).ToString().ToLowerInvariant();
        ReadAttributes(null);
        var known = HtmlElements.CanonicalName(name);
        var found = known is null ? -1 : _openElements.LastIndexOf(known);
        if (known is null || found < 0)
            return;

        // Emphasis does not close the paragraph it was opened round.
        if (HtmlElements.IsBlock(known) || !_openElements.Skip(found).Any(HtmlElements.IsBlock))
            CloseFrom(found);
    }

    private void OpenElement(string name, string? value)
    {
        if (name == "li")
            CloseImplied("li", within: "ul", or: "ol");
        else if (HtmlElements.IsBlock(name))
            CloseImplied("p", within: null, or: null);
        if (_openElements.Count >= MaxDepth)
            return;

        _openElements.Add(name);
        _output.Append('<').Append(name);
        if (value is not null)
            _output
                .Append(' ')
                .Append(HtmlElements.KeptAttributeOf(name))
                .Append("=\"")
                .Append(value.Replace("\"", "&quot;", StringComparison.Ordinal))
                .Append('"');
        _output.Append('>');
    }

    // Paragraphs and items are seldom closed by hand: the next one ends them.
    private void CloseImplied(string name, string? within, string? or)
    {
        for (var i = _openElements.Count - 1; i >= 0 && _openElements[i] != within && _openElements[i] != or; i--)
        {
            if (_openElements[i] == name)
            {
                CloseFrom(i);
                return;
            }

            if (within is null && HtmlElements.IsBlock(_openElements[i]))
                return;
        }
    }

    private void CloseFrom(int depth)
    {
        for (var i = _openElements.Count - 1; i >= depth; i--)
            _output.Append("</").Append(_openElements[i]).Append('>');
        _openElements.RemoveRange(depth, _openElements.Count - depth);
    }

    /// <summary>
    /// Reads to the end of the tag and gives the first value of the attribute that is wanted, character references and
    /// all.
    /// </summary>
    private string? ReadAttributes(string? wanted)
    {
        string? value = null;
        while (_position < _html.Length && _html[_position] != '>')
        {
            var name = ReadUntil(AttributeEnd);
            SkipSpace();
            if (Peek(0) != '=')
            {
                _position += name.IsEmpty && Peek(0) == '/' ? 1 : 0;
                continue;
            }

            _position++;
            SkipSpace();
            var found = ReadAttributeValue();
            if (wanted is not null && name.Equals(wanted, StringComparison.OrdinalIgnoreCase))
                value ??= found.ToString();
        }

        _position = Math.Min(_position + 1, _html.Length);
        return value;
    }

    private ReadOnlySpan<char> ReadAttributeValue()
    {
        var end = Peek(0) is '"' or '\'' ? _html.IndexOf(_html[_position], _position + 1) : -1;
        if (end < 0)
            return ReadUntil(ValueEnd);

        var value = _html.AsSpan(_position + 1, end - _position - 1);
        _position = end + 1;
        return value;
    }

    private void SkipSpace()
    {
        while (Peek(0) is ' ' or '\t' or '\r' or '\n' or '\f')
            _position++;
    }

    private void SkipPast(string end)
    {
        var found = _html.IndexOf(end, _position, StringComparison.OrdinalIgnoreCase);
        _position = found < 0 ? _html.Length : found + end.Length;
        if (end[0] == '<')
            ReadAttributes(null);
    }

    private ReadOnlySpan<char> ReadUntil(SearchValues<char> end)
    {
        var rest = _html.AsSpan(_position);
        var length = rest.IndexOfAny(end);
        var span = length < 0 ? rest : rest[..length];
        _position += span.Length;
        return span;
    }
}
