using System.Buffers;
using System.Numerics;

namespace ArticleApi.Core.Search;

/// <summary>Gathers a text's tokens in one pass: their bytes for the index, and their hashes for the sketch.</summary>
internal sealed class TokenizedTextBuilder
{
    // PostgreSQL's limit for one vector is a megabyte, positions included.
    private const int MaxBytes = 1_000_000;

    private static readonly int Body = IndexOf(TextFields.Body);

    private readonly Vocabulary _vocabulary = Vocabulary.Rent();
    private readonly FieldBuffer[] _fields = new FieldBuffer[Body + 1];
    private readonly PhraseSketch _phrases = new();
    private readonly HashSet<string> _places = new(StringComparer.Ordinal);
    private int _count;
    private int _bytes;

    public TokenizedTextBuilder() => _vocabulary.Tokens.BeginText();

    /// <summary>The text; the builder is done with.</summary>
    public TokenizedText Build()
    {
        _vocabulary.Dispose();
        return new(Array.ConvertAll(_fields, field => field.Take()), _phrases);
    }

    /// <summary>Each name is added once, in whatever places it comes.</summary>
    public void AddPlace(string? locality, string? region, string? country)
    {
        AddPlaceName(locality);
        AddPlaceName(region);
        AddPlaceName(country);
    }

    // Names are not inflected, and "The Hague" has no smallest word.
    private void AddPlaceName(string? name)
    {
        if (name is not null && _places.Add(name))
            Add(TextFields.Caption, name, TextAnalyzer.UnknownLanguage, isPlace: true);
    }

    public void Add(TextFields field, string? text, string language, bool isPlace = false)
    {
        if (string.IsNullOrEmpty(text) || _count >= TokenizedText.MaxTokens)
            return;

        var index = IndexOf(field);
        var cache = _vocabulary.GetCache(language);
        var words = new WordReader(text, cache.StripsPossessive);
        var isFirst = true;
        while (words.Read())
        {
            var token = cache.FindToken(words.Word);
            if (token == TokenCache.NoToken)
                continue;
            if (isFirst)
                AddFieldBreak(index);

            isFirst = false;
            if (!Add(index, isPlace ? _vocabulary.Tokens.GetPlaceNumber(token) : token))
                return;
        }
    }

    private static int IndexOf(TextFields field) => BitOperations.TrailingZeroCount((int)field);

    // False where the article is full.
    private bool Add(int field, int number)
    {
        var tokens = _vocabulary.Tokens;
        var repeats = tokens.CountRepeat(number);
        var utf8 = tokens.GetUtf8(number);
        _bytes += repeats > 0 ? 2 : utf8.Length + 6;
        if (_count >= TokenizedText.MaxTokens || _bytes > MaxBytes)
        {
            _count = TokenizedText.MaxTokens;
            return false;
        }

        if (repeats >= TokenizedText.MaxRepeats)
        {
            AddFieldBreak(field);
            return true;
        }

        _fields[field].Append(utf8);
        _count++;
        if (field == Body)
            _phrases.Add(tokens.GetHash(number));
        return true;
    }

    private void AddFieldBreak(int field)
    {
        if (!_fields[field].AppendBreak())
            return;

        _count++;
        if (field == Body)
            _phrases.EndParagraph();
    }

    /// <summary>The tokens of one field, parted by spaces, in a borrowed array.</summary>
    private struct FieldBuffer
    {
        private byte[]? _bytes;
        private int _length;
        private bool _endsInBreak;

        public void Append(ReadOnlySpan<byte> token)
        {
            var end = _length + 1 + token.Length;
            if (_bytes is null || end > _bytes.Length)
                Grow(end);
            if (_length > 0)
                _bytes![_length++] = (byte)' ';
            token.CopyTo(_bytes.AsSpan(_length));
            _length += token.Length;
            _endsInBreak = false;
        }

        /// <summary>False where a break would part nothing.</summary>
        public bool AppendBreak()
        {
            if (_length == 0 || _endsInBreak)
                return false;

            Append(TokenizedText.FieldBreakUtf8);
            return _endsInBreak = true;
        }

        public readonly byte[] Take()
        {
            var taken = _bytes.AsSpan(0, _length).ToArray();
            if (_bytes is not null)
                ArrayPool<byte>.Shared.Return(_bytes);
            return taken;
        }

        private void Grow(int length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(length, 2 * _length));
            _bytes.AsSpan(0, _length).CopyTo(larger);
            if (_bytes is not null)
                ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }
    }
}
