using System.Text;
using ArticleApi.Core.Search;
using CsCheck;

namespace ArticleApi.Core.Tests.Search;

public class TextAnalyzerTests
{
    [Theory]
    [InlineData(
        "en",
        "Turkey’s Missiles were stationed near Kaliningrad",
        "turkey missil were station near kaliningrad"
    )]
    [InlineData("en-GB", "The country's ministers", "countri minist")]
    [InlineData("en", "the S-400 \"Triumph\" of the U.S.-made F/A-18", "s 400 triumph us made f 18")]
    [InlineData("en", "9 a.m. in Washington, D.C.", "9 am washington dc")]
    [InlineData("en", "don't, o’clock", "don t o clock")]
    [InlineData("en", "naïve café, NAIVE CAFE", "naiv cafe naiv cafe")]
    [InlineData("en", "J.R.R.Tolkien", "jrr tolkien")]
    [InlineData("en", "ﬁnance, ＦＩＮＡＮＣＥ", "financ financ")]
    [InlineData("und", "ﷺ Ⅷ paraŀlel", "صلىاللهعليهوسلم viii parallel")]
    [InlineData("de", "Die größten Häuser der Länder, GRÖSSTE", "grosst haus land grosst")]
    [InlineData("fr", "L’élection, les élections et l'armée", "elect elect arme")]
    [InlineData("fr", "la première, tuée, PREMIER, tue", "premi tu premi tu")]
    [InlineData("es", "la operación, operaciones, OPERACION", "oper oper oper")]
    [InlineData("pt", "declaração, declarações, DECLARACAO", "declar declar declar")]
    [InlineData("ru", "Новый российский президент и новые президенты", "нов российск президент нов президент")]
    [InlineData("ru", "Ёлка и елка", "елк елк")]
    [InlineData("el", "Ο πρόεδρος, ΤΟΥ ΠΡΟΕΔΡΟΥ", "προεδρ προεδρ")]
    [InlineData("ar", "الرئيس والصواريخ، رئيس صواريخ", "رييس صواريخ رييس صواريخ")]
    [InlineData("ar", "مُحَمَّد محـــمد", "محمد محمد")]
    [InlineData("he", "יְרוּשָׁלַיִם ירושלים", "ירושלים ירושלים")]
    [InlineData("und", "The missiles of München", "the missiles of munchen")]
    [InlineData("vi", "Đau bụng kéo dài", "dau bung keo dai")]
    [InlineData("zh", "北京市S-400导弹", "北 京 市 s 400 导 弹")]
    [InlineData("ja", "東京タワーは高い", "東 京 タ ワ ー は 高 い")]
    [InlineData("th", "ประเทศที่", "ป ร ะ เ ท ศ ที่")]
    [InlineData("ko", "대한민국 정부", "대한민국 정부")]
    [InlineData("hi", "दिल्ली में", "दिल्ली में")]
    [InlineData("zh", "𠀀𠀁", "𠀀 𠀁")]
    [InlineData("en", "co\u00ADoperate Soft\u200Dware", "cooper softwar")]
    [InlineData("en", "1️⃣ 🇺🇦 😀 — … & ʼ \u0301", "1")]
    [InlineData("en", "rain\0\u0001sun\uE000moon\uE001wind", "rain sun moon wind")]
    [InlineData("en", "rain\uD83D sun\uDE00", "rain sun")]
    [InlineData("en", "", "")]
    public void A_text_is_these_words(string language, string text, string words) =>
        Assert.Equal(words, ExpressionFormatter.FormatTokens(text, language));

    [Theory]
    [InlineData("und", "café Москва́ новый が ậ 한국 क़")]
    [InlineData("ru", "новый её")]
    [InlineData("ja", "がぎぐ パピプ")]
    public void How_accents_are_stored_makes_no_difference(string language, string text) =>
        Assert.Equal(
            ExpressionFormatter.FormatTokens(text.Normalize(NormalizationForm.FormC), language),
            ExpressionFormatter.FormatTokens(text.Normalize(NormalizationForm.FormD), language)
        );

    [Fact]
    public void Marks_that_make_another_letter_stay()
    {
        Assert.NotEqual(ExpressionFormatter.FormatTokens("バス", "ja"), ExpressionFormatter.FormatTokens("パス", "ja"));
        Assert.NotEqual(ExpressionFormatter.FormatTokens("май", "und"), ExpressionFormatter.FormatTokens("маи", "und"));
    }

