using ArticleApi.Core.Search;

namespace ArticleApi.Storage.Sqlite;

/// <summary>
/// Tokens and questions as SQLite's FTS5 takes them, for a table of the columns <c>headline, abstract, caption,
/// body</c> made with
/// <c>tokenize = "ascii"</c>, which parts tokens at the spaces put here and nowhere else.
/// </summary>
internal static class Fts5Match
{
    private static readonly (TextFields Column, string Name)[] Names =
    [
        (TextFields.Headline, "headline"),
        (TextFields.Abstract, "abstract"),
        (TextFields.Caption, "caption"),
        (TextFields.Body, "body"),
    ];

    /// <summary>What <c>MATCH</c> is given. Each token is quoted, so that none is read as an operator.</summary>
    public static string Format(Expression expression) =>
        expression switch
        {
            // A phrase of no tokens, which nothing has.
            Expression.MatchNone => "\"\"",
            Expression.Phrase phrase => In(phrase.Fields, string.Join(" + ", phrase.Tokens.Select(Quoted))),
            Expression.Prefix prefix => In(prefix.Fields, $"{Quoted(prefix.Token)} *"),
            Expression.And all => $"({string.Join(" AND ", all.Items.Select(Format))})",
            Expression.Or any => $"({string.Join(" OR ", any.Items.Select(Format))})",
            Expression.Not but => $"({Format(but.Wanted)} NOT {Format(but.Unwanted)})",
            _ => throw new ArgumentOutOfRangeException(nameof(expression), expression, null),
        };

    private static string In(TextFields columns, string phrase)
    {
        var names = Names.Where(name => columns.HasFlag(name.Column)).Select(name => name.Name);

        return columns == TextFields.All ? phrase : $"{{{string.Join(' ', names)}}} : {phrase}";
    }

    private static string Quoted(string token) => $"\"{token.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
