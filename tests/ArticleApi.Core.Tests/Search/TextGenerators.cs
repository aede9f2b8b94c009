using CsCheck;

namespace ArticleApi.Core.Tests.Search;

/// <summary>Texts of many scripts, with what a reader of words or of queries may stumble over.</summary>
internal static class TextGenerators
{
    public static readonly Gen<string> Language = From(
        "en",
        "de",
        "fr",
        "es",
        "ru",
        "ar",
        "zh",
        "tr",
        "el",
        "fi",
        "hu",
        "nl",
        "und",
        "en-GB",
        "x",
        ""
    );

    public static readonly Gen<string> Word = From(
        "rain",
        "Raining",
        "rains",
        "the",
        "S-400",
        "U.S.",
        "Turkey’s",
        "café",
        "cafe\u0301",
        "München",
        "größte",
        "l'armée",
        "operación",
        "Новый",
        "новые",
        "الرئيس",
        "北京",
        "東京タワー",
        "Αθήνας",
        "ประเทศ",
        "İstanbul",
        "ß",
        "a",
        "12,300",
        "𠀀",
        "été",
        "house",
        "houses",
        "white",
        "who"
    );

    private static readonly Gen<string> Noise = Gen.OneOf(
        From(
            " ",
            "  ",
            "\t",
            "\n",
            "\"",
            "“",
            "(",
            ")",
            "-",
            " -",
            "--",
            "*",
            "*\"",
            " OR ",
            "OR",
            "or",
            ":",
            "://",
            "headline:",
            "place:",
            "body:(",
            "foo:",
            "abc*",
            ".",
            "'",
            "’s",
            "😀",
            "🇺🇦",
            "\0",
            "\u00AD",
            "\u200D",
            "\u0301",
            "ʼ",
            "\uE000",
            "\uE001",
            "\uD83D",
            "\uDE00",
            "\\",
            "&",
            "|",
            "!",
            "<->",
            "<b>",
            "+",
            "^",
            "{",
            "}"
        ),
        Gen.Char.Select(c => c.ToString()),
        Gen.String[0, 5]
    );

    public static readonly Gen<string> Text = Gen.OneOf(Word, Word.Select(word => word + " "), Noise)
        .Array[0, 25]
        .Select(string.Concat);

    public static readonly Gen<(string Text, string Language)> TextAndLanguage = Gen.Select(Text, Language);

    public static Gen<string> From(params string[] items) => Gen.Int[0, items.Length - 1].Select(index => items[index]);
}
