using System.Text.RegularExpressions;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Search;
using CsCheck;

namespace ArticleApi.Core.Tests.Search;

public partial class HighlighterTests
{
    [Theory]
    [InlineData(
        "en",
        "missile",
        "Turkey’s S-400 missiles & <others>",
        "Turkey’s S-400 <mark>missiles</mark> &amp; &lt;others&gt;"
    )]
    [InlineData("en", "turkey s-400", "Turkey’s S-400 missiles", "<mark>Turkey</mark>’s <mark>S-400</mark> missiles")]
    [InlineData(
        "en",
        "\"white house\"",
        "The White House is no white house, nor a house",
        "The <mark>White House</mark> is no <mark>white house</mark>, nor a house"
    )]
    [InlineData("en", "\"bank america\"", "The Bank of America", "The <mark>Bank of America</mark>")]
    [InlineData(
        "en",
        "miss*",
        "Missions missed missiles",
        "<mark>Missions</mark> <mark>missed</mark> <mark>missiles</mark>"
    )]
    [InlineData("en", "\"rain sun\" \"sun wind\"", "Rain, sun, wind", "<mark>Rain, sun, wind</mark>")]
    [InlineData("en", "rain -sun", "Rain and sun", "<mark>Rain</mark> and sun")]
    [InlineData("en", "body:rain", "Rain", null)]
    [InlineData("en", "headline:rain", "Rain", "<mark>Rain</mark>")]
    [InlineData("en", "place:rain", "Rain", null)]
    [InlineData("en", "sun", "Rain", null)]
    [InlineData("de", "haus", "Die Häuser", "Die <mark>Häuser</mark>")]
    [InlineData("fr", "elections", "L’élection", "L’<mark>élection</mark>")]
    [InlineData("ru", "новая", "В новые дома", "В <mark>новые</mark> дома")]
    [InlineData("zh", "北京", "在北京市，北方", "在<mark>北京</mark>市，北方")]
    [InlineData("en", "resume", "A re\u0301sume\u0301!", "A <mark>re\u0301sume\u0301</mark>!")]
    [InlineData("en", "rain", "\uD83D rain \uDE00", "\uD83D <mark>rain</mark> \uDE00")]
    public void The_headline_is_marked_where_it_matches(string language, string q, string headline, string? marked) =>
        Assert.Equal(marked, Of(q, Article(headline) with { Language = language }, language).Headline);

    [Fact]
    public void The_paragraph_with_the_most_is_cut_at_words()
    {
        var filler = string.Join(' ', Enumerable.Repeat("lorem ipsum", 40));
        var article = Article("x") with
        {
            Abstract = "Rain " + filler,
            Body =
            [
                Paragraph.FromText("Rain alone."),
                Paragraph.FromText($"{filler} rain {filler} rain falls & the sun shines {filler}"),
                Paragraph.FromText("Sun alone."),
            ],
        };
        var found = Of("rain sun", article);

        Assert.Null(found.Headline);
        Assert.Equal("<mark>Rain</mark> " + filler, found.Abstract);
        Assert.Null(found.Caption);
        Assert.Matches(
            @"^…(lorem|ipsum) .* <mark>rain</mark> falls &amp; the <mark>sun</mark> shines .* (lorem|ipsum)…$",
            found.Body
        );
        Assert.InRange(Plain(found.Body!).Length, 170, 202);
    }

    [Fact]
    public void Each_caption_is_read_in_its_language()
    {
        var article = Article("x") with { Images = [Image("Die Rakete", "de"), Image("Two rackets", "en")] };

        Assert.Equal("Die <mark>Rakete</mark>", Of("Raketen", article, "en", "de").Caption);
        Assert.Equal("Two <mark>rackets</mark>", Of("racket", article, "en", "de").Caption);
    }

    [Fact]
    public void Text_without_spaces_and_words_without_end_are_cut_too()
    {
        var chinese = Of(
            "\"北京\"",
            Article("x") with
            {
                Body = [Paragraph.FromText(new string('国', 500) + "北京" + new string('国', 500))],
                Language = "zh",
            },
            "zh"
        ).Body!;
        Assert.Contains("国<mark>北京</mark>国", chinese, StringComparison.Ordinal);
        Assert.Equal(202, Plain(chinese).Length);

        // The two words of the phrase stand far apart.
        var far = Of(
            "\"rain sun\"",
            Article("x") with
            {
                Body = [Paragraph.FromText("rain" + new string('.', 5_000) + "sun")],
            }
        ).Body!;
        Assert.StartsWith("<mark>rain...", far, StringComparison.Ordinal);
        Assert.EndsWith("...</mark>…", far, StringComparison.Ordinal);
        Assert.Equal(201, Plain(far).Length);

        var pairs = Of(
            "rain",
            Article("x") with
            {
                Body =
                [
                    Paragraph.FromText(
                        string.Concat(Enumerable.Repeat("😀", 300))
                            + "rain"
                            + string.Concat(Enumerable.Repeat("😀", 300))
                    ),
                ],
            }
        ).Body!;
        Assert.All(pairs.EnumerateRunes(), rune => Assert.NotEqual(System.Text.Rune.ReplacementChar, rune));
    }

    [Fact]
    public void Any_text_stays_itself_but_for_the_marks() =>
        Gen.Select(TextGenerators.Text, TextGenerators.Text, TextGenerators.Language)
            .ForAll(
                (q, text, language) =>
                {
                    if (
                        SearchQuery.Parse(q).Query?.ToExpression([TextAnalyzer.PrimarySubtagOf(language)])
                        is not { } expression
                    )
                        return;

                    var found = new Highlighter(expression).Highlight(
                        Article(text) with
                        {
                            Language = language,
                            Body = [Paragraph.FromText(text)],
                            Images = [Image(text, language)],
                        }
                    );

                    Assert.True(found.Headline is null || Plain(found.Headline) == text);
                    Assert.All(
                        [found.Caption, found.Body],
                        cut => Assert.Contains(Plain(cut ?? "").Trim('…'), text, StringComparison.Ordinal)
                    );
                    Assert.All(
                        [found.Headline, found.Caption, found.Body],
                        html => Assert.True(html is null || MarkedWord().IsMatch(html))
                    );
                },
                10_000
            );

    private static Highlights Of(string q, ArticleDocument article, params string[] languages) =>
        new Highlighter(SearchQuery.Parse(q).Query!.ToExpression(languages is [] ? ["en"] : languages)).Highlight(
            article
        );

    private static string Plain(string html) =>
        html.Replace("<mark>", "", StringComparison.Ordinal)
            .Replace("</mark>", "", StringComparison.Ordinal)
            .Replace("&lt;", "<", StringComparison.Ordinal)
            .Replace("&gt;", ">", StringComparison.Ordinal)
            .Replace("&amp;", "&", StringComparison.Ordinal);

    private static ArticleDocument Article(string headline) =>
        new()
        {
            Id = Guid.Empty,
            Slug = "rain",
            Language = "en",
            Headline = headline,
        };

    private static ImageDocument Image(string caption, string language) =>
        SampleImage.Create(new(Guid.Empty, language, caption, null, null));

    [GeneratedRegex("<mark>[^<]+</mark>")]
    private static partial Regex MarkedWord();
}
