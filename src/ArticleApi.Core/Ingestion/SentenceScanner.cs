using System.Collections.Frozen;

namespace ArticleApi.Core.Ingestion;

/// <summary>Where sentences and words end.</summary>
internal static class SentenceScanner
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Abbreviations = FrozenSet
        .Create(
            StringComparer.OrdinalIgnoreCase,
            "Mr",
            "Mrs",
            "Ms",
            "Dr",
            "St",
            "Jr",
            "Sr",
            "Prof",
            "Gen",
            "Lt",
            "Col",
            "Sgt",
            "Capt",
            "Maj",
            "Rep",
            "Sen",
            "Gov",
            "Rev",
            "No",
            "vs",
            "Mt",
            "Ft",
            "Jan",
            "Feb",
            "Mar",
            "Apr",
            "Jun",
            "Jul",
            "Aug",
            "Sep",
            "Sept",
            "Oct",
            "Nov",
            "Dec",
            "Inc",
            "Corp",
            "Ltd",
            "Ala",
            "Ariz",
            "Ark",
            "Calif",
            "Colo",
            "Conn",
            "Del",
            "Fla",
            "Ga",
            "Ill",
            "Ind",
            "Kan",
            "Ky",
            "La",
            "Md",
            "Mass",
            "Mich",
            "Minn",
            "Miss",
            "Mo",
            "Mont",
            "Neb",
            "Nev",
            "Okla",
            "Ore",
            "Pa",
            "Tenn",
            "Tex",
            "Vt",
            "Va",
            "Wash",
            "Wis",
            "Wyo"
        )
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>
    /// Where the last sentence before <paramref name="end"/> starts, looking back no further than <paramref
    /// name="start"/>.
    /// </summary>
    public static int StartOfLastSentence(string text, int start, int end)
    {
        for (var i = end - 1; i > start; i--)
        {
            if (char.IsWhiteSpace(text[i]) && !char.IsWhiteSpace(text[i - 1]) && EndsSentence(text, start, i))
                return SkipSpace(text, i, end);
        }

        return SkipSpace(text, start, end);
    }

    /// <summary>
    /// Whether what lies before <paramref name="end"/> ends a sentence, closing quotes and brackets apart.
    /// </summary>
    public static bool EndsSentence(string text, int start, int end)
    {
        var i = end - 1;
        while (i >= start && IsClosingMark(text[i]))
            i--;
        if (i < start || !IsSentenceEnd(text[i]))
            return false;

        return text[i] != '.' || i != end - 1 || !IsAbbreviation(text, start, i);
    }

    public static bool IsSentenceEnd(char c) =>
        c is '.' or '!' or '?' or '…' or '。' or '！' or '？' or '؟' or '۔' or '।';

    public static bool IsClosingMark(char c) =>
        c is '"' or '\'' or '”' or '’' or '»' or '«' or '“' or ')' or ']' or '」' or '』';

    public static bool IsDash(char c) => c is '-' or '–' or '—' or '―' or '\u0097';

    public static int SkipSpace(string text, int start, int end)
    {
        while (start < end && IsSpace(text[start]))
            start++;

        return start;
    }

    public static int TrimEnd(string text, int start, int end)
    {
        while (end > start && IsSpace(text[end - 1]))
            end--;

        return end;
    }

    // Pages put zero-width spaces behind slashes, so that lines can break there.
    public static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is '\u200B' or '\u2060';

    /// <summary>Where the letters that start here end.</summary>
    public static int FindLettersEnd(string text, int start)
    {
        var end = start;
        while (end < text.Length && end - start < 40 && char.IsLetter(text[end]))
            end++;

        return end;
    }

    public static bool StartsAt(
        string text,
        int index,
        string word,
        StringComparison comparison = StringComparison.OrdinalIgnoreCase
    ) => index + word.Length <= text.Length && string.Compare(text, index, word, 0, word.Length, comparison) == 0;

    /// <summary>The first of these that stands here; null where none does.</summary>
    public static string? FindFirstAt(string text, int index, string[] words)
    {
        foreach (var word in words)
        {
            if (StartsAt(text, index, word))
                return word;
        }

        return null;
    }

    /// <summary>Whether a word begins here.</summary>
    public static bool IsWordStart(string text, int index) => index == 0 || !char.IsLetterOrDigit(text[index - 1]);

    /// <summary>Whether a word that ends here is over.</summary>
    public static bool IsWordEnd(string text, int index) => index >= text.Length || !char.IsLetterOrDigit(text[index]);

    // An initial ("F."), letters with inner stops ("N.H."), or a usual abbreviation.
    private static bool IsAbbreviation(string text, int start, int stop)
    {
        var first = stop;
        while (first > start && stop - first < 12 && (char.IsLetter(text[first - 1]) || text[first - 1] == '.'))
            first--;

        var word = text.AsSpan(first, stop - first);
        return (word.Length == 1 && char.IsUpper(word[0]))
            || (word.Length > 2 && word[1] == '.')
            || Abbreviations.Contains(word);
    }
}
