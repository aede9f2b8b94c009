using System.Collections.Frozen;
using System.Globalization;
using ArticleApi.Core.Datelines;

namespace ArticleApi.Core.Ingestion;

/// <summary>How towns are written in datelines.</summary>
internal static class TownSpellings
{
    // Words that stand before a dash or a colon and are no place, though some are towns somewhere.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> HeadingWords = FrozenSet
        .Create(
            StringComparer.OrdinalIgnoreCase,
            "NOTE",
            "UPDATE",
            "UPDATED",
            "WRAPUP",
            "ANALYSIS",
            "CORRECTED",
            "CORRECTION",
            "EXCLUSIVE",
            "BREAKING",
            "FACTBOX",
            "OPINION",
            "RPT",
            "REFILE",
            "WATCH",
            "VIDEO",
            "LIVE",
            "EDITORIAL",
            "COLUMN",
            "INTERVIEW",
            "FEATURE",
            "PREVIEW",
            "REVIEW",
            "HIGHLIGHTS",
            "TIMELINE",
            "EXPLAINER",
            "NEWS",
            "ALERT",
            "URGENT",
            "PHOTOS",
            "PHOTO",
            "POLL",
            "REPORT",
            "STATEMENT",
            "SUMMARY",
            "ADVISORY",
            "EDITORS",
            "DALLA",
            "NOSTRA",
            "CORRISPONDENTE",
            "SPECIAL",
            "INSIGHT",
            "DEALTALK",
            "BUZZ",
            "SOCCER",
            "TENNIS",
            "GOLF",
            "CRICKET",
            "RUGBY",
            "SPORT",
            "NBA",
            "NFL",
            "NHL",
            "MLB",
            "WHO",
            "WHAT",
            "WHEN",
            "WHERE",
            "WHY",
            "HOW",
            "FOB",
            "GRADINGS",
            "FIXTURES",
            "ENQUIRIES",
            "PUBLISHED",
            "POSTED",
            "SINCE",
            "UNTIL",
            "ON",
            "IN",
            "AT",
            "BY",
            "FROM",
            "BORN",
            "DIED",
            "POLICE",
            "READING",
            "MOBILE",
            "NICE",
            "BATTLE",
            "SPLIT",
            "MOST",
            "LIST",
            "TODAY",
            "TOMORROW",
            "YESTERDAY",
            "LAST",
            "NEXT",
            "THIS",
            "COPYRIGHT",
            "SOURCE",
            "IMAGE",
            "CREDIT",
            "TABLE",
            "TRAVEL",
            "WEATHER",
            "SPORTS",
            "BUSINESS",
            "WORLD",
            "POLITICS",
            "NATO",
            "OPEC",
            "UNESCO",
            "FIFA",
            "UEFA",
            "ASEAN",
            "BRICS",
            "MUSIC",
            "MARKET",
            "MARKETS",
            "STOCKS",
            "SHARES",
            "BONDS",
            "FOREX"
        )
        .GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Particles = FrozenSet
        .Create(
            StringComparer.OrdinalIgnoreCase,
            "de",
            "la",
            "le",
            "du",
            "do",
            "da",
            "del",
            "los",
            "las",
            "sur",
            "au",
            "of",
            "the",
            "and",
            "upon",
            "am",
            "der",
            "el",
            "al",
            "en",
            "di",
            "an",
            "im",
            "y",
            "aan",
            "den",
            "les",
            "dos"
        )
        .GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Initials = FrozenSet
        .Create(StringComparer.Ordinal, "DC", "D.C.", "UN", "UK", "US", "U.S.", "U.N.", "UAE")
        .GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly string[] BylineOpenings = ["By ", "BY ", "Por ", "Von ", "Par "];

    public static bool MayBeTown(string town)
    {
        if (town.Length is < 2 or > 60 || !char.IsLetter(town[0]))
            return false;

        var words = 0;
        foreach (var part in town.AsSpan().SplitAny(' ', '-'))
        {
            if (++words > 8)
                return false;
        }

        foreach (var c in town)
        {
            if (
                !char.IsLetter(c)
                && c is not (' ' or '-' or '.' or '\'' or '’')
                && char.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark
            )
                return false;
        }

        return true;
    }

