using System.Globalization;
using System.Text;
using ArticleApi.Core.Search;

namespace ArticleApi.Storage.Postgres;

/// <summary>
/// Tokens as PostgreSQL takes them, to be cast <c>::tsvector</c>, as <see cref="TsVectorReader"/> reads them.
/// </summary>
internal static class TsVector
{
    public static readonly IReadOnlyList<(TextFields Column, char Weight)> Weights =
    [
        (TextFields.Headline, 'A'),
        (TextFields.Abstract, 'B'),
        (TextFields.Caption, 'C'),
        (TextFields.Body, 'D'),
    ];

    public static string Format(TokenizedText text)
    {
        var vector = new StringBuilder(2 * Weights.Sum(pair => text.GetUtf8(pair.Column).Length));
        // The database gathers the positions of a token that comes again.
        var tokens = new TsVectorReader(text);
        while (tokens.Read())
            vector
                .Append(vector.Length == 0 ? "" : " ")
                .Append(Quoted(Encoding.UTF8.GetString(tokens.Token)))
                .Append(CultureInfo.InvariantCulture, $":{tokens.Position}{tokens.Weight}");

        return vector.ToString();
    }

    public static string WeightsOf(TextFields columns) =>
        string.Concat(Weights.Where(pair => columns.HasFlag(pair.Column)).Select(pair => pair.Weight));

    public static string Quoted(string token) =>
        $"'{token.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'";
}
