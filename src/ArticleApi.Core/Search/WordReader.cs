using System.Globalization;
using System.Text;

namespace ArticleApi.Core.Search;

/// <summary>Goes through a text from word to word.</summary>
/// <param name="stripsPossessive">Whether <c>'s</c> after a word is passed over.</param>
internal struct WordReader(string text, bool stripsPossessive)
{
    private int _next;
    private bool _isInitials;

    /// <summary>Where the word stands in the text, in UTF-16 units.</summary>
    public int Start { get; private set; }

    public int Length { get; private set; }

    public readonly ReadOnlySpan<char> Word =>
        _isInitials
            ? text.Substring(Start, Length).Replace(".", "", StringComparison.Ordinal)
            : text.AsSpan(Start, Length);

    /// <summary>False where there is no further word.</summary>
    public bool Read()
    {
        while (_next < text.Length)
        {
            var kind = KindAt(text, _next, out var length);
            if (kind is not (CharacterKind.Letter or CharacterKind.Digit or CharacterKind.Ideograph))
            {
                _next += length;
                continue;
            }

            Start = _next;
            var first = Start + length;
            var word = kind == CharacterKind.Ideograph ? EndOfMarks(text, first) : EndOfWord(text, first);
            var end = kind == CharacterKind.Letter ? EndOfInitials(text, Start, word) : word;
            _isInitials = end > word;
            Length = end - Start;
            _next = stripsPossessive && IsPossessive(text, end) ? end + 2 : end;
            return true;
        }

        return false;
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

    // Most characters are decided here.
    private static CharacterKind KindAt(string text, int at, out int length)
    {
        length = 1;
        return char.IsAscii(text[at]) ? KindOfAscii(text[at]) : KindOfRuneAt(text, at, out length);
    }

    private static CharacterKind KindOfRuneAt(string text, int at, out int length)
    {
        var c = text[at];
        length = 1;
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
