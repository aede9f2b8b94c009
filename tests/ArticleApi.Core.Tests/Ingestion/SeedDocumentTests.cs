using System.Security.Cryptography;
using System.Text.Json;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Datelines;
using ArticleApi.Core.Images;
using ArticleApi.Core.Ingestion;

namespace ArticleApi.Core.Tests.Ingestion;

/// <summary>The project's own seed document, fact by fact, as an editor reads it.</summary>
public class SeedDocumentTests
{
    private static readonly DocumentParseResult Reading = ScrapedTextReader.Read(
        TestData.SeedName + ".txt",
        TestData.SeedBytes
    );

    [Fact]
    public void It_holds_two_articles_and_nothing_to_complain_about()
    {
        Assert.Equal(2, Reading.Articles.Count);
        Assert.Empty(Reading.Diagnostics);
    }

    [Fact]
    public void It_is_the_document_that_the_expected_facts_are_about() =>
        Assert.Equal(
            Text(TestData.SeedExpected.GetProperty("file"), "sha256"),
            Convert.ToHexStringLower(SHA256.HashData(TestData.SeedBytes))
        );

    [Fact]
    public void The_copy_of_the_expected_facts_is_the_shared_one() =>
        Assert.Equal(
            File.ReadAllText(Path.Combine(TestData.Shared("seed-expected"), TestData.SeedName + ".expected.json")),
            TestData.SeedExpected.GetRawText() + "\n",
            ignoreLineEndingDifferences: true
        );

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Every_expected_fact_is_read(int index)
    {
        var expected = TestData.SeedExpected.GetProperty("articles")[index];
        var (draft, first, last, truncated) = Reading.Articles[index];

        Assert.Equal(
            expected.GetProperty("lines").EnumerateArray().Select(line => (int?)line.GetInt32()),
            [first, last]
        );
        Assert.Equal(Text(expected, "headline"), draft.Headline);
        Assert.Equal(Text(expected, "slug"), Slug.From(draft.Headline)?.ToString());
        Assert.Equal(Text(expected, "language"), draft.Language);
        Assert.Equal(
            expected.GetProperty("possiblyTruncated") is { ValueKind: not JsonValueKind.Null } flag
                ? flag.GetBoolean()
                : null,
            truncated
        );
        Assert.Empty(draft.Bylines);
        Assert.Null(draft.Dateline);
        Assert.Null(draft.PublishedAt);
        Assert.Null(draft.Section);
        Assert.Equal(Source.Unknown, draft.Source);

        var body = draft.Body.SelectMany(block => block.Texts).ToList();
        Assert.Equal(expected.GetProperty("bodyParagraphCount").GetInt32(), body.Count);
        Assert.Equal(expected.GetProperty("bodyWordCount").GetInt32(), body.Sum(ArticleDocument.CountWords));
        Assert.Equal(Text(expected, "bodyFirst"), body[0]);
        Assert.Equal(Text(expected, "bodyLast"), body[^1]);

        var image = Assert.Single(draft.Images);
        AssertImage(Assert.Single(expected.GetProperty("images").EnumerateArray()), image);
        Assert.Equal(
            expected
                .GetProperty("attributions")
                .EnumerateArray()
                .Select(a => new Attribution(
                    Text(a, "agency")!,
                    Text(a, "asPrinted")!,
                    a.GetProperty("paragraph").GetInt32()
                )),
            draft.Attributions
        );
    }

    [Fact]
    public void The_datelines_of_its_pictures_are_read_to_the_letter()
    {
        var first = Reading.Articles[0].Draft.Images[0].Caption!.Dateline!;
        Assert.Equal(
            new DatelineFacts([new Place("Gvardeysk", null, "Russia", "RU")], PartialDate.Create(2019, 3, 11), null),
            first.Facts
        );
        Assert.Equal(
            new PrintedDateline(
                "outside the town of Gvardeysk near Kaliningrad, Russia, March 11, 2019",
                [new PrintedPlace("outside the town of", "Kaliningrad")],
                "caption"
            ),
            first.Printed
        );
        Assert.Null(first.BodyRemainder);

        var second = Reading.Articles[1].Draft.Images[0].Caption!.Dateline!;
        Assert.Equal(
            new DatelineFacts([new Place("Kyiv", null, "Ukraine", "UA")], PartialDate.Create(2024, 12, 20), null),
            second.Facts
        );
        Assert.Equal(
            new PrintedDateline(
                "central Kyiv, Ukraine, December 20, 2024",
                [new PrintedPlace("central", null)],
                "caption"
            ),
            second.Printed
        );
    }

    private static void AssertImage(JsonElement expected, ImageDraft image)
    {
        Assert.Equal(ImageRole.Lead, image.Role);
        Assert.Equal(Text(expected, "rawCaption"), image.Caption!.Raw);
        Assert.Equal(Text(expected, "caption"), image.Caption.Text);
        Assert.Equal("en", image.Caption.Language);
        Assert.Equal(
            new Credit(
                Text(expected, "creditLine")!,
                Text(expected, "agency"),
                Text(expected, "photographer"),
                expected.GetProperty("isHandout").GetBoolean()
            ),
            image.Facts.Credit
        );
        Assert.Equal(expected.GetProperty("isFilePhoto").GetBoolean(), image.Facts.FilePhoto);
        Assert.Equal(
            expected.GetProperty("filePhotoEvidence").EnumerateArray().Select(mark => mark.GetString()),
            image.Facts.FilePhotoEvidence
        );
        Assert.Null(image.Facts.Href);
        Assert.Null(image.Facts.AltText);

        var reading = CaptionReader.Read(image.Caption.Raw!);
        Assert.Equal(Text(expected, "agencyAsPrinted"), reading.AgencyAsPrinted);

        var photo = expected.GetProperty("photoDateline");
        var place = Assert.Single(image.Caption.Dateline!.Facts.Places);
        Assert.Equal(Text(photo, "city"), place.Locality);
        Assert.Equal(Text(photo, "country"), place.Country);
        Assert.Equal(Text(photo, "date"), image.Caption.Dateline.Facts.Date?.Iso);
        Assert.Equal(
            new PrintedPlace(Text(photo, "cityQualifier"), Text(photo, "near")),
            Assert.Single(image.Caption.Dateline.Printed.Places)
        );
        Assert.Equal($"{Text(photo, "placeText")}, {Text(photo, "dateText")}", image.Caption.Dateline.Printed.Raw);
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
