using ArticleApi.Core.Articles;
using ArticleApi.Core.Images;
using ArticleApi.Core.Ingestion;
using ArticleApi.Core.Ingestion.Web;

namespace ArticleApi.Core.Tests.Ingestion.Web;

public class FeedReaderTests
{
    [Fact]
    public void An_item_of_rss_is_an_article()
    {
        var article = SampleDocuments.Only("rss", SampleDocuments.Rss);
        var draft = article.Draft;

        Assert.Equal("The bridge & the river", draft.Headline);
        Assert.Equal("What the text is about.", draft.Abstract);
        Assert.Equal("en-GB", draft.Language);
        Assert.Equal(["First Writer", "Second Writer"], draft.Bylines.Select(byline => byline.Name));
        Assert.Equal(["rivers", "bridges"], draft.Tags.Select(tag => tag.Slug));
        Assert.Equal(new DateTimeOffset(2024, 3, 5, 15, 15, 0, TimeSpan.Zero), draft.PublishedAt);
        Assert.Equal(new Source("Example News", "https://news.example/bridge"), draft.Source);
        Assert.Equal("(c) Example News", draft.Rights?.Notice);
        Assert.Equal("item-1", draft.ExternalId);
        Assert.Equal(
            new SourceItem("news.example", "item-1", null) { VersionCreated = draft.PublishedAt },
            article.Item
        );
        Assert.Equal(
            [
                new SourceProperty("enclosure", "https://news.example/talk.mp3"),
                new SourceProperty("comments", "https://news.example/bridge/comments"),
            ],
            article.Extras
        );
        Assert.Equal("AP", draft.Dateline?.Facts.Agency);
        Assert.Null(article.Status);
    }

    [Fact]
    public void The_text_is_in_blocks_and_says_where_pictures_stand()
    {
        var draft = SampleDocuments.Only("rss", SampleDocuments.Rss).Draft;

        Assert.Equal(
            [
                new Paragraph(
                    "KYIV, Ukraine (AP) — The first paragraph has a link.",
                    "KYIV, Ukraine (AP) — The first paragraph has <a href=\"https://news.example/more\">a link</a>."
                ),
                ImageBlock.OfNumber(2),
                Paragraph.FromText("The second paragraph."),
            ],
            draft.Body
        );
        Assert.Equal(
            ("https://news.example/large.jpg", 1000, ImageRole.Lead),
            (draft.Images[0].Facts.Href, draft.Images[0].Facts.Width, draft.Images[0].Role)
        );
        Assert.Equal(new Credit("Reuters", "Reuters", "Some Body", false), draft.Images[0].Facts.Credit);
        Assert.Equal("The bridge in spring.", draft.Images[0].Caption?.Text);
        Assert.Equal(
            ("https://news.example/inside.jpg", "A river", "Reuters"),
            (draft.Images[1].Facts.Href, draft.Images[1].Facts.AltText, draft.Images[1].Facts.Credit?.Agency)
        );
        Assert.Equal("2024-03-04", draft.Images[1].Caption?.Dateline?.Facts.Date?.Iso);
    }

    [Fact]
    public void An_entry_of_atom_is_an_article()
    {
        var article = SampleDocuments.Only("atom", SampleDocuments.Atom);
        var draft = article.Draft;

        Assert.Equal("Eine kurze Meldung", draft.Headline);
        Assert.Equal("Worum es geht.", draft.Abstract);
        Assert.Equal("de", draft.Language);
        Assert.Equal(["Erste Person"], draft.Bylines.Select(byline => byline.Name));
        Assert.Equal(["Flüsse"], draft.Tags.Select(tag => tag.Name));
        Assert.Equal(new Source("Beispielblatt", "https://news.example/meldung"), draft.Source);
        Assert.Equal(
            [
                new Heading(2, "Zwischentitel", "Zwischentitel"),
                new Paragraph("Der erste Absatz.", "Der erste <strong>Absatz</strong>."),
                Paragraph.FromText("Der zweite."),
            ],
            draft.Body
        );
        Assert.Equal(new DateTimeOffset(2024, 3, 5, 9, 15, 0, TimeSpan.Zero), draft.PublishedAt);
        Assert.Equal(new DateTimeOffset(2024, 3, 5, 10, 0, 0, 500, TimeSpan.Zero), article.Item?.VersionCreated);
        Assert.Equal([new SourceProperty("atom:link[@rel='via']", "https://other.example/")], article.Extras);
        Assert.Equal("Alle Rechte vorbehalten", draft.Rights?.Notice);
    }

