using System.Text.RegularExpressions;
using ArticleApi.Core.Ingestion;

namespace ArticleApi.Accuracy;

/// <summary>
/// EFE, 2000: <c>Sabadell (Barcelona), 25 may (EFE).-</c>, often behind what the desk wrote under the story before.
/// </summary>
internal static partial class EfeDatelines
{
    public static IEnumerable<Row> Read(string folder)
    {
        foreach (var row in Samples.Json(folder, "efe_spanish_datelines.json").EnumerateArray())
        {
            var printed = row.GetProperty("raw").GetString()!;
            var gold = row.GetProperty("gold_locations").EnumerateArray().Select(item => item.GetString()!).ToList();
            var parts = Printed().Match(printed);
            var (before, wider) = (parts.Groups["before"].Value.Trim(), parts.Groups["wider"].Value);
            // The town stands last before the date; a few rows lack it among the gold places.
            var town =
                gold.FindLast(place => before.EndsWith(place, StringComparison.Ordinal))
                ?? (char.IsUpper(before[0]) && !before.StartsWith("EFE", StringComparison.Ordinal) ? before : null);
            var expected = town is null
                ? DatelineText.None
                : DatelineText.Of(
                    [town],
                    wider,
                    DatelineText.Month(row.GetProperty("month").GetString()!),
                    row.GetProperty("day").GetInt32()
                );

            yield return Row.Of(
                printed,
                expected,
                DatelineText.Of(DatelineReader.ReadLede($"{printed}- Ha llovido."), wider)
            );
        }
    }

    [GeneratedRegex(
        """^(?<before>.*?)( \((?<wider>[^()]*)\))?, [0-9]+ \p{L}+ \([A-Z]+\)\.$""",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Printed();
}
