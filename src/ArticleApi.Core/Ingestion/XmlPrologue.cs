using System.Buffers;
using System.Text;

namespace ArticleApi.Core.Ingestion;

/// <summary>What an XML document begins with, read without parsing it: enough to tell its format by.</summary>
/// <param name="Name">The root element's local name.</param>
/// <param name="Namespace">
/// The root element's namespace as far as the start declares it; empty where it is in none.
/// </param>
/// <param name="HasDeclarations">Whether its DOCTYPE holds declarations of its own.</param>
internal readonly record struct XmlPrologue(string Name, string Namespace, bool HasDeclarations)
{
    private static readonly SearchValues<char> NameEnd = SearchValues.Create(" \t\r\n/>");

    /// <summary>Null where no root element begins within these bytes.</summary>
    public static XmlPrologue? Parse(ReadOnlySpan<byte> start) =>
        start switch
        {
            [0xFF, 0xFE, ..] or [(byte)'<', 0, ..] => Parse(Encoding.Unicode.GetString(start).AsSpan()),
            [0xFE, 0xFF, ..] or [0, (byte)'<', ..] => Parse(Encoding.BigEndianUnicode.GetString(start).AsSpan()),
            [0xEF, 0xBB, 0xBF, ..] => Parse(Encoding.Latin1.GetString(start[3..]).AsSpan()),
            // The names looked for are ASCII in any other encoding.
            _ => Parse(Encoding.Latin1.GetString(start).AsSpan()),
        };

    public static XmlPrologue? Parse(ReadOnlySpan<char> text)
    {
        var declares = false;
        for (text = text.TrimStart('\uFEFF').TrimStart(); text.StartsWith("<"); text = text.TrimStart())
        {
            if (text.StartsWith("<!--"))
                text = SkipPast(text[4..], "-->");
            else if (text.StartsWith("<?"))
                text = SkipPast(text[2..], text.StartsWith("<?xml ") ? ">" : "?>");
            else if (text.StartsWith("<!DOCTYPE", StringComparison.OrdinalIgnoreCase))
                text = SkipDoctype(text[9..], out declares);
            else
                return ParseRoot(text[1..], declares);
        }

        return null;
    }

    private static ReadOnlySpan<char> SkipPast(ReadOnlySpan<char> text, string end) =>
        text.IndexOf(end) is >= 0 and var at ? text[(at + end.Length)..] : [];

    // <!DOCTYPE rss PUBLIC "…" "…" [ <!ENTITY …> ]>
    private static ReadOnlySpan<char> SkipDoctype(ReadOnlySpan<char> text, out bool declares)
    {
        declares = false;
        while (text.IndexOfAny("\"'[>") is >= 0 and var at)
        {
            var mark = text[at];
            text = text[(at + 1)..];
            if (mark == '>')
                return text;
            if (mark is '"' or '\'')
            {
                text = SkipPast(text, mark.ToString());
                continue;
            }

            var end = text.IndexOf(']');
            declares |= (end < 0 ? text : text[..end]).IndexOfAny('<', '%') >= 0;
            text = end < 0 ? [] : text[(end + 1)..];
        }

        return [];
    }

    private static XmlPrologue? ParseRoot(ReadOnlySpan<char> text, bool declares)
    {
        var length = text.IndexOfAny(NameEnd);
        if (length <= 0)
            return null;

        var name = text[..length];
        var colon = name.IndexOf(':');
        var declaration = colon < 0 ? "xmlns" : $"xmlns:{name[..colon]}";
        return new(name[(colon + 1)..].ToString(), FindAttribute(text[length..], declaration), declares);
    }

    private static string FindAttribute(ReadOnlySpan<char> text, string wanted)
    {
        while (text.IndexOfAny('=', '>') is >= 0 and var at && text[at] == '=')
        {
            var name = text[..at].Trim();
            text = text[(at + 1)..].TrimStart();
            if (text.IsEmpty || text[0] is not ('"' or '\'') || text[1..].IndexOf(text[0]) is not (>= 0 and var end))
                break;
            if (name.SequenceEqual(wanted))
                return text.Slice(1, end).ToString();
            text = text[(end + 2)..];
        }

        return "";
    }
}
