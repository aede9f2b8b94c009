using ArticleApi.Core.Datelines;

namespace ArticleApi.Core.Ingestion;

/// <summary>A date as words print it.</summary>
internal readonly record struct PrintedDate(int Start, int End, PartialDate Date);

/// <summary>
/// Finds printed dates: <c>March 11, 2019</c>, <c>Nov. 22</c>, <c>11 March 2019</c>, <c>1 de agosto de 2024</c>,
/// <c>October 2011</c>.
/// </summary>
internal static class PrintedDateFinder
{
    /// <summary>The dates of a text, in order.</summary>
    /// <remarks>
    /// Every date has a number, and numbers are rare: they are looked for, and then the month beside them.
    /// </remarks>
    public static IReadOnlyList<PrintedDate> Find(string text)
    {
        List<PrintedDate>? dates = null;
        var from = 0;
        for (var i = 0; i < text.Length; )
        {
            var next = text.AsSpan(i).IndexOfAnyInRange('0', '9');
            if (next < 0)
                break;

            var start = i + next;
            var end = DigitsEnd(text, start);
            if (IsNumber(text, start, end) && FindAround(text, start, end, from) is { } date)
            {
                (dates ??= []).Add(date);
                from = end = date.End;
            }

            i = end;
        }

        return (IReadOnlyList<PrintedDate>?)dates ?? [];
    }

    private static PrintedDate? FindAround(string text, int start, int end, int from)
    {
        var digits = end - start;
        if (digits == 4)
        {
            // "October 2011"
            return ReadYear(text, start) is { } only && MonthBefore(text, from, start, comma: false) is { } alone
                ? Create(alone.Start, only.End, only.Value, alone.Month, null)
                : null;
        }

        if (digits > 2)
            return null;

        var day = int.Parse(text.AsSpan(start, digits), provider: null);
        // "March 11, 2019", "March 11"
        if (MonthBefore(text, from, start, comma: false) is { } before)
        {
            var year = ReadYear(
                text,
                SentenceScanner.SkipSpace(text, Skip(text, SkipOrdinal(text, end), ','), text.Length)
            );
            return Create(before.Start, year?.End ?? SkipOrdinal(text, end), year?.Value, before.Month, day);
        }

        // "11 March 2019", "5. Januar 2026", "1 de agosto de 2024"
        var word = SentenceScanner.SkipSpace(text, Skip(text, SkipOrdinal(text, end), '.'), text.Length);
        word = SkipPreposition(text, word);
        var stop = WordEnd(text, word);
        if (
            word == end
            || MonthNames.FindInProse(text.AsSpan(word, stop - word), afterDay: true) is not (> 0 and var month)
            || !SentenceScanner.IsWordEnd(text, stop)
        )
            return null;

        var full = Skip(text, stop, '.');
        var later = ReadYear(
            text,
            SkipPreposition(text, SentenceScanner.SkipSpace(text, Skip(text, full, ','), text.Length))
        );
        return Create(start, later?.End ?? stop, later?.Value, month, day);
    }

    /// <summary>
    /// The date that ends here, where only a date can: <c>Feb 26</c>, <c>9 JAN 90</c>, <c>25 may</c>, <c>Monday, Nov.
    /// 19, 2018</c>.
    /// </summary>
    public static PrintedDate? FindAtEnd(string text, int from, int end)
    {
        var last = TokenBefore(text, from, end);
        if (last.Start == last.End)
            return null;

        if (!char.IsAsciiDigit(text[last.Start]))
        {
            // "25 may", "25 de mayo"
            return
                MonthNames.FindInDateline(TextOf(text, last)) is > 0 and var small
                && ReadDay(text, TokenBeforePreposition(text, from, last.Start)) is { } smallDay
                ? Create(smallDay.Start, last.End, null, small, smallDay.Value)
                : null;
        }

        if (last.End - last.Start == 4 && ReadYear(text, last.Start) is { } year)
        {
            var before = TokenBeforePreposition(text, from, last.Start);
            // "9 JAN 1990"
            if (
                MonthNames.FindInDateline(TextOf(text, before)) is > 0 and var month
                && ReadDay(text, TokenBeforePreposition(text, from, before.Start)) is { } day
            )
                return Create(day.Start, year.End, year.Value, month, day.Value);

            // "Nov. 22, 2024"
            return ReadDay(text, before) is { } first && MonthBefore(text, from, first.Start, comma: true) is { } named
                ? Create(named.Start, year.End, year.Value, named.Month, first.Value)
                : null;
        }

        if (
            ReadOneOrTwoDigits(text, last) is not { } number
            || MonthBefore(text, from, last.Start, comma: true) is not { } monthBefore
        )
            return null;

        // "9 JAN 90": the press of the wires began in the forties of the last century.
        var century = number > 40 ? 1900 : 2000;
        return ReadDay(text, TokenBefore(text, from, monthBefore.Start)) is { } dayBefore && last.End - last.Start == 2
            ? Create(dayBefore.Start, last.End, century + number, monthBefore.Month, dayBefore.Value)
            : Create(monthBefore.Start, last.End, null, monthBefore.Month, number);
    }

