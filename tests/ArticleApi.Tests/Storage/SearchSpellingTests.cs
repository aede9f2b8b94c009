using ArticleApi.Core;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Images;
using ArticleApi.Core.Search;
using ArticleApi.Storage.Postgres;
using ArticleApi.Storage.Sqlite;

namespace ArticleApi.Tests.Storage;

/// <summary>
/// The same words and the same questions, as each database spells them, find the same articles; and those are the ones
/// that have the words.
/// </summary>
[Trait("Speed", "slow")]
public sealed class SearchSpellingTests(FullTextTablesFixture tables) : IClassFixture<FullTextTablesFixture>
{
    private const int Articles = 300;
    private const int Queries = 400;

    // Each language with the small words and endings that its stemmer knows, and words that others share.
    private static readonly (string Language, string[] Words)[] Vocabulary =
    [
        (
            "en",
            [
                "the",
                "of",
                "and",
                "missile",
                "missiles",
                "Turkey’s",
                "U.S.",
                "S-400",
                "rain",
                "rains",
                "election",
                "elections",
                "president",
                "café",
                "house",
                "white",
                "12,300",
            ]
        ),
        (
            "de",
            [
                "die",
                "und",
                "Rakete",
                "Raketen",
                "Regen",
                "Wahl",
                "Wahlen",
                "Präsident",
                "größte",
                "Haus",
                "Häuser",
                "rain",
                "S-400",
            ]
        ),
        (
            "fr",
            [
                "les",
                "l’élection",
                "élections",
                "président",
                "pluie",
                "première",
                "missile",
                "missiles",
                "café",
                "maison",
            ]
        ),
        ("es", ["las", "elección", "elecciones", "operación", "operaciones", "presidente", "lluvia", "misil"]),
        ("ru", ["и", "новый", "новая", "ракеты", "ракета", "президент", "президента", "С-400", "дождь"]),
        ("ar", ["في", "الرئيس", "رئيس", "الصواريخ", "صواريخ", "مطر"]),
        ("zh", ["北京", "总统", "导弹", "大选", "S-400", "下雨", "𠀀"]),
        (
            "und",
            [
                "the",
                "missiles",
                "rain",
                "Kyiv",
                "İstanbul",
                "Đau",
                "O'Brien's",
                "\\'",
                "& | ! <-> :*",
                "AND OR NOT NEAR",
                "😀",
            ]
        ),
    ];

    private static readonly string[] Places =
    [
        "Kyiv",
        "New York",
        "The Hague",
        "Washington, D.C.",
        "München",
        "Rain",
        "Москва",
    ];

    private static readonly string[] Languages = [.. Vocabulary.Select(entry => entry.Language)];

    [Fact]
    public async Task Both_databases_find_what_has_the_words()
    {
        var random = new Random(20_260_304);
        var texts = Enumerable
            .Range(0, Articles)
            .Select(_ => TokenizedText.FromArticle(Article(random)))
            .Append(TokenizedText.FromDateline(new([new("Kyiv", null, "Ukraine", "UA")], null, "AP")))
            .Append(
                TokenizedText.FromCaption(
                    "Rain falls on the White House",
                    "en",
                    [new("Washington, D.C.", null, null, null)]
                )
            )
            .ToList();
        var ids = new List<int>();
        foreach (var text in texts)
            ids.Add(await tables.AddAsync(text));

        HashSet<int> Having(Expression expression) =>
            ids.Zip(texts).Where(stored => Has(stored.Second, expression)).Select(stored => stored.First).ToHashSet();

        var (found, empty) = (0, 0);
        for (var i = 0; i < Queries; i++)
        {
            var q = Query(random, depth: 0);
            if (SearchQuery.Parse(q).Query is not { } query)
                continue;

            await Assert.AllAsync(
                new[] { Languages, [Languages[random.Next(Languages.Length)]], ["en", "und"] }.Select(
                    query.ToExpression
                ),
                async expression =>
                {
                    var before = new HashSet<int>();
                    await Assert.AllAsync(
                        expression.RelevanceTiers(),
                        async tier =>
                        {
                            var expected = Having(tier);
                            Assert.True(
                                expected.SetEquals((await tables.SearchSqliteAsync(tier)).Intersect(ids)),
                                $"SQLite on {q}: {Fts5Match.Format(tier)}"
                            );
                            Assert.True(
                                expected.SetEquals((await tables.SearchPostgresAsync(tier)).Intersect(ids)),
                                $"PostgreSQL on {q}: {TsQuery.Format(tier)}"
                            );
                            Assert.True(before.IsSubsetOf(expected), q);
                            before = expected;
                        }
                    );

                    Assert.True(before.SetEquals(Having(expression)), q);
                    found += before.Count is > 0 and < Articles ? 1 : 0;
                    empty += before.Count == 0 ? 1 : 0;
                }
            );
        }

        // Else the questions say nothing.
        Assert.InRange(found, Queries, Queries * 3);
        Assert.InRange(empty, 1, Queries * 2);
    }

