using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Datelines;

namespace ArticleApi.Core.Search;

/// <summary>What of an article, a caption or a dateline is indexed: the tokens of each column, in order. Both databases take these and no other.</summary>
public sealed class SearchText
{
    /// <summary>The most that is indexed of one article, gaps included; PostgreSQL counts positions to 16,383.</summary>
    public const int MaxTokens = 16_000;

    /// <summary>How often one token counts in an article; PostgreSQL keeps 256 positions of each.</summary>
    public const int MaxRepeats = 250;

    /// <summary>Stands where texts meet, so that no phrase crosses from one to the next. No text has it.</summary>
    public const string Gap = "\uE001";

    /// <summary>Marks the name of a place, which stands among the captions' words and is found by <c>place:</c> only. No text has it.</summary>
    public const char PlaceMark = '\uE000';

    // PostgreSQL's limit for one vector is a megabyte, positions included.
    private const int MaxBytes = 1_000_000;

    private readonly List<string>[] _columns = [[], [], [], []];
    // One text is read at a time on a thread: what is only needed meanwhile is used again.
    [ThreadStatic]
    private static Dictionary<string, int>? s_repeats;
    [ThreadStatic]
    private static List<Token>? s_read;

    private readonly Dictionary<string, int> _repeats = s_repeats ??= new(512, StringComparer.Ordinal);
    private readonly List<Token> _read = s_read ??= new(512);
    private readonly List<(string Language, Lexicon Lexicon)> _rented = [];
    private int _count;
    private int _bytes;

    private SearchText() { }

    /// <summary>The tokens of one column.</summary>
    public IReadOnlyList<string> this[Columns column] => _columns[BitOperations.TrailingZeroCount((int)column)];

    public static SearchText Of(ArticleDocument article)
    {
        var text = new SearchText();
        text.Add(Columns.Headline, article.Headline, article.Language);
        text.Add(Columns.Abstract, article.Abstract, article.Language);
        foreach (var image in article.Images)
            text.Add(Columns.Caption, image.Caption?.Text, image.Caption?.Language ?? Analyser.Unknown);
        text.AddPlaces(article.Images.Select(image => image.Caption?.Dateline).Prepend(article.Dateline)
            .SelectMany(dateline => dateline?.Places ?? [])
            .SelectMany(place => Names(place.Locality, place.Region, place.Country)));
        foreach (var block in article.Body)
        {
            foreach (var piece in block.Texts)
                text.Add(Columns.Body, piece, article.Language);
        }

        return text.Done();
    }

    /// <summary>A caption by itself, with the places of its dateline.</summary>
    /// <param name="language">BCP 47.</param>
    public static SearchText OfCaption(string caption, string language, IEnumerable<Place> places)
    {
        var text = new SearchText();
        text.Add(Columns.Caption, caption, language);
        text.AddPlaces(NamesOf(places));
        return text.Done();
    }

    /// <summary>A dateline by itself: its places and its agency are its words, and <c>place:</c> finds the places too.</summary>
    public static SearchText OfDateline(DatelineFacts facts)
    {
        var text = new SearchText();
        var names = NamesOf(facts.Places).ToList();
        foreach (var name in names.Append(facts.Agency).Distinct(StringComparer.Ordinal))
            text.Add(Columns.Caption, name, Analyser.Unknown);
        text.AddPlaces(names);
        return text.Done();
    }

    private static IEnumerable<string> NamesOf(IEnumerable<Place> places) =>
        places.SelectMany(place => Names(place.Locality, place.Region, place.Country));

    private static IEnumerable<string> Names(params string?[] names) => names.OfType<string>();

    // The texts of an article are of one or two languages: each lexicon is rented once.
    private Lexicon LexiconOf(string language)
    {
        foreach (var (of, rented) in _rented)
        {
            if (of == language)
                return rented;
        }

        var lexicon = Lexicon.Rent(language);
        _rented.Add((language, lexicon));
        return lexicon;
    }

    private SearchText Done()
    {
        foreach (var (_, lexicon) in _rented)
            lexicon.Dispose();
        _rented.Clear();
        _repeats.Clear();
        return this;
    }

    // Names are not inflected, and "The Hague" has no smallest word.
    private void AddPlaces(IEnumerable<string> names)
    {
        foreach (var name in names.Distinct(StringComparer.Ordinal))
            Add(Columns.Caption, name, Analyser.Unknown, isPlace: true);
    }

    private void Add(Columns column, string? text, string language, bool isPlace = false)
    {
        if (string.IsNullOrEmpty(text) || _count >= MaxTokens)
            return;

        _read.Clear();
        Analyser.Read(text, LexiconOf(Analyser.PrimaryOf(language)), _read);

        var tokens = _columns[BitOperations.TrailingZeroCount((int)column)];
        if (_read.Count > 0)
            AddGap(tokens);
        foreach (var token in _read)
        {
            if (!Add(tokens, isPlace ? PlaceMark + token.Text : token.Text))
                return;
        }
    }

    // False where the article is full.
    private bool Add(List<string> tokens, string token)
    {
        ref var repeats = ref CollectionsMarshal.GetValueRefOrAddDefault(_repeats, token, out var isKnown);
        _bytes += isKnown ? 2 : Encoding.UTF8.GetByteCount(token) + 6;
        if (_count >= MaxTokens || _bytes > MaxBytes)
        {
            _count = MaxTokens;
            return false;
        }

        if (repeats++ >= MaxRepeats)
        {
            AddGap(tokens);
            return true;
        }

        tokens.Add(token);
        _count++;
        return true;
    }

    private void AddGap(List<string> tokens)
    {
        if (tokens.Count == 0 || tokens[^1] == Gap)
            return;

        tokens.Add(Gap);
        _count++;
    }
}
