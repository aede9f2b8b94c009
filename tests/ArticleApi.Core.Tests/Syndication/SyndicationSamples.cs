using ArticleApi.Core.Articles;
using ArticleApi.Core.Datelines;
using ArticleApi.Core.Images;
using ArticleApi.Core.Syndication;

namespace ArticleApi.Core.Tests.Syndication;

/// <summary>
/// Documents to write: the two articles of the seed, and one that has everything an article can have.
/// </summary>
internal static class SyndicationSamples
{
    private static readonly DateTimeOffset Stored = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static readonly FeedInfo Channel = new(
        "Example News",
        "Articles, newest first",
        "https://api.example.org/feeds/articles?limit=2",
        "https://api.example.org/v1",
        "en",
        Stored,
        "https://api.example.org/feeds/articles?limit=2&cursor=abc",
        new ArticleUrls("https://api.example.org")
    )
    {
        Id = "urn:uuid:6ba7b810-9dad-81d1-80b4-00c04fd430c8",
    };

    public static IReadOnlyList<ArticleDocument> Seeds => [Turkey, Ukraine];

    private static ArticleDocument Turkey =>
        Seed(
            1,
            "turkey-reaffirms-plans-to-use-russian-made-missile-defense-system",
            0,
            11,
            283,
            new Credit("REUTERS/Vitaly Nevar/File Photo", "Reuters", "Vitaly Nevar", false),
            "FILE PHOTO: A new S-400",
            ". REUTERS/Vitaly Nevar/File Photo",
            new DatelineDocument(
                Id(31),
                "outside the town of Gvardeysk near Kaliningrad, Russia, March 11, 2019",
                [new PlaceDocument("Gvardeysk", "outside the town of", "Kaliningrad", null, "Russia", "RU")],
                PartialDate.Create(2019, 3, 11),
                null
            )
        ) with
        {
            Attributions =
            [
                new Attribution("Anadolu", "the official Anadolu news agency", 5),
                new Attribution("AP", "The Associated Press", 8),
            ],
        };

    private static ArticleDocument Ukraine =>
        Seed(
            2,
            "over-12300-civilians-killed-since-start-of-ukraine-war-un-says",
            1,
            3,
            133,
            new Credit("REUTERS/Thomas Peter/File Photo", "Reuters", "Thomas Peter", false),
            "A woman reacts",
            ". REUTERS/Thomas Peter/File Photo",
            new DatelineDocument(
                Id(32),
                "central Kyiv, Ukraine, December 20, 2024",
                [new PlaceDocument("Kyiv", "central", null, null, "Ukraine", "UA")],
                PartialDate.Create(2024, 12, 20),
                null
            )
        ) with
        {
            Attributions = [new Attribution("Reuters", "Reuters", 1)],
        };

