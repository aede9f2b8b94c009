using System.Buffers;
using System.Text;

namespace ArticleApi.Core.Articles;

/// <summary>
/// Text as it is kept: composed (Unicode NFC), and without the characters that no text may hold. Marks of direction,
/// joiners and other format characters stay, since scripts need them; whoever shows a text isolates it (HTML's
/// <c>bdi</c>), so that none turns its surroundings.
/// </summary>
public static class PlainText
{
    // Most texts hold nothing else. A range of characters, given to the search instead, is boxed at each call until the
    // runtime has optimized it.
    private static readonly SearchValues<char> PrintableAscii = SearchValues.Create(
        string.Concat(Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code))
    );

    /// <summary>Whether there is nothing in a text but ASCII's letters, digits, signs and spaces.</summary>
    internal static bool IsPrintableAscii(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(PrintableAscii);

    /// <summary>
    /// Control characters other than tabs and line breaks, and noncharacters, which I-JSON (RFC 7493) keeps out of
    /// texts.
    /// </summary>
    public static bool IsForbidden(char c) =>
        (char.IsControl(c) && c is not ('\t' or '\n' or '\r'))
        || c is >= '\uFDD0' and <= '\uFDEF' or '\uFFFE' or '\uFFFF';

    /// <summary>
    /// The first thing in a text that no text may hold: a half of a surrogate pair, or what is forbidden; null where
    /// there is none.
    /// </summary>
    public static int? FindForbidden(string text)
    {
        var start = text.AsSpan().IndexOfAnyExcept(PrintableAscii);
        for (var i = start; i >= 0 && i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                if (char.ConvertToUtf32(text[i], text[++i]) is var scalar && IsNoncharacter(scalar))
                    return scalar;
            }
            else if (char.IsSurrogate(text[i]) || IsForbidden(text[i]))
            {
                return text[i];
            }
        }

        return null;
    }

    /// <summary>The text without what is forbidden and halves of surrogate pairs, composed.</summary>
    public static string Clean(string text)
    {
        var clean = FindForbidden(text) is null ? text : RemoveForbidden(text);
        return clean.IsNormalized() ? clean : clean.Normalize(NormalizationForm.FormC);
    }

    /// <summary>What stands on one line: runs of white space are one space. Null where nothing is left.</summary>
    public static string? ToSingleLine(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;

        var line = string.Join(
                ' ',
                Clean(text).Split((char[]?)[' ', '\t', '\r', '\n', '\f', '\v'], StringSplitOptions.RemoveEmptyEntries)
            )
            .Trim();
        return line.Length == 0 ? null : line;
    }

    private static string RemoveForbidden(string text)
    {
        var whole = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                if (!IsNoncharacter(char.ConvertToUtf32(text[i], text[i + 1])))
                    whole.Append(text, i, 2);
                i++;
            }
            else if (!char.IsSurrogate(text[i]) && !IsForbidden(text[i]))
            {
                whole.Append(text[i]);
            }
        }

        return whole.ToString();
    }

    // U+1FFFE, U+1FFFF, U+2FFFE and so on are noncharacters.
    private static bool IsNoncharacter(int scalar) => (scalar & 0xFFFE) == 0xFFFE;
}