    [Theory]
    [InlineData("Tue, 05 Mar 2024 10:15:00 GMT", "2024-03-05T10:15:00")]
    [InlineData("5 March 2024 10:15 +0100", "2024-03-05T09:15:00")]
    [InlineData("Tue, 05 Mar 24 10:15:00 PDT", "2024-03-05T17:15:00")]
    [InlineData("Tues, 5 Mar 2024 24:00:00 Z", "2024-03-06T00:00:00")]
    [InlineData("2024-03-05T10:15:00.123456789-05:30", "2024-03-05T15:45:00")]
    [InlineData("2024-03-05 10:15", "2024-03-05T10:15:00")]
    [InlineData("20240305T101500Z", "2024-03-05T10:15:00")]
    [InlineData("2024-03-05", "2024-03-05T00:00:00")]
    [InlineData("March 5, 2024 10:15 PM", "2024-03-05T22:15:00")]
    [InlineData("Tue Mar  5 10:15:00 2024", "2024-03-05T10:15:00")]
    [InlineData("Mon, 30 Feb 2024 10:15:00 GMT", null)]
    [InlineData("0000-00-00 00:00:00", null)]
    [InlineData("0001-01-01T00:00:00+14:00", null)]
    [InlineData("9999-12-31T23:59:59-12:00", null)]
    [InlineData("2024-03", null)]
    [InlineData("2024-03-05T10:15:00 Mars", null)]
    [InlineData("yesterday", null)]
    [InlineData("٢٠٢٤-٠٣-٠٥", null)]
    public void Dates_come_in_many_forms(string date, string? expected)
    {
        var article = Assert.Single(
            SampleDocuments
                .Read(
                    "rss",
                    $"<rss><channel><item><title>T</title><description>D</description><pubDate>{date}</pubDate></item></channel></rss>"
                )
                .Articles
        );

        Assert.Equal(
            expected,
            article.Draft.PublishedAt?.UtcDateTime.ToString(
                "yyyy-MM-dd'T'HH:mm:ss",
                System.Globalization.CultureInfo.InvariantCulture
            )
        );
    }

    [Theory]
    [InlineData("me@news.example (Some Body)", "Some Body")]
    [InlineData("Some Body <me@news.example>", "Some Body")]
    [InlineData("By Some Body", "Some Body")]
    [InlineData("me@news.example", null)]
    public void An_address_is_no_name(string author, string? expected) =>
        Assert.Equal(
            expected,
            SampleDocuments
                .Only(
                    "rss",
                    $"<rss><channel><item><title>T</title><description>D</description><author><![CDATA[{author}]]></author></item></channel></rss>"
                )
                .Draft.Bylines.SingleOrDefault()
                ?.Name
        );

    [Fact]
    public void Rdf_has_its_items_beside_the_channel()
    {
        var article = SampleDocuments.Only(
            "rss",
            """
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
              <channel rdf:about="https://news.example/"><title>Example News</title><link>https://news.example/</link></channel>
              <item rdf:about="https://news.example/1"><title>T</title><link>https://news.example/1</link><description>D</description><dc:date>2024-03-05T10:15Z</dc:date></item>
            </rdf:RDF>
            """
        );

        Assert.Equal(
            ("https://news.example/1", "Example News"),
            (article.Draft.ExternalId, article.Draft.Source.Publisher)
        );
        Assert.NotNull(article.Draft.PublishedAt);
    }

    [Fact]
    public void Without_a_title_the_first_words_stand_for_one()
    {
        var reading = SampleDocuments.Read(
            "rss",
            "<rss><channel><item><description>&lt;p>Some words.&lt;/p></description></item><item><link>https://news.example/</link></item></channel></rss>"
        );

        Assert.Equal("Some words.", Assert.Single(reading.Articles).Draft.Headline);
        Assert.Equal(
            [DiagnosticSeverity.Warning, DiagnosticSeverity.Error],
            reading.Diagnostics.Select(complaint => complaint.Severity)
        );
    }

