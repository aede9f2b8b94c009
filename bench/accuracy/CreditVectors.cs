using System.Text.Json;
using System.Text.RegularExpressions;
using ArticleApi.Core.Ingestion;

namespace ArticleApi.Accuracy;

/// <summary>
/// What a picture desk makes of the by-line and the credit of picture metadata: who took it, whom to credit, which
/// agency's it is.
/// </summary>
internal static partial class CreditVectors
{
    public static IEnumerable<Row> Read(string folder)
    {
        foreach (var row in Samples.Json(folder, "credit_vectors.json").EnumerateArray())
        {
            var input = row.TryGetProperty("input", out var nested) ? nested : row;
            var (byline, credit) = (Text(input, "byline"), Text(input, "credit"));
            var reading = CreditReader.Read(byline, credit);
            var (expected, got) = (new List<string>(), new List<string>());
            Compare("exp_byline", "by-line", reading.Byline);
            Compare("exp_credit", "credit", reading.Credit);
            if (Text(row, "exp_usage") is { } usage && !usage.StartsWith("Contract", StringComparison.Ordinal))
            {
                expected.Add(
                    $"agency: {(Usage().Match(usage) is { Success: true } agency ? agency.Groups["name"].Value : "")}"
                );
                got.Add($"agency: {reading.Agency}");
            }

            yield return Row.Of($"{byline} ¦ {credit}", string.Join(", ", expected), string.Join(", ", got));

            void Compare(string member, string name, string? read)
            {
                if (!row.TryGetProperty(member, out var value))
                    return;
                expected.Add($"{name}: {value.GetString()}");
                got.Add($"{name}: {read}");
            }
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetString() : null;

    // Agency("Allstar Picture Library", …)
    [GeneratedRegex("""^Agency\("(?<name>[^"]*?)( Picture Library)?" *[,)]""", RegexOptions.ExplicitCapture)]
    private static partial Regex Usage();
}