    [Theory]
    [InlineData(
        "(((((((rain OR a) b) OR c) d) OR e) f) OR g) -(h OR (i -(j OR (k -(l OR m)))))",
        "Rain b d f, and i j"
    )]
    [InlineData(
        "aaa* bbb* ccc* ddd* eee* fff* ggg* rai* hhhx iiix jjjx kkkx lllx mmmx nnnx ooox pppx qqqx rrrx sssx tttx uuux vvvx wwwx xxxx yyyx zzzx aabx aacx aadx aaex aafx",
        "aaax bbbx cccx dddx eeex fffx gggx hhhx iiix jjjx kkkx lllx mmmx nnnx ooox pppx qqqx rrrx sssx tttx uuux vvvx wwwx xxxx yyyx zzzx aabx aacx aadx aaex aafx rain"
    )]
    [InlineData(
        "missiles OR rains OR elections OR operaciones OR президента OR Raketen OR première OR presidents OR houses OR whites -cafés -presidente -maison -lluvia",
        "A white house"
    )]
    public async Task The_largest_questions_are_answered(string q, string caption)
    {
        var id = await tables.AddAsync(TokenizedText.FromCaption(caption, "en", []));
        string[] languages =
        [
            "en",
            "de",
            "fr",
            "es",
            "ru",
            "ar",
            "zh",
            "it",
            "pt",
            "nl",
            "sv",
            "da",
            "no",
            "fi",
            "hu",
            "ro",
            "tr",
            "ca",
            "eu",
            "ga",
            "hy",
            "el",
            "und",
        ];
        var tiers = SearchQuery.Parse(q).Query!.ToExpression(languages).RelevanceTiers();

        await Assert.AllAsync(
            tiers,
            async tier => Assert.Equal(await tables.SearchSqliteAsync(tier), await tables.SearchPostgresAsync(tier))
        );
        Assert.Contains(id, await tables.SearchSqliteAsync(tiers[^1]));
    }

    [Fact]
    public async Task A_phrase_of_five_hundred_signs_is_asked()
    {
        var signs = string.Concat(Enumerable.Range(0x4E00, 500).Select(sign => (char)sign));
        var id = await tables.AddAsync(TokenizedText.FromCaption(signs, "zh", []));

        await AssertBoth([id], Of(signs));
    }