    public static ArticleDocument Rich =>
        new()
        {
            Id = Id(3),
            Slug = "example-headline",
            Url = "https://www.example.org/news/example-headline?a=1&b=2",
            CanonicalUrl = "https://www.example.com/first?a=1&b=2",
            Version = 4,
            Status = ArticleStatus.Published,
            Language = "en-GB",
            Headline = "Example headline: 1 < 2 & \"quotes\" – </script>",
            Headlines = new Headlines("Example, in short", "Example for search engines"),
            Abstract = "Example abstract with <angle> brackets & an ampersand",
            Lede = "EXAMPLE CITY, Jan 2 (Example Agency) - First paragraph.",
            Section = new Label("world", "World"),
            Tags = [new Label("example-tag", "Example tag"), new Label("world", "World")],
            Bylines =
            [
                new Byline("first-byline", "First Byline", "Correspondent"),
                new Byline("second-byline", "Second Byline", null),
            ],
            Dateline = new DatelineDocument(
                Id(33),
                "EXAMPLE CITY, Jan 2 (Example Agency) -",
                [new PlaceDocument("Example City", null, null, "Example Region", "France", "FR")],
                PartialDate.Create(null, 1, 2),
                "Example Agency"
            ),
            PublishedAt = new DateTimeOffset(2026, 1, 2, 8, 30, 0, TimeSpan.FromHours(2)),
            AvailableAt = Stored,
            UpdatedAt = Stored.AddHours(5),
            RevisedAt = Stored.AddHours(4),
            Body =
            [
                new Paragraph(
                    "EXAMPLE CITY, Jan 2 (Example Agency) - First paragraph.",
                    "EXAMPLE CITY, Jan 2 (Example Agency) - <em>First</em> paragraph."
                )
                {
                    TextWithoutDateline = "First paragraph.",
                },
                new Heading(2, "Example heading", "Example heading"),
                ImageBlock.Of(Id(12)),
                new Quote("Example quotation", "Example <strong>quotation</strong>", "Example Speaker"),
                new ListBlock(
                    false,
                    [
                        new ListItem("First item", "First item"),
                        new ListItem("Second item", "<a href=\"https://www.example.org/\">Second</a> item"),
                    ]
                ),
                new ListBlock(
                    true,
                    [new ListItem("Step", "Step") { List = new(false, [new ListItem("Part", "Part")]) }]
                ),
                new PullQuote("Example quotation", "Example quotation", null),
                new TableBlock(
                    [new("Team", "Team"), new("Goals", "Goals")],
                    [
                        [new("Reds", "<b>Reds</b>"), new("2", "2")],
                    ]
                ),
                new EmbedBlock("https://www.youtube.com/watch?v=example&t=1", "YouTube", "Example film"),
                ImageBlock.Of(Id(99)),
                new Paragraph("Line one\nline two", "Line one<br>line two"),
            ],
            WordCount = 20,
            ImageCount = 3,
            LeadImage = Lead,
            Images =
            [
                Lead,
                new ImageDocument(
                    Id(12),
                    ImageRole.Inline,
                    2,
                    "https://www.example.org/b.png",
                    null,
                    null,
                    null,
                    null,
                    new Credit("Handout", null, null, true),
                    true,
                    null,
                    null
                ),
                new ImageDocument(
                    Id(13),
                    ImageRole.Inline,
                    3,
                    null,
                    null,
                    null,
                    null,
                    null,
                    new Credit("Example Credit", null, null, false),
                    false,
                    null,
                    new CaptionDocument(Id(23), "en", "Example caption without a picture", null, null)
                ),
            ],
            Corrections =
            [
                new Correction(
                    Id(41),
                    CorrectionType.Clarification,
                    "An earlier version said < where > is meant.",
                    Stored.AddHours(4)
                ),
            ],
            Rights = new Rights("Example Holder", "© 2026 Example Holder", null),
            Genre = "Analysis",
            Source = new Source("Example Publisher", "https://www.example.com/original"),
        };

    private static ImageDocument Lead =>
        new(
            Id(11),
            ImageRole.Lead,
            1,
            "https://www.example.org/a.jpg?w=1&h=2",
            "image/jpeg",
            1200,
            800,
            "A \"described\" picture",
            new Credit(
                "One Photographer, Another Photographer/Example Agency",
                "Example Agency",
                "One Photographer, Another Photographer",
                false
            ),
            false,
            new Rights(null, "© Example Agency", null),
            new CaptionDocument(
                Id(21),
                "en-GB",
                "Example caption, with <angle> brackets",
                null,
                new DatelineDocument(
                    Id(34),
                    "Example Town, January 1, 2026",
                    [new PlaceDocument("Example Town", null, null, null, null, null)],
                    PartialDate.Create(2026, 1, 1),
                    null
                )
            )
        );

    private static ArticleDocument Seed(
        int number,
        string slug,
        int block,
        int paragraphs,
        int words,
        Credit credit,
        string captionStart,
        string captionEnd,
        DatelineDocument taken
    )
    {
        var lines = Golden.Seed().Split("\n\n\n\n")[block].Split('\n').Where(line => line.Length > 0).ToList();
        var body = lines.TakeLast(paragraphs).ToList();
        var raw = lines.First(line => line.StartsWith(captionStart, StringComparison.Ordinal));
        var text = raw[..(raw.Length - captionEnd.Length + 1)].Replace("FILE PHOTO: ", "", StringComparison.Ordinal);
        var image = new ImageDocument(
            Id(10 * number),
            ImageRole.Lead,
            1,
            null,
            null,
            null,
            null,
            null,
            credit,
            true,
            null,
            new CaptionDocument(Id(20 + number), "en", text, raw, taken)
        );

        return new()
        {
            Id = Id(number),
            Slug = slug,
            Version = 1,
            Status = ArticleStatus.Published,
            Language = "en",
            Headline = lines[0],
            Lede = body[0],
            AvailableAt = Stored,
            UpdatedAt = Stored,
            Body = body.Select(Paragraph.FromText).ToValueList<Block>(),
            WordCount = words,
            ImageCount = 1,
            LeadImage = image,
            Images = [image],
        };
    }

    private static Guid Id(int number) => new($"01990000-0000-7000-8000-{number:000000000000}");
}
