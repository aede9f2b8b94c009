using System.Text.RegularExpressions;
using ArticleApi.Core.Ingestion;

namespace ArticleApi.Accuracy;

/// <summary>
/// Ledes of today. A town in capitals begins a dateline, and a town before an agency that exists; "Kiel (dpo)" is a
/// joke.
/// </summary>
internal static partial class ModernLedes
{
    public static IEnumerable<Row> Read(string folder) =>
        from line in File.ReadLines(Path.Combine(folder, "modern_ledes.tsv")).Skip(1)
        let lede = line.Split('\t')[1]
        let expected = Dateline().Match(lede) is { Success: true } match
            ? match.Groups["towns"].Value.ToUpperInvariant()
            : DatelineText.None
        let got = DatelineReader.ReadLede(lede) is { } reading
            ? string.Join('/', reading.Facts.Places.Select(place => place.Locality)).ToUpperInvariant()
            : DatelineText.None
        select Row.Of(lede, expected, got);

    [GeneratedRegex(
        """^(?<towns>[A-Z][A-Z./' -]*[A-Z])(, [A-Za-z.]+)*(, [A-Z][a-z]+ [0-9]+)?( \([A-Z][A-Za-z]+\))? *[-–—]|^(?<towns>\p{Lu}[\p{L} ]+) \((dpa|AP|AFP|Reuters|epd|KNA)\) *[-–—]""",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Dateline();
}
