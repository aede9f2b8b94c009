using System.Buffers;
using System.Collections.Frozen;
using ArticleApi.Core.Datelines;

namespace ArticleApi.Core.Ingestion;

/// <summary>A place as a sentence names it.</summary>
/// <param name="IsSure">Whether a known country or state stands with it.</param>
internal sealed record PlacePhrase(Place Place, PrintedPlace Printed, int Start, int End, bool IsSure)
{
    private static readonly FrozenSet<string> Prepositions = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "in",
        "near",
        "outside",
        "around",
        "off",
        "inside",
        "at",
        "from",
        "to",
        "of",
        "across"
    );

    private static readonly FrozenSet<string> Qualifiers = FrozenSet.Create(
        StringComparer.Ordinal,
        "outside",
        "near",
        "off",
        "around",
        "inside",
        "north",
        "south",
        "east",
        "west",
        "of",
        "the",
        "town",
        "city",
        "village",
        "outskirts",
        "suburb",
        "suburbs",
        "port",
        "coast",
        "border",
        "central",
        "downtown",
        "northern",
        "southern",
        "eastern",
        "western",
        "northeastern",
        "northwestern",
        "southeastern",
        "southwestern",
        "north-eastern",
        "north-western",
        "south-eastern",
        "south-western",
        "northeast",
        "northwest",
        "southeast",
        "southwest",
        "occupied",
        "region",
        "settlement",
        "district",
        "island",
        "capital",
        "frontline",
        "besieged",
        "coastal",
        "resort"
    );

    private static readonly FrozenSet<string> RegionNouns = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "region",
        "province",
        "oblast",
        "district",
        "state",
        "governorate",
        "county",
        "prefecture"
    );

    // Names that stand after "in" and are no town.
    private static readonly FrozenSet<string> Buildings = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Parliament",
        "Congress",
        "Senate",
        "Court",
        "Palace",
        "Stadium",
        "Arena",
        "Street",
        "Avenue",
        "Road",
        "Square",
        "Hall",
        "Hospital",
        "University",
        "College",
        "School",
        "Airport",
        "Church",
        "Cathedral",
        "Mosque",
        "Park",
        "House",
        "Office",
        "Room",
        "Gallery",
        "Museum",
        "Hotel",
        "Center",
        "Centre",
        "Building",
        "Tower",
        "Bridge",
        "Cup",
        "Games",
        "Open",
        "League",
        "Olympics",
        "Championship",
        "Championships",
        "Series",
        "War",
        "Party",
        "Council",
        "Assembly",
        "Commons",
        "Lords",
        "Chamber"
    );

    private static readonly FrozenSet<string> Particles = FrozenSet.Create(
        StringComparer.Ordinal,
        "de",
        "la",
        "le",
        "el",
        "al",
        "du",
        "do",
        "da",
        "dos",
        "del",
        "di",
        "sur",
        "am",
        "an",
        "der",
        "den",
        "upon",
        "au",
        "aux",
        "ad"
    );

    private static readonly SearchValues<char> Marks = SearchValues.Create(",;:()\"“”");

    private static readonly FrozenSet<string> GeorgianTowns = FrozenSet.Create(
        StringComparer.Ordinal,
        "Tbilisi",
        "Batumi",
        "Kutaisi",
        "Gori",
        "Zugdidi",
        "Rustavi",
        "Poti"
    );

    /// <summary>Whether it lies in the country of Georgia, not in the state of that name.</summary>
    public static bool IsGeorgian(string town) => GeorgianTowns.Contains(town);

    /// <summary>The last place that a sentence names before <paramref name="end"/>.</summary>
    public static PlacePhrase? FindBefore(string text, int from, int end)
    {
        end = SentenceScanner.TrimEnd(text, from, end);
        var (region, country, code, cursor) = ReadRegionAndCountry(text, from, end);
        if (NameBefore(text, from, cursor) is not { } name)
        {
            if (region is null && country is null)
                return null;

            return Create(
                new(null, region, country, code),
                new(null, null),
                SentenceScanner.SkipSpace(text, cursor + (cursor < end ? 1 : 0), end),
                end
            );
        }

        var printed = text[name.Start..name.End];
        if (country is null && region is null && (Regions.CountryOf(printed) ?? Countries.CodeOf(printed)) is { } own)
        {
            var wide = QualifierBefore(text, from, name.Start);
            if (wide.Words is null && !MayStandAfter(text, from, wide.Start))
                return null;
            var isRegion = Regions.CountryOf(printed) is not null;
            if (FindTownBefore(text, from, wide.Start) is { } town)
                return Create(
                    new(town.Place.Locality, isRegion ? printed : null, Countries.NameOf(own), own),
                    new(town.Printed.Qualifier, town.Printed.Near),
                    town.Start,
                    end
                );

            return Create(
                new(null, isRegion ? printed : null, Countries.NameOf(own), own),
                new(wide.Words, null),
                wide.Start,
                end
            );
        }

        if (
            RegionNouns.Contains(LastWord(printed))
            || (name.End < cursor && RegionNouns.Contains(text[name.End..cursor].Trim()))
        )
            return country is null
                ? null
                : Create(new(null, text[name.Start..cursor], country, code), new(null, null), name.Start, end);

        var qualifier = QualifierBefore(text, from, name.Start);
        string? near = null;
        if (
            LastWord(qualifier.Words) == "near"
            && qualifier.Words == "near"
            && NameBefore(text, from, qualifier.Start) is { } nearer
            && HasPlacePreposition(text, from, nearer.Start)
        )
        {
            near = printed;
            printed = text[nearer.Start..nearer.End];
            (name, qualifier) = (nearer, QualifierBefore(text, from, nearer.Start));
        }

        var known = country is not null || region is not null;
        if (name.End < cursor && near is null)
            return null;
        if (
            !known
            && (
                Buildings.Contains(LastWord(printed))
                || WordBefore(text, from, qualifier.Start)
                    is not ("in" or "In" or "à" or "À" or "en" or "En" or "em" or "Em")
                    && qualifier.Words is null
            )
        )
            return null;
        if (country == "Georgia" && !IsGeorgian(printed))
            code = null;

        return Create(new(printed, region, country, code), new(qualifier.Words, near), qualifier.Start, end);
    }

    /// <summary>A place that follows: <c>, in Windham, N.H.</c></summary>
    public static PlacePhrase? FindAfter(string text, int start)
    {
        var at = SentenceScanner.SkipSpace(
            text,
            start < text.Length && text[start] == ',' ? start + 1 : start,
            text.Length
        );
        if (
            !SentenceScanner.StartsAt(text, at, "in ", StringComparison.Ordinal)
            && !SentenceScanner.StartsAt(text, at, "near ", StringComparison.Ordinal)
        )
            return null;

        // The sentence's end bounds it; commas carry a region and a country with them.
        var end = at;
        while (
            end < text.Length
            && end - at < 120
            && !(char.IsWhiteSpace(text[end]) && SentenceScanner.EndsSentence(text, at, end))
        )
            end++;
        end = SentenceScanner.TrimEnd(text, at, end);
        var whole = end > at && text[end - 1] == '.' && SentenceScanner.EndsSentence(text, at, end) ? end - 1 : end;

        for (var stop = whole; stop > at; stop = text.LastIndexOf(',', stop - 1, stop - at))
        {
            if (
                FindBefore(text, at, stop) is { } place
                && place.Start <= at + 40
                && !text.AsSpan(at, place.Start - at).ContainsAny('.', ',')
            )
                return place.End == whole && whole < end && Regions.CountryOf(LastWord(text[at..end])) is not null
                    ? place with
                    {
                        End = end,
                    }
                    : place;
        }

        return null;
    }

    // "Tyre, southern Lebanon", "Khan Younis, in the southern Gaza Strip": the town before the comma.
    private static PlacePhrase? FindTownBefore(string text, int from, int start)
    {
        var before = SentenceScanner.TrimEnd(text, from, start);
        if (Prepositions.Contains(WordBefore(text, from, before)))
            before = SentenceScanner.TrimEnd(text, from, before - WordBefore(text, from, before).Length);

        return
            before > from
            && text[before - 1] == ','
            && FindBefore(text, from, before - 1) is { Place: { Locality: not null, CountryCode: null } } town
            ? town
            : null;
    }

    // The country and the region that follow the town, from the end.
    private static (string? Region, string? Country, string? Code, int Cursor) ReadRegionAndCountry(
        string text,
        int from,
        int end
    )
    {
        string? region = null;
        string? country = null;
        string? code = null;
        var cursor = end;
        for (var parts = 0; parts < 2; parts++)
        {
            var comma = text.LastIndexOf(',', Math.Max(from, cursor - 1), Math.Max(0, cursor - from));
            if (comma < from)
                break;

            var part = text[(comma + 1)..cursor].Trim();
            if (region is null && Regions.CountryOf(part) is { } within && (code is null || code == within))
            {
                region = part;
                country ??= Countries.NameOf(within);
                code = within;
            }
            else if (region is null && code == "US" && part == "Georgia")
                region = part;
            else if (country is null && Countries.CodeOf(part) is { } own)
                (country, code) = (Countries.NameOf(own), own);
            else if (
                region is null
                && country is not null
                && part.Length is > 0 and < 60
                && char.IsUpper(part[0])
                && RegionNouns.Contains(LastWord(part))
            )
                region = part;
            else
                break;
            cursor = SentenceScanner.TrimEnd(text, from, comma);
        }

        return (region, country, code, cursor);
    }

    private static (int Start, int End)? NameBefore(string text, int from, int end)
    {
        end = SentenceScanner.TrimEnd(text, from, end);
        if (RegionNouns.Contains(WordBefore(text, from, end)))
            end = SentenceScanner.TrimEnd(text, from, end - WordBefore(text, from, end).Length);

        var start = end;
        for (var words = 0; words < 5; words++)
        {
            var before = SentenceScanner.TrimEnd(text, from, start);
            var word = WordBefore(text, from, before);
            if (
                word.Length == 0
                || (!char.IsUpper(word[0]) && !(start < end && Particles.Contains(word)))
                || (words > 0 && Prepositions.Contains(word))
                || word.AsSpan().ContainsAny(Marks)
            )
                break;

            start = before - word.Length;
        }

        // A particle in front is no part of the name: "de Paris".
        while (start < end && char.IsLower(text[start]))
            start = SentenceScanner.SkipSpace(
                text,
                text.IndexOf(' ', start) is > 0 and var space && space < end ? space : end,
                end
            );

        return start < end && !Prepositions.Contains(text[start..end]) ? (start, end) : null;
    }

    private static (string? Words, int Start) QualifierBefore(string text, int from, int nameStart)
    {
        var start = nameStart;
        for (var words = 0; words < 7; words++)
        {
            var before = SentenceScanner.TrimEnd(text, from, start);
            var word = WordBefore(text, from, before);
            if (!Qualifiers.Contains(word))
                break;

            start = before - word.Length;
        }

        var end = SentenceScanner.TrimEnd(text, start, nameStart);
        while (start < end && SentenceScanner.StartsAt(text, start, "of ", StringComparison.Ordinal))
            start = SentenceScanner.SkipSpace(text, start + 3, end);

        // "the southern Gaza Strip" has the article of the name; "the town of" has its own.
        if (
            SentenceScanner.StartsAt(text, start, "the ", StringComparison.Ordinal)
            && !text[start..end].EndsWith(" of", StringComparison.Ordinal)
        )
            start = SentenceScanner.SkipSpace(text, start + 4, end);

        return end <= start || text[start..end] is "the" or "of" ? (null, nameStart) : (text[start..end], start);
    }

    // A country's name by itself may be a part of another: the Gulf of Mexico, the Bank of Japan, a striker of Peru.
    private static bool MayStandAfter(string text, int from, int start)
    {
        var word = WordBefore(text, from, start);

        return word.Length == 0
            || !char.IsLetter(word[^1])
            || (word is not "of" && !char.IsLower(word[0]))
            || (word is not "of" && Prepositions.Contains(word));
    }

    private static bool HasPlacePreposition(string text, int from, int nameStart) =>
        QualifierBefore(text, from, nameStart) is { Words: not null }
        || Prepositions.Contains(WordBefore(text, from, SentenceScanner.TrimEnd(text, from, nameStart)));

    private static string WordBefore(string text, int from, int end)
    {
        end = SentenceScanner.TrimEnd(text, from, end);
        var start = end;
        while (start > from && end - start < 40 && !char.IsWhiteSpace(text[start - 1]))
            start--;

        return text[start..end];
    }

    private static string LastWord(string? words) => words is null ? "" : words[(words.LastIndexOf(' ') + 1)..];

    private static PlacePhrase Create(Place place, PrintedPlace printed, int start, int end) =>
        new(place, printed, start, end, place.Country is not null || place.Region is not null);
}
