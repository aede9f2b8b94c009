using System.Collections.Frozen;
using ArticleApi.Core.Datelines;

namespace ArticleApi.Core.Ingestion;

/// <summary>
/// The date of a caption, and the place beside it: <c>in central Kyiv, Ukraine, December 20, 2024.</c>
/// </summary>
internal static class CaptionDatelineFinder
{
    private const int MaxDates = 5;
    private const int MaxLookBack = 400;

    // "since March 2019" dates what the caption tells, not the picture.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> BarringWords = FrozenSet
        .Create(
            StringComparer.OrdinalIgnoreCase,
            "since",
            "until",
            "before",
            "after",
            "from",
            "by",
            "between",
            "to",
            "till",
            "through",
            "and",
            "late",
            "early",
            "released",
            "published",
            "obtained",
            "posted",
            "issued",
            "seit",
            "bis",
            "vor",
            "nach",
            "depuis",
            "jusqu'au",
            "desde",
            "hasta",
            "dal",
            "sinds",
            "tot"
        )
        .GetAlternateLookup<ReadOnlySpan<char>>();

    public static DatelineReading? Find(string text)
    {
        var dates = PrintedDateFinder.Find(text);
        for (var i = dates.Count - 1; i >= Math.Max(0, dates.Count - MaxDates); i--)
        {
            var date = dates[i];
            var from = SentenceScanner.StartOfLastSentence(text, Math.Max(0, date.Start - MaxLookBack), date.Start);
            if (FindPlaceEnd(text, from, date.Start) is not { } placeEnd)
                continue;

            var ends = EndsSentence(text, date.End);
            if (date.Date.Precision == DatePrecision.Month && !ends)
                continue;
            if (
                PlacePhrase.FindBefore(text, from, placeEnd) is { } before
                && (before.IsSure || date.Date.Precision != DatePrecision.MonthDay)
            )
                return CreateReading(text[before.Start..date.End], before, date.Date, before.IsSure ? 0.95 : 0.7);
            if (PlacePhrase.FindAfter(text, date.End) is { } after)
                return CreateReading(text[date.Start..after.End], after, date.Date, after.IsSure ? 0.9 : 0.6);
        }

        if (
            dates is [{ Date.Precision: DatePrecision.Day } only]
            && EndsSentence(text, only.End)
            && FindPlaceEnd(text, Math.Max(0, only.Start - MaxLookBack), only.Start) is not null
        )
            return new(
                new DatelineFacts([], only.Date, null),
                new PrintedDateline(text[only.Start..only.End], [], "caption"),
                null,
                0.5
            );
        return dates.Count == 0 ? FindPlaceOnly(text) : null;
    }

    // "… refinery near Puerto Cabello, Venezuela." at the very end, with a known country.
    private static DatelineReading? FindPlaceOnly(string text)
    {
        var end = SentenceScanner.TrimEnd(text, 0, text.Length);
        if (end > 0 && text[end - 1] == '.')
            end--;

        // Countries and states have capitals; most captions end in a word that has none.
        var word = WordBefore(text, 0, end);
        if (word.IsEmpty || char.IsLower(word[0]))
            return null;

        var from = SentenceScanner.StartOfLastSentence(text, Math.Max(0, end - MaxLookBack), end);
        return PlacePhrase.FindBefore(text, from, end) is { IsSure: true, Place.Locality: not null } place
            ? CreateReading(text[place.Start..place.End], place, null, 0.6)
            : null;
    }

    private static DatelineReading CreateReading(
        string raw,
        PlacePhrase phrase,
        PartialDate? date,
        double confidence
    ) =>
        new(
            new DatelineFacts([phrase.Place], date, null),
            new PrintedDateline(raw, phrase.Printed == new PrintedPlace(null, null) ? [] : [phrase.Printed], "caption"),
            null,
            confidence
        );

    // What stands between the place and the date: "on", "in", "taken", a weekday, commas. Null where the word before
    // bars the date.
    private static int? FindPlaceEnd(string text, int from, int start)
    {
        var end = start;
        for (var words = 0; words < 4; words++)
        {
            end = SentenceScanner.TrimEnd(text, from, end);
            while (end > from && text[end - 1] is ',' or '(')
                end = SentenceScanner.TrimEnd(text, from, end - 1);

            var word = WordBefore(text, from, end);
            if (word.Length == 0)
                return end;
            if (BarringWords.Contains(word))
                return null;
            if (
                word
                    is not (
                        "on"
                        or "On"
                        or "in"
                        or "In"
                        or "taken"
                        or "this"
                        or "the"
                        or "of"
                        or "le"
                        or "el"
                        or "am"
                        or "den"
                        or "il"
                        or "op"
                        or "em"
                        or "dia"
                    )
                && !MonthNames.IsWeekday(word)
            )
                return end;

            end -= word.Length;
        }

        return end;
    }

    private static ReadOnlySpan<char> WordBefore(string text, int from, int end)
    {
        var start = end;
        while (start > from && end - start < 20 && !char.IsWhiteSpace(text[start - 1]))
            start--;

        return text.AsSpan(start, end - start);
    }

    private static bool EndsSentence(string text, int end) =>
        SentenceScanner.SkipSpace(text, end, text.Length) == text.Length
        || SentenceScanner.IsSentenceEnd(text[end])
        || (
            SentenceScanner.IsClosingMark(text[end])
            && SentenceScanner.SkipSpace(text, end + 1, text.Length) >= text.Length - 1
        );
}
