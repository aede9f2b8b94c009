using System.Globalization;
using System.Text;

namespace ArticleApi.Core.Search;

/// <summary>A word as it is indexed and asked for, and where it stands in the text.</summary>
/// <param name="Text">Folded and stemmed: letters, digits and vowel signs, nothing else.</param>
/// <param name="Start">In UTF-16 units.</param>
public readonly record struct Token(string Text, int Start, int Length)
{
    public int End => Start + Length;
}

/// <summary>
/// Parts text into words, the same way for what is stored and for what is asked, since the databases' own ways differ:
/// without case and accents, without the smallest words of the language, and by their stems.
/// </summary>
public static class TextAnalyzer
{
    /// <summary>
    /// To be raised with whatever lets the same text have other tokens: here, in <see cref="TokenizedText"/>, <see
    /// cref="TextFolding"/>, the lexicons or a newer Lucene. Indexes written under another number are then made anew.
    /// </summary>
    public const int Version = 1;

    /// <summary>
    /// The language of names and of texts whose language is not known: nothing is left out, and nothing stemmed.
    /// </summary>
    public const string UnknownLanguage = "und";

    /// <summary>The subtag that decides, in lower case: <c>en</c> of <c>en-GB</c>.</summary>
    public static string PrimarySubtagOf(string language)
    {
        var hyphen = language.IndexOf('-', StringComparison.Ordinal);
        return (hyphen < 0 ? language : language[..hyphen]).ToLowerInvariant();
    }

    /// <summary>The words of a text in their order. Those left out leave no gap.</summary>
    /// <param name="language">BCP 47.</param>
    public static List<Token> Tokenize(string text, string language)
    {
        var tokens = new List<Token>(text.Length / 8);
        using var cache = TokenCache.Rent(PrimarySubtagOf(language));
        AppendTokens(text, cache, tokens);
        return tokens;
    }

    /// <summary>Whether each letter is a word of its own, as in scripts that do not part words.</summary>
    internal static bool IsUnsegmentedScript(ReadOnlySpan<char> text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsIdeograph(rune.Value))
                return false;
        }

        return !text.IsEmpty;
    }

    internal static void AppendTokens(string text, TokenCache cache, List<Token> tokens)
    {
        for (var i = 0; i < text.Length; )
        {
            var kind = KindAt(text, i, out var length);
            if (kind is not (CharacterKind.Letter or CharacterKind.Digit or CharacterKind.Ideograph))
            {
                i += length;
                continue;
            }

            var end = kind == CharacterKind.Ideograph ? EndOfMarks(text, i + length) : EndOfWord(text, i + length);
            var token =
                kind == CharacterKind.Letter && EndOfInitials(text, i, end) is var initials && initials > end
                    ? cache.Tokenize(text[i..(end = initials)].Replace(".", "", StringComparison.Ordinal))
                    : cache.Tokenize(text.AsSpan(i, end - i));
            if (token is not null)
                tokens.Add(new(token, i, end - i));

            i = cache.StripsPossessive && IsPossessive(text, end) ? end + 2 : end;
        }
    }

    private enum CharacterKind
    {
        Other,
        Letter,
        Digit,

        /// <summary>A letter that is a word of its own, since its script does not part words.</summary>
        Ideograph,

        Mark,

        /// <summary>Unseen within a word: a soft hyphen, a joiner.</summary>
        Invisible,
    }

    private static CharacterKind KindOfAscii(char c)
    {
        if (char.IsAsciiLetter(c))
            return CharacterKind.Letter;

        return char.IsAsciiDigit(c) ? CharacterKind.Digit : CharacterKind.Other;
    }

    private static CharacterKind KindAt(string text, int at, out int length)
    {
        var c = text[at];
        length = 1;
        if (char.IsAscii(c))
            return KindOfAscii(c);
        if (c is '\u00AD' or '\u200C' or '\u200D')
            return CharacterKind.Invisible;
        // An apostrophe that counts as a letter.
        if (c == 'ʼ')
            return CharacterKind.Other;

        var rune = new Rune(' ');
        if (!char.IsSurrogate(c))
            rune = new Rune(c);
        else if (Rune.TryGetRuneAt(text, at, out var pair))
            (rune, length) = (pair, 2);

        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.UppercaseLetter
            or UnicodeCategory.LowercaseLetter
            or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter
            or UnicodeCategory.OtherLetter
            or UnicodeCategory.LetterNumber => IsIdeograph(rune.Value) ? CharacterKind.Ideograph : CharacterKind.Letter,
            UnicodeCategory.DecimalDigitNumber => CharacterKind.Digit,
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark =>
                CharacterKind.Mark,
            _ => CharacterKind.Other,
        };
    }

    // Thai and Lao, Burmese, Khmer, the Japanese syllables, Han.
    private static bool IsIdeograph(int rune) =>
        rune
            is >= 0x0E00
                and <= 0x0EFF
                or >= 0x1000
                and <= 0x109F
                or >= 0x1780
                and <= 0x17FF
                or >= 0x3005
                and <= 0x3007
                or >= 0x3040
                and <= 0x30FF
                or >= 0x31F0
                and <= 0x31FF
                or >= 0x3400
                and <= 0x4DBF
                or >= 0x4E00
                and <= 0x9FFF
                or >= 0xF900
                and <= 0xFAFF
                or >= 0x20000
                and <= 0x3FFFF;

    private static int EndOfWord(string text, int at)
    {
        // Most words end here.
        while (at < text.Length && char.IsAsciiLetterOrDigit(text[at]))
            at++;

        var end = at;
        while (
            at < text.Length
            && KindAt(text, at, out var length)
                is var kind
                    and (CharacterKind.Letter or CharacterKind.Digit or CharacterKind.Mark or CharacterKind.Invisible)
        )
        {
            at += length;
            if (kind != CharacterKind.Invisible)
                end = at;
        }

        return end;
    }

    private static int EndOfMarks(string text, int at)
    {
        while (at < text.Length && KindAt(text, at, out var length) == CharacterKind.Mark)
            at += length;

        return at;
    }

    // Single letters joined by dots, as in U.S. and a.m., are one word; the last dot is not part of it.
    private static int EndOfInitials(string text, int start, int end)
    {
        if (end - start > 1)
            return end;

        while (
            end + 1 < text.Length
            && text[end] == '.'
            && KindAt(text, end + 1, out var length) == CharacterKind.Letter
            && length == 1
            && EndOfWord(text, end + 2) == end + 2
        )
            end += 2;

        return end;
    }

    private static bool IsPossessive(string text, int at) =>
        at + 1 < text.Length
        && text[at] is '\'' or '’'
        && text[at + 1] is 's' or 'S'
        && EndOfWord(text, at + 2) == at + 2;
}