    [Theory]
    [InlineData(100_000)]
    [InlineData(9)]
    public async Task The_fullest_article_is_stored_and_found_by_both(int blockLength)
    {
        var words = Enumerable
            .Range(0, 20_000)
            .Select(i => $"zebra w{i}")
            .Concat(Enumerable.Range(0, 20_000).Select(i => $"{new string((char)('ა' + i % 33), 55)}{i}"));
        var blocks = (blockLength < 10 ? words : words.Reverse())
            .Chunk(blockLength)
            .Select(block => (Block)Paragraph.FromText(string.Join(' ', block)))
            .ToValueList();
        var text = TokenizedText.FromArticle(
            new()
            {
                Id = Guid.Empty,
                Slug = "x",
                Headline = $"Fullest {blockLength}",
                Body = blocks,
            }
        );
        var id = await tables.AddAsync(text);

        foreach (
            var token in new[]
            {
                text[TextFields.Body][0],
                text[TextFields.Body].Last(token => token != TokenizedText.FieldBreak),
            }
        )
            await AssertBoth(
                [id],
                Expression.And.Create([
                    new Expression.Phrase([token], TextFields.Body),
                    Of($"\"fullest {blockLength}\""),
                ])
            );
    }

    [Fact]
    public async Task What_counts_no_more_leaves_a_gap_that_no_phrase_crosses()
    {
        var id = await tables.AddAsync(
            TokenizedText.FromCaption(string.Concat(Enumerable.Range(0, 300).Select(i => $"zebra v{i} ")), "und", [])
        );

        await AssertBoth([id], Of("\"v200 zebra v201\""));
        await AssertBoth([id], Of("v290 v291"));
        await AssertBoth([], Of("\"v290 zebra v291\""));
        await AssertBoth([], Of("\"v290 v291\""));
    }

    [Fact]
    public async Task Nothing_finds_nothing()
    {
        await tables.AddAsync(TokenizedText.FromCaption("Rain", "en", []));

        await AssertBoth([], Expression.MatchNone.Instance);
    }

    // No text gives such tokens; but if one did, they would be asked for and not obeyed.
    [Theory]
    [InlineData("\"")]
    [InlineData("'")]
    [InlineData("\\")]
    [InlineData("\" OR \"rain")]
    [InlineData("' | 'rain")]
    [InlineData("rain\\' | 'rain")]
    public async Task A_token_is_never_read_as_an_operator(string token)
    {
        await tables.AddAsync(TokenizedText.FromCaption("Rain", "en", []));

        await AssertBoth([], new Expression.Prefix("unheard" + token, TextFields.All));
        await AssertBoth([], new Expression.Phrase(["unheard" + token], TextFields.Caption));
    }

    [Fact]
    public void Questions_are_spelled_so()
    {
        var expression = SearchQuery
            .Parse("headline:rain \"white house\" (abstract:sun OR miss*) -place:kyiv")
            .Query!.ToExpression(["en"]);

        Assert.Equal(
            """(({headline} : "rain" AND "white" + "hous" AND ({abstract} : "sun" OR "miss" *)) NOT {caption} : "kyiv")""",
            Fts5Match.Format(expression).Replace("\uE000", "", StringComparison.Ordinal)
        );
        Assert.Equal(
            "(('rain':A & ('white' <-> 'hous') & ('sun':B | 'miss':*)) & !'kyiv':C)",
            TsQuery.Format(expression).Replace("\uE000", "", StringComparison.Ordinal)
        );
        Assert.Equal(
            "'rain':2A 'lisbon':3A 'rain':5B 'sun':7C 'first':9D 'second':11D",
            TsVector.Format(
                TokenizedText.FromArticle(
                    new()
                    {
                        Id = Guid.Empty,
                        Slug = "x",
                        Language = "en",
                        Headline = "Rain in Lisbon",
                        Abstract = "Rain",
                        Images = [Image("Sun", "en", null)],
                        Body = [Paragraph.FromText("First"), Paragraph.FromText("Second")],
                    }
                )
            )
        );
    }

    private async Task AssertBoth(IEnumerable<int> expected, Expression expression)
    {
        Assert.Equal(expected, await tables.SearchSqliteAsync(expression));
        Assert.Equal(expected, await tables.SearchPostgresAsync(expression));
    }

    private static Expression Of(string q) => SearchQuery.Parse(q).Query!.ToExpression(Languages);

