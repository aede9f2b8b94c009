using System.Globalization;
using System.Text;
using ArticleApi.Core.Search;

namespace ArticleApi.Storage.Postgres;

/// <summary>
/// Tokens as PostgreSQL takes them, to be cast <c>::tsvector</c>: each with its position and the weight that is its
/// column. The positions run on from column to column, with a gap, so that no phrase crosses.
/// </summary>
internal static class TsVector
{
    private static readonly (TextFields Column, char Weight)[] Weights =
    [
        (TextFields.Headline, 'A'),
        (TextFields.Abstract, 'B'),
        (TextFields.Caption, 'C'),
        (TextFields.Body, 'D'),
    ];

    public static string Format(TokenizedText text)
    {
        var vector = new StringBuilder(2 * Weights.Sum(pair => text.GetUtf8(pair.Column).Length));
        var position = 0;
        foreach (var (column, weight) in Weights)
            Add(text[column], weight);

        return vector.ToString();

        void Add(IReadOnlyList<string> tokens, char weight)
        {
            position++;
            foreach (var token in tokens)
            {
                // The database gathers the positions of a token that comes again.
                position++;
                if (token != TokenizedText.FieldBreak)
                    vector
                        .Append(vector.Length == 0 ? "" : " ")
                        .Append(Quoted(token))
                        .Append(CultureInfo.InvariantCulture, $":{position}{weight}");
            }
        }
    }

    public static string WeightsOf(TextFields columns) =>
        string.Concat(Weights.Where(pair => columns.HasFlag(pair.Column)).Select(pair => pair.Weight));

    public static string Quoted(string token) =>
        $"'{token.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'";
}
