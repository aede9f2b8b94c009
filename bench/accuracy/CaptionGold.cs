using System.Text.RegularExpressions;
using ArticleApi.Core.Ingestion;

namespace ArticleApi.Accuracy;

/// <summary>
/// Captions of many publishers, parted by hand. Right is only what has the caption exactly, and in the credit the names
/// and nothing else.
/// </summary>
internal static partial class CaptionGold
{
    // Where the publishers of the set write English, Mexico's among them.
    private static readonly string[] English =
    [
        "au/",
        "bd/",
        "ca/",
        "gh/",
        "ie/",
        "in/",
        "ke/",
        "mx/",
        "my/",
        "na/",
        "ng/",
        "nz/",
        "ph/",
        "sg/",
        "uk/",
        "us/",
        "za/",
    ];

    public static IEnumerable<(bool English, Row Row)> Read(string folder)
    {
        foreach (var row in Samples.Json(folder, "fundus_caption_gold.json").EnumerateArray())
        {
            var raw = row.GetProperty("raw").GetString()!;
            var credits = row.GetProperty("credits").EnumerateArray().Select(item => item.GetString()!);
            var reading = CaptionReader.Read(raw);

            yield return (
                Array.Exists(
                    English,
                    country => row.GetProperty("publisher").GetString()!.StartsWith(country, StringComparison.Ordinal)
                ),
                Row.Of(
                    raw,
                    $"{Caption(row.GetProperty("caption").GetString()!)} ¦ {Names(credits)}",
                    $"{Caption(reading.Text)} ¦ {Names([reading.Credit?.Line ?? ""])}"
                )
            );
        }
    }

    // Whether the full stop of the last sentence stays differs from publisher to publisher.
    private static string Caption(string text) => text.Trim().TrimEnd('.');

    // The names in order, each once, without what parts them, a label that was left in, and the notice of rights.
    private static string Names(IEnumerable<string> credits) =>
        string.Join(
            " ",
            credits
                .SelectMany(credit => Parting().Split(Noise().Replace(credit, "")))
                .Select(name => name.Trim(' ', '.', '\u200B'))
                .Where(name => name.Length > 0)
                .Distinct(StringComparer.OrdinalIgnoreCase)
        );

    [GeneratedRegex("""[/|,()„“]| - | – | — |– """)]
    private static partial Regex Parting();

    [GeneratedRegex(
        """^(Bild|Foto|Photo): |/?Copyright [0-9]{4} The AP\. All rights reserved\.?|/?Copyright [0-9]{4} The AP"""
    )]
    private static partial Regex Noise();
}
