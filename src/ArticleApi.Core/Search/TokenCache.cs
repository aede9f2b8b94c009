namespace ArticleApi.Core.Search;

/// <summary>
/// One language's words and their tokens. It remembers what it has seen, so that a common word is folded and stemmed
/// once, and is found again without a string being made.
/// </summary>
internal sealed class TokenCache(LanguageAnalysis? analysis, TokenTable tokens)
{
    /// <summary>Stands for the token of a word that the language leaves out.</summary>
    public const int NoToken = -1;

    /// <summary>The longest token, in UTF-16 units; longer ones are cut.</summary>
    private const int MaxLength = 64;

    // Longer words are cut before they are folded, and not remembered.
    private const int MaxWordLength = 200;
    private const int MaxCachedLength = 40;

    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _longWords = new Dictionary<
        string,
        int
    >(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    // Open addressing: a word stands at its hash or in the next free place, and a third of the places are free.
    private Slot[] _slots = new Slot[1024];
    private int _shortWords;

    /// <summary>How many words are remembered.</summary>
    public int Count => _shortWords + _longWords.Dictionary.Count;

    /// <summary>Whether <c>'s</c> after a word is left out.</summary>
    public bool StripsPossessive => analysis is { StripsPossessive: true };

    /// <summary>The number of a word's token, or <see cref="NoToken"/>.</summary>
    public int FindToken(ReadOnlySpan<char> word)
    {
        if (WordKey.TryCreate(word) is not { } key)
            return FindLong(word);

        ref readonly var slot = ref _slots[PlaceOf(key)];
        return slot.Key.IsEmpty ? Remember(key, Analyze(word)) : slot.Token;
    }

    private int FindLong(ReadOnlySpan<char> word)
    {
        if (_longWords.TryGetValue(word, out var known))
            return known;

        var token = Analyze(word);
        if (word.Length <= MaxCachedLength)
            _longWords[word] = token;
        return token;
    }

    private int Remember(WordKey key, int token)
    {
        if (++_shortWords * 3 > _slots.Length * 2)
        {
            var slots = _slots;
            _slots = new Slot[slots.Length * 2];
            foreach (var slot in slots)
            {
                if (!slot.Key.IsEmpty)
                    _slots[PlaceOf(slot.Key)] = slot;
            }
        }

        _slots[PlaceOf(key)] = new(key, token);
        return token;
    }

    /// <summary>Where a word stands; where it belongs if it is not there.</summary>
    private int PlaceOf(in WordKey key)
    {
        var at = key.Hash & (_slots.Length - 1);
        while (!_slots[at].Key.IsEmpty && _slots[at].Key != key)
            at = (at + 1) & (_slots.Length - 1);
        return at;
    }

    private int Analyze(ReadOnlySpan<char> word)
    {
        var folded = Truncate(WordNormalizer.Normalize(Truncate(word, MaxWordLength)), MaxLength).ToString();
        if (folded.Length == 0)
            return NoToken;
        if (analysis is null)
            return tokens.GetNumber(folded);
        if (analysis.IsStopWord(folded))
            return NoToken;

        // The stemmers add no letters, but some put accents back.
        var stem = WordNormalizer.Normalize(analysis.Stem(folded));
        return tokens.GetNumber(stem.Length is > 0 and <= MaxLength ? stem : folded);
    }

    private static ReadOnlySpan<char> Truncate(ReadOnlySpan<char> text, int length) =>
        text.Length <= length || !char.IsHighSurrogate(text[length - 1])
            ? text[..Math.Min(text.Length, length)]
            : text[..(length - 1)];

    private readonly record struct Slot(WordKey Key, int Token);
}