    /// <summary>
    /// Whether a word of it is one that headings are made of; a town for all that, if it is known: <c>NEWPORT NEWS</c>.
    /// </summary>
    public static bool HasHeadingWord(string town)
    {
        foreach (var part in town.AsSpan().SplitAny(' ', '-'))
        {
            if (HeadingWords.Contains(town.AsSpan(part)))
                return true;
        }

        return false;
    }

    /// <summary>Whether it may be what a body's or a company's name is shortened to: <c>CNN</c>, <c>U.N.</c></summary>
    public static bool MayBeInitials(string town) => town.Count(char.IsLetter) < 4 && IsInCapitals(town);

    /// <summary>
    /// <c>PORT-AU-PRINCE</c>, <c>ELLWANGEN an der Jagst</c>, <c>McLEAN</c>; scripts without capitals count.
    /// </summary>
    public static bool IsInCapitals(string town)
    {
        var capitals = 0;
        foreach (var part in town.AsSpan().Split(' '))
        {
            var word = town.AsSpan(part);
            var (upper, lower) = (0, 0);
            foreach (var c in word)
                (upper, lower) = (upper + (char.IsUpper(c) ? 1 : 0), lower + (char.IsLower(c) ? 1 : 0));
            // Scripts without capitals count as two.
            if (lower == 0 && word.Length > 0 && char.GetUnicodeCategory(word[0]) == UnicodeCategory.OtherLetter)
                upper = Math.Max(upper, 2);
            capitals += upper;
            // "McLEAN", "LaPORTE", "CORAl": one slip or prefix.
            if (lower > 0 && !IsParticle(word) && !(upper > 2 && lower <= 2))
                return false;
        }

        return capitals > 1;
    }

    public static bool IsInTitleCase(string town)
    {
        foreach (var part in town.AsSpan().Split(' '))
        {
            var word = WithoutElision(town.AsSpan(part));
            if (word.IsEmpty || (!char.IsUpper(word[0]) && !IsParticle(word)))
                return false;
        }

        return char.IsUpper(town[0]);
    }

    /// <summary>
    /// Where the place starts that ends here: behind a by-line, and in a firm dateline behind what the desk wrote
    /// before it. Null where something else stands there.
    /// </summary>
    public static int? FindStart(string text, int start, int end, bool firm)
    {
        var byline = Array.Exists(
            BylineOpenings,
            by => SentenceScanner.StartsAt(text, start, by, StringComparison.Ordinal)
        );
        if (!byline && !firm)
            return start;

        var first = FindLastRun(text, start, end);
        if (byline)
            return FindAfterName(text, SentenceScanner.SkipSpace(text, text.IndexOf(' ', start), end), first, end);
        if (first == start)
            return start;
        if (first == end || !IsDeskNote(text.AsSpan(start, first - start)))
            return first == end ? null : start;

        // "EFE - Cantabria Barcelona": the desk's name stands between the agency's and the place.
        var before = SentenceScanner.TrimEnd(text, start, first);
        var space = text.IndexOf(' ', first, end - first);
        return
            space > 0
            && before > start
            && text[before - 1] == '-'
            && Agencies.FindAt(text, start) is not null
            && char.IsUpper(text[SentenceScanner.SkipSpace(text, space, end)])
            ? SentenceScanner.SkipSpace(text, space, end)
            : first;
    }

    /// <summary><c>PORT-AU-PRINCE</c> is Port-au-Prince, <c>THE HAGUE</c> The Hague, <c>MCALLEN</c> McAllen.</summary>
    public static string ToUsualCase(string town)
    {
        var usual = town.ToCharArray();
        for (var i = 0; i < usual.Length; )
        {
            var end = i;
            while (end < usual.Length && usual[end] is not (' ' or '-'))
                end++;

            var word = town.AsSpan(i, end - i);
            if (!Initials.Contains(word))
                Capitalise(usual.AsSpan(i, end - i), small: i > 0 && IsParticle(word), first: i == 0);
            i = end + 1;
        }

        return new string(usual);
    }

