using System.Text;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Ingestion;
using ArticleApi.Core.Ingestion.Wire;

namespace ArticleApi.Core.Tests.Ingestion.Wire;

public class NewsMlReaderTests
{
    private const string Story = """
        <newsItem guid="urn:story" version="2" xml:lang="en">
          <itemMeta><itemClass qcode="ninat:text"/><provider literal="Example"/>{0}</itemMeta>
          <contentMeta><headline>Rain</headline></contentMeta>
          <contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body><p>It <em>rained</em>.</p></body></html></inlineXML></contentSet>
        </newsItem>
        """;

    private const string Photo = """
        <newsItem guid="urn:photo" version="1" xml:lang="en">
          <itemMeta><itemClass qcode="ninat:picture"/>{0}</itemMeta>
          <contentMeta><by>ANN LEE</by><creditline>REUTERS</creditline><description role="descRole:caption">Rain falls in Paris May 3, 2024.  REUTERS/Ann Lee</description></contentMeta>
          <contentSet>
            <remoteContent href="http://example.org/s.jpg" contenttype="image/jpeg" width="100" height="60"/>
            <remoteContent href="http://example.org/l.jpg" contenttype="image/jpeg" width="1000" height="600"/>
            <remoteContent href="./local.jpg" contenttype="image/jpeg" width="9000" height="6000"/>
          </contentSet>
        </newsItem>
        """;

    [Theory]
    [InlineData("<link rel=\"irel:seeAlso\" residref=\"urn:photo\"/>", "", "")]
    [InlineData("", "<link rel=\"irel:seeAlso\" residref=\"urn:story\"/>", "")]
    [InlineData(
        "",
        "",
        "<packageItem guid=\"urn:package\"><groupSet><group><itemRef residref=\"urn:story\"/></group><group><itemRef residref=\"urn:photo\"/></group></groupSet></packageItem>"
    )]
    [InlineData(
        "<link residref=\"urn:photo\"/>",
        "<link residref=\"urn:story\"/>",
        "<packageItem><itemRef residref=\"urn:photo\"/><itemRef residref=\"urn:story\"/></packageItem>"
    )]
    public void A_linked_picture_is_an_image_of_its_story(string ofStory, string ofPhoto, string package)
    {
        var reading = Message(
            Story.Replace("{0}", ofStory, StringComparison.Ordinal)
                + Photo.Replace("{0}", ofPhoto, StringComparison.Ordinal)
                + package
        );
        var image = Assert.Single(Assert.Single(reading.Articles).Draft.Images);

        Assert.Empty(reading.Diagnostics);
        Assert.Equal("http://example.org/l.jpg", image.Facts.Href);
        Assert.Equal((1000, 600, "image/jpeg"), (image.Facts.Width, image.Facts.Height, image.Facts.MediaType));
        Assert.Equal("ANN LEE", image.Facts.Credit?.Photographer);
        Assert.Equal("Reuters", image.Facts.Credit?.Agency);
        Assert.Equal("Rain falls in Paris May 3, 2024.", image.Caption?.Text);
    }

    [Fact]
    public void A_picture_that_no_story_names_is_reported()
    {
        var reading = Message(
            Story.Replace("{0}", "", StringComparison.Ordinal) + Photo.Replace("{0}", "", StringComparison.Ordinal)
        );

        Assert.Empty(Assert.Single(reading.Articles).Draft.Images);
        Assert.Equal(DiagnosticSeverity.Error, Assert.Single(reading.Diagnostics).Severity);
        Assert.Contains("urn:photo", reading.Diagnostics[0].Message, StringComparison.Ordinal);
        Assert.Equal(5, reading.Diagnostics[0].Line);
    }

    [Theory]
    [InlineData("stat:withheld")]
    [InlineData("stat:canceled")]
    public void A_picture_that_is_not_usable_is_not_shown(string status) =>
        Assert.Empty(
            Assert
                .Single(
                    Message(
                        Story.Replace("{0}", "<link residref=\"urn:photo\"/>", StringComparison.Ordinal)
                            + Photo.Replace("{0}", $"<pubStatus qcode=\"{status}\"/>", StringComparison.Ordinal)
                    ).Articles
                )
                .Draft.Images
        );

    [Fact]
    public void What_a_picture_says_beside_its_fields_is_kept_with_the_story() =>
        Assert.Contains(
            new("picture/itemMeta/title", "RAIN/"),
            Assert
                .Single(
                    Message(
                        Story.Replace("{0}", "<link residref=\"urn:photo\"/>", StringComparison.Ordinal)
                            + Photo.Replace("{0}", "<title>RAIN/</title>", StringComparison.Ordinal)
                    ).Articles
                )
                .Extras
        );

