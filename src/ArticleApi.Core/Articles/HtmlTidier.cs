using System.Buffers;
using System.Text;

namespace ArticleApi.Core.Articles;

/// <summary>
/// Rewrites any HTML as well-nested HTML of bounded depth, in one pass and without a tree. A tree builder's work grows
/// with the square of what is left open, so that a few kilobytes of <c>&lt;div&gt;</c> could hold a server; after this
/// it cannot. It need not be as exact as a browser: nothing it writes reaches anybody before it is parsed again.
/// </summary>
internal sealed class HtmlTidier
{
    private const int MaxDepth = 200;
    private const int MaxAttributes = 40;

    private static readonly SearchValues<char> TagStart = SearchValues.Create("<");
    private static readonly SearchValues<char> NameEnd = SearchValues.Create(" \t\r\n\f/>");
    private static readonly SearchValues<char> AttributeEnd = SearchValues.Create(" \t\r\n\f/>=");
    private static readonly SearchValues<char> ValueEnd = SearchValues.Create(" \t\r\n\f>");

    private readonly string _html;
    private readonly HtmlTidierOptions _options;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _keptAttributes;
    private readonly ISet<string>? _dropped;
    private readonly StringBuilder _output;
    private readonly List<string> _openElements = [];
    private readonly List<(string Name, string Value)> _attributes = [];
    private bool _isSelfClosing;
    private bool _isHidden;

    // The hidden element that is open under the name of Hidden, and how many of its name are open in it.
    private string? _hiddenName;
    private int _hiddenDepth;
    private bool _hasRoot;
    private bool _hasBase;
    private int _position;

    private HtmlTidier(string html, HtmlTidierOptions options, ISet<string>? dropped)
    {
        _html = html;
        _options = options;
        _dropped = dropped;
        _keptAttributes = options.KeptAttributes.GetAlternateLookup<ReadOnlySpan<char>>();
        _output = new StringBuilder(html.Length);
    }

    /// <param name="dropped">Takes the names of elements that went with all that was in them.</param>
    public static string Tidy(string html, HtmlTidierOptions options, ISet<string>? dropped = null)
    {
        var tidier = new HtmlTidier(html, options, dropped);
        while (tidier._position < html.Length)
            tidier.ReadNext();

        tidier.CloseFrom(0);
        return tidier._output.ToString();
    }

    private char Peek(int distance) => _position + distance < _html.Length ? _html[_position + distance] : '\0';

    private void ReadNext()
    {
        _output.Append(ReadUntil(TagStart));
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
        ReadAttributes(name);
        var isFirst = !_hasRoot;
        _hasRoot = true;
        if (_options.IsWholePage && IsOfHead(name, isFirst))
            WriteHead(name);
        else if (_options.Placeholders.Contains(name))
            WritePlaceholder(name);
        else if (_options.DroppedElements.Contains(name))
        {
            _dropped?.Add(name);
            SkipContent(name);
        }
        else if (_options.VoidElements.Contains(name))
            WriteTag(name);
        else if (name == _hiddenName)
            _hiddenDepth += _isSelfClosing ? 0 : 1;
        else if (name is "td" or "th" && !_options.KeepsCells && !_isHidden)
            _output.Append(' ');
        else if (_options.CanonicalName(name) is { } known)
            OpenElement(known);
        else if (_isHidden && _hiddenName is null && !_isSelfClosing)
            OpenHidden(name);
    }

    // Whose end tag ends it, or the end of the block that it stands in.
    private void OpenHidden(string name)
    {
        if (_openElements.Count >= MaxDepth)
            return;

        (_hiddenName, _hiddenDepth) = (name, 0);
        OpenElement(HtmlElements.Hidden);
    }

    private void ReadEndTag()
    {
        _position += 2;
        var name = ReadUntil(NameEnd).ToString().ToLowerInvariant();
        ReadAttributes(null);
        var known = _options.CanonicalName(name);
        if (known is null && name == _hiddenName && _hiddenDepth-- == 0)
            known = HtmlElements.Hidden;
        var found = known is null ? -1 : _openElements.LastIndexOf(known);
        if (known is null || found < 0)
            return;

        // Emphasis does not close the paragraph it was opened round.
        if (HtmlElements.IsBlock(known) || !_openElements.Skip(found).Any(HtmlElements.IsBlock))
            CloseFrom(found);
    }

    // Of data of the page, such as JSON-LD, a tree makes no program.
    private bool IsOfHead(string name, bool isFirst) =>
        name switch
        {
            "html" => isFirst,
            "base" or "title" => true,
            "script" => AttributeOf("type")?.Contains("ld+json", StringComparison.OrdinalIgnoreCase) == true,
            _ => false,
        };

