using System.Collections.Frozen;
using ArticleApi.Core.Datelines;

namespace ArticleApi.Core.Ingestion;

/// <summary>A date as words print it.</summary>
internal readonly record struct PrintedDate(int Start, int End, PartialDate Date);

/// <summary>Finds printed dates: <c>March 11, 2019</c>, <c>Nov. 22</c>, <c>11 March 2019</c>, <c>October 2011</c>.</summary>
internal static class DateWords
{
    private static readonly FrozenDictionary<string, int> Months = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase)
    {
        ["January"] = 1,
        ["Jan"] = 1,
        ["February"] = 2,
        ["Feb"] = 2,
        ["March"] = 3,
        ["Mar"] = 3,
        ["April"] = 4,
        ["Apr"] = 4,
        ["May"] = 5,
        ["June"] = 6,
        ["Jun"] = 6,
        ["July"] = 7,
        ["Jul"] = 7,
        ["August"] = 8,
        ["Aug"] = 8,
        ["September"] = 9,
        ["Sept"] = 9,
        ["Sep"] = 9,
        ["October"] = 10,
        ["Oct"] = 10,
        ["November"] = 11,
        ["Nov"] = 11,
        ["December"] = 12,
        ["Dec"] = 12,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Weekdays = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "Mon", "Tue", "Tues", "Wed", "Thu", "Thur", "Thurs", "Fri", "Sat", "Sun");

    public static bool IsWeekday(ReadOnlySpan<char> word) => Weekdays.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word.TrimEnd('.'));

    public static List<PrintedDate> Find(string text)
    {
        var dates = new List<PrintedDate>();
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsAsciiLetterUpper(text[i]) || !Prose.IsWordStart(text, i))
                continue;

            var end = i;
            while (end < text.Length && char.IsAsciiLetter(text[end]))
                end++;
            if (Months.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text.AsSpan(i, end - i), out var month) && Prose.IsWordEnd(text, end) &&
                Around(text, i, end, month, dates.Count > 0 ? dates[^1].End : 0) is { } date)
                dates.Add(date);
            i = Math.Max(i, end - 1);
        }

        return dates;
    }

    private static PrintedDate? Around(string text, int start, int end, int month, int from)
    {
        var next = end < text.Length && text[end] == '.' ? end + 1 : end;
        next = Prose.SkipSpace(text, next, text.Length);

        // "11 March 2019"
        if (DayBefore(text, start, from) is { } before)
        {
            var year = Number(text, next, 4);
            return Of(before.Start, year?.End ?? end, year?.Value, month, before.Day);
        }

        // "March 11, 2019", "March 11"
        if (Number(text, next, 2) is { } day)
        {
            var comma = day.End < text.Length && text[day.End] == ',' ? day.End + 1 : day.End;
            var year = Number(text, Prose.SkipSpace(text, comma, text.Length), 4);
            return Of(start, year?.End ?? day.End, year?.Value, month, day.Value);
        }

        // "October 2011"
        return Number(text, next, 4) is { } only ? Of(start, only.End, only.Value, month, null) : null;
    }

    private static PrintedDate? Of(int start, int end, int? year, int month, int? day) =>
        PartialDate.Of(year, month, day) is { } date ? new(start, end, date) : null;

    private static (int Start, int Day)? DayBefore(string text, int month, int from)
    {
        var end = Prose.TrimEnd(text, from, month);
        var start = end;
        while (start > from && end - start < 3 && char.IsAsciiDigit(text[start - 1]))
            start--;

        return end < month && end - start is 1 or 2 && (start == from || text[start - 1] is ' ' or ',' or '(') ? (start, int.Parse(text.AsSpan(start, end - start), provider: null)) : null;
    }

    // A year has four digits, a day one or two; neither is part of a longer number.
    private static (int Value, int End)? Number(string text, int start, int maxDigits)
    {
        var end = start;
        while (end < text.Length && end - start <= maxDigits && char.IsAsciiDigit(text[end]))
            end++;

        var digits = end - start;
        if (digits == 0 || digits > maxDigits || (maxDigits == 4 && digits != 4) || !Prose.IsWordEnd(text, end) || (end + 1 < text.Length && text[end] is ',' or '.' or ':' && char.IsAsciiDigit(text[end + 1])))
            return null;

        var value = int.Parse(text.AsSpan(start, digits), provider: null);
        return maxDigits == 4 && value is < 1800 or > 2199 ? null : (value, end);
    }
}
