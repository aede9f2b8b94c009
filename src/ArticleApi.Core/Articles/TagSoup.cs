using System.Buffers;
using System.Text;

namespace ArticleApi.Core.Articles;

/// <summary>
/// Rewrites any HTML as well-nested HTML of known elements, in one pass and without a tree. A tree builder's work grows
/// with the square of what is left open, so that a few kilobytes of <c>&lt;div&gt;</c> could hold a server; after this
/// it cannot. It need not be as exact as a browser: nothing it writes reaches anybody before it is parsed and
/// sanitised.
/// </summary>
internal sealed class TagSoup
{
    private const int MaxDepth = 200;

    private static readonly SearchValues<char> NameEnd = SearchValues.Create(" \t\r\n\f/>");
    private static readonly SearchValues<char> AttributeEnd = SearchValues.Create(" \t\r\n\f/>=");
    private static readonly SearchValues<char> ValueEnd = SearchValues.Create(" \t\r\n\f>");

    private readonly string _html;
    private readonly StringBuilder _tidy;
    private readonly List<string> _open = [];
    private int _at;

    private TagSoup(string html) => (_html, _tidy) = (html, new StringBuilder(html.Length));

    public static string Tidy(string html)
    {
        var soup = new TagSoup(html);
        while (soup._at < html.Length)
            soup.Step();

        soup.CloseFrom(0);
        return soup._tidy.ToString();
    }

    private char Ahead(int distance) => _at + distance < _html.Length ? _html[_at + distance] : '\0';

    private void Step()
    {
        var text = Until(SearchValues.Create("<"));
        _tidy.Append(text);
        if (_at == _html.Length)
            return;

        if (char.IsAsciiLetter(Ahead(1)))
            Start();
        else if (Ahead(1) == '/' && char.IsAsciiLetter(Ahead(2)))
            End();
        else if (Ahead(1) == '!' && Ahead(2) == '-' && Ahead(3) == '-')
            SkipPast("-->");
        else if (Ahead(1) is '!' or '?' or '/')
            SkipPast(">");
        else
        {
            _tidy.Append("&lt;");
            _at++;
        }
    }

    private void Start()
    {
        _at++;
        var name = Until(NameEnd).ToString().ToLowerInvariant();
        var value = Attributes(Elements.AttributeOf(name));
        if (Elements.Dropped.Contains(name))
            SkipPast("</" + name);
        else if (name is "td" or "th")
            _tidy.Append(' ');
        else if (name is "br" or "hr")
            _tidy.Append('<').Append(name).Append('>');
        else if (Elements.Known(name) is { } known)
            Open(known, value);
    }

    private void End()
    {
        _at += 2;
        var name = Until(NameEnd).ToString().ToLowerInvariant();
        Attributes(null);
        var known = Elements.Known(name);
        var found = known is null ? -1 : _open.LastIndexOf(known);
        if (known is null || found < 0)
            return;

        // Emphasis does not close the paragraph it was opened round.
        if (Elements.IsBlock(known) || !_open.Skip(found).Any(Elements.IsBlock))
            CloseFrom(found);
    }

    private void Open(string name, string? value)
    {
        if (name == "li")
            CloseImplied("li", within: "ul", or: "ol");
        else if (Elements.IsBlock(name))
            CloseImplied("p", within: null, or: null);
        if (_open.Count >= MaxDepth)
            return;

        _open.Add(name);
        _tidy.Append('<').Append(name);
        if (value is not null)
            _tidy
                .Append(' ')
                .Append(Elements.AttributeOf(name))
                .Append("=\"")
                .Append(value.Replace("\"", "&quot;", StringComparison.Ordinal))
                .Append('"');
        _tidy.Append('>');
    }

    // Paragraphs and items are seldom closed by hand: the next one ends them.
    private void CloseImplied(string name, string? within, string? or)
    {
        for (var i = _open.Count - 1; i >= 0 && _open[i] != within && _open[i] != or; i--)
        {
            if (_open[i] == name)
            {
                CloseFrom(i);
                return;
            }

            if (within is null && Elements.IsBlock(_open[i]))
                return;
        }
    }

    private void CloseFrom(int depth)
    {
        for (var i = _open.Count - 1; i >= depth; i--)
            _tidy.Append("</").Append(_open[i]).Append('>');
        _open.RemoveRange(depth, _open.Count - depth);
    }

    /// <summary>
    /// Reads to the end of the tag and gives the first value of the attribute that is wanted, character references and
    /// all.
    /// </summary>
    private string? Attributes(string? wanted)
    {
        string? value = null;
        while (_at < _html.Length && _html[_at] != '>')
        {
            var name = Until(AttributeEnd);
            SkipSpace();
            if (Ahead(0) != '=')
            {
                _at += name.IsEmpty && Ahead(0) == '/' ? 1 : 0;
                continue;
            }

            _at++;
            SkipSpace();
            var found = Value();
            if (wanted is not null && name.Equals(wanted, StringComparison.OrdinalIgnoreCase))
                value ??= found.ToString();
        }

        _at = Math.Min(_at + 1, _html.Length);
        return value;
    }

    private ReadOnlySpan<char> Value()
    {
        var end = Ahead(0) is '"' or '\'' ? _html.IndexOf(_html[_at], _at + 1) : -1;
        if (end < 0)
            return Until(ValueEnd);

        var value = _html.AsSpan(_at + 1, end - _at - 1);
        _at = end + 1;
        return value;
    }

    private void SkipSpace()
    {
        while (Ahead(0) is ' ' or '\t' or '\r' or '\n' or '\f')
            _at++;
    }

    private void SkipPast(string end)
    {
        var found = _html.IndexOf(end, _at, StringComparison.OrdinalIgnoreCase);
        _at = found < 0 ? _html.Length : found + end.Length;
        if (end[0] == '<')
            Attributes(null);
    }

    private ReadOnlySpan<char> Until(SearchValues<char> end)
    {
        var rest = _html.AsSpan(_at);
        var length = rest.IndexOfAny(end);
        var span = length < 0 ? rest : rest[..length];
        _at += span.Length;
        return span;
    }
}
