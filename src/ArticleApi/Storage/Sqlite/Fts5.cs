using ArticleApi.Core.Search;

namespace ArticleApi.Storage.Sqlite;

/// <summary>
/// Tokens and questions as SQLite's FTS5 takes them, for a table of the columns <c>headline, abstract, caption,
/// body</c> made with
/// <c>tokenize = "ascii"</c>, which parts tokens at the spaces put here and nowhere else.
/// </summary>
internal static class Fts5
{
    private static readonly (Columns Column, string Name)[] Names =
    [
        (Columns.Headline, "headline"),
        (Columns.Abstract, "abstract"),
        (Columns.Caption, "caption"),
        (Columns.Body, "body"),
    ];

    /// <summary>What <c>MATCH</c> is given. Each token is quoted, so that none is read as an operator.</summary>
    public static string Of(Expression expression) =>
        expression switch
        {
            // A phrase of no tokens, which nothing has.
            Expression.Nothing => "\"\"",
            Expression.Phrase phrase => In(phrase.Columns, string.Join(" + ", phrase.Tokens.Select(Quoted))),
            Expression.Prefix prefix => In(prefix.Columns, $"{Quoted(prefix.Token)} *"),
            Expression.And all => $"({string.Join(" AND ", all.Items.Select(Of))})",
            Expression.Or any => $"({string.Join(" OR ", any.Items.Select(Of))})",
            Expression.Not but => $"({Of(but.Wanted)} NOT {Of(but.Unwanted)})",
            _ => throw new ArgumentOutOfRangeException(nameof(expression), expression, null),
        };

    private static string In(Columns columns, string phrase) =>
        columns == Columns.All
            ? phrase
            : $"{{{string.Join(' ', Names.Where(name => columns.HasFlag(name.Column)).Select(name => name.Name))}}} : {phrase}";

    private static string Quoted(string token) => $"\"{token.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
