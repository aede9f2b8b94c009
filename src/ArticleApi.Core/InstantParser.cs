using System.Globalization;
using System.Text.RegularExpressions;

namespace ArticleApi.Core;

/// <summary>Instants, in the formats that a caller accepts.</summary>
public static class InstantParser
{
    // No date is longer, and no expression is to try its luck with more.
    private const int MaxLength = 400;

    // The shortest, 2026-01-31T08:15:00Z.
    private const int MinRfc3339Length = 20;

    /// <summary>
    /// An RFC 3339 date-time with an offset, in UTC and to the millisecond that is kept; null where the text is none.
    /// </summary>
    public static DateTimeOffset? ParseRfc3339(string? text)
    {
        if (text is null || text.Length < MinRfc3339Length || text[10] is not ('T' or 't') || !EndsWithOffset(text))
            return null;

        return DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.RoundtripKind,
            out var instant
        )
            ? TruncateToMilliseconds(instant)
            : null;
    }

    public static DateTimeOffset TruncateToMilliseconds(DateTimeOffset instant) =>
        new(instant.UtcTicks - instant.UtcTicks % TimeSpan.TicksPerMillisecond, TimeSpan.Zero);

    /// <summary>
    /// The instant that the first format finds in the text. A date alone is its first moment; what states no zone is
    /// read as UTC. A month or a year alone is no instant.
    /// </summary>
    internal static DateTimeOffset? Parse(string? text, IReadOnlyList<Regex> formats) => Parse(text, formats, out _);

    /// <param name="hasZone">Whether the text says in which zone it is.</param>
    internal static DateTimeOffset? Parse(string? text, IReadOnlyList<Regex> formats, out bool hasZone)
    {
        hasZone = false;
        if (text?.Trim() is not { Length: > 0 and <= MaxLength } date)
            return null;

        foreach (var format in formats)
        {
            var match = format.Match(date);
            if (!match.Success || ToInstant(match) is not { } instant)
                continue;

            hasZone = match.Groups["zone"].Length > 0;
            return instant;
        }

        return null;
    }

    private static bool EndsWithOffset(string text) =>
        text[^1] is 'Z' or 'z' || (text[^3] == ':' && text[^6] is '+' or '-');

    private static DateTimeOffset? ToInstant(Match match)
    {
        if (
            ParseDate(match) is not { } date
            || ParseTimeOfDay(match) is not { } time
            || InstantFormats.ParseZone(match.Groups["zone"].Value) is not { } zone
        )
            return null;

        var ticks = date.Ticks + time.Ticks - zone.Ticks;
        return ticks >= DateTime.MinValue.Ticks && ticks <= DateTime.MaxValue.Ticks
            ? new DateTimeOffset(ticks, TimeSpan.Zero)
            : null;
    }

    private static DateTime? ParseDate(Match match)
    {
        var (year, day) = (ParseYear(match.Groups["year"].Value), ParseNumber(match, "day"));
        if (
            InstantFormats.ParseMonth(match.Groups["month"].Value) is not { } month
            || year is < 1 or > 9999
            || day < 1
            || day > DateTime.DaysInMonth(year, month)
        )
            return null;

        return new(year, month, day, 0, 0, 0, DateTimeKind.Unspecified);
    }

    // Midnight may be 24:00, and a leap second is the one before it.
    private static TimeSpan? ParseTimeOfDay(Match match)
    {
        var hour = match.Groups["half"].Value.ToUpperInvariant() switch
        {
            ['P', ..] when ParseNumber(match, "hour") is < 12 and var afternoon => afternoon + 12,
            ['A', ..] when ParseNumber(match, "hour") == 12 => 0,
            _ => ParseNumber(match, "hour"),
        };
        var (minute, second) = (ParseNumber(match, "minute"), ParseNumber(match, "second"));
        var isMidnight = hour == 24 && minute == 0 && second == 0;
        if ((hour > 23 && !isMidnight) || minute > 59 || second > 60)
            return null;

        var fraction = match.Groups["fraction"].Value is { Length: > 0 } digits
            ? long.Parse(digits.PadRight(7, '0')[..7], CultureInfo.InvariantCulture)
            : 0;
        return new TimeSpan(hour, minute, Math.Min(second, 59)) + TimeSpan.FromTicks(fraction);
    }

    private static int ParseNumber(Match match, string group) =>
        match.Groups[group] is { Success: true } found ? int.Parse(found.ValueSpan, CultureInfo.InvariantCulture) : 0;

    // Two digits are of the century around the web.
    private static int ParseYear(string digits)
    {
        var year = int.Parse(digits, CultureInfo.InvariantCulture);
        if (digits.Length > 2)
            return year;

        return year < 70 ? year + 2000 : year + 1900;
    }
}
