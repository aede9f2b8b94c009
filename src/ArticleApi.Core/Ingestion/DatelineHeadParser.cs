using ArticleApi.Core.Datelines;

namespace ArticleApi.Core.Ingestion;

/// <summary>
/// What stands before a lede's dash: the agency last, the date before it, the place first. In doubt it is no dateline.
/// </summary>
internal static class DatelineHeadParser
{
    private static readonly string[] Qualifiers = ["near ", "outside ", "off "];

    private static readonly string[] DateArticles = ["le", "el", "il", "den", "am"];

    // "Frankfurt/Main" is one town.
    private static readonly string[] Rivers = ["Main", "Oder", "Saale", "M.", "O."];

    /// <param name="sure">Whether a dash ends it; a colon or a bar ends much else.</param>
    public static DatelineReading? Parse(string text, int start, int end, bool sure)
    {
        var source = DatelineAgency.Find(text, start, end);
        var placeEnd = FindPlaceEnd(text, start, source.Start, out var date, out var dated);
        if (date is { Date.Precision: DatePrecision.Month } or { Date.Precision: DatePrecision.Year })
            return null;

        var firm = dated && source.IsInBrackets;
        if (TownSpellings.FindStart(text, start, placeEnd, firm) is not { } placeStart)
            return null;

        var raw = text[placeStart..end].TrimEnd();
        if (placeStart == placeEnd)
            return date is null ? null : CreateReading(raw, new([], date?.Date, source.Agency), [], 0.6);

        var (towns, wider) = SplitPlace(text[placeStart..placeEnd]);
        if (wider.Length > 2)
            return null;
        // "NO CITY (EL SALVADOR), 19 MAR 89": the monitors of radio write so, and "clandestine" for a hidden station.
        if (dated && towns is ["CLANDESTINE" or "NO CITY"])
            return CreateReading(
                raw,
                new(
                    RegionAndCountry.Parse(wider) is { } land && land != RegionAndCountry.None
                        ? [new Place(null, land.Region, land.Country, land.Code)]
                        : [],
                    date?.Date,
                    source.Agency
                ),
                [],
                0.9
            );

        if (towns is [var ship] && ship.StartsWith("ABOARD ", StringComparison.Ordinal))
            return dated || source.IsNamed ? CreateReading(raw, new([], date?.Date, source.Agency), [], 0.8) : null;

        var capitals = towns.All(TownSpellings.IsInCapitals);
        if (
            !towns.All(town =>
                TownSpellings.MayBeTown(town) && (!TownSpellings.HasHeadingWord(town) || Gazetteer.IsKnown(town))
            ) || RegionAndCountry.Parse(wider) is not { } around
        )
            return null;
        var head = new Head
        {
            Towns = towns,
            IsInCapitals = capitals,
            Around = around,
            Source = source,
            HasDate = date is not null,
            IsDated = dated,
            EndsSurely = sure,
            HasComma = placeStart == start && text[placeEnd] == ',',
        };
        if (!MayBeDateline(head))
            return null;

        // "NEAR BAKHMUT, Ukraine"
        var prints = new PrintedPlace[towns.Length];
        for (var i = 0; i < towns.Length; i++)
        {
            var qualifier = Array.Find(
                Qualifiers,
                word => towns[i].StartsWith(word, StringComparison.OrdinalIgnoreCase)
            );
            prints[i] = new(qualifier?.TrimEnd(), null);
            towns[i] = towns[i][(qualifier?.Length ?? 0)..];
        }

        var places = towns
            .Select(
                (town, index) => CreatePlace(town, capitals, index == towns.Length - 1 ? around : RegionAndCountry.None)
            )
            .ToValueList();
        return CreateReading(
            raw,
            new(places, date?.Date, source.Agency),
            prints.Any(print => print.Qualifier is not null) ? prints.ToValueList() : [],
            ConfidenceOf(head)
        );
    }

    private static double ConfidenceOf(Head head)
    {
        if (head.Source.IsNamed && (head.IsInCapitals || head.IsDated))
            return 0.98;

        return head.Source.IsNamed || head.HasDate ? 0.9 : 0.75;
    }

