using System.Numerics;
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

    public static ReadOnlySpan<byte> FieldBreakUtf8 => "\uE001"u8;

    /// <summary>
    /// Marks the name of a place, which stands among the captions' words and is found by <c>place:</c> only. No text
    /// has it.
    /// </summary>
    public const char PlacePrefix = '\uE000';

    // Bytes rather than strings, since an import holds some thousand articles' words at once.
    private readonly byte[][] _fields;

    internal TokenizedText(byte[][] fields, PhraseSketch phrases) => (_fields, Phrases) = (fields, phrases);

    /// <summary>What the body is recognised by when it comes again.</summary>
    internal PhraseSketch Phrases { get; }

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
        var text = new TokenizedTextBuilder();
        text.Add(TextFields.Headline, article.Headline, article.Language);
        text.Add(TextFields.Abstract, article.Abstract, article.Language);
        foreach (var image in article.Images)
            text.Add(TextFields.Caption, image.Caption?.Text, image.Caption?.Language ?? TextAnalyzer.UnknownLanguage);
        AddPlaces(text, article.Dateline);
        foreach (var image in article.Images)
            AddPlaces(text, image.Caption?.Dateline);
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
        var text = new TokenizedTextBuilder();
        text.Add(TextFields.Caption, caption, language);
        foreach (var place in places)
            text.AddPlace(place.Locality, place.Region, place.Country);
        return text.Build();
    }

    /// <summary>
    /// A dateline by itself: its places and its agency are its words, and <c>place:</c> finds the places too.
    /// </summary>
    public static TokenizedText FromDateline(DatelineFacts facts)
    {
        var text = new TokenizedTextBuilder();
        var names = facts.Places.SelectMany(place => (string?[])[place.Locality, place.Region, place.Country]);
        foreach (var name in names.Append(facts.Agency).OfType<string>().Distinct(StringComparer.Ordinal))
            text.Add(TextFields.Caption, name, TextAnalyzer.UnknownLanguage);
        foreach (var place in facts.Places)
            text.AddPlace(place.Locality, place.Region, place.Country);
        return text.Build();
    }

    private static void AddPlaces(TokenizedTextBuilder text, DatelineDocument? dateline)
    {
        if (dateline is null)
            return;

        foreach (var place in dateline.Places)
            text.AddPlace(place.Locality, place.Region, place.Country);
    }
}