    [Fact]
    public void A_token_says_where_it_stands()
    {
        const string text = "The U.S. re\u0301sume\u0301 — Turkey’s 𠀀.";

        Assert.Equal(
            ["U.S", "re\u0301sume\u0301", "Turkey", "𠀀"],
            TextAnalyzer.Tokenize(text, "en").Select(token => text.Substring(token.Start, token.Length))
        );
    }

    [Fact]
    public void A_long_word_is_cut_but_not_within_a_character()
    {
        Assert.Equal(new string('a', 64), ExpressionFormatter.FormatTokens(new string('A', 100_000), "und"));
        Assert.Equal(
            "a" + string.Concat(Enumerable.Repeat("𐐨", 31)),
            ExpressionFormatter.FormatTokens("a" + string.Concat(Enumerable.Repeat("𐐨", 500)), "und")
        );
        Assert.Equal("z", ExpressionFormatter.FormatTokens("z" + new string('\u0301', 10_000), "und"));
    }

    [Fact]
    public void Every_language_with_stems_has_smallest_words_too()
    {
        var sample = "and und et y e en och og ja és și и ve i eta է որ agus و και";
        Assert.All(
            "ar ca da de el en es eu fi fr ga hu hy it nb nl nn no pt ro ru sv tr".Split(' '),
            language =>
                Assert.True(
                    TextAnalyzer.Tokenize(sample, language).Count < TextAnalyzer.Tokenize(sample, "und").Count,
                    language
                )
        );
    }

    [Fact]
    public void Any_text_gives_clean_tokens_in_order() =>
        TextGenerators.TextAndLanguage.ForAll(
            (text, language) =>
            {
                var end = 0;
                Assert.All(
                    TextAnalyzer.Tokenize(text, language),
                    token =>
                    {
                        Assert.True(token.Start >= end && token.Length > 0 && token.End <= text.Length);
                        Assert.InRange(token.Text.Length, 1, 64);
                        Assert.True(
                            token.Text.EnumerateRunes().All(rune => Rune.IsLetterOrDigit(rune) || IsMark(rune)),
                            token.Text
                        );
                        Assert.DoesNotContain(token.Text, char.IsAsciiLetterUpper);
                        end = token.End;
                    }
                );
            },
            20_000
        );

    [Fact]
    public void A_word_is_the_same_whatever_stands_around_it() =>
        Gen.Select(TextGenerators.Word, TextGenerators.Language)
            .ForAll(
                (word, language) =>
                    Assert.Equal(
                        ExpressionFormatter.FormatTokens(word, language),
                        string.Join(' ', TextAnalyzer.Tokenize($"! {word} ?", language).Select(token => token.Text))
                    ),
                5_000
            );

    [Fact]
    public void Many_threads_get_what_one_gets()
    {
        var texts = Enumerable
            .Range(0, 300)
            .Select(i =>
                $"The nations of region {i} are running {new string((char)('a' + i % 26), 1 + i % 9)}ing houses"
            )
            .ToList();
        var alone = texts.Select(text => ExpressionFormatter.FormatTokens(text, "en")).ToList();

        Parallel.For(
            0,
            3_000,
            i => Assert.Equal(alone[i % 300], ExpressionFormatter.FormatTokens(texts[i % 300], "en"))
        );
    }

    [Theory]
    [InlineData("a")]
    [InlineData("a.")]
    [InlineData("a'")]
    [InlineData("a's ")]
    [InlineData("\u0301")]
    [InlineData("\u00AD")]
    [InlineData("a\u00AD")]
    [InlineData("x ")]
    [InlineData("京")]
    [InlineData("ที่")]
    [InlineData("\uD840\uDC00")]
    [InlineData("\uD840")]
    public void A_megabyte_of_the_same_takes_no_long_time(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length));
        var started = System.Diagnostics.Stopwatch.GetTimestamp();

        TextAnalyzer.Tokenize(text, "en");

        Assert.InRange(System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 10);
    }

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is System.Globalization.UnicodeCategory.NonSpacingMark
                or System.Globalization.UnicodeCategory.SpacingCombiningMark
                or System.Globalization.UnicodeCategory.LetterNumber;
}
