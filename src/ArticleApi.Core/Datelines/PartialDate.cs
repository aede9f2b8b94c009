using System.Globalization;

namespace ArticleApi.Core.Datelines;

public enum DatePrecision
{
    Day,
    MonthDay,
    Month,
    Year,
}

/// <summary>A date as far as it is printed. A year that is not printed is null; nothing is filled in.</summary>
public sealed record PartialDate
{
    private PartialDate(int? year, int? month, int? day)
    {
        Year = year;
        Month = month;
        Day = day;
    }

    public int? Year { get; }
    public int? Month { get; }
    public int? Day { get; }

    public DatePrecision Precision =>
        (Year, Month, Day) switch
        {
            (not null, not null, not null) => DatePrecision.Day,
            (null, not null, not null) => DatePrecision.MonthDay,
            (not null, not null, null) => DatePrecision.Month,
            _ => DatePrecision.Year,
        };

    /// <summary>ISO 8601, only when the date is exact to the day.</summary>
    public string? Iso =>
        Precision == DatePrecision.Day
            ? string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Month:00}-{Day:00}")
            : null;

    /// <summary>Midnight UTC at its start; null without a year, so that such a date never falls in a range.</summary>
    public DateTimeOffset? Start =>
        Year is { } year ? new DateTimeOffset(year, Month ?? 1, Day ?? 1, 0, 0, 0, TimeSpan.Zero) : null;

    /// <summary>Null where the parts are no date: 30 February, a day without a month, nothing at all.</summary>
    public static PartialDate? Create(int? year, int? month, int? day)
    {
        if (
            year is < 1 or > 9999
            || month is < 1 or > 12
            || (month is null && (year is null || day is not null))
            || (year is null && day is null)
        )
            return null;
        if (day is { } d && (d < 1 || d > DateTime.DaysInMonth(year ?? 2000, month!.Value)))
            return null;

        return new PartialDate(year, month, day);
    }

    public static PartialDate? ParseIso(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? new PartialDate(date.Year, date.Month, date.Day)
            : null;
}
