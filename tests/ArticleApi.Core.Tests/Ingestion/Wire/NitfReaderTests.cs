using System.Text;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Ingestion;
using ArticleApi.Core.Ingestion.Wire;

namespace ArticleApi.Core.Tests.Ingestion.Wire;

public class NitfReaderTests
{
    [Fact]
    public void Blocks_of_all_kinds_come_in_order_and_pictures_beside_them()
    {
        var draft = Assert
            .Single(
                Read(
                    "",
                    "",
                    """
                    <media media-type="image"><media-reference source="http://example.org/t.jpg" mime-type="image/jpeg" width="20" height="10"/><media-reference source="http://example.org/p.jpg" mime-type="image/jpeg" width="200" height="100" alternate-text="A street"/>
                      <media-caption>A street in Paris. </media-caption><media-producer>Ann Lee/Example</media-producer></media>
                    <media media-type="video"><media-reference source="http://example.org/v.mp4" mime-type="video/mp4"/></media>
                    <block><hl2>Head</hl2><p>In <location>Paris</location> <em>it</em> rained.</p><ul><li>One</li><li>Two</li></ul><bq><block><p>Wet.</p></block><credit>A passer-by</credit></bq></block>
                    <nitf-table><nitf-table-metadata>x</nitf-table-metadata><table><tr><td>a</td><td>1</td></tr></table></nitf-table>
                    """
                ).Articles
            )
            .Draft;
        var image = Assert.Single(draft.Images);

        Assert.Equal(
            ["Heading", "Paragraph", "ListBlock", "Quote", "Paragraph"],
            draft.Body.Select(block => block.GetType().Name)
        );
        Assert.Equal(
            ["Head", "In Paris it rained.", "One", "Two", "Wet.", "a 1"],
            draft.Body.SelectMany(block => block.Texts)
        );
        Assert.Equal("A passer-by", draft.Body.OfType<Quote>().Single().Cite);
        Assert.Equal(
            ("http://example.org/p.jpg", 200, 100, "A street"),
            (image.Facts.Href, image.Facts.Width, image.Facts.Height, image.Facts.AltText)
        );
        Assert.Equal("Ann Lee", image.Facts.Credit?.Photographer);
        Assert.Equal("A street in Paris.", image.Caption?.Text);
    }

    [Theory]
    [InlineData(
        "a line of the old width, which is about sixty-five letters <br/>goes on",
        "a line of the old width, which is about sixty-five letters goes on"
    )]
    [InlineData("Roses are red <br/>violets are blue", "Roses are red\nviolets are blue")]
    [InlineData(
        "12 Long Street, Example Town, in the County of Examples and More<br/>Phone 1",
        "12 Long Street, Example Town, in the County of Examples and More\nPhone 1"
    )]
    public void Only_lines_of_the_old_width_run_on(string paragraph, string text) =>
        Assert.Equal([text], Assert.Single(Read("", "", $"<p>{paragraph}</p>").Articles).Draft.Body[0].Texts);

    [Theory]
    [InlineData("usable", "", ArticleStatus.Published, false)]
    [InlineData("withheld", "", ArticleStatus.Draft, false)]
    [InlineData("pending", "", ArticleStatus.Draft, false)]
    [InlineData("embargoed", "", ArticleStatus.Draft, false)]
    [InlineData("embargoed", "<date.release norm='20300101T000000Z'/>", ArticleStatus.Published, true)]
    [InlineData(
        "usable",
        "<date.issue norm='20230101T000000Z'/><date.release norm='20230102T000000Z'/>",
        ArticleStatus.Published,
        true
    )]
    [InlineData(
        "usable",
        "<date.issue norm='20230101T000000Z'/><date.release norm='20230101T000000Z'/>",
        ArticleStatus.Published,
        false
    )]
    public void Embargoes_and_states_are_kept(string status, string dates, ArticleStatus expected, bool embargoed)
    {
        var read = Assert.Single(
            Read($"<docdata management-status='{status}'>{dates}</docdata>", "", "<p>It rained.</p>").Articles
        );

        Assert.Equal(expected, read.Status);
        Assert.Equal(embargoed, read.Draft.EmbargoUntil is not null);
    }

    [Theory]
    [InlineData(
        "<dateline><location><city>Newport News</city>, <state>VA</state></location></dateline>",
        "Newport News, VA",
        "Newport News"
    )]
    [InlineData(
        "<dateline><location><city>Ottawa</city> <country>Canada</country></location></dateline>",
        "Ottawa, Canada",
        "Ottawa"
    )]
    [InlineData("<dateline>KYIV, Ukraine, Jan. 3 (AP)</dateline>", "KYIV, Ukraine, Jan. 3 (AP)", "Kyiv")]
    [InlineData("<dateline>2014-07-16 13:00:03 GMT</dateline>", null, null)]
    public void A_dateline_in_its_own_field_is_read(string dateline, string? printed, string? town)
    {
        var reading = Assert.Single(Read("", dateline, "<p>It rained.</p>").Articles).Draft.Dateline;

        Assert.Equal(printed, reading?.Printed.Raw);
        Assert.Equal(town, reading?.Facts.Places[0].Locality);
        Assert.Null(reading?.BodyRemainder);
    }

    private static DocumentParseResult Read(string head, string bodyHead, string content) =>
        NitfReader.Read(
            "any.xml",
            Encoding.UTF8.GetBytes(
                $"<nitf><head>{head}</head><body><body.head><hedline><hl1>Rain</hl1></hedline>{bodyHead}</body.head><body.content>{content}</body.content></body></nitf>"
            )
        );
}
