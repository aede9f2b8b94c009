using System.Globalization;
using System.Text.RegularExpressions;

namespace ArticleApi.Core;

/// <summary>Says which part of a date or an instant there cannot be, where it is written as one should be.</summary>
public static partial class ImpossibleDate
{
    /// <returns>Null where nothing about it is impossible, or it is written otherwise.</returns>
    public static string? Explain(string? text)
    {
        if (text is null || Written().Match(text) is not { Success: true } match)
            return null;

        return Explain(Part("year"), Part("month"), Part("day"))
            ?? ExplainTime("hour", Part("hour"), 23)
            ?? ExplainTime("minute", Part("minute"), 59)
            ?? ExplainTime("second", Part("second"), 59);

        int? Part(string name) =>
            match.Groups[name] is { Success: true } part
                ? int.Parse(part.ValueSpan, CultureInfo.InvariantCulture)
                : null;
    }

    /// <param name="year">Null where it is not known: then 29 February is possible.</param>
    public static string? Explain(int? year, int? month, int? day)
    {
        if (year is < 1 or > 9999)
            return $"there is no year {year}: years go from 1 to 9999";
        if (month is < 1 or > 12)
            return $"there is no month {month}: months go from 1 to 12";
        if (day is < 1 or > 31)
            return $"there is no day {day}: no month has more than 31";
        if (month is not { } known || day is not { } sent || sent <= DateTime.DaysInMonth(year ?? 2000, known))
            return null;

        var name = CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(known) + (year is null ? "" : $" {year}");
        return $"there is no day {sent}: {name} has {DateTime.DaysInMonth(year ?? 2000, known)} days";
    }

    private static string? ExplainTime(string unit, int? sent, int most) =>
        sent > most ? $"there is no {unit} {sent}: {unit}s go from 0 to {most}" : null;

    [GeneratedRegex(
        @"^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})"
            + @"([Tt](?<hour>\d{2}):(?<minute>\d{2})(:(?<second>\d{2}))?.{0,40})?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    )]
    private static partial Regex Written();
}
