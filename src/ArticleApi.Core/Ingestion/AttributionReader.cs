using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion;

/// <summary>
/// Finds the agencies that a text cites. A name alone is not enough: something must say that the agency reported, or
/// was told.
/// </summary>
public static class AttributionReader
{
    private static readonly string[] Nouns = ["news agency", "news service", "newswire", "agency", "news", "TV"];

    private static readonly string[] Adjectives =
    [
        "official",
        "state",
        "state-run",
        "state-owned",
        "state-backed",
        "semi-official",
        "private",
        "local",
        "national",
    ];

    private static readonly string[] WordsAfter =
    [
        "reported",
        "reports",
        "report",
        "said",
        "says",
        "quoted",
        "quotes",
        "cited",
        "citing",
        "wrote",
        "writes",
        "has reported",
        "has learned",
        "had reported",
        "also reported",
        "also said",
        "first reported",
        "understands",
        "added",
        "carried",
        "published",
        "noted",
        "berichtete",
        "berichtet",
        "meldete",
        "meldet",
        "zufolge",
        "rapporte",
        "a rapporté",
        "informó",
        "informa",
        "reportó",
        "ha riferito",
        "riferisce",
        "meldt",
        "meldde",
        "noticiou",
        "informou",
    ];

    private static readonly string[] WordsBefore =
    [
        "according to",
        "told",
        "telling",
        "carried by",
        "reported by",
        "quoted by",
        "cited by",
        "seen by",
        "reviewed by",
        "obtained by",
        "published by",
        "run by",
        "interview with",
        "statement to",
        "comments to",
        "remarks to",
        "said to",
        "as told to",
        "speaking to",
        "spoke to",
        "informed",
        "report by",
        "report from",
        "reports by",
        "reports from",
        "citing",
        "quoting",
        "polled by",
        "poll by",
        "count by",
        "tally by",
        "news agency",
        "newswire",
        "laut",
        "nach Angaben von",
        "sagte der",
        "sagte",
        "Nachrichtenagentur",
        "Nachrichtenagenturen",
        "selon",
        "selon l'",
        "selon l’",
        "à l'",
        "à l’",
        "l'agence",
        "l’agence",
        "según",
        "dijo a",
        "informó",
        "la agencia",
        "secondo l'",
        "secondo l’",
        "all'",
        "all’",
        "l'agenzia",
        "l’agenzia",
        "volgens",
        "persbureau",
        "segundo a",
        "disse à",
        "à agência",
        "a agência",
    ];

    /// <param name="texts">The blocks with text, in order; the first is paragraph 1.</param>
    public static ValueList<Attribution> Read(IReadOnlyList<string> texts)
    {
        var found = new List<Attribution>();
        for (var index = 0; index < texts.Count; index++)
        {
            var first = found.Count;
            foreach (var attribution in FindIn(texts[index], index + 1))
            {
                if (!found.Skip(first).Any(other => other.Agency == attribution.Agency))
                    found.Add(attribution);
            }
        }

        return found.ToValueList();
    }

    private static IEnumerable<Attribution> FindIn(string text, int paragraph)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (
                !char.IsLetter(text[i])
                || !SentenceScanner.IsWordStart(text, i)
                || Agencies.FindAt(text, i) is not { } hit
            )
                continue;

            var (agency, start, end) = (hit.Agency, i, i + hit.Length);
            var noun = NounAt(text, end);
            if (noun is not null)
                end += 1 + noun.Length;
            start = ExtendNameStart(text, start, noun is not null);

            if (
                agency.CitationStrength != CitationStrength.Never
                && (agency.CitationStrength == CitationStrength.ByNameAlone || noun is not null || hit.Length > 10)
                && IsCited(text, start, end, noun)
            )
                yield return new(agency.Name, text[start..end], paragraph);
            i = Math.Max(i, end - 1);
        }
    }

    private static string? NounAt(string text, int end)
    {
        if (end >= text.Length || text[end] != ' ')
            return null;

        foreach (var noun in Nouns)
        {
            if (
                SentenceScanner.StartsAt(text, end + 1, noun)
                && string.CompareOrdinal(text, end + 2, noun, 1, noun.Length - 1) == 0
                && SentenceScanner.IsWordEnd(text, end + 1 + noun.Length)
            )
                return noun;
        }

        return null;
    }

    private static bool IsCited(string text, int start, int end, string? noun)
    {
        if (noun is not null and not ("news" or "TV" or "agency"))
            return true;

        var before = SentenceScanner.TrimEnd(text, Math.Max(0, start - 40), start);
        var next = SentenceScanner.SkipSpace(text, end, text.Length);

        return HasWordsBefore(text, before)
            || HasWordsAfter(text, next)
            || SentenceScanner.StartsAt(text, next, ", citing", StringComparison.Ordinal)
            || SentenceScanner.StartsAt(text, next, ", quoting", StringComparison.Ordinal);
    }

    private static bool HasWordsBefore(string text, int end)
    {
        foreach (var words in WordsBefore)
        {
            if (
                end >= words.Length
                && text[end - 1] == words[^1]
                && SentenceScanner.StartsAt(text, end - words.Length, words)
                && SentenceScanner.IsWordStart(text, end - words.Length)
            )
                return true;
        }

        return false;
    }

    private static bool HasWordsAfter(string text, int start)
    {
        foreach (var words in WordsAfter)
        {
            if (
                start < text.Length
                && text[start] == words[0]
                && SentenceScanner.StartsAt(text, start, words, StringComparison.Ordinal)
                && SentenceScanner.IsWordEnd(text, start + words.Length)
            )
                return true;
        }

        return false;
    }

    // "the official … news agency": the words in front belong to the name as printed, up to the article.
    private static int ExtendNameStart(string text, int start, bool withNoun)
    {
        var first = start;
        for (var words = 0; words < 4; words++)
        {
            var before = SentenceScanner.TrimEnd(text, 0, first);
            var at = before;
            while (at > 0 && before - at < 20 && !char.IsWhiteSpace(text[at - 1]))
                at--;

            var word = text[at..before];
            if (word is "the" or "The")
                return withNoun || words == 0 ? at : start;
            if (
                !withNoun
                || (
                    !Adjectives.Contains(word) && !(word.Length > 3 && char.IsUpper(word[0]) && word.All(char.IsLetter))
                )
            )
                break;
            first = at;
        }

        return start;
    }
}
