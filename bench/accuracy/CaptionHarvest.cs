using System.Security.Cryptography;
using System.Text;
using ArticleApi.Core.Ingestion;

namespace ArticleApi.Accuracy;

/// <summary>
/// Captions as pages print them. Which agencies each credits is said in <c>harvest-agencies.tsv</c>, by a digest of the
/// text; a caption that is not there does not count.
/// </summary>
internal static class CaptionHarvest
{
    public const string None = "none";

    public static IEnumerable<Row> Read(string folder)
    {
        var labels = Labels();
        foreach (var caption in Captions(folder))
        {
            if (!labels.TryGetValue(Digest(caption), out var agencies))
                continue;

            var read = CaptionReader.Read(caption).Credit?.Agency ?? None;
            yield return Row.Of(caption, agencies, agencies.Split('|').Contains(read) ? agencies : read);
        }
    }

    public static IEnumerable<string> Captions(string folder) =>
        File.ReadLines(Path.Combine(folder, "captions_html_harvest.tsv")).Skip(1).Select(line => line.Split('\t')[2]);

    private static Dictionary<string, string> Labels()
    {
        using var reader = new StreamReader(
            typeof(CaptionHarvest).Assembly.GetManifestResourceStream("harvest-agencies.tsv")!
        );
        return reader
            .ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line[0] != '#')
            .Select(line => line.Split('\t'))
            .ToDictionary(cells => cells[0], cells => cells[1], StringComparer.Ordinal);
    }

    private static string Digest(string caption) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(caption)))[..10];
}
