using System.Diagnostics;
using ArticleApi.Core.Search;

namespace ArticleApi.Core.Tests.Search;

public class SearchQueryTests
{
    private const string Term = "a word, a \"phrase\" or a (group)";

    [Theory]
    [InlineData("missiles", "missil")]
    [InlineData("  Turkey’s\u00A0missiles ", "(turkey & missil)")]
    [InlineData("\"White Houses\"", "\"white hous\"")]
    [InlineData("“the White House”", "\"white hous\"")]
    [InlineData("rain -sun -\"white house\"", "(rain - (sun | \"white hous\"))")]
    [InlineData("-sun rain", "(rain - sun)")]
    [InlineData("rain OR sun wind", "(rain | (sun & wind))")]
    [InlineData("(rain OR sun) wind", "((rain | sun) & wind)")]
    [InlineData("rain or sun", "(rain & sun)")]
    [InlineData("rain ORacle", "(rain & oracl)")]
    [InlineData("rain-sun", "\"rain sun\"")]
    [InlineData("S-400", "\"s 400\"")]
    [InlineData("北京", "\"北 京\"")]
    [InlineData("北京*", "\"北 京\"")]
    [InlineData("京*", "京")]
    [InlineData("U.S.", "us")]
    [InlineData("miss*", "miss*")]
    [InlineData("missiles*", "(missiles* | missil)")]
    [InlineData("the*", "the*")]
    [InlineData("headline:rain sun", "(A:rain & sun)")]
    [InlineData("Headline:\"white house\"", "A:\"white hous\"")]
    [InlineData("-abstract:rain caption:(sun OR wind) body:snow*", "(((C:sun | C:wind) & D:snow*) - B:rain)")]
    [InlineData(
        "place:\"New York\" place:(Kyiv OR lond*)",
        "(C:\"\uE000new \uE000york\" & (C:\uE000kyiv | C:\uE000lond*))"
    )]
    [InlineData("place:\"The Hague\"", "C:\"\uE000the \uE000hague\"")]
    [InlineData("http://example.org/rain", "\"http exampl org rain\"")]
    [InlineData("headline:http://example.org", "A:\"http exampl org\"")]
    [InlineData("12:30", "\"12 30\"")]
    [InlineData("über:all", "\"uber all\"")]
    [InlineData(":rain", "rain")]
    [InlineData("the rain", "rain")]
    [InlineData("the OR rain", "rain")]
    [InlineData("rain -the", "rain")]
    [InlineData("rain & 😀 -😀 \"\" -\"…\"", "rain")]
    [InlineData("rain (😀) OR 😀", "rain")]
    [InlineData("rain rain RAIN (rain)", "rain")]
    [InlineData("(rain (sun (wind)))", "(rain & sun & wind)")]
    [InlineData("rain -(sun -wind)", "(rain - (sun - wind))")]
    [InlineData("a\"rain\"b", "(rain & b)")]
    [InlineData("rain\0sun", "\"rain sun\"")]
    [InlineData("((((((((rain))))))))", "rain")]
    public void A_query_asks_for_this_of_English_texts(string q, string expected)
    {
        var (query, error) = SearchQuery.Parse(q);

        Assert.Null(error);
        Assert.Equal(expected, ExpressionFormatter.Format(query!.ToExpression(["en"])));
    }

