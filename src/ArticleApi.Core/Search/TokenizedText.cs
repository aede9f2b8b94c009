using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Datelines;

namespace ArticleApi.Core.Search;

/// <summary>
/// What of an article, a caption or a dateline is indexed: the tokens of each column, in order. Both databases take
/// these and no other.
/// </summary>
public sealed class TokenizedText
{
    /// <summary>
    /// The most that is indexed of one article, gaps included; PostgreSQL counts positions to 16,383.
    /// </summary>
    public const int MaxTokens = 16_000;

    /// <summary>How often one token counts in an article; PostgreSQL keeps 256 positions of each.</summary>
    public const int MaxRepeats = 250;

    /// <summary>Stands where texts meet, so that no phrase crosses from one to the next. No text has it.</summary>
    public const string FieldBreak = "\uE001";

    internal static ReadOnlySpan<byte> FieldBreakUtf8 => "\uE001"u8;

    /// <summary>
    /// Marks the name of a place, which stands among the captions' words and is found by <c>place:</c> only. No text
    /// has it.
    /// </summary>
    public const char PlacePrefix = '\uE000';

    // PostgreSQL's limit for one vector is a megabyte, positions included.
    private const int MaxBytes = 1_000_000;

    private const byte Space = (byte)' ';

    // Bytes rather than strings, since an import holds some thousand articles' words at once.
    private readonly byte[][] _fields;

    private TokenizedText(byte[][] columns) => _fields = columns;

    /// <summary>The tokens of one column in UTF-8, parted by spaces; no token holds one.</summary>
    public ReadOnlySpan<byte> GetUtf8(TextFields column) => _fields[BitOperations.TrailingZeroCount((int)column)];

    /// <summary>The tokens of one column.</summary>
    public IReadOnlyList<string> this[TextFields column] =>
        GetUtf8(column) is { IsEmpty: false } tokens ? Encoding.UTF8.GetString(tokens).Split(' ') : [];

    public bool HasSameTokens(TokenizedText other)
    {
        for (var column = 0; column < _fields.Length; column++)
        {
            if (!_fields[column].AsSpan().SequenceEqual(other._fields[column]))
                return false;
        }

        return true;
    }

    public static TokenizedText FromArticle(ArticleDocument article)
    {
        var text = TokenizedTextBuilder.Rent();
        text.Add(TextFields.Headline, article.Headline, article.Language);
        text.Add(TextFields.Abstract, article.Abstract, article.Language);
        foreach (var image in article.Images)
            text.Add(TextFields.Caption, image.Caption?.Text, image.Caption?.Language ?? TextAnalyzer.UnknownLanguage);
        text.AddPlaces(
            article
                .Images.Select(image => image.Caption?.Dateline)
                .Prepend(article.Dateline)
                .SelectMany(dateline => dateline?.Places ?? [])
                .SelectMany(place => Names(place.Locality, place.Region, place.Country))
        );
        foreach (var block in article.Body)
        {
            foreach (var piece in block.Texts)
                text.Add(TextFields.Body, piece, article.Language);
        }

        return text.Build();
    }

    /// <summary>A caption by itself, with the places of its dateline.</summary>
    /// <param name="language">BCP 47.</param>
    public static TokenizedText FromCaption(string caption, string language, IEnumerable<Place> places)
    {
        var text = TokenizedTextBuilder.Rent();
        text.Add(TextFields.Caption, caption, language);
        text.AddPlaces(NamesOf(places));
        return text.Build();
    }

    /// <summary>
    /// A dateline by itself: its places and its agency are its words, and <c>place:</c> finds the places too.
    /// </summary>
    public static TokenizedText FromDateline(DatelineFacts facts)
    {
        var text = TokenizedTextBuilder.Rent();
        var names = NamesOf(facts.Places).ToList();
        foreach (var name in names.Append(facts.Agency).Distinct(StringComparer.Ordinal))
            text.Add(TextFields.Caption, name, TextAnalyzer.UnknownLanguage);
        text.AddPlaces(names);
        return text.Build();
    }

    private static IEnumerable<string> NamesOf(IEnumerable<Place> places) =>
        places.SelectMany(place => Names(place.Locality, place.Region, place.Country));

    private static IEnumerable<string> Names(params string?[] names) => names.OfType<string>();

    /// <summary>
    /// Gathers one text's tokens. One text is written at a time on a thread, so that each thread needs one.
    /// </summary>
    private sealed class TokenizedTextBuilder
    {
        [ThreadStatic]
        private static TokenizedTextBuilder? s_own;

        private readonly ArrayBufferWriter<byte>[] _fields = [new(256), new(256), new(1024), new(8192)];
        private readonly bool[] _endsInFieldBreak = new bool[4];
        private readonly Dictionary<string, int> _repeats = new(512, StringComparer.Ordinal);
        private readonly List<Token> _read = new(512);
        private readonly List<(string Language, TokenCache Cache)> _rented = [];
        private int _count;
        private int _bytes;

        public static TokenizedTextBuilder Rent() => s_own ??= new();

        public TokenizedText Build()
        {
            foreach (var (_, cache) in _rented)
                cache.Dispose();
            _rented.Clear();
            _repeats.Clear();
            _endsInFieldBreak.AsSpan().Clear();
            (_count, _bytes) = (0, 0);

            var columns = new byte[_fields.Length][];
            for (var i = 0; i < columns.Length; i++)
            {
                columns[i] = _fields[i].WrittenSpan.ToArray();
                _fields[i].ResetWrittenCount();
            }

            return new(columns);
        }

        // Names are not inflected, and "The Hague" has no smallest word.
        public void AddPlaces(IEnumerable<string> names)
        {
            foreach (var name in names.Distinct(StringComparer.Ordinal))
                Add(TextFields.Caption, name, TextAnalyzer.UnknownLanguage, isPlace: true);
        }

        public void Add(TextFields column, string? text, string language, bool isPlace = false)
        {
            if (string.IsNullOrEmpty(text) || _count >= MaxTokens)
                return;

            _read.Clear();
            TextAnalyzer.AppendTokens(text, TokenCacheFor(TextAnalyzer.PrimarySubtagOf(language)), _read);

            var index = BitOperations.TrailingZeroCount((int)column);
            if (_read.Count > 0)
                AddFieldBreak(index);
            foreach (var token in _read)
            {
                if (!Add(index, isPlace ? PlacePrefix + token.Text : token.Text))
                    return;
            }
        }

        // The texts of an article are of one or two languages: each cache is rented once.
        private TokenCache TokenCacheFor(string language)
        {
            foreach (var (of, rented) in _rented)
            {
                if (of == language)
                    return rented;
            }

            var cache = TokenCache.Rent(language);
            _rented.Add((language, cache));
            return cache;
        }

        // False where the article is full.
        private bool Add(int column, string token)
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
                AddFieldBreak(column);
                return true;
            }

            Write(column, token);
            return true;
        }

        private void AddFieldBreak(int column)
        {
            if (_fields[column].WrittenCount == 0 || _endsInFieldBreak[column])
                return;

            Write(column, FieldBreak);
            _endsInFieldBreak[column] = true;
        }

        private void Write(int column, string token)
        {
            var to = _fields[column];
            if (to.WrittenCount > 0)
                to.Write([Space]);
            Encoding.UTF8.GetBytes(token, to);
            _endsInFieldBreak[column] = false;
            _count++;
        }
    }
}
