using ArticleApi.Core.Ingestion;

namespace ArticleApi.Core.Tests.Ingestion;

/// <summary>
/// Other real articles laid out as the seed document is. <see cref="AccuracyTests"/> compares their fields.
/// </summary>
public class ScrapedTextShapeTests
{
    [Fact]
    public void Only_the_document_in_windows_1252_has_a_warning() =>
        Assert.All(
            Directory.GetFiles(TestData.Shared("seedshape"), "*.txt"),
            file =>
                Assert.Equal(
                    file.Contains("cp1252", StringComparison.Ordinal) ? 1 : 0,
                    ScrapedTextReader.Read(Path.GetFileName(file), File.ReadAllBytes(file)).Diagnostics.Count
                )
        );
}