    private void WriteHead(string name)
    {
        switch (name)
        {
            case "html":
                WriteTag(name);
                break;
            // The first address counts; a tree looks for it all over the page whenever it meets another.
            case "base" when !_hasBase && AttributeOf("href") is not null:
                WriteTag(name);
                _hasBase = true;
                break;
            case "title" or "script":
                _output.Append(name == "title" ? "<title>" : "<script type=\"application/ld+json\">");
                var start = _position;
                _output.Append(_html, start, SkipContent(name) - start).Append("</").Append(name).Append('>');
                break;
        }
    }

    private void WritePlaceholder(string name)
    {
        var known = _options.CanonicalName(name)!;
        CloseImplied(known);
        WriteTag(known);
        _output.Append("</").Append(known).Append('>');
        if (HtmlElements.RawText.Contains(name))
            SkipContent(name);
    }

    private void OpenElement(string name)
    {
        CloseImplied(name);
        if (_openElements.Count >= MaxDepth)
            return;

        _openElements.Add(name);
        WriteTag(name);
    }

    private void WriteTag(string name)
    {
        _output.Append('<').Append(name);
        foreach (var (attribute, value) in _attributes)
            _output
                .Append(' ')
                .Append(attribute)
                .Append("=\"")
                .Append(value.Replace("\"", "&quot;", StringComparison.Ordinal))
                .Append('"');
        if (_isHidden)
            _output.Append(" hidden");
        _output.Append('>');
    }

    // What the next one of its kind ends, as far up as it may reach: few of them are closed by hand.
    private void CloseImplied(string name)
    {
        if (name != "a" && !HtmlElements.IsBlock(name))
            return;

        for (var i = _openElements.Count - 1; i >= 0; i--)
        {
            if (HtmlElements.IsEndedBy(_openElements[i], name))
            {
                CloseFrom(i);
                return;
            }

            if (HtmlElements.IsHeldBy(_openElements[i], name))
                return;
        }
    }

    private void CloseFrom(int depth)
    {
        for (var i = _openElements.Count - 1; i >= depth; i--)
        {
            _output.Append("</").Append(_openElements[i]).Append('>');
            if (_openElements[i] == HtmlElements.Hidden)
                _hiddenName = null;
        }

        _openElements.RemoveRange(depth, _openElements.Count - depth);
    }

    /// <summary>
    /// Reads to the end of the tag and keeps what the element may keep, character references and all; of several of one
    /// name the first.
    /// </summary>
    private void ReadAttributes(string? element)
    {
        _attributes.Clear();
        _isSelfClosing = false;
        _isHidden = false;
        while (_position < _html.Length && _html[_position] != '>')
        {
            var name = ReadUntil(AttributeEnd);
            SkipSpace();
            if (Peek(0) == '=')
            {
                _position++;
                SkipSpace();
                KeepAttribute(element, name, ReadAttributeValue());
                continue;
            }

            if (_options.IsWholePage)
                KeepAttribute(element, name, []);
            else
                _isHidden |= HtmlElements.Hides(name, []);
            if (name.IsEmpty && Peek(0) == '/')
            {
                _isSelfClosing = Peek(1) == '>';
                _position++;
            }
        }

        _position = Math.Min(_position + 1, _html.Length);
    }

    private void KeepAttribute(string? element, ReadOnlySpan<char> name, ReadOnlySpan<char> value)
    {
        // Of a whole page its own reader asks.
        _isHidden |= !_options.IsWholePage && HtmlElements.Hides(name, value);
        if (
            element is not null
            && _attributes.Count < MaxAttributes
            && _keptAttributes.TryGetValue(name, out var known)
            && _options.KeepsAttribute(element, known)
            && AttributeOf(known) is null
        )
            _attributes.Add((known, value.ToString()));
    }

    private string? AttributeOf(string name)
    {
        foreach (var (known, value) in _attributes)
        {
            if (known == name)
                return value;
        }

        return null;
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
        var found = _html.IndexOf(end, _position, StringComparison.Ordinal);
        _position = found < 0 ? _html.Length : found + end.Length;
    }

    /// <summary>
    /// Skips to behind the element's end tag. Raw text ends at the first of its name; others may stand in one another.
    /// </summary>
    /// <returns>Where its content ends.</returns>
    private int SkipContent(string name)
    {
        var isRaw = HtmlElements.RawText.Contains(name);
        var depth = isRaw || !_isSelfClosing ? 1 : 0;
        var end = _position;
        while (depth > 0)
        {
            ReadUntil(TagStart);
            end = _position;
            if (_position == _html.Length)
                break;
            if (TrySkipTag("</", name))
                depth--;
            else if (isRaw || !TrySkipTag("<", name))
                _position++;
            else if (!_isSelfClosing)
                depth++;
        }

        return end;
    }

    private bool TrySkipTag(string start, string name)
    {
        var rest = _html.AsSpan(_position);
        var length = start.Length + name.Length;
        if (
            !rest.StartsWith(start, StringComparison.Ordinal)
            || !rest[start.Length..].StartsWith(name, StringComparison.OrdinalIgnoreCase)
            || (rest.Length > length && !NameEnd.Contains(rest[length]))
        )
            return false;

        _position += length;
        ReadAttributes(null);
        return true;
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