    private static bool Has(TokenizedText text, Expression expression) =>
        expression switch
        {
            Expression.Phrase phrase => In(phrase.Fields)
                .Any(column =>
                    Enumerable
                        .Range(0, text[column].Count)
                        .Any(at =>
                            text[column][at] == phrase.Tokens[0]
                            && text[column].Skip(at).Take(phrase.Tokens.Count).SequenceEqual(phrase.Tokens)
                        )
                ),
            Expression.Prefix prefix => In(prefix.Fields)
                .Any(column => text[column].Any(token => token.StartsWith(prefix.Token, StringComparison.Ordinal))),
            Expression.And all => all.Items.All(item => Has(text, item)),
            Expression.Or any => any.Items.Any(item => Has(text, item)),
            Expression.Not but => Has(text, but.Wanted) && !Has(text, but.Unwanted),
            _ => false,
        };

    private static IEnumerable<TextFields> In(TextFields columns) =>
        new[] { TextFields.Headline, TextFields.Abstract, TextFields.Caption, TextFields.Body }.Where(column =>
            columns.HasFlag(column)
        );

    private static ArticleDocument Article(Random random)
    {
        var (language, words) = Vocabulary[random.Next(Vocabulary.Length)];
        return new()
        {
            Id = Guid.Empty,
            Slug = "x",
            Language = language,
            Headline = Text(random, words, 4),
            Abstract = random.Next(2) == 0 ? null : Text(random, words, 5),
            Dateline = random.Next(3) == 0 ? Dateline(random) : null,
            Images = Enumerable
                .Range(0, random.Next(3))
                .Select(_ => Vocabulary[random.Next(Vocabulary.Length)])
                .Select(own =>
                    Image(Text(random, own.Words, 6), own.Language, random.Next(2) == 0 ? Dateline(random) : null)
                )
                .ToValueList(),
            Body = Enumerable
                .Range(0, random.Next(1, 4))
                .Select(_ => (Block)Paragraph.FromText(Text(random, words, 8)))
                .ToValueList(),
        };
    }

    private static string Text(Random random, string[] words, int most) =>
        string.Join(' ', Enumerable.Range(0, random.Next(1, most + 1)).Select(_ => words[random.Next(words.Length)]));

    private static DatelineDocument Dateline(Random random) =>
        new(
            Guid.Empty,
            "",
            [new(Places[random.Next(Places.Length)], null, null, null, random.Next(2) == 0 ? "Ukraine" : null, null)],
            null,
            null
        );

    private static ImageDocument Image(string caption, string language, DatelineDocument? dateline) =>
        new(
            Guid.Empty,
            ImageRole.Inline,
            1,
            null,
            null,
            null,
            null,
            null,
            null,
            false,
            null,
            new(Guid.Empty, language, caption, null, dateline)
        );

    private static string Query(Random random, int depth)
    {
        var parts = Enumerable
            .Range(0, random.Next(1, 4))
            .Select(index =>
            {
                var words = Vocabulary[random.Next(Vocabulary.Length)].Words;
                var word = words[random.Next(words.Length)];
                var field =
                    random.Next(4) == 0 && depth == 0
                        ? SearchQuery.Fields[random.Next(SearchQuery.Fields.Count)] + ":"
                        : "";
                var term = random.Next(8) switch
                {
                    0 => $"\"{word} {words[random.Next(words.Length)]}\"",
                    1 => $"{string.Concat(word.TakeWhile(char.IsLetter).Take(5))}*",
                    2 when depth < 3 => $"({Query(random, depth + 1)})",
                    3 when field == "place:" => $"\"{Places[random.Next(Places.Length)]}\"",
                    _ => field == "place:" ? Places[random.Next(Places.Length)].Split(' ')[0] : word,
                };
                return (index > 0 && random.Next(5) == 0 ? "-" : "")
                    + (term.Contains(':', StringComparison.Ordinal) ? "" : field)
                    + term;
            });

        return string.Join(random.Next(3) == 0 ? " OR " : " ", parts);
    }
}
