using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace ArticleApi.Core.Search;

/// <summary>
/// One language's words and their tokens. It remembers what it has seen, so that a common word is folded and stemmed
/// once; one reader at a time uses it, since neither its memory nor the stemmers stand two.
/// </summary>
internal sealed class TokenCache : IDisposable
{
    /// <summary>The longest token, in UTF-16 units; longer ones are cut.</summary>
    public const int MaxLength = 64;

    // Longer words are cut before they are folded, and not remembered.
    private const int MaxWordLength = 200;
    private const int MaxCachedLength = 40;

    // Some 8 MB; a vocabulary larger than that is begun anew.
    private const int Capacity = 65_536;

    private static readonly ConcurrentDictionary<string, ConcurrentBag<TokenCache>> Pools = new(StringComparer.Ordinal);

    private readonly ConcurrentBag<TokenCache> _pool;
    private readonly LanguageAnalysis? _analysis;
    private readonly Dictionary<string, string?> _tokens = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    private TokenCache(ConcurrentBag<TokenCache> pool, LanguageAnalysis? analysis)
    {
        _pool = pool;
        _analysis = analysis;
        _lookup = _tokens.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Whether <c>'s</c> after a word is left out.</summary>
    public bool StripsPossessive => _analysis is { StripsPossessive: true };

    /// <summary>A cache for this reader alone, until it is disposed of.</summary>
    /// <param name="language">A primary subtag.</param>
    public static TokenCache Rent(string language)
    {
        // All languages of which nothing is known share one.
        var shelf = Pools.GetOrAdd(
            LanguageAnalysis.IsKnown(language) ? language : TextAnalyzer.UnknownLanguage,
            _ => []
        );
        return shelf.TryTake(out var cache) ? cache : new(shelf, LanguageAnalysis.Create(language));
    }

    public void Dispose() => _pool.Add(this);

    /// <summary>The token of a word; null where the language leaves it out.</summary>
    public string? Tokenize(ReadOnlySpan<char> word)
    {
        if (_lookup.TryGetValue(word, out var known))
            return known;

        var token = Analyze(word);
        if (word.Length > MaxCachedLength)
            return token;
        if (_tokens.Count >= Capacity)
            _tokens.Clear();

        _lookup[word] = token;
        return token;
    }

    /// <summary>
    /// As <see cref="TextFolding"/> does it, ligatures and wide letters taken for plain ones; but a letter that its
    /// mark makes another letter keeps it, and so do the scripts whose vowels are marks.
    /// </summary>
    public static string Normalize(ReadOnlySpan<char> word)
    {
        if (Ascii.IsValid(word))
            return word.ToString().ToLowerInvariant();

        var folded = new StringBuilder(word.Length);
        foreach (var rune in word.ToString().Normalize(NormalizationForm.FormKC).EnumerateRunes())
        {
            if (KeepsMarks(rune.Value))
                folded.Append(Rune.ToLowerInvariant(rune));
            else if (rune.Value != Tatweel && IsWordPart(rune))
                folded.Append(TextFolding.Fold(rune.ToString()));
        }

        return folded.ToString();
    }

    private const int Tatweel = 0x0640;

    // A sign that stands for several letters may have dots and spaces between them.
    private static bool IsWordPart(Rune rune) =>
        Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.LetterNumber
                or UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark;

    // Cyrillic й; Indic and South-East Asian scripts; Japanese syllables; Korean ones, which would fall into their
    // letters.
    private static bool KeepsMarks(int rune) =>
        rune is 'й' or 'Й' or >= 0x0900 and <= 0x17FF or >= 0x3040 and <= 0x30FF or >= 0xAC00 and <= 0xD7A3;

    private string? Analyze(ReadOnlySpan<char> word)
    {
        var folded = Truncate(Normalize(Truncate(word, MaxWordLength)), MaxLength).ToString();
        if (folded.Length == 0 || _analysis is null)
            return folded.Length == 0 ? null : folded;
        if (_analysis.IsStopWord(folded))
            return null;

        // The stemmers add no letters, but some put accents back.
        return Normalize(_analysis.Stem(folded)) is { Length: > 0 and <= MaxLength } stem ? stem : folded;
    }

    private static ReadOnlySpan<char> Truncate(ReadOnlySpan<char> text, int length) =>
        text.Length <= length || !char.IsHighSurrogate(text[length - 1])
            ? text[..Math.Min(text.Length, length)]
            : text[..(length - 1)];
}
