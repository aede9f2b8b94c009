using System.Globalization;
using System.Text.RegularExpressions;
using ArticleApi.Core.Ingestion;

namespace ArticleApi.Accuracy;

/// <summary>
/// Reuters, 1987: <c>ROCHESTER, N.Y., Feb 26 -</c>, and market tables that begin with a word and a hyphen.
/// </summary>
internal static partial class ReutersDatelines
{
    // Headings of tables, as far as they hold no digit.
    private static readonly string[] Headings = ["FOB", "GRADINGS", "FIXTURES", "ENQUIRIES", "NOTE", "Jun"];

    public static IEnumerable<Row> Read(string folder)
    {
        foreach (var cells in Rows(folder))
        {
            var printed = cells[2].Trim();
            var (expected, wider) = Expected(printed);
            yield return Row.Of(
                $"{cells[0]}: {printed}",
                expected,
                DatelineText.Of(DatelineReader.ReadLede($"{printed} {cells[4]}"), wider)
            );
        }
    }

    public static IEnumerable<string> Ledes(string folder) =>
        Rows(folder).Select(cells => $"{cells[2].Trim()} {cells[4]}");

    private static IEnumerable<string[]> Rows(string folder) =>
        File.ReadLines(Path.Combine(folder, "reuters21578_datelines.tsv")).Skip(1).Select(line => line.Split('\t'));

    private static (string Expected, string Wider) Expected(string printed)
    {
        var dated = Dated().Match(printed);
        if (
            !dated.Success
            && (
                printed.Any(char.IsAsciiDigit)
                || Array.Exists(Headings, word => printed.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            )
        )
            return (DatelineText.None, "");

        var place = (dated.Success ? dated.Groups["place"].Value : printed)
            .Replace("RPT --", "", StringComparison.Ordinal)
            .TrimStart('*')
            .TrimEnd(' ', ',', '-')
            .Split(", ");
        var wider = string.Join(", ", place.Skip(1));
        var towns = place[0].Length == 0 ? [] : place[0].Split('/');

        return (
            DatelineText.Of(
                towns,
                wider,
                dated.Success ? DatelineText.Month(dated.Groups["month"].Value) : null,
                dated.Success ? int.Parse(dated.Groups["day"].ValueSpan, CultureInfo.InvariantCulture) : null
            ),
            wider
        );
    }

    [GeneratedRegex(
        """^(?<place>|\D*?)(?:,|, -|[.]| -|^) *(?<month>Jan|Feb|March?|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*[.,]? +(?<day>[0-9]{1,2})(?:, Reuter)? *-""",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    )]
    private static partial Regex Dated();
}