    [Theory]
    [InlineData("", 1, Term)]
    [InlineData("   ", 4, Term)]
    [InlineData("()", 2, Term)]
    [InlineData("rain ()", 7, Term)]
    [InlineData("OR rain", 1, Term)]
    [InlineData("rain OR", 8, Term)]
    [InlineData("rain OR OR sun", 9, Term)]
    [InlineData("(rain OR) sun", 9, Term)]
    [InlineData("rain -", 7, Term + " right after -")]
    [InlineData("rain - sun", 7, Term + " right after -")]
    [InlineData("--rain", 2, Term + " right after -")]
    [InlineData("(rain -)", 8, Term + " right after -")]
    [InlineData("-rain", 1, "something to look for beside what is left out")]
    [InlineData("rain OR -sun", 9, "something to look for beside what is left out")]
    [InlineData("rain -(-sun)", 8, "something to look for beside what is left out")]
    [InlineData("😀 -rain", 4, "something to look for beside what is left out")]
    [InlineData("rain \"sun", 10, "a closing quotation mark for the one at 6")]
    [InlineData("😀 (rain (sun)", 15, "a closing parenthesis for the one at 4")]
    [InlineData("rain) sun", 5, "no closing parenthesis: none is open")]
    [InlineData("ra*", 3, "one word of 3 letters or more before *")]
    [InlineData("*", 1, "one word of 3 letters or more before *")]
    [InlineData("s-400*", 6, "one word of 3 letters or more before *")]
    [InlineData("日本x*", 4, "one word of 3 letters or more before *")]
    [InlineData("e\u0301te\u0301*x", 6, "no * here: only at the end of a word")]
    [InlineData("aaa* bbb* ccc* OR ddd* eee* (fff* ggg*) -hhh* iii*", 50, "no * here: at most 8 words end with one")]
    [InlineData("rain**", 5, "no * here: only at the end of a word")]
    [InlineData("*rain", 1, "no * here: only at the end of a word")]
    [InlineData("\"heavy rain*\"", 12, "no * in a phrase: only at the end of a word")]
    [InlineData("\"heavy rain\"*", 13, "no * after a phrase: only at the end of a word")]
    [InlineData(
        "sun foo:rain",
        5,
        "one of the fields headline:, abstract:, caption:, body:, place:; or quotation marks around what is no field"
    )]
    [InlineData(
        "foo:\"rain\"",
        1,
        "one of the fields headline:, abstract:, caption:, body:, place:; or quotation marks around what is no field"
    )]
    [InlineData("headline:", 10, Term + " right after headline:")]
    [InlineData("headline: rain", 10, Term + " right after headline:")]
    [InlineData("headline:-rain", 10, Term + " right after headline:")]
    [InlineData("(body:)", 7, Term + " right after body:")]
    [InlineData("headline:body:rain", 10, "no field within another")]
    [InlineData("headline:(sun body:rain)", 15, "no field within another")]
    [InlineData("😀", 1, "a word with letters or digits")]
    [InlineData("… — \0 \u0001", 1, "a word with letters or digits")]
    [InlineData("\uD83D \"\" (😀)", 1, "a word with letters or digits")]
    [InlineData("(((((((((rain)))))))))", 9, "no group here: at most 8 within each other")]
    public void What_cannot_be_read_is_said_with_its_column(string q, int column, string expected) =>
        Assert.Equal((null, new SearchError(column, expected)), SearchQuery.Parse(q));

    [Fact]
    public void A_query_has_bounds()
    {
        Assert.Null(SearchQuery.Parse(string.Join(' ', Enumerable.Range(100, 32))).Error);
        Assert.Equal(
            new(129, "the end: at most 32 words and phrases"),
            SearchQuery.Parse(string.Join(' ', Enumerable.Range(100, 33))).Error
        );
        Assert.Null(SearchQuery.Parse(new string('a', 500)).Error);
        Assert.Equal(new(501, "the end: at most 500 characters"), SearchQuery.Parse(new string('a', 501)).Error);
    }

    [Theory]
    [InlineData("Raketen", "en,de", "(raketen | raket)")]
    [InlineData("rain", "en,de,und", "rain")]
    [InlineData("die Bombe", "en,de", "((die & bomb) | bomb)")]
    [InlineData("the", "en", "nothing")]
    [InlineData("the", "en,und", "nothing")]
    [InlineData("the", "und", "the")]
    [InlineData("the", "en,vi", "the")]
    [InlineData("the -rain", "en", "nothing")]
    [InlineData("\"to be\"", "en,de", "\"to be\"")]
    public void A_query_is_asked_as_each_language_would_have_it(string q, string languages, string expected) =>
        Assert.Equal(
            expected,
            ExpressionFormatter.Format(SearchQuery.Parse(q).Query!.ToExpression(languages.Split(',')))
        );

    [Fact]
    public void A_query_of_smallest_words_has_an_error_to_show() =>
        Assert.Equal(4, SearchQuery.Parse("😀 the").Query!.OnlyStopWords.Column);