    [Fact]
    public void XHTML_keeps_its_marks_whatever_its_prefix()
    {
        var html = Story
            .Replace("{0}", "", StringComparison.Ordinal)
            .Replace("<html xmlns=", "<x:html xmlns:x=", StringComparison.Ordinal)
            .Replace("html>", "x:html>", StringComparison.Ordinal)
            .Replace("</x:x:", "</x:", StringComparison.Ordinal)
            .Replace("</html", "</x:html", StringComparison.Ordinal)
            .Replace(
                "<p>It <em>rained</em>.</p>",
                "<x:p>It <x:em>rained</x:em>.</x:p><x:p/><x:h2>Sun</x:h2>",
                StringComparison.Ordinal
            );

        Assert.Equal(
            ["It <em>rained</em>.", "Sun"],
            Assert
                .Single(Message(html).Articles)
                .Draft.Body.Select(block => block is Paragraph paragraph ? paragraph.Html : ((Heading)block).Html)
        );
    }

    [Theory]
    [InlineData("stat:usable", ArticleStatus.Published, 0)]
    [InlineData("stat:withheld", ArticleStatus.Draft, 0)]
    [InlineData("stat:pending", ArticleStatus.Draft, 0)]
    [InlineData("stat:canceled", null, 1)]
    public void The_states_of_IPTC_are_kept(string status, ArticleStatus? expected, int withdrawals)
    {
        var reading = Message(
            Story.Replace(
                "{0}",
                $"<pubStatus qcode=\"{status}\"/><edNote>Wrong town.</edNote>",
                StringComparison.Ordinal
            )
        );

        Assert.Equal(expected, reading.Articles.SingleOrDefault()?.Status);
        Assert.Equal(withdrawals, reading.Withdrawals.Count);
        if (withdrawals > 0)
            Assert.Equal(
                new ParsedWithdrawal(new("Example", "urn:story", "2"), "Wrong town.", 1),
                reading.Withdrawals[0]
            );
    }

    [Fact]
    public void An_embargo_that_cannot_be_read_is_not_broken()
    {
        Assert.Equal(
            ArticleStatus.Draft,
            Assert
                .Single(
                    Message(Story.Replace("{0}", "<embargoed>later</embargoed>", StringComparison.Ordinal)).Articles
                )
                .Status
        );
        Assert.Equal(
            ArticleStatus.Draft,
            Assert.Single(Message(Story.Replace("{0}", "<embargoed/>", StringComparison.Ordinal)).Articles).Status
        );
    }

    [Fact]
    public void NewsML_1_gives_text_picture_and_caption()
    {
        var reading = Read(
            """
            <NewsML><NewsItem>
              <Identification><NewsIdentifier><ProviderId>example.org</ProviderId><NewsItemId>n1</NewsItemId><RevisionId PreviousRevision="1">2</RevisionId></NewsIdentifier></Identification>
              <NewsManagement><FirstCreated>20240710T125902Z</FirstCreated><ThisRevisionCreated>20240711T000000+0200</ThisRevisionCreated><Status FormalName="Usable"/><Urgency FormalName="3"/></NewsManagement>
              <NewsComponent>
                <NewsLines><HeadLine>Rain</HeadLine><ByLine>By Ann Lee</ByLine></NewsLines>
                <NewsComponent><Role FormalName="Main"/><ContentItem><MediaType FormalName="Text"/><DataContent><p>It rained.</p></DataContent></ContentItem></NewsComponent>
                <NewsComponent><NewsLines><ByLine>Bo Ray</ByLine></NewsLines><ContentItem Href="http://example.org/p.jpg"><MediaType FormalName="Photo"/><MimeType FormalName="image/jpeg"/>
                  <Characteristics><Property FormalName="Width" Value="640"/><Property FormalName="Height" Value="480"/></Characteristics></ContentItem></NewsComponent>
                <NewsComponent><Role FormalName="Caption"/><ContentItem><MediaType FormalName="Text"/><DataContent><p>A street in Paris.</p></DataContent></ContentItem></NewsComponent>
              </NewsComponent>
            </NewsItem></NewsML>
            """
        );
        var read = Assert.Single(reading.Articles);
        var image = Assert.Single(read.Draft.Images);

        Assert.Equal(["It rained."], read.Draft.Body.SelectMany(block => block.Texts));
        Assert.Equal(
            new SourceItem("example.org", "n1", "2") { VersionCreated = new(2024, 7, 10, 22, 0, 0, TimeSpan.Zero) },
            read.Item
        );
        Assert.Equal("Ann Lee", Assert.Single(read.Draft.Bylines).Name);
        Assert.Equal(3, read.Draft.Urgency);
        Assert.Equal(("http://example.org/p.jpg", 640, 480), (image.Facts.Href, image.Facts.Width, image.Facts.Height));
        Assert.Equal("Bo Ray", image.Facts.Credit?.Photographer);
        Assert.Equal("A street in Paris.", image.Caption?.Text);
    }

    private static DocumentParseResult Message(string items) =>
        Read(
            $"<newsMessage xmlns=\"http://iptc.org/std/nar/2006-10-01/\"><itemSet>{items.ReplaceLineEndings("\n").TrimEnd()}</itemSet></newsMessage>"
        );

    private static DocumentParseResult Read(string xml) => NewsMlReader.Read("any.xml", Encoding.UTF8.GetBytes(xml));
}
