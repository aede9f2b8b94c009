using System.Collections.Frozen;
using System.Globalization;
using ArticleApi.Core.Datelines;

namespace ArticleApi.Core.Ingestion;

/// <summary>The dateline before a lede's dash: <c>KYIV, Ukraine (AP) —</c>, <c>PUTRAJAYA, Nov 22 —</c>, <c>SEOUL, Nov 26 AFP -</c>.</summary>
internal static class LedeDateline
{
    private const int MaxLength = 160;

    // Words that stand in capitals before a dash and are no place.
    private static readonly FrozenSet<string> NoPlaces = FrozenSet.Create(StringComparer.Ordinal,
        "NOTE", "UPDATE", "WRAPUP", "ANALYSIS", "CORRECTED", "CORRECTION", "EXCLUSIVE", "BREAKING", "FACTBOX", "OPINION", "RPT", "REFILE", "WATCH", "VIDEO", "LIVE", "EDITORIAL", "COLUMN",
        "INTERVIEW", "FEATURE", "PREVIEW", "REVIEW", "HIGHLIGHTS", "TIMELINE", "EXPLAINER", "NEWS", "ALERT", "URGENT", "PHOTOS", "PHOTO", "POLL", "REPORT", "STATEMENT", "SUMMARY", "ADVISORY", "EDITORS",
        "DALLA", "NOSTRA", "CORRISPONDENTE", "SPECIAL", "INSIGHT", "DEALTALK", "BUZZ", "SOCCER", "TENNIS", "GOLF", "CRICKET", "RUGBY", "SPORT", "NBA", "NFL", "NHL", "MLB", "WHO", "WHAT", "WHEN", "WHERE", "WHY", "HOW");

