using System.Collections.Frozen;

namespace ArticleApi.Core.Ingestion;

/// <summary>The months and weekdays as the languages of our captions and datelines write them.</summary>
internal static class MonthNames
{
    // One line a month: the English names, then those of other languages, long and short.
    private static readonly string[] Capitalised =
    [
        "January Jan Januar Janv Gen Ene",
        "February Feb Februar Fév Févr Fev",
        "March Mar Mrt März Mär Maerz",
        "April Apr Avr Abr",
        "May Mai Mag",
        "June Jun Juni Giu",
        "July Jul Juli Lug Juil",
        "August Aug Ago Août",
        "September Sept Sep Set",
        "October Oct Okt Oktober Ott Out",
        "November Nov",
        "December Dec Dez Dezember Dic Déc Des",
    ];

    // Languages that write months small put the day first: "le 30 avril 2015".
    private static readonly string[] Small =
    [
        "janvier enero gennaio januari janeiro januar",
        "février febrero febbraio februari fevereiro februar",
        "mars marzo maart março",
        "avril abril aprile april",
        "mai mayo maggio mei maio",
        "juin junio giugno juni junho",
        "juillet julio luglio juli julho",
        "août agosto augustus augusti august",
        "septembre septiembre settembre september setembro",
        "octobre octubre ottobre oktober outubro",
        "novembre noviembre november novembro",
        "décembre diciembre dicembre december dezembro desember",
    ];

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Weekdays = FrozenSet
        .Create(
            StringComparer.OrdinalIgnoreCase,
            "Monday",
            "Tuesday",
            "Wednesday",
            "Thursday",
            "Friday",
            "Saturday",
            "Sunday",
            "Mon",
            "Tue",
            "Tues",
            "Wed",
            "Thu",
            "Thur",
            "Thurs",
            "Fri",
            "Sat",
            "Sun",
            "Montag",
            "Dienstag",
            "Mittwoch",
            "Donnerstag",
            "Freitag",
            "Samstag",
            "Sonntag",
            "lundi",
            "mardi",
            "mercredi",
            "jeudi",
            "vendredi",
            "samedi",
            "dimanche",
            "lunes",
            "martes",
            "miércoles",
            "jueves",
            "viernes",
            "sábado",
            "domingo"
        )
        .GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> WithCapital = Lookup(
        Capitalised,
        StringComparer.OrdinalIgnoreCase
    );

    private static readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> InSmall = Lookup(
        Small,
        StringComparer.Ordinal
    );

    private static readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> InAnyCase = Lookup(
        [.. Capitalised.Zip(Small, (one, other) => $"{one} {other}")],
        StringComparer.OrdinalIgnoreCase
    );

    public static bool IsWeekday(ReadOnlySpan<char> word) => Weekdays.Contains(word.TrimEnd('.'));

    /// <summary>
    /// A month of running text: "may" and "march" are words, "May" and "March" are months. 0 where it is none.
    /// </summary>
    /// <param name="afterDay">Whether a day stands before it, as in languages that write months small.</param>
    public static int FindInProse(ReadOnlySpan<char> word, bool afterDay)
    {
        if (word.Length is < 3 or > 10)
            return 0;
        if (char.IsUpper(word[0]))
            return WithCapital.TryGetValue(word, out var month) || InAnyCase.TryGetValue(word, out month) ? month : 0;
        return afterDay && InSmall.TryGetValue(word, out var small) ? small : 0;
    }

    /// <summary>A month where only a date can stand: <c>25 may</c>, <c>JAN</c>. 0 where it is none.</summary>
    public static int FindInDateline(ReadOnlySpan<char> word) =>
        word.Length is >= 3 and <= 10 && InAnyCase.TryGetValue(word, out var month) ? month : 0;

    private static FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Lookup(
        string[] months,
        StringComparer comparer
    ) =>
        months
            .SelectMany((names, index) => names.Split(' ').Select(name => (name, month: index + 1)))
            .DistinctBy(pair => pair.name, comparer)
            .ToFrozenDictionary(pair => pair.name, pair => pair.month, comparer)
            .GetAlternateLookup<ReadOnlySpan<char>>();
}