    [Fact]
    public void The_newest_version_of_an_item_stays()
    {
        string Item(string title, int day) =>
            $"<item><guid>1</guid><title>{title}</title><description>D</description><pubDate>{day} Mar 2024 10:00:00 GMT</pubDate></item>";
        var reading = SampleDocuments.Read(
            "rss",
            $"<rss><channel>{Item("Old", 1)}{Item("New", 3)}{Item("Middle", 2)}</channel></rss>"
        );

        Assert.Equal("New", Assert.Single(reading.Articles).Draft.Headline);
        Assert.Contains("2 older versions", Assert.Single(reading.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_breaks_a_limit_is_told_and_the_others_are_taken()
    {
        var reading = SampleDocuments.Read(
            "rss",
            $"<rss><channel>\n<item><title>{new string('x', 501)}</title><description>D</description></item>\n<item><title>T</title><description>D</description></item></channel></rss>"
        );

        Assert.Equal("T", Assert.Single(reading.Articles).Draft.Headline);
        Assert.Equal(
            (DiagnosticSeverity.Error, 2),
            (Assert.Single(reading.Diagnostics).Severity, Assert.Single(reading.Diagnostics).Line)
        );
    }

    [Fact]
    public void Each_format_knows_its_own_start()
    {
        Assert.True(RssReader.Recognises(System.Text.Encoding.UTF8.GetBytes(SampleDocuments.Rss)));
        Assert.False(RssReader.Recognises(System.Text.Encoding.UTF8.GetBytes(SampleDocuments.Wxr)));
        Assert.True(WxrReader.Recognises(System.Text.Encoding.UTF8.GetBytes(SampleDocuments.Wxr)));
        Assert.True(AtomReader.Recognises(System.Text.Encoding.UTF8.GetBytes(SampleDocuments.Atom)));
        Assert.False(AtomReader.Recognises(System.Text.Encoding.UTF8.GetBytes(SampleDocuments.Rss)));
        Assert.True(HtmlPageReader.Recognises(System.Text.Encoding.UTF8.GetBytes(SampleDocuments.Page)));
        Assert.False(HtmlPageReader.Recognises(System.Text.Encoding.UTF8.GetBytes(SampleDocuments.Atom)));
        Assert.True(MarkdownReader.Recognises(System.Text.Encoding.UTF8.GetBytes(SampleDocuments.Markdown)));
        Assert.False(MarkdownReader.Recognises(System.Text.Encoding.UTF8.GetBytes(SampleDocuments.Text)));
        Assert.True(PlainTextReader.Recognises(System.Text.Encoding.UTF8.GetBytes(SampleDocuments.Text)));
        Assert.False(PlainTextReader.Recognises(TestData.SeedBytes.AsSpan(0, 4096)));
    }

    [Theory]
    [InlineData("rss", "<rss><channel><title>C</title>\r\n", "item", "description", "</channel></rss>")]
    [InlineData(
        "wordpress",
        "<rss xmlns:wp='http://wordpress.org/export/1.2/' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>C</title>\r\n",
        "item",
        "content:encoded",
        "</channel></rss>"
    )]
    [InlineData("atom", "<a:feed xmlns:a='http://www.w3.org/2005/Atom'>\r\n", "a:entry", "a:summary", "</a:feed>")]
    public void Of_a_feed_that_breaks_in_the_middle_the_whole_items_are_taken(
        string format,
        string start,
        string item,
        string text,
        string end
    )
    {
        var title = format == "atom" ? "a:title" : "title";
        string Item(string name) =>
            $"<{item}>\r<{title}>{name}</{title}>\n<{text}>The &mdash; text of {name}.</{text}></{item}>\r\n";

        Assert.All(
            (string[])["<title>Three", "<b></i>", "& < \u0001", "]]>"],
            broken =>
            {
                var reading = SampleDocuments.Read(
                    format,
                    start + Item("One") + Item("Two") + $"<{item}>{broken}</{item}>" + Item("Four") + end
                );

                Assert.Equal(["One", "Two"], reading.Articles.Select(article => article.Draft.Headline));
                var complaint = Assert.Single(
                    reading.Diagnostics,
                    complaint => complaint.Severity == DiagnosticSeverity.Error
                );
                Assert.Contains("What stands whole before that is taken.", complaint.Message, StringComparison.Ordinal);
                Assert.Equal(8, complaint.Line);
            }
        );

        Assert.Empty(SampleDocuments.Read(format, $"{start}<{item}><{title}>One</{title}>").Articles);
        Assert.Equal(2, SampleDocuments.Read(format, start + Item("One") + Item("Two")).Articles.Count);
    }
}
