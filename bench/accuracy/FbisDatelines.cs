using System.Globalization;
using System.Text.RegularExpressions;
using ArticleApi.Core.Ingestion;

namespace ArticleApi.Accuracy;

/// <summary>
/// The Foreign Broadcast Information Service: <c>PANAMA CITY (PANAMA), 18 NOV 89 (ACAN-EFE)</c>. Its "clandestine" and
/// "no city" are no places.
/// </summary>
internal static partial class FbisDatelines
{
    public static IEnumerable<Row> Read(string folder)
    {
        foreach (var line in File.ReadLines(Path.Combine(folder, "muc34_datelines.tsv")).Skip(1))
        {
            var printed = line.Split('\t')[1];
            var parts = Printed().Match(printed);
            var city = parts.Groups["city"].Value;
            var country = parts.Groups["country"].Value;
            var expected = DatelineText.Of(
                city is "CLANDESTINE" or "NO CITY" ? [] : [city],
                country,
                DatelineText.Month(parts.Groups["month"].Value),
                parts.Groups["day"].Success
                    ? int.Parse(parts.Groups["day"].ValueSpan, CultureInfo.InvariantCulture)
                    : null
            );

            yield return Row.Of(
                printed,
                expected,
                DatelineText.Of(DatelineReader.ReadLede($"{printed} -- [TEXT] IT RAINED."), country)
            );
        }
    }

    [GeneratedRegex(
        """^(?<city>[^,(]*[^,( ]) *(\((?<country>[^)]*)\))? *, *((?<day>[0-9]+) +(?<month>[A-Z]+)|NO DATE)""",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Printed();
}