    private static bool MayBeDateline(Head head)
    {
        var titles = head.Towns.All(TownSpellings.IsInTitleCase);
        if (head.IsDated && (head.Source.IsNamed || head.Source.IsInBrackets))
            return head.IsInCapitals || titles;
        // "Bad Segeberg (dpa)", but not "John Smith (AP)", "CNN (AP)" or "APPLE (AAPL)".
        if (head.Source.IsNamed)
            return (
                    head.IsInCapitals
                    || (titles && head.Towns.All(town => !town.Contains(' ') || Gazetteer.IsKnown(town)))
                )
                && (
                    head.Around != RegionAndCountry.None
                    || head.Towns.All(town =>
                        Gazetteer.IsKnown(town) || (head.Source.IsKnown && !TownSpellings.MayBeInitials(town))
                    )
                );
        if (head.Source.IsInBrackets)
            return head.IsInCapitals
                && head.Source.Agency is not null
                && head.Towns.All(town => Gazetteer.IsKnown(town));
        if (head.HasDate)
            return (
                    head.IsInCapitals
                    && (
                        head.HasComma
                        || head.Around != RegionAndCountry.None
                        || head.Towns.All(town => Gazetteer.IsKnown(town))
                    )
                ) || (head.HasComma && (titles || head.Towns.All(town => Gazetteer.IsKnown(town))));
        if (
            !head.IsInCapitals || (head.Around == RegionAndCountry.None && head.Towns.Any(TownSpellings.HasHeadingWord))
        )
            return false;

        // A word in capitals and a dash may be anything: only a place that is known for one is taken.
        if (head.Around != RegionAndCountry.None && head.Around.IsKnown)
            return head.Towns.All(town => head.EndsSurely ? town.Length > 2 : Gazetteer.IsKnown(town));

        // With a colon a country's name is a heading.
        return head.Around == RegionAndCountry.None
            && head.Towns.All(town =>
                town.Length > 3
                && Gazetteer.IsKnown(town)
                && (head.EndsSurely || Gazetteer.CountryOf(town) is not null || Countries.CodeOf(town) is null)
            );
    }

    private static Place CreatePlace(string town, bool capitals, RegionAndCountry around)
    {
        var usual = capitals ? TownSpellings.ToUsualCase(town) : town;
        if (around != RegionAndCountry.None)
            return new(
                usual,
                around.Region,
                around.Code == "GE" && !PlacePhrase.IsGeorgian(usual) ? null : around.Country,
                around.Code == "GE" && !PlacePhrase.IsGeorgian(usual) ? null : around.Code
            );

        // "PARIS" alone is in France by the style of datelines; "BAHRAIN" names its country itself, but for Georgia.
        var code = Gazetteer.CountryOf(town) ?? (Countries.CodeOf(town) is { } own && own != "GE" ? own : null);
        return new(usual, null, code is null ? null : Countries.NameOf(code), code);
    }

    // "KYIV, Ukraine", "MELBOURNE (Australia)", "BEIRUT/THE HAGUE".
    private static (string[] Towns, string[] Wider) SplitPlace(string place)
    {
        var wider =
            place.EndsWith(')') && place.LastIndexOf('(') is > 0 and var open ? place[(open + 1)..^1].Trim() : null;
        var parts = (wider is null ? place : place[..place.LastIndexOf('(')]).Split(
            [',', '،'],
            StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
        );

        if (parts.Length == 0)
            return ([""], []);

        var towns = (parts.Length == 1 && wider is null ? parts[0].TrimEnd('.') : parts[0]).Split(
            ["/", " and "],
            StringSplitOptions.TrimEntries
        );
        return (
            towns is [var town, var river] && Rivers.Contains(river) ? [town] : towns,
            wider is null ? parts[1..] : [.. parts[1..], wider]
        );
    }

    // Where the place ends, if a date, a weekday or "NO DATE" follows it.
    private static int FindPlaceEnd(string text, int start, int end, out PrintedDate? date, out bool dated)
    {
        date = PrintedDateFinder.FindAtEnd(text, start, end);
        end = date?.Start ?? end;
        dated = date is not null;
        for (var word = LastWord(text, start, end); ; word = LastWord(text, start, end))
        {
            if (MonthNames.IsWeekday(text.AsSpan(word.Start, word.End - word.Start)))
                (end, dated) = (word.Start, true);
            else if (!dated && text.AsSpan(start, word.End - start).EndsWith("NO DATE", StringComparison.Ordinal))
                (end, dated) = (word.End - "NO DATE".Length, true);
            else if (
                dated
                && Array.Exists(
                    DateArticles,
                    article => text.AsSpan(word.Start, word.End - word.Start).SequenceEqual(article)
                )
            )
                end = word.Start;
            else
                break;
        }

        while (end > start && (char.IsWhiteSpace(text[end - 1]) || text[end - 1] is ',' or '-' or '|'))
            end--;

        return end;
    }

    private static (int Start, int End) LastWord(string text, int start, int end)
    {
        while (end > start && (char.IsWhiteSpace(text[end - 1]) || text[end - 1] == ','))
            end--;
        var first = end;
        while (first > start && !char.IsWhiteSpace(text[first - 1]) && text[first - 1] != ',')
            first--;

        return (first, end);
    }

    private static DatelineReading CreateReading(
        string raw,
        DatelineFacts facts,
        ValueList<PrintedPlace> prints,
        double confidence
    ) => new(facts, new PrintedDateline(raw, prints, "lede"), null, confidence);

    /// <summary>What stands before the dash, parted.</summary>
    private readonly record struct Head
    {
        public required string[] Towns { get; init; }
        public required bool IsInCapitals { get; init; }
        public required RegionAndCountry Around { get; init; }
        public required DatelineAgency Source { get; init; }
        public required bool HasDate { get; init; }

        /// <summary>Whether a date, a weekday or "NO DATE" stands there.</summary>
        public required bool IsDated { get; init; }

        /// <summary>Whether a dash ends it; a colon or a bar ends much else.</summary>
        public required bool EndsSurely { get; init; }

        public required bool HasComma { get; init; }
    }
}
