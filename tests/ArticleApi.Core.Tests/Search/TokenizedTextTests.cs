using ArticleApi.Core.Articles;
using ArticleApi.Core.Search;

namespace ArticleApi.Core.Tests.Search;

public class TokenizedTextTests
{
    private static readonly DatelineDocument Kyiv = new(
        Guid.Empty,
        "KYIV, Ukraine",
        [new("Kyiv", "central", "Irpin", null, "Ukraine", "UA")],
        null,
        "AP"
    );

    [Fact]
    public void An_article_is_indexed_by_columns_with_gaps_between_its_texts()
    {
        var text = TokenizedText.FromArticle(
            new()
            {
                Id = Guid.Empty,
                Slug = "rain",
                Language = "en",
                Headline = "The rains of Lisbon",
                Abstract = "It rained.",
                Dateline = Kyiv,
                Images =
                [
                    Image("Raketen im Regen", "de", null),
                    Image("Two boats", "en", Kyiv),
                    Image("…", "en", null),
                ],
                Body =
                [
                    Paragraph.FromText("First paragraph."),
                    new Heading(2, "A heading", "A heading"),
                    Paragraph.FromText("😀"),
                    new ListBlock(false, [new("One", "One"), new("Two", "Two")]),
                    ImageBlock.OfNumber(1),
                ],
            }
        );

        Assert.Equal(["rain", "lisbon"], text[TextFields.Headline]);
        Assert.Equal(["rain"], text[TextFields.Abstract]);
        Assert.Equal(
            ["raket", "reg", "\uE001", "two", "boat", "\uE001", "\uE000kyiv", "\uE001", "\uE000ukraine"],
            text[TextFields.Caption]
        );
        Assert.Equal(["first", "paragraph", "\uE001", "head", "\uE001", "one", "\uE001", "two"], text[TextFields.Body]);
    }

    [Fact]
    public void A_caption_and_a_dateline_are_indexed_by_themselves()
    {
        Assert.Equal(
            ["two", "boat", "\uE001", "\uE000the", "\uE000hague"],
            TokenizedText.FromCaption("Two boats", "en", [new("The Hague", null, null, "NL")])[TextFields.Caption]
        );
        Assert.Equal(
            ["kyiv", "\uE001", "ukraine", "\uE001", "ap", "\uE001", "\uE000kyiv", "\uE001", "\uE000ukraine"],
            TokenizedText.FromDateline(
                new([new("Kyiv", null, "Ukraine", "UA"), new(null, null, "Ukraine", "UA")], null, "AP")
            )[TextFields.Caption]
        );
    }

    [Fact]
    public void A_token_counts_so_often_and_then_leaves_a_gap()
    {
        var body = TokenizedText.FromArticle(Article(string.Concat(Enumerable.Repeat("rain sun ", 300)) + "rain wind"))[
            TextFields.Body
        ];

        // The first stands in the headline.
        Assert.Equal(TokenizedText.MaxRepeats - 1, body.Count(token => token == "rain"));
        Assert.Equal(["\uE001", "wind"], body.TakeLast(2));
    }

    [Fact]
    public void An_article_has_no_more_tokens_than_the_databases_take()
    {
        var body = TokenizedText.FromArticle(Article(string.Join(' ', Enumerable.Range(0, 40_000))))[TextFields.Body];
        Assert.InRange(body.Count, TokenizedText.MaxTokens - 10, TokenizedText.MaxTokens);
        Assert.Equal("0", body[0]);

        // Three bytes a letter: the megabyte is full before the count is.
        var heavy = TokenizedText.FromArticle(
            Article(string.Join(' ', Enumerable.Range(0, 16_000).Select(i => new string('ა', 58) + i)))
        )[TextFields.Body];
        Assert.InRange(heavy.Sum(token => System.Text.Encoding.UTF8.GetByteCount(token)), 900_000, 1_000_000);

        var blocks = TokenizedText.FromArticle(
            Article("") with
            {
                Body = Enumerable
                    .Range(0, 5_000)
                    .Select(i => (Block)Paragraph.FromText($"{i} a{i} b{i} c{i}"))
                    .ToValueList(),
            }
        );
        Assert.InRange(blocks[TextFields.Body].Count, TokenizedText.MaxTokens - 10, TokenizedText.MaxTokens);
    }

    private static ArticleDocument Article(string body) =>
        new()
        {
            Id = Guid.Empty,
            Slug = "rain",
            Headline = "Rain",
            Body = [Paragraph.FromText(body)],
        };

    private static ImageDocument Image(string caption, string language, DatelineDocument? dateline) =>
        SampleImage.Create(new(Guid.Empty, language, caption, "REUTERS " + caption, dateline)) with
        {
            AltText = "Not the alternative text",
            Credit = new("REUTERS", null, null, false),
        };
}
