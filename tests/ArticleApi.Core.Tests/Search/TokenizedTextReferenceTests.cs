using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using ArticleApi.Core.Articles;
using ArticleApi.Core.NearDuplicates;
using ArticleApi.Core.Search;
using CsCheck;

namespace ArticleApi.Core.Tests.Search;

/// <summary>
/// What is indexed of a text, and its signature, against the plain way to them: its words one after the other, joined,
/// and taken apart again.
/// </summary>
public class TokenizedTextReferenceTests
{
    private static readonly TextFields[] Fields =
    [
        TextFields.Headline,
        TextFields.Abstract,
        TextFields.Caption,
        TextFields.Body,
    ];

    private static readonly Gen<string> Prose = Gen.OneOf(
        TextGenerators.Text,
        Gen.Select(TextGenerators.Word, TextGenerators.Word.Array[5, 40], (one, more) => string.Join(' ', more) + one)
    );

    private static readonly Gen<PlaceDocument> Place = Gen.Select(
        TextGenerators.From("Kyiv", "The Hague", "", "São Paulo", "Rain"),
        TextGenerators.Text,
        (known, any) => new PlaceDocument(known, null, null, null, any, null)
    );

    private static readonly Gen<DatelineDocument?> Dateline = Gen.OneOf(
        Gen.Const((DatelineDocument?)null),
        Place
            .Array[0, 3]
            .Select(places => (DatelineDocument?)new DatelineDocument(Guid.Empty, "", [.. places], null, null))
    );

    private static readonly Gen<ImageDocument> Image = Gen.Select(
        TextGenerators.TextAndLanguage,
        Dateline,
        Gen.Bool,
        (caption, dateline, isBare) =>
            SampleImage.Create(isBare ? null : new(Guid.Empty, caption.Language, caption.Text, caption.Text, dateline))
    );

    private static readonly Gen<ArticleDocument> Article = Gen.Select(
        TextGenerators.Language,
        Prose,
        Gen.Select(Dateline, Image.Array[0, 3]),
        Prose.Array[0, 12],
        Gen.Int[1, 40],
        (language, headline, shown, paragraphs, times) =>
            new ArticleDocument
            {
                Id = Guid.Empty,
                Slug = "text",
                Language = language,
                Headline = headline,
                Abstract = paragraphs.FirstOrDefault(),
                Dateline = shown.Item1,
                Images = [.. shown.Item2],
                // Enough of the same for a word to come too often.
                Body = [.. Enumerable.Repeat(paragraphs, times).SelectMany(all => all).Select(Block)],
            }
    );

    [Fact]
    public void Any_article_is_indexed_as_its_words_are_and_recognised_by_them() => Article.ForAll(HoldsFor, 1_000);

    [Fact]
    public void So_is_one_that_is_too_long() =>
        Gen.Select(TextGenerators.Language, Prose.Array[1, 4], Gen.Int[1, 12])
            .ForAll(
                (language, texts, each) =>
                    HoldsFor(
                        new()
                        {
                            Id = Guid.Empty,
                            Slug = "text",
                            Language = language,
                            Headline = texts[0],
                            Body =
                            [
                                .. Enumerable
                                    .Range(0, 18_000 / each)
                                    .Chunk(each)
                                    .Select(numbers => string.Join(' ', numbers.Select(n => $"w{n} x{n} {texts[^1]}")))
                                    .Select(Block),
                            ],
                        }
                    ),
                10
            );

    [Fact]
    public void So_is_one_of_more_bytes_than_the_databases_take() =>
        HoldsFor(
            new()
            {
                Id = Guid.Empty,
                Slug = "text",
                Language = "ka",
                Headline = "text",
                Body = [Block(string.Join(' ', Enumerable.Range(0, 12_000).Select(n => new string('ა', 58) + n)))],
            }
        );

    [Fact]
    public void A_word_is_the_same_token_however_often_and_in_whatever_case_it_comes() =>
        Gen.Select(
                Gen.OneOf(Gen.Char['a', 'z'], Gen.Char['à', 'ö'], Gen.Char['а', 'я'], Gen.Char['0', '9'])
                    .Array[1, 80]
                    .Select(letters => new string(letters)),
                TextGenerators.Language
            )
            .ForAll(
                (word, language) =>
                {
                    var once = ExpressionFormatter.FormatTokens(word, language);

                    Assert.Equal(once, ExpressionFormatter.FormatTokens(word, language));
                    Assert.Equal(once, ExpressionFormatter.FormatTokens(word.ToUpperInvariant(), language));
                },
                5_000
            );