    private static PrintedDate? Create(int start, int end, int? year, int month, int? day) =>
        PartialDate.Create(year, month, day) is { } date ? new(start, end, date) : null;

    private static (int Start, int Month)? MonthBefore(string text, int from, int number, bool comma)
    {
        var end = SentenceScanner.TrimEnd(text, from, number);
        if (end == number && (end == from || text[end - 1] != '.'))
            return null;
        if (end > from && (text[end - 1] == '.' || (comma && text[end - 1] == ',')))
            end--;

        var start = end;
        while (start > from && end - start < 12 && char.IsLetter(text[start - 1]))
            start--;
        if (start == end || !SentenceScanner.IsWordStart(text, start))
            return null;

        var word = text.AsSpan(start, end - start);
        var month = comma ? MonthNames.FindInDateline(word) : MonthNames.FindInProse(word, afterDay: false);
        // "Marc 16", "Octo 3": a date all the same.
        if (
            month == 0
            && comma
            && word.Length >= 4
            && "March".AsSpan().StartsWith(word, StringComparison.OrdinalIgnoreCase)
        )
            month = 3;

        return month == 0 ? null : (start, month);
    }

    // A year has four digits, and is not part of a longer number.
    private static (int Value, int End)? ReadYear(string text, int start)
    {
        var end = DigitsEnd(text, start);
        return
            end - start == 4
            && IsNumber(text, start, end)
            && int.Parse(text.AsSpan(start, 4), provider: null) is >= 1800 and <= 2199 and var value
            ? (value, end)
            : null;
    }

    private static (int Start, int Value)? ReadDay(string text, (int Start, int End) token) =>
        ReadOneOrTwoDigits(text, token) is { } value ? (token.Start, value) : null;

    private static int? ReadOneOrTwoDigits(string text, (int Start, int End) token) =>
        token.End - token.Start is 1 or 2
        && int.TryParse(
            text.AsSpan(token.Start, token.End - token.Start),
            System.Globalization.NumberStyles.None,
            null,
            out var value
        )
            ? value
            : null;

    // The token before, over spaces, commas and the "de" of "25 de mayo de 2000".
    private static (int Start, int End) TokenBeforePreposition(string text, int from, int end)
    {
        var token = TokenBefore(text, from, end);
        return text.AsSpan(token.Start, token.End - token.Start) is "de" or "del"
            ? TokenBefore(text, from, token.Start)
            : token;
    }

    private static (int Start, int End) TokenBefore(string text, int from, int end)
    {
        while (end > from && (char.IsWhiteSpace(text[end - 1]) || text[end - 1] is ',' or '.'))
            end--;
        var start = end;
        while (start > from && end - start < 12 && char.IsLetterOrDigit(text[start - 1]))
            start--;

        return (start, end);
    }

    private static ReadOnlySpan<char> TextOf(string text, (int Start, int End) token) =>
        text.AsSpan(token.Start, token.End - token.Start);

    // Digits that no letter, decimal sign or slash continues on either side: not "F-35", "3.5" or "24/7".
    private static bool IsNumber(string text, int start, int end) =>
        (start == 0 || text[start - 1] is ' ' or '\u00A0' or '\u202F' or ',' or '(' or '.' or '\n' or '\t')
        && (start < 2 || text[start - 1] is not (',' or '.') || !char.IsAsciiDigit(text[start - 2]))
        && (
            end >= text.Length
            || SkipOrdinal(text, end) > end
            || (
                !char.IsLetterOrDigit(text[end])
                && !(
                    end + 1 < text.Length
                    && text[end] is ',' or '.' or ':' or '/' or '-'
                    && char.IsAsciiDigit(text[end + 1])
                )
            )
        );

    private static int DigitsEnd(string text, int start)
    {
        while (start < text.Length && char.IsAsciiDigit(text[start]))
            start++;

        return start;
    }

    // "3rd", "1er"
    private static int SkipOrdinal(string text, int end) =>
        end + 2 <= text.Length
        && text.AsSpan(end, 2) is "st" or "nd" or "rd" or "th" or "er"
        && SentenceScanner.IsWordEnd(text, end + 2)
            ? end + 2
            : end;

    private static int Skip(string text, int at, char mark) => at < text.Length && text[at] == mark ? at + 1 : at;

    private static int SkipPreposition(string text, int at)
    {
        foreach (var of in (ReadOnlySpan<string>)["de ", "del ", "of "])
        {
            if (SentenceScanner.StartsAt(text, at, of, StringComparison.Ordinal))
                return SentenceScanner.SkipSpace(text, at + of.Length, text.Length);
        }

        return at;
    }

    private static int WordEnd(string text, int at)
    {
        var end = at;
        while (end < text.Length && end - at < 12 && char.IsLetter(text[end]))
            end++;

        return end;
    }
}
