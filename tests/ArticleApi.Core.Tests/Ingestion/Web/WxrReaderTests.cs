using ArticleApi.Core.Articles;
using ArticleApi.Core.Ingestion;

namespace ArticleApi.Core.Tests.Ingestion.Web;

public partial class WxrReaderTests
{
    [Fact]
    public void A_post_is_an_article()
    {
        var reading = SampleDocuments.Read("wordpress", SampleDocuments.Wxr);
        var article = reading.Articles[0];
        var draft = article.Draft;

        Assert.Equal(
            ("The bridge", "the-bridge", "What the text is about.", "en-US"),
            (draft.Headline, draft.Slug?.ToString(), draft.Abstract, draft.Language)
        );
        Assert.Equal(["First Writer"], draft.Bylines.Select(byline => byline.Name));
        Assert.Equal(
            (new Label("world", "World"), new Label("bridge", "Bridge")),
            (draft.Section, draft.Tags.Single())
        );
        Assert.Equal(new DateTimeOffset(2024, 3, 5, 10, 15, 0, TimeSpan.Zero), draft.PublishedAt);
        Assert.Equal(new Source("Example News", "https://news.example/bridge/"), draft.Source);
        Assert.Equal((ArticleStatus.Published, "https://news.example/?p=8"), (article.Status, article.Item?.Id));
        Assert.Equal(
            [
                new SourceProperty("category[@domain='category']", "Rivers"),
                new SourceProperty("wp:postmeta/kicker", "Rivers"),
            ],
            article.Extras
        );
    }

    [Fact]
    public void Its_text_is_what_wordpress_shows()
    {
        var draft = SampleDocuments.Read("wordpress", SampleDocuments.Wxr).Articles[0].Draft;

        Assert.Equal(
            [
                new Paragraph(
                    "The first paragraph [sic] has\ntwo lines.",
                    "The first paragraph [sic] has<br>two lines."
                ),
                ImageBlock.OfNumber(2),
                Paragraph.FromText("The second one."),
            ],
            draft.Body
        );
        Assert.Equal(
            [
                ("https://news.example/bridge.jpg", "A bridge", "The bridge in spring.", "Reuters"),
                ("https://news.example/river-300x200.jpg", "A river", "The river near the town.", null),
            ],
            draft.Images.Select(image =>
                (image.Facts.Href, image.Facts.AltText, image.Caption?.Text, image.Facts.Credit?.Agency)
            )
        );
    }

    [Fact]
    public void What_is_not_published_is_not_taken_for_it()
    {
        var reading = SampleDocuments.Read("wordpress", SampleDocuments.Wxr);

        Assert.Equal(
            [ArticleStatus.Published, ArticleStatus.Draft],
            reading.Articles.Select(article => article.Status!.Value)
        );
        Assert.Null(reading.Articles[1].Draft.PublishedAt);
        Assert.Equal("https://news.example/?p=10", Assert.Single(reading.Withdrawals).Item.Id);
        Assert.Contains(
            reading.Diagnostics,
            complaint => complaint.Message.Contains("1 page", StringComparison.Ordinal)
        );
        Assert.Contains(
            reading.Diagnostics,
            complaint => complaint.Message.Contains("ad_block", StringComparison.Ordinal)
        );
        Assert.All(reading.Diagnostics, complaint => Assert.Equal(DiagnosticSeverity.Warning, complaint.Severity));
    }

    [Theory]
    [InlineData("private", ArticleStatus.Draft)]
    [InlineData("pending", ArticleStatus.Draft)]
    [InlineData("future", ArticleStatus.Scheduled)]
    [
        InlineData("inherit", ArticleStatus.Draft),
        InlineData("auto-draft", ArticleStatus.Draft),
        InlineData("acf-disabled", ArticleStatus.Draft),
        InlineData("", ArticleStatus.Draft)
    ]
    public void Every_status_has_its_own(string status, ArticleStatus expected) =>
        Assert.Equal(
            expected,
            SampleDocuments
                .Read(
                    "wordpress",
                    SampleDocuments.Wxr.Replace(
                        "<wp:status>publish<",
                        $"<wp:status>{status}<",
                        StringComparison.Ordinal
                    )
                )
                .Articles[0]
                .Status
        );

    [Fact]
    public void A_post_behind_a_password_is_a_draft() =>
        Assert.Equal(
            ArticleStatus.Draft,
            SampleDocuments
                .Read(
                    "wordpress",
                    SampleDocuments.Wxr.Replace(
                        "<wp:status>publish",
                        "<wp:post_password>x</wp:post_password><wp:status>publish",
                        StringComparison.Ordinal
                    )
                )
                .Articles[0]
                .Status
        );

    [Fact]
    public void What_is_scheduled_for_no_date_is_a_draft() =>
        Assert.Equal(
            ArticleStatus.Draft,
            SampleDocuments
                .Read(
                    "wordpress",
                    NoDates()
                        .Replace(SampleDocuments.Wxr, "")
                        .Replace("<wp:status>publish<", "<wp:status>future<", StringComparison.Ordinal)
                )
                .Articles[0]
                .Status
        );

    [Fact]
    public void A_login_that_is_an_address_is_no_by_line()
    {
        var reading = SampleDocuments.Read(
            "wordpress",
            Creators().Replace(SampleDocuments.Wxr, "<dc:creator>ann@news.example</dc:creator>")
        );

        Assert.Empty(reading.Articles[0].Draft.Bylines);
        Assert.Contains(
            reading.Diagnostics,
            complaint => complaint.Message.Contains("e-mail address", StringComparison.Ordinal)
        );
    }

    [System.Text.RegularExpressions.GeneratedRegex("<(wp:post_date_gmt|pubDate)>[^<]*</[^>]*>")]
    private static partial System.Text.RegularExpressions.Regex NoDates();

    [System.Text.RegularExpressions.GeneratedRegex("<dc:creator>.*?</dc:creator>")]
    private static partial System.Text.RegularExpressions.Regex Creators();

    [Fact]
    public void Others_exports_are_read()
    {
        var file = Path.Combine(TestData.Shared("superdesk-core"), "wordpress_wxr_thumb.xml");
        var article = Assert.Single(Core.Ingestion.Web.WxrReader.Read("any", File.ReadAllBytes(file)).Articles);

        Assert.Equal(
            ("test post", "toto", "https://main.toto.invalid"),
            (article.Draft.Headline, article.Draft.Slug?.ToString(), article.Draft.Source.Url)
        );
        Assert.Equal("https://toto.invalid/attachment.jpg", Assert.Single(article.Draft.Images).Facts.Href);
    }
}
