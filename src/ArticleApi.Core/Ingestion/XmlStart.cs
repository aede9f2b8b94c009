using System.Buffers;
using System.Text;

namespace ArticleApi.Core.Ingestion;

/// <summary>What an XML document begins with, read without parsing it: enough to tell its format by.</summary>
/// <param name="Name">The root element's local name.</param>
/// <param name="Namespace">
/// The root element's namespace as far as the start declares it; empty where it is in none.
/// </param>
/// <param name="Declares">Whether its DOCTYPE holds declarations of its own.</param>
internal readonly record struct XmlStart(string Name, string Namespace, bool Declares)
{
    private static readonly SearchValues<char> NameEnd = SearchValues.Create(" \t\r\n/>");

    /// <summary>Null where no root element begins within these bytes.</summary>
    public static XmlStart? Of(ReadOnlySpan<byte> start) =>
        start switch
        {
            [0xFF, 0xFE, ..] or [(byte)'<', 0, ..] => Of(Encoding.Unicode.GetString(start).AsSpan()),
            [0xFE, 0xFF, ..] or [0, (byte)'<', ..] => Of(Encoding.BigEndianUnicode.GetString(start).AsSpan()),
            [0xEF, 0xBB, 0xBF, ..] => Of(Encoding.Latin1.GetString(start[3..]).AsSpan()),
            // The names looked for are ASCII in any other encoding.
            _ => Of(Encoding.Latin1.GetString(start).AsSpan()),
        };

    public static XmlStart? Of(ReadOnlySpan<char> text)
    {
        var declares = false;
        for (text = text.TrimStart('\uFEFF').TrimStart(); text.StartsWith("<"); text = text.TrimStart())
        {
            if (text.StartsWith("<!--"))
                text = Past(text[4..], "-->");
            else if (text.StartsWith("<?"))
                text = Past(text[2..], text.StartsWith("<?xml ") ? ">" : "?>");
            else if (text.StartsWith("<!DOCTYPE", StringComparison.OrdinalIgnoreCase))
                text = PastDoctype(text[9..], out declares);
            else
                return Root(text[1..], declares);
        }

        return null;
    }

    private static ReadOnlySpan<char> Past(ReadOnlySpan<char> text, string end) =>
        text.IndexOf(end) is >= 0 and var at ? text[(at + end.Length)..] : [];

    // <!DOCTYPE rss PUBLIC "…" "…" [ <!ENTITY …> ]>
    private static ReadOnlySpan<char> PastDoctype(ReadOnlySpan<char> text, out bool declares)
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
                text = Past(text, mark.ToString());
                continue;
            }

            var end = text.IndexOf(']');
            declares |= (end < 0 ? text : text[..end]).IndexOfAny('<', '%') >= 0;
            text = end < 0 ? [] : text[(end + 1)..];
        }

        return [];
    }

    private static XmlStart? Root(ReadOnlySpan<char> text, bool declares)
    {
        var length = text.IndexOfAny(NameEnd);
        if (length <= 0)
            return null;

        var name = text[..length];
        var colon = name.IndexOf(':');
        var declaration = colon < 0 ? "xmlns" : $"xmlns:{name[..colon]}";
        return new(name[(colon + 1)..].ToString(), Attribute(text[length..], declaration), declares);
    }

    private static string Attribute(ReadOnlySpan<char> text, string wanted)
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
