using ArticleApi.Core.Search;

namespace ArticleApi.Storage.Postgres;

/// <summary>
/// A query as PostgreSQL takes it, to be cast <c>::tsquery</c>; the columns are the weights that <see
/// cref="TsVector"/> gives.
/// </summary>
internal static class TsQuery
{
    /// <summary>Each token is quoted, so that none is read as an operator.</summary>
    public static string Format(Expression expression) =>
        expression switch
        {
            // The empty query, which nothing matches.
            Expression.MatchNone => "",
            Expression.Phrase { Tokens: [var word], Fields: var columns } => Lexeme(word, columns),
            Expression.Phrase phrase =>
                $"({string.Join(" <-> ", phrase.Tokens.Select(token => Lexeme(token, phrase.Fields)))})",
            Expression.Prefix prefix => Lexeme(prefix.Token, prefix.Fields, "*"),
            Expression.And all => $"({string.Join(" & ", all.Items.Select(Format))})",
            Expression.Or any => $"({string.Join(" | ", any.Items.Select(Format))})",
            Expression.Not but => $"({Format(but.Wanted)} & !{Format(but.Unwanted)})",
            _ => throw new ArgumentOutOfRangeException(nameof(expression), expression, null),
        };

    private static string Lexeme(string token, TextFields columns, string prefix = "")
    {
        var weights = prefix + (columns == TextFields.All ? "" : TsVector.WeightsOf(columns));
        return weights.Length == 0 ? TsVector.Quoted(token) : $"{TsVector.Quoted(token)}:{weights}";
    }
}
