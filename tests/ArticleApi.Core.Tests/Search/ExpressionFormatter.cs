using ArticleApi.Core.Search;

namespace ArticleApi.Core.Tests.Search;

/// <summary>Expressions and tokens in short, for tables of examples.</summary>
internal static class ExpressionFormatter
{
    public static string FormatTokens(string text, string language) =>
        string.Join(' ', TextAnalyzer.Tokenize(text, language).Select(token => token.Text));

    public static string Format(Expression expression) =>
        expression switch
        {
            Expression.Phrase phrase => FormatColumns(phrase.Fields)
                + (phrase.Tokens.Count == 1 ? phrase.Tokens[0] : $"\"{string.Join(' ', phrase.Tokens)}\""),
            Expression.Prefix prefix => $"{FormatColumns(prefix.Fields)}{prefix.Token}*",
            Expression.And all => $"({string.Join(" & ", all.Items.Select(Format))})",
            Expression.Or any => $"({string.Join(" | ", any.Items.Select(Format))})",
            Expression.Not but => $"({Format(but.Wanted)} - {Format(but.Unwanted)})",
            _ => "nothing",
        };

    // A headline, B abstract, C caption, D body.
    private static string FormatColumns(TextFields columns) =>
        columns == TextFields.All
            ? ""
            : string.Concat("ABCD".Where((_, bit) => ((int)columns & (1 << bit)) != 0)) + ":";
}