    [Fact]
    public void More_words_than_are_remembered_are_told_from_each_other()
    {
        static List<string> WordsOf(int text) => [.. Enumerable.Range(0, 100_000).Select(n => $"v{text % 5}x{n}")];

        Assert.All(
            Enumerable.Range(0, 6),
            text =>
                Assert.Equal(
                    string.Join(' ', WordsOf(text)),
                    ExpressionFormatter.FormatTokens(string.Join(' ', WordsOf(text)), "und")
                )
        );
    }

    private static void HoldsFor(ArticleDocument article)
    {
        var text = TokenizedText.FromArticle(article);
        var reference = Reference.Of(article);

        Assert.Equal(
            Fields.Select(field => (field, reference.TextOf(field))),
            Fields.Select(field => (field, Encoding.UTF8.GetString(text.GetUtf8(field))))
        );
        Assert.Equal(reference.Signature(), TextSignature.Compute(text)?.ToBytes());
    }

    private static Block Block(string text) => Paragraph.FromText(text);

    private sealed class Reference
    {
        private const int MaxBytes = 1_000_000;

        private readonly Dictionary<TextFields, List<string>> _tokens = Fields.ToDictionary(
            field => field,
            _ => new List<string>()
        );
        private readonly Dictionary<string, int> _repeats = [];
        private int _bytes;
        private bool _isFull;

        private int Count => _tokens.Values.Sum(tokens => tokens.Count);

        public static Reference Of(ArticleDocument article)
        {
            var text = new Reference();
            text.Add(TextFields.Headline, article.Headline, article.Language);
            text.Add(TextFields.Abstract, article.Abstract ?? "", article.Language);
            var captions = article.Images.Select(image => image.Caption).OfType<CaptionDocument>().ToList();
            foreach (var caption in captions)
                text.Add(TextFields.Caption, caption.Text ?? "", caption.Language);
            var names =
                from dateline in captions.Select(caption => caption.Dateline).Prepend(article.Dateline)
                where dateline is not null
                from place in dateline.Places
                from name in (string?[])[place.Locality, place.Region, place.Country]
                where name is not null
                select name;
            foreach (var name in names.Distinct())
                text.Add(TextFields.Caption, name, TextAnalyzer.UnknownLanguage, TokenizedText.PlacePrefix.ToString());
            foreach (var piece in article.Body.SelectMany(block => block.Texts))
                text.Add(TextFields.Body, piece, article.Language);
            return text;
        }

        public string TextOf(TextFields field) => string.Join(' ', _tokens[field]);

        public byte[]? Signature()
        {
            var paragraphs = TextOf(TextFields.Body)
                .Split(TokenizedText.FieldBreak)
                .Select(paragraph => paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .ToList();
            var phrases =
                from words in paragraphs
                from at in Enumerable.Range(0, Math.Max(words.Length - 2, 0))
                select HashOf(
                    words.Skip(at).Take(3).Select(word => XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(word)))
                );
            var least = phrases.Distinct().Order().Take(64).ToArray();
            return paragraphs.Sum(words => words.Length) < TextSignature.MinWords || least.Length == 0
                ? null
                : MemoryMarshal.AsBytes<uint>(least).ToArray();
        }

        private static uint HashOf(IEnumerable<ulong> phrase) =>
            (uint)XxHash3.HashToUInt64(MemoryMarshal.AsBytes<ulong>(phrase.ToArray()));

        private void Add(TextFields field, string text, string language, string prefix = "")
        {
            var tokens = TextAnalyzer.Tokenize(text, language).ConvertAll(token => prefix + token.Text);
            if (tokens.Count > 0 && !_isFull && Count < TokenizedText.MaxTokens)
                AddBreak(field);
            foreach (var token in tokens)
                Add(field, token);
        }

        private void Add(TextFields field, string token)
        {
            var repeats = _repeats.GetValueOrDefault(token);
            _repeats[token] = repeats + 1;
            _bytes += repeats == 0 ? Encoding.UTF8.GetByteCount(token) + 6 : 2;
            _isFull |= Count >= TokenizedText.MaxTokens || _bytes > MaxBytes;
            if (_isFull)
                return;

            if (repeats >= TokenizedText.MaxRepeats)
                AddBreak(field);
            else
                _tokens[field].Add(token);
        }

        private void AddBreak(TextFields field)
        {
            if (_tokens[field].LastOrDefault(TokenizedText.FieldBreak) != TokenizedText.FieldBreak)
                _tokens[field].Add(TokenizedText.FieldBreak);
        }
    }
}