    private static void Capitalise(Span<char> word, bool small, bool first)
    {
        var mc = word.Length > 4 && word.StartsWith("MC", StringComparison.OrdinalIgnoreCase);
        for (var j = 0; j < word.Length; j++)
        {
            // "O'FALLON", "COEUR D'ALENE"
            var upper =
                !small
                && (
                    j == 0
                        ? !(!first && word.Length > 2 && word[0] is 'D' && word[1] is '\'' or '’')
                        : (mc && j == 2) || (j == 2 && word[1] is '\'' or '’')
                );
            word[j] = upper ? char.ToUpperInvariant(word[j]) : char.ToLowerInvariant(word[j]);
        }
    }

    // "By Ann Lee WASHINGTON" shows where the name ends; in "Por Ana Leal Madrid" only the list of towns does.
    private static int? FindAfterName(string text, int name, int first, int end)
    {
        var stop = FindTownEnd(text, name, end);
        if (first > name && first + 1 < stop && char.IsUpper(text[first + 1]))
            return first;

        for (var at = name; at < stop; at = SentenceScanner.SkipSpace(text, at, stop))
        {
            if (at > name && Gazetteer.IsKnown(text.AsSpan(at, stop - at)))
                return at;
            while (at < stop && !char.IsWhiteSpace(text[at]))
                at++;
        }

        return null;
    }

    // Before the region and the country.
    private static int FindTownEnd(string text, int start, int end)
    {
        var comma = text.IndexOf(',', start, end - start);
        var open = end > start && text[end - 1] == ')' ? text.LastIndexOf('(', end - 1, end - start) : -1;
        if (comma > start)
            end = comma;
        else if (open > start)
            end = open;
        return SentenceScanner.TrimEnd(text, start, end);
    }

    // The last words of one kind, all capitals or all titles.
    private static int FindLastRun(string text, int start, int end)
    {
        var stop = FindTownEnd(text, start, end);
        var first = stop;
        bool? capitals = null;
        while (true)
        {
            var last = SentenceScanner.TrimEnd(text, start, first);
            var word = last;
            while (word > start && !char.IsWhiteSpace(text[word - 1]))
                word--;
            if (word == last)
                break;

            var span = WithoutElision(text.AsSpan(word, last - word).TrimEnd(','));
            var isCapitals = span.Length > 1 && !span.ContainsAnyInRange('a', 'z') && char.IsUpper(span[0]);
            if (
                !(
                    char.IsUpper(span.IsEmpty ? ' ' : span[0])
                    && IsWord(span)
                    && (isCapitals ? capitals ?? true : !(capitals ?? false) && IsTitle(span))
                ) && !(capitals is not null && IsParticle(span))
            )
                break;

            capitals ??= isCapitals;
            first = word;
        }

        // A particle in small letters begins no name.
        while (first < stop && char.IsLower(text[first]))
            first = text.IndexOf(' ', first, stop - first) is > 0 and var space
                ? SentenceScanner.SkipSpace(text, space, stop)
                : stop;

        return first;
    }

    // "d'Urgell"
    private static ReadOnlySpan<char> WithoutElision(ReadOnlySpan<char> word) =>
        word.Length > 2 && word[0] is 'd' or 'l' && word[1] is '\'' or '’' ? word[2..] : word;

    private static bool IsParticle(ReadOnlySpan<char> word) => Particles.Contains(word);

    private static bool IsWord(ReadOnlySpan<char> word)
    {
        foreach (var c in word)
        {
            if (!char.IsLetter(c) && c is not ('-' or '.' or '\'' or '’' or '/'))
                return false;
        }

        return true;
    }

    // "Vigo", "Rivas-Vaciamadrid", "d'Urgell", but not "RS-c".
    private static bool IsTitle(ReadOnlySpan<char> word) =>
        word.Length == 1 || (char.IsUpper(word[0]) && (char.IsLower(word[1]) || word[1] is '\'' or '’' or '.'));

    // Signs, initials and marks of a desk; no prose, but in brackets.
    private static bool IsDeskNote(ReadOnlySpan<char> note)
    {
        var depth = 0;
        foreach (var part in note.Split(' '))
        {
            var word = note[part];
            depth += word.Count('(');
            if (depth == 0 && word.Length > 3 && !word.ContainsAnyExceptInRange('a', 'z'))
                return false;
            depth -= word.Count(')');
        }

        return true;
    }
}
