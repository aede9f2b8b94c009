using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using ArticleApi.Core.Articles;
using Corpus;

namespace Micro;

/// <summary>
/// What the benchmarks work on: an article of the corpus and the document that comes with the repository.
/// </summary>
internal static class Samples
{
    // One with a dateline, two captioned pictures and an agency cited.
    private const int Number = 160;

    /// <summary>About 450 words in a dozen paragraphs, as the service would deliver it.</summary>
    public static ArticleDocument Article { get; } = MakeArticle();

    public static byte[] Seed { get; } = ReadSeed();

    private static ArticleDocument MakeArticle()
    {
        var line = new ArrayBufferWriter<byte>();
        using (var writer = new ArticleWriter(line, new PublicationTimes(10_000, seed: 1), seed: 1))
            writer.Write(Number);
        var json = JsonNode.Parse(line.WrittenSpan)!;
        json["slug"] = Slug.From(json["headline"]!.GetValue<string>()).ToString();
        var article = json.Deserialize<ArticleDocument>(ArticleJson.Options)!;

        return article with
        {
            Version = 1,
            Status = ArticleStatus.Published,
            Lede = article.Body[0].Texts.First(),
            WordCount = article.Body.SelectMany(block => block.Texts).Sum(ArticleDocument.CountWords),
            ImageCount = article.Images.Count,
            LeadImage = article.Images[0],
            AvailableAt = article.PublishedAt,
            UpdatedAt = article.PublishedAt!.Value,
        };
    }

    private static byte[] ReadSeed()
    {
        using var resource = typeof(Samples).Assembly.GetManifestResourceStream("seed.txt")!;
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return bytes;
    }
}
