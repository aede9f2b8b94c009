namespace ArticleApi.Core.Search;

/// <summary>
/// What one worker has learnt of words: their tokens, for each language that it met. One at a time uses it, since
/// neither its memory nor the stemmers stand two.
/// </summary>
internal sealed class Vocabulary : IDisposable
{
    // Some 25 MB. An archive of 15,000 articles has 100,000 words; one that has more begins anew now and then, which
    // costs less than to look after what is rare.
    private const int MaxWords = 131_072;

    // The last one given back is the first to be taken, so that few learn all and stay in the processor's caches.
    private static readonly Stack<Vocabulary> Idle = new();
    private static readonly Lock IdleLock = new();
    private static readonly int MaxIdle = Environment.ProcessorCount;

    private readonly Dictionary<string, TokenCache> _caches = new(StringComparer.Ordinal);
    private (string Language, TokenCache Cache)? _last;

    public TokenTable Tokens { get; } = new();

    /// <summary>A vocabulary for this worker alone, until it is disposed of.</summary>
    public static Vocabulary Rent()
    {
        lock (IdleLock)
        {
            if (Idle.TryPop(out var idle))
                return idle;
        }

        return new();
    }

    /// <summary>Gives it back. One that is full is let go, and another begun when it is needed.</summary>
    public void Dispose()
    {
        var words = 0;
        foreach (var cache in _caches.Values)
            words += cache.Count;
        if (Math.Max(words, Tokens.Count) > MaxWords)
            return;

        lock (IdleLock)
        {
            if (Idle.Count < MaxIdle)
                Idle.Push(this);
        }
    }

    /// <param name="language">BCP 47.</param>
    public TokenCache GetCache(string language)
    {
        // The texts of an article are of one or two languages.
        if (_last is { } last && last.Language == language)
            return last.Cache;

        // All languages of which nothing is known share one.
        var subtag = TextAnalyzer.PrimarySubtagOf(language);
        var known = LanguageAnalysis.IsKnown(subtag) ? subtag : TextAnalyzer.UnknownLanguage;
        if (!_caches.TryGetValue(known, out var cache))
            _caches.Add(known, cache = new(LanguageAnalysis.Create(known), Tokens));

        _last = (language, cache);
        return cache;
    }
}
