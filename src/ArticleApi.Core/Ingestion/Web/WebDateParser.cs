using System.Globalization;
using System.Text.RegularExpressions;

namespace ArticleApi.Core.Ingestion.Web;

/// <summary>
/// Instants in the forms that documents from the web have: RFC 3339 and ISO 8601, RFC 822 with what its writers make of
/// it, and the dates of C. A date alone is its first moment; what states no zone is read as UTC. A month or a year
/// alone is no instant.
/// </summary>
internal static partial class WebDateParser
{
    private const int MaxLength = 80;

    // Hours from UTC. The letters that one zone shares with another mean the one that news in English is written in.
    private static readonly Dictionary<string, int> Zones = new (int Hours, string Names)[]
    {
        (0, "Z UT UTC GMT WET"),
        (1, "BST WEST CET MET"),
        (2, "CEST MEST EET"),
        (3, "EEST MSK"),
        (9, "JST KST"),
        (10, "AEST"),
        (11, "AEDT"),
        (12, "NZST"),
        (13, "NZDT"),
        (-3, "ADT"),
        (-4, "AST EDT"),
        (-5, "EST ET CDT"),
        (-6, "CST CT MDT"),
        (-7, "MST MT PDT"),
        (-8, "PST PT AKDT"),
        (-9, "AKST"),
        (-10, "HST"),
    }
        .SelectMany(zone => zone.Names.Split(' ').Select(name => (name, zone.Hours)))
        .ToDictionary(StringComparer.OrdinalIgnoreCase);

    public static DateTimeOffset? Parse(string? text)
    {
        if (text?.Trim() is not { Length: > 0 and <= MaxLength } date)
            return null;

        return ToInstant(Iso().Match(date))
            ?? ToInstant(Rfc822().Match(date))
            ?? ToInstant(American().Match(date))
            ?? ToInstant(Asctime().Match(date));
    }

    private static DateTimeOffset? ToInstant(Match match)
    {
        if (!match.Success || ParseMonth(match.Groups["month"].Value) is not { } month)
            return null;

        var (year, day) = (ParseYear(match.Groups["year"].Value), ParseNumber(match, "day"));
        var (hour, minute, second) = (
            ParseNumber(match, "hour"),
            ParseNumber(match, "minute"),
            ParseNumber(match, "second")
        );
        hour = match.Groups["half"].Value.ToUpperInvariant() switch
        {
            ['P', ..] when hour < 12 => hour + 12,
            ['A', ..] when hour == 12 => 0,
            _ => hour,
        };
        var nextDay = hour == 24 && minute == 0 && second == 0;
        if (
            year is < 1 or > 9999
            || day < 1
            || day > DateTime.DaysInMonth(year, month)
            || (hour > 23 && !nextDay)
            || minute > 59
            || second > 60
            || ParseZone(match.Groups["zone"].Value) is not { } zone
        )
            return null;

        var fraction = match.Groups["fraction"].Value is { Length: > 0 } digits
            ? long.Parse(digits.PadRight(7, '0')[..7], CultureInfo.InvariantCulture)
            : 0;
        var local =
            new DateTime(
                year,
                month,
                day,
                nextDay ? 0 : hour,
                minute,
                Math.Min(second, 59),
                DateTimeKind.Unspecified
            ).Ticks
            + fraction
            + (nextDay ? TimeSpan.TicksPerDay : 0);
        var utc = local - zone.Ticks;
        return utc >= DateTime.MinValue.Ticks && utc <= DateTime.MaxValue.Ticks
            ? new DateTimeOffset(utc, TimeSpan.Zero)
            : null;
    }

    private static int ParseNumber(Match match, string group) =>
        match.Groups[group] is { Success: true } found ? int.Parse(found.ValueSpan, CultureInfo.InvariantCulture) : 0;

    // Two digits are of the century around the web.
    private static int ParseYear(string digits) =>
        int.Parse(digits, CultureInfo.InvariantCulture) is var year && digits.Length == 2
            ? year + (year < 70 ? 2000 : 1900)
            : year;

    private static int? ParseMonth(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number is >= 1 and <= 12 ? number : null;

        var names = CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedMonthNames;
        var index = Array.FindIndex(
            names,
            name => name.Length > 0 && text.StartsWith(name, StringComparison.OrdinalIgnoreCase)
        );
        return index < 0 ? null : index + 1;
    }

    // A zone that is not known leaves the instant unknown.
    private static TimeSpan? ParseZone(string text)
    {
        var zone = text.Trim(' ', '(', ')');
        if (zone.Length == 0)
            return TimeSpan.Zero;
        if (Zones.TryGetValue(zone, out var hours))
            return TimeSpan.FromHours(hours);

        var match = Offset().Match(zone);
        if (!match.Success)
            return null;

        var offset = new TimeSpan(ParseNumber(match, "hours"), ParseNumber(match, "minutes"), 0);
        return offset.TotalHours > 14 || ParseNumber(match, "minutes") > 59 ? null
            : match.Groups["sign"].Value == "+" ? offset
            : -offset;
    }

    [GeneratedRegex(
        @"^(?<year>\d{4})-?(?<month>\d{2})-?(?<day>\d{2})([Tt ]+(?<hour>\d{1,2}):?(?<minute>\d{2})(:?(?<second>\d{2})([.,](?<fraction>\d{1,12}))?)?\s*(?<zone>.*))?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    )]
    private static partial Regex Iso();

    [GeneratedRegex(
        @"^([^\W\d]+\.?,?\s*)?(?<day>\d{1,2})(st|nd|rd|th)?[\s-]+(?<month>[a-zA-Z]{3,9})\.?,?[\s-]+(?<year>\d{4}|\d{2})(,?\s+(?<hour>\d{1,2}):(?<minute>\d{2})(:(?<second>\d{2})(\.(?<fraction>\d{1,12}))?)?\s*(?<half>[AaPp]\.?[Mm]\.?)?\s*(?<zone>.*))?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    )]
    private static partial Regex Rfc822();

    [GeneratedRegex(
        @"^([a-zA-Z]+,\s*)?(?<month>[a-zA-Z]{3,9})\.?\s+(?<day>\d{1,2})(st|nd|rd|th)?,\s*(?<year>\d{4})(,?\s+(at\s+)?(?<hour>\d{1,2}):(?<minute>\d{2})(:(?<second>\d{2}))?\s*(?<half>[AaPp]\.?[Mm]\.?)?\s*(?<zone>.*))?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    )]
    private static partial Regex American();

    [GeneratedRegex(
        @"^[a-zA-Z]{3}\s+(?<month>[a-zA-Z]{3})\s+(?<day>\d{1,2})\s+(?<hour>\d{1,2}):(?<minute>\d{2}):(?<second>\d{2})\s*(?<zone>[A-Za-z]{1,5}|[+-]\d{4})?\s+(?<year>\d{4})$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    )]
    private static partial Regex Asctime();

    [GeneratedRegex(
        @"^(GMT|UTC|UT)?\s*(?<sign>[+-])(?<hours>\d{1,2}):?(?<minutes>\d{2})?(\s*\(.*\))?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    )]
    private static partial Regex Offset();
}