    [Theory]
    [InlineData("rain", "A:rain", "AB:rain", "ABC:rain", "rain")]
    [InlineData("rain -sun", "(A:rain - sun)", "(AB:rain - sun)", "(ABC:rain - sun)", "(rain - sun)")]
    [InlineData(
        "rain sun",
        "(A:rain & A:sun)",
        "(AB:rain & AB:sun)",
        "(ABC:rain & ABC:sun)",
        "((ABC:rain & ABC:sun) | (rain & sun & (A:rain | A:sun)))",
        "(rain & sun)"
    )]
    [InlineData("rain body:sun", "(rain & D:sun & A:rain)", "(rain & D:sun)")]
    [InlineData("headline:rain", "A:rain")]
    [InlineData("body:rain", "D:rain")]
    [InlineData(
        "place:kyiv rain",
        "(C:\uE000kyiv & ABC:rain)",
        "((C:\uE000kyiv & ABC:rain) | (C:\uE000kyiv & rain & A:rain))",
        "(C:\uE000kyiv & rain)"
    )]
    [InlineData("headline:rain OR body:sun", "A:rain", "(A:rain | D:sun)")]
    public void Tiers_go_from_the_headline_to_anywhere(string q, params string[] tiers) =>
        Assert.Equal(
            tiers,
            SearchQuery.Parse(q).Query!.ToExpression(["en"]).RelevanceTiers().Select(ExpressionFormatter.Format)
        );

    [Fact]
    public void Any_query_is_read_or_complained_about() =>
        TextGenerators.Text.ForAll(
            q =>
            {
                var (query, error) = SearchQuery.Parse(q);

                Assert.True(query is null != error is null);
                if (error is not null)
                {
                    Assert.InRange(error.Column, 1, q.Length + 1);
                    Assert.NotEmpty(error.Expected);
                    return;
                }

                Assert.All(
                    new[] { ["en"], new[] { "und" }, ["en", "de", "fr", "ru", "ar", "zh", "und"], [] },
                    languages =>
                    {
                        var expression = query!.ToExpression(languages);
                        AssertShort(expression, isWhole: true);
                        Assert.Equal(expression, expression.RelevanceTiers()[^1]);
                        Assert.All(expression.RelevanceTiers(), tier => AssertShort(tier, isWhole: true));
                        Assert.True(
                            languages.Length == 0 || languages[0] == "en" || expression is not Expression.MatchNone
                        );
                    }
                );
            },
            5_000
        );

    [Fact]
    public void A_long_or_nested_query_takes_no_long_time() =>
        TextGenerators
            .From("(", "-", "\"", "a:", "a ", "-a ", "a OR ", "(a ", "headline:(", "aaa* ", "京", "😀 ", "\u0301", "*")
            .ForAll(
                piece =>
                {
                    var started = Stopwatch.GetTimestamp();
                    if (
                        SearchQuery.Parse(string.Concat(Enumerable.Repeat(piece, 500 / piece.Length))).Query is
                        { } query
                    )
                        query.ToExpression(["en", "de", "fr", "und"]).RelevanceTiers();
                    Assert.NotNull(SearchQuery.Parse(string.Concat(Enumerable.Repeat(piece, 100_000))).Error);

                    Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 5);
                },
                30
            );

    // Nothing within something, a group of one and a group in its like would be left for the databases to sort out.
    private static void AssertShort(Expression expression, bool isWhole)
    {
        Assert.True(isWhole || expression is not Expression.MatchNone);
        var items = expression switch
        {
            Expression.And all => all.Items,
            Expression.Or any => any.Items,
            Expression.Not but => [but.Wanted, but.Unwanted],
            _ => ValueList<Expression>.Empty,
        };
        Assert.True(
            items.Count != 1
                && items.Distinct().Count() == (expression is Expression.Not ? items.Distinct().Count() : items.Count)
        );
        Assert.All(
            items,
            item =>
            {
                AssertShort(item, isWhole: false);
                Assert.False(item.GetType() == expression.GetType() && item is not Expression.Not);
            }
        );
        if (expression is Expression.Phrase phrase)
            Assert.True(phrase.Tokens.Count > 0 && phrase.Fields != TextFields.None);
    }
}
