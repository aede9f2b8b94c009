using ArticleApi.Core.Search;

namespace ArticleApi.Core.Tests.Search;

/// <summary>Expressions and tokens in short, for tables of examples.</summary>
internal static class Spelling
{
    public static string Words(string text, string language) =>
        string.Join(' ', Analyser.Tokens(text, language).Select(token => token.Text));

    public static string Of(Expression expression) =>
        expression switch
        {
            Expression.Phrase phrase => In(phrase.Columns)
                + (phrase.Tokens.Count == 1 ? phrase.Tokens[0] : $"\"{string.Join(' ', phrase.Tokens)}\""),
            Expression.Prefix prefix => $"{In(prefix.Columns)}{prefix.Token}*",
            Expression.And all => $"({string.Join(" & ", all.Items.Select(Of))})",
            Expression.Or any => $"({string.Join(" | ", any.Items.Select(Of))})",
            Expression.Not but => $"({Of(but.Wanted)} - {Of(but.Unwanted)})",
            _ => "nothing",
        };

    // A headline, B abstract, C caption, D body.
    private static string In(Columns columns) =>
        columns == Columns.All ? "" : string.Concat("ABCD".Where((_, bit) => ((int)columns & (1 << bit)) != 0)) + ":";
}
