using System.Globalization;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Ingestion;

namespace ArticleApi.Core.Tests.Ingestion.Wire;

/// <summary>Every sample document of the agencies and of the standards, read as an editor reads it.</summary>
public class WireSampleTests
{
    [Theory]
    [MemberData(nameof(ArticleFiles))]
    public void An_item_is_read_in_all_its_facts(string file)
    {
        var expected = Assert.Single(WireSamples.Articles, sample => sample.File == file);
        var reading = WireSample.Read(file);
        var read = Assert.Single(reading.Articles);
        var draft = read.Draft;
        var texts = draft.Body.SelectMany(block => block.Texts).ToList();

        Assert.DoesNotContain(reading.Diagnostics, complaint => complaint.Severity == DiagnosticSeverity.Error);
        Assert.Equal(expected.Warnings, reading.Diagnostics.Count);
        Assert.Empty(reading.Withdrawals);
        Assert.Equal(expected.Headline, draft.Headline);
        Assert.StartsWith(expected.First, texts[0], StringComparison.Ordinal);
        Assert.EndsWith(expected.Last, texts[^1], StringComparison.Ordinal);
        Assert.Equal(expected.Blocks, draft.Body.Count);
        Assert.Equal(Instant(expected.Published), draft.PublishedAt);
        Assert.Equal(Instant(expected.Embargo), draft.EmbargoUntil);
        Assert.Equal(expected.Language, draft.Language);
        Assert.Equal(expected.Provider, read.Item?.Provider);
        Assert.Equal(expected.Id, read.Item?.Id);
        Assert.Equal(expected.Id, draft.ExternalId);
        Assert.Equal(expected.Version, read.Item?.Version);
        Assert.Equal(expected.Publisher, draft.Source.Publisher);
        Assert.Equal(expected.Urgency, draft.Urgency);
        Assert.Equal(expected.Genre, draft.Genre);
        Assert.Equal(expected.Section, draft.Section?.Name);
        Assert.Equal(expected.Tags, draft.Tags.Select(tag => tag.Name));
        Assert.Equal(expected.Bylines, draft.Bylines.Select(byline => $"{byline.Name}|{byline.Role}"));
        Assert.Equal(expected.Holder, draft.Rights?.Holder);
        Assert.Equal(expected.Dateline, draft.Dateline?.Printed.Raw);
        Assert.Equal(expected.Status, read.Status);
        AssertBegins(expected.Abstract, draft.Abstract);
        AssertBegins(expected.EditorNote, draft.EditorNote);
        if (expected.Fact is not null)
            Assert.Contains(expected.Fact, read.Extras.Select(fact => $"{fact.Name}={fact.Value}"));
        AssertPictures(expected, draft);
    }

    [Theory]
    [MemberData(nameof(RefusedFiles))]
    public void A_document_without_an_article_says_why(string file)
    {
        var reading = WireSample.Read(file);

        Assert.Empty(reading.Articles);
        Assert.Contains(
            Assert.Single(WireSamples.Refused, refused => refused.File == file).Reason,
            reading.Diagnostics.First(complaint => complaint.Severity == DiagnosticSeverity.Error).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_canceled_item_is_withdrawn_and_so_is_the_one_it_replaces()
    {
        var reading = WireSample.Read(WireSamples.Canceled);

        Assert.Empty(reading.Articles);
        Assert.Empty(reading.Diagnostics);
        Assert.Equal(
            ["iptc.321656141.b", "iptc.321656141.a"],
            reading.Withdrawals.Select(withdrawal => withdrawal.Item.Id)
        );
        Assert.All(reading.Withdrawals, withdrawal => Assert.Equal("iptc.org", withdrawal.Item.Provider));
        Assert.Equal(5, reading.Withdrawals[0].Line);
    }

    [Fact]
    public void No_sample_is_forgotten()
    {
        var root = TestData.Shared("");
        var files = new[] { "superdesk-core", "superdesk-aap", "iptc-examples" }
            .SelectMany(folder =>
                Directory.EnumerateFiles(Path.Combine(root, folder), "*", SearchOption.AllDirectories)
            )
            .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'));

        Assert.Equal(
            files.Order(StringComparer.Ordinal),
            WireSamples
                .Articles.Select(sample => sample.File)
                .Concat(WireSamples.Refused.Select(refused => refused.File))
                .Concat(WireSamples.OfOtherFormats)
                .Append(WireSamples.Canceled)
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Other_formats_are_not_recognised()
    {
        var data = TestData.Shared("");
        Assert.All(
            WireSamples.OfOtherFormats,
            file => Assert.Equal(0, WireSample.Recognises(File.ReadAllBytes(Path.Combine(data, file)).AsSpan()))
        );
        Assert.All(
            Directory.EnumerateFiles(TestData.Shared("feedparser"), "*", SearchOption.AllDirectories),
            file => Assert.Equal(0, WireSample.Recognises(File.ReadAllBytes(file).AsSpan()))
        );
        Assert.Equal(0, WireSample.Recognises(TestData.SeedBytes));
        Assert.Equal(
            0,
            WireSample.Recognises(
                """{"id":"01990000-0000-7000-8000-000000000000","slug":"rain","url":null,"version":1,"status":"published","headline":"Rain","body":[]}"""u8
            )
        );
        Assert.Equal(
            0,
            WireSample.Recognises(
                """{"version":"https://jsonfeed.org/version/1.1","title":"News","items":[{"id":"1","content_html":"<p>Rain</p>"}]}"""u8
            )
        );
    }

    public static TheoryData<string> ArticleFiles => [.. WireSamples.Articles.Select(sample => sample.File)];

    public static TheoryData<string> RefusedFiles => [.. WireSamples.Refused.Select(refused => refused.File)];

    private static DateTimeOffset? Instant(string? text) =>
        text is null ? null : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static void AssertBegins(string? expected, string? actual)
    {
        if (expected is null)
            Assert.Null(actual);
        else
            Assert.StartsWith(expected, actual, StringComparison.Ordinal);
    }

    private static void AssertPictures(WireSample expected, ArticleDraft draft)
    {
        Assert.Equal(expected.Pictures.Length, draft.Images.Count);
        foreach (var ((href, width, height, photographer, caption), image) in expected.Pictures.Zip(draft.Images))
        {
            if (href is null)
                Assert.Null(image.Facts.Href);
            else
                Assert.EndsWith(href, image.Facts.Href, StringComparison.Ordinal);
            Assert.Equal((width, height), (image.Facts.Width, image.Facts.Height));
            Assert.Equal(photographer, image.Facts.Credit?.Photographer);
            Assert.StartsWith(caption, image.Caption?.Text ?? "", StringComparison.Ordinal);
        }
    }
}
