using ArticleApi.Core.Search;

namespace ArticleApi.Storage.Postgres;

/// <summary>
/// A question as PostgreSQL takes it, to be cast <c>::tsquery</c>; the columns are the weights that <see
/// cref="TextVector"/> gives.
/// </summary>
internal static class TextQuery
{
    /// <summary>Each token is quoted, so that none is read as an operator.</summary>
    public static string Of(Expression expression) =>
        expression switch
        {
            // The empty question, which nothing answers.
            Expression.Nothing => "",
            Expression.Phrase { Tokens: [var word], Columns: var columns } => Lexeme(word, columns),
            Expression.Phrase phrase =>
                $"({string.Join(" <-> ", phrase.Tokens.Select(token => Lexeme(token, phrase.Columns)))})",
            Expression.Prefix prefix => Lexeme(prefix.Token, prefix.Columns, "*"),
            Expression.And all => $"({string.Join(" & ", all.Items.Select(Of))})",
            Expression.Or any => $"({string.Join(" | ", any.Items.Select(Of))})",
            Expression.Not but => $"({Of(but.Wanted)} & !{Of(but.Unwanted)})",
            _ => throw new ArgumentOutOfRangeException(nameof(expression), expression, null),
        };

    private static string Lexeme(string token, Columns columns, string prefix = "")
    {
        var weights = prefix + (columns == Columns.All ? "" : TextVector.WeightsOf(columns));
        return weights.Length == 0 ? TextVector.Quoted(token) : $"{TextVector.Quoted(token)}:{weights}";
    }
}
