using System.Globalization;
using System.Text.RegularExpressions;

namespace ArticleApi.Core;

/// <summary>The formats in which documents state instants, as expressions whose groups have the parts' names.</summary>
internal static partial class InstantFormats
{
    /// <summary>RFC 3339 and ISO 8601, RFC 822 with what its writers make of it, and the dates of C.</summary>
    public static readonly IReadOnlyList<Regex> Web = [Iso(), Rfc822(), American(), Asctime()];

    /// <summary>ISO 8601 in its long and its short form, as agencies write it.</summary>
    public static readonly IReadOnlyList<Regex> Wire = [LongIso(), ShortIso()];

    /// <summary>The trailers of teletype messages, in Greenwich time and with two digits of the year.</summary>
    public static readonly IReadOnlyList<Regex> Teletype = [Iptc7901(), Anpa1312()];

    private const string Clock = @"(?<hour>[0-9]{1,2}):(?<minute>[0-9]{2})";
    private const string Seconds = @"(:(?<second>[0-9]{2})(\.(?<fraction>[0-9]{1,12}))?)?";
    private const string Half = @"(?<half>[AaPp]\.?[Mm]\.?)?";
    private const string Zone = @"\s*(?<zone>.*)";
    private const string WireZone = "(?<zone>Z|[+-]([0-9]{4}|[0-9]{1,2}:[0-9]{2}))?";
    private const string Hour = "(?<hour>[01][0-9]|2[0-3])";
    private const string Minute = "(?<minute>[0-5][0-9])";
    private const string Second = "(?<second>[0-5][0-9])";
    private const string Fraction = @"(\.(?<fraction>[0-9]{0,7}))?";

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

    /// <summary>By its number or its English name, of which three letters are enough.</summary>
    public static int? ParseMonth(string text)
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

    /// <summary>How far a zone is from UTC; one that is not known leaves the instant unknown.</summary>
    public static TimeSpan? ParseZone(string text)
    {
        var zone = text.Trim(' ', '(', ')');
        if (zone.Length == 0)
            return TimeSpan.Zero;
        if (Zones.TryGetValue(zone, out var hours))
            return TimeSpan.FromHours(hours);

        var match = Offset().Match(zone);
        if (!match.Success)
            return null;

        var minutes = match.Groups["minutes"] is { Success: true } stated ? ParseNumber(stated) : 0;
        var offset = new TimeSpan(ParseNumber(match.Groups["hours"]), minutes, 0);
        if (offset.TotalHours > 14 || minutes > 59)
            return null;

        return match.Groups["sign"].Value == "+" ? offset : -offset;
    }

    private static int ParseNumber(Group digits) => int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"^(?<year>[0-9]{4})-?(?<month>[0-9]{2})-?(?<day>[0-9]{2})"
            + @"([Tt ]+(?<hour>[0-9]{1,2}):?(?<minute>[0-9]{2})(:?(?<second>[0-9]{2})([.,](?<fraction>[0-9]{1,12}))?)?"
            + Zone
            + ")?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    )]
    private static partial Regex Iso();

    [GeneratedRegex(
        @"^([^\W\d]+\.?,?\s*)?(?<day>[0-9]{1,2})(st|nd|rd|th)?[\s-]+(?<month>[a-zA-Z]{3,9})\.?,?[\s-]+"
            + @"(?<year>[0-9]{4}|[0-9]{2})(,?\s+"
            + Clock
            + Seconds
            + @"\s*"
            + Half
            + Zone
            + ")?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    )]
    private static partial Regex Rfc822();

    [GeneratedRegex(
        @"^([a-zA-Z]+,\s*)?(?<month>[a-zA-Z]{3,9})\.?\s+(?<day>[0-9]{1,2})(st|nd|rd|th)?,\s*(?<year>[0-9]{4})"
            + @"(,?\s+(at\s+)?"
            + Clock
            + @"(:(?<second>[0-9]{2}))?\s*"
            + Half
            + Zone
            + ")?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    )]
    private static partial Regex American();

    [GeneratedRegex(
        @"^[a-zA-Z]{3}\s+(?<month>[a-zA-Z]{3})\s+(?<day>[0-9]{1,2})\s+"
            + Clock
            + @":(?<second>[0-9]{2})\s*(?<zone>[A-Za-z]{1,5}|[+-][0-9]{4})?\s+(?<year>[0-9]{4})$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    )]
    private static partial Regex Asctime();

    [GeneratedRegex(
        @"^(?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})"
            + $"([T ]{Hour}:{Minute}(:{Second}{Fraction})?)?{WireZone}$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    )]
    private static partial Regex LongIso();

    // Without a T it has its seconds and no fraction of them.
    [GeneratedRegex(
        @"^(?<year>[0-9]{4})(?<month>[0-9]{2})(?<day>[0-9]{2})"
            + $"(T{Hour}{Minute}({Second}{Fraction})?|{Hour}{Minute}{Second})?{WireZone}$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    )]
    private static partial Regex ShortIso();

    [GeneratedRegex(
        @"\b(?<day>[0-9][0-9])(?<hour>[0-9][0-9])(?<minute>[0-9][0-9])(?: GMT)? (?<month>\w{3}) (?<year>[0-9][0-9])\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Iptc7901();

    [GeneratedRegex(
        @"-(?<month>[0-9][0-9])-(?<day>[0-9][0-9])-(?<year>[0-9][0-9]) (?<hour>[0-9][0-9])(?<minute>[0-9][0-9])GMT",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Anpa1312();

    [GeneratedRegex(
        @"^(GMT|UTC|UT)?\s*(?<sign>[+-])(?<hours>[0-9]{1,2}):?(?<minutes>[0-9]{2})?(\s*\(.*\))?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    )]
    private static partial Regex Offset();
}