    private static readonly FrozenSet<string> Particles = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "de", "la", "le", "du", "do", "da", "del", "sur", "au", "of", "the", "and", "upon", "am", "der", "el", "al", "en");

    private static readonly FrozenSet<string> Initials = FrozenSet.Create(StringComparer.Ordinal, "DC", "D.C.", "UN", "UK", "US", "U.S.", "U.N.", "UAE");

    public static DatelineReading? Read(string paragraph)
    {
        var start = Prose.SkipSpace(paragraph, 0, paragraph.Length);
        var stop = Math.Min(paragraph.Length, start + MaxLength);
        for (int i = start + 1, tries = 0; i < stop && tries < 2; i++)
        {
            if (DashAt(paragraph, start, i) is not { } length)
                continue;

            tries++;
            var restStart = Prose.SkipSpace(paragraph, i + length, paragraph.Length);
            if (restStart < paragraph.Length && Head(paragraph[start..i].Trim()) is { } reading)
                return reading with { Rest = paragraph[restStart..] };
        }

        return null;
    }

    // A hyphen inside a name is no dash: it needs a space or a bracket before it and a space after it.
    private static int? DashAt(string text, int start, int i)
    {
        var before = text[i - 1];
        if (text[i] is '—' or '―' or '\u0097')
            return 1;
        if (text[i] == '-' && i + 1 < text.Length && text[i + 1] == '-')
            return text[i..].Length - text[i..].TrimStart('-').Length;
        if (text[i] is '-' or '–' or '_' && (char.IsWhiteSpace(before) || before is ')' or '.') && i + 1 < text.Length && (char.IsWhiteSpace(text[i + 1]) || text[i] == '_'))
            return 1;

        return null;
    }

    private static DatelineReading? Head(string head)
    {
        var (rest, agency, named) = Agency(head);
        var date = DateWords.Find(rest) is [.., var last] && rest.AsSpan(last.End).Trim().TrimEnd('.').IsEmpty ? last : default(PrintedDate?);
        if (date is { } printed)
            rest = rest[..printed.Start];
        else if (DateWords.IsWeekday(rest.AsSpan(rest.LastIndexOf(' ') + 1)))
            rest = rest[..Math.Max(0, rest.LastIndexOf(' '))];

        var parts = rest.Trim().TrimEnd(',').Split(',', StringSplitOptions.TrimEntries);
        if (parts.Length > 3 || date is { Date.Precision: DatePrecision.Month })
            return null;
        if (parts[0].Length == 0)
            return agency is not null && date is not null ? Reading(head, [], date?.Date, agency, 0.6) : null;

        var towns = parts[0].Split(["/", " and "], StringSplitOptions.TrimEntries);
        var capitals = towns.All(IsCapitals);
        if (!towns.All(IsTown) || (!capitals && !(named && towns.All(IsTitle)) && !(date is not null && towns.All(IsTitle))))
            return null;
        if (Wider(parts[1..], out var region, out var country, out var code) is false && !named && date is null)
            return null;
        if (!named && date is null && (towns.Any(town => town.Count(c => c == ' ') > 3) || parts[0].Length < 4))
            return null;

        var places = towns.Select(town => new Place(capitals ? Usual(town) : town, region, country, code)).ToValueList();
        return Reading(head, places, date?.Date, agency, named && (capitals || date is not null) ? 0.98 : named || date is not null ? 0.9 : 0.75);
    }

    private static DatelineReading Reading(string head, ValueList<Place> places, PartialDate? date, string? agency, double confidence) =>
        new(new DatelineFacts(places, date, agency), new DatelinePrint(head, [], "lede"), null, confidence);

    // "(Reuters)", "(AP/AFP)", or the agency's name alone at the end. An unknown one counts only in capitals: "(CBS)", but not "(dpo)".
    private static (string Left, string? Agency, bool Named) Agency(string head)
    {
        var trimmed = head.TrimEnd('.', ' ');
        if (trimmed.EndsWith(')') && trimmed.LastIndexOf('(') is > -1 and var open)
        {
            var inside = trimmed[(open + 1)..^1].Trim();
            var known = inside.Split('/').Select(name => Agencies.Of(name)).FirstOrDefault(agency => agency is not null);
            if (known is not null)
                return (trimmed[..open].TrimEnd(), known.Name, true);

            return inside.Length is > 1 and < 7 && inside.All(char.IsAsciiLetterUpper) ? (trimmed[..open].TrimEnd(), inside, true) : (head, null, false);
        }

        for (var at = trimmed.LastIndexOfAny([' ', ',']); at > 0; at = trimmed.LastIndexOfAny([' ', ','], at - 1))
        {
            if (Agencies.Of(trimmed.AsSpan(at + 1)) is { } agency)
                return (trimmed[..at].TrimEnd(' ', ','), agency.Name, true);
            if (trimmed.Length - at > 30 || at < 2)
                break;
        }

        return (head, null, false);
    }

    // What follows the town: a region, a country. False where a part is neither.
    private static bool Wider(string[] parts, out string? region, out string? country, out string? code)
    {
        (region, country, code) = (null, null, null);
        var all = true;
        foreach (var part in parts)
        {
            if (Subdivisions.CountryOf(part) is { } within)
                (region, country, code) = (part, Countries.NameOf(within), within);
            else if (Countries.CodeOf(part) is { } own)
                (country, code) = (Countries.NameOf(own), own);
            else
                (region, all) = (region ?? part, false);
        }

        return all;
    }

    private static bool IsTown(string town) => town.Length is > 1 and <= 60 && town.Split(' ').Length <= 5 && char.IsLetter(town[0]) &&
        town.All(c => char.IsLetter(c) || c is ' ' or '-' or '.' or '\'' or '’') && !town.Split(' ', '-').Any(NoPlaces.Contains);

    private static bool IsCapitals(string town) => town.Count(char.IsUpper) > 1 && town.Split(' ').All(word => !word.Any(char.IsLower) || Particles.Contains(word) ||
        (word.Length > 3 && word[0] is 'M' or 'L' or 'D' && word[1..].Count(char.IsLower) <= 2));

    private static bool IsTitle(string town) => town.Split(' ').All(word => word.Length > 0 && (char.IsUpper(word[0]) || Particles.Contains(word)));

    // "PORT-AU-PRINCE" is Port-au-Prince, "THE HAGUE" The Hague.
    private static string Usual(string town)
    {
        var usual = town.ToCharArray();
        for (var i = 0; i < usual.Length;)
        {
            var end = i;
            while (end < usual.Length && usual[end] is not (' ' or '-'))
                end++;

            var word = town[i..end];
            var lower = i > 0 && Particles.Contains(word);
            for (var j = i; j < end && !Initials.Contains(word); j++)
                usual[j] = j == i && !lower ? char.ToUpper(usual[j], CultureInfo.InvariantCulture) : char.ToLower(usual[j], CultureInfo.InvariantCulture);
            i = end + 1;
        }

        return new string(usual);
    }
}
