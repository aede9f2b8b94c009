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
public sealed class SearchText
{
    /// <summary>
    /// The most that is indexed of one article, gaps included; PostgreSQL counts positions to 16,383.
    /// </summary>
    public const int MaxTokens = 16_000;

    /// <summary>How often one token counts in an article; PostgreSQL keeps 256 positions of each.</summary>
    public const int MaxRepeats = 250;

    /// <summary>Stands where texts meet, so that no phrase crosses from one to the next. No text has it.</summary>
    public const string Gap = "\uE001";

    internal static ReadOnlySpan<byte> GapUtf8 => "\uE001"u8;

    /// <summary>
    /// Marks the name of a place, which stands among the captions' words and is found by <c>place:</c> only. No text
    /// has it.
    /// </summary>
    public const char PlaceMark = '\uE000';

    // PostgreSQL's limit for one vector is a megabyte, positions included.
    private const int MaxBytes = 1_000_000;

    private const byte Space = (byte)' ';

    // Bytes rather than strings, since an import holds some thousand articles' words at once.
    private readonly byte[][] _columns;

    private SearchText(byte[][] columns) => _columns = columns;

    /// <summary>The tokens of one column in UTF-8, parted by spaces; no token holds one.</summary>
    public ReadOnlySpan<byte> Utf8(Columns column) => _columns[BitOperations.TrailingZeroCount((int)column)];

    /// <summary>The tokens of one column.</summary>
    public IReadOnlyList<string> this[Columns column] =>
        Utf8(column) is { IsEmpty: false } tokens ? Encoding.UTF8.GetString(tokens).Split(' ') : [];

    public bool HasSameTokens(SearchText other)
    {
        for (var column = 0; column < _columns.Length; column++)
        {
            if (!_columns[column].AsSpan().SequenceEqual(other._columns[column]))
                return false;
        }

        return true;
    }

    public static SearchText Of(ArticleDocument article)
    {
        var text = Writer.Rent();
        text.Add(Columns.Headline, article.Headline, article.Language);
        text.Add(Columns.Abstract, article.Abstract, article.Language);
        foreach (var image in article.Images)
            text.Add(Columns.Caption, image.Caption?.Text, image.Caption?.Language ?? Analyser.Unknown);
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
                text.Add(Columns.Body, piece, article.Language);
        }

        return text.Done();
    }

    /// <summary>A caption by itself, with the places of its dateline.</summary>
    /// <param name="language">BCP 47.</param>
    public static SearchText OfCaption(string caption, string language, IEnumerable<Place> places)
    {
        var text = Writer.Rent();
        text.Add(Columns.Caption, caption, language);
        text.AddPlaces(NamesOf(places));
        return text.Done();
    }

    /// <summary>
    /// A dateline by itself: its places and its agency are its words, and <c>place:</c> finds the places too.
    /// </summary>
    public static SearchText OfDateline(DatelineFacts facts)
    {
        var text = Writer.Rent();
        var names = NamesOf(facts.Places).ToList();
        foreach (var name in names.Append(facts.Agency).Distinct(StringComparer.Ordinal))
            text.Add(Columns.Caption, name, Analyser.Unknown);
        text.AddPlaces(names);
        return text.Done();
    }

    private static IEnumerable<string> NamesOf(IEnumerable<Place> places) =>
        places.SelectMany(place => Names(place.Locality, place.Region, place.Country));

    private static IEnumerable<string> Names(params string?[] names) => names.OfType<string>();

    /// <summary>
    /// Gathers one text's tokens. One text is written at a time on a thread, so that each thread needs one.
    /// </summary>
    private sealed class Writer
    {
        [ThreadStatic]
        private static Writer? s_own;

        private readonly ArrayBufferWriter<byte>[] _columns = [new(256), new(256), new(1024), new(8192)];
        private readonly bool[] _endsInGap = new bool[4];
        private readonly Dictionary<string, int> _repeats = new(512, StringComparer.Ordinal);
        private readonly List<Token> _read = new(512);
        private readonly List<(string Language, Lexicon Lexicon)> _rented = [];
        private int _count;
        private int _bytes;

        public static Writer Rent() => s_own ??= new();

        public SearchText Done()
        {
            foreach (var (_, lexicon) in _rented)
                lexicon.Dispose();
            _rented.Clear();
            _repeats.Clear();
            _endsInGap.AsSpan().Clear();
            (_count, _bytes) = (0, 0);

            var columns = new byte[_columns.Length][];
            for (var i = 0; i < columns.Length; i++)
            {
                columns[i] = _columns[i].WrittenSpan.ToArray();
                _columns[i].ResetWrittenCount();
            }

            return new(columns);
        }

        // Names are not inflected, and "The Hague" has no smallest word.
        public void AddPlaces(IEnumerable<string> names)
        {
            foreach (var name in names.Distinct(StringComparer.Ordinal))
                Add(Columns.Caption, name, Analyser.Unknown, isPlace: true);
        }

        public void Add(Columns column, string? text, string language, bool isPlace = false)
        {
            if (string.IsNullOrEmpty(text) || _count >= MaxTokens)
                return;

            _read.Clear();
            Analyser.Read(text, LexiconOf(Analyser.PrimaryOf(language)), _read);

            var index = BitOperations.TrailingZeroCount((int)column);
            if (_read.Count > 0)
                AddGap(index);
            foreach (var token in _read)
            {
                if (!Add(index, isPlace ? PlaceMark + token.Text : token.Text))
                    return;
            }
        }

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
                AddGap(column);
                return true;
            }

            Write(column, token);
            return true;
        }

        private void AddGap(int column)
        {
            if (_columns[column].WrittenCount == 0 || _endsInGap[column])
                return;

            Write(column, Gap);
            _endsInGap[column] = true;
        }

        private void Write(int column, string token)
        {
            var to = _columns[column];
            if (to.WrittenCount > 0)
                to.Write([Space]);
            Encoding.UTF8.GetBytes(token, to);
            _endsInGap[column] = false;
            _count++;
        }
    }
}
