using System.Text;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Images;
using ArticleApi.Core.Ingestion;
using ArticleApi.Core.Ingestion.Wire;

namespace ArticleApi.Core.Tests.Ingestion.Wire;

public class NinjsReaderTests
{
    [Theory]
    [InlineData("""{"uri":"a","headline":"Rain","body_text":"It rained."}""")]
    [InlineData("""[{"uri":"a","headline":"Rain","body_text":"It rained."}]""")]
    [InlineData("""{"item":[{"uri":"a","headline":"Rain","body_text":"It rained."}]}""")]
    [InlineData("""{"data":{"items":[{"item":{"uri":"a","headline":"Rain","body_text":"It rained."}}]}}""")]
    [InlineData("""{"_items":[{"guid":"a","headline":"Rain","body_html":"<p>It rained.</p>"}],}""")]
    [InlineData(
        """{"uri":"a","headlines":[{"role":"subhead","value":"x"},{"role":"main","contenttype":"text/html","value":"<b>Rain</b>"}],"bodies":[{"role":"text","value":"It rained."}]}"""
    )]
    [InlineData(
        """{"uri":"a","headlines":[{"value":"Rain"}],"bodies":[{"contentType":"text/plain","value":"It poured."},{"contentType":"text/html5","value":"<div>It rained.</div>"}]}"""
    )]
    public void An_item_is_found_in_what_holds_it(string json)
    {
        var read = Assert.Single(Read(json).Articles);

        Assert.Equal("Rain", read.Draft.Headline);
        Assert.Equal(["It rained."], read.Draft.Body.SelectMany(block => block.Texts));
        Assert.Equal("a", read.Item?.Id);
        Assert.Null(read.Status);
        Assert.Null(read.Draft.PublishedAt);
    }

    [Theory]
    [InlineData("""{"uri":"a"}""", "headline: there is none")]
    [InlineData("""{"uri":"a","headline":"Rain"}""", "body: there is no text")]
    [InlineData("""{"uri":"a","body_text":"It rained."}""", "headline: there is none")]
    [InlineData("""{"uri":"a","headline":"Rain","type":"video","body_text":"x"}""", "type video")]
    [InlineData("""{"a":1}""", "no ninjs item")]
    [InlineData("""[]""", "no ninjs item")]
    [InlineData("""7""", "no ninjs item")]
    public void What_is_no_article_is_named_and_the_others_go_in(string json, string reason)
    {
        Assert.Contains(reason, Assert.Single(Read(json).Diagnostics).Message, StringComparison.Ordinal);
        if (json.StartsWith("{\"uri", StringComparison.Ordinal))
            Assert.Single(Read($$"""[{{json}},{"uri":"b","headline":"Sun","body_text":"It shone."}]""").Articles);
    }

    [Theory]
    [InlineData("\"stat:usable\"", ArticleStatus.Published, null)]
    [InlineData("\"http://cv.iptc.org/newscodes/pubstatusg2/withheld\"", ArticleStatus.Draft, null)]
    [InlineData("\"\"", ArticleStatus.Draft, "''")]
    [InlineData("null", null, null)]
    [InlineData("\"pending\"", ArticleStatus.Draft, "'pending'")]
    [InlineData("true", ArticleStatus.Draft, "'true'")]
    [InlineData("[\"usable\", \"withheld\"]", ArticleStatus.Draft, "'usable withheld'")]
    public void A_state_that_nobody_understands_publishes_nothing(string status, ArticleStatus? expected, string? named)
    {
        var reading = Read($$"""{"uri":"a","pubstatus":{{status}},"headline":"Rain","body_text":"x"}""");

        Assert.Equal(expected, Assert.Single(reading.Articles).Status);
        Assert.Equal(
            named is null ? 0 : 1,
            reading.Diagnostics.Count(complaint =>
                complaint.Message.Contains(named ?? "status", StringComparison.Ordinal)
            )
        );
    }

    [Fact]
    public void The_states_of_IPTC_are_kept()
    {
        var reading = Read(
            """
            [{"uri":"a","pubstatus":"withheld","headline":"Rain","body_text":"x"},
             {"uri":"b","pubStatus":"canceled","ednote":"Wrong town.","source":"Example","version":"3"},
             {"uri":"c","type":"picture","pubstatus":"canceled","provider":"Example"},
             {"headline":"d","pubstatus":"canceled"}]
            """
        );

        Assert.Equal(ArticleStatus.Draft, Assert.Single(reading.Articles).Status);
        Assert.Equal(
            [
                new ParsedWithdrawal(new("Example", "b", "3"), "Wrong town.", null),
                new ParsedWithdrawal(new("Example", "c", null), null, null),
            ],
            reading.Withdrawals
        );
        Assert.Contains("no id", Assert.Single(reading.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_several_versions_the_newest_is_kept()
    {
        var reading = Read(
            """
            [{"uri":"a","version":"9","headline":"Nine","body_text":"x"},{"uri":"a","version":"10","headline":"Ten","body_text":"x"},{"uri":"a","version":"2","headline":"Two","body_text":"x"},
             {"uri":"b","versioncreated":"2023-01-02T00:00:00Z","headline":"New","body_text":"x"},{"uri":"b","versioncreated":"2023-01-01T00:00:00Z","headline":"Old","body_text":"x"},
             {"uri":"c","headline":"First","body_text":"x"},{"uri":"c","headline":"Second","body_text":"x"},
             {"uri":"d","version":"1","headline":"Sent","body_text":"x"},{"uri":"d","version":"2","pubstatus":"canceled"}]
            """
        );

        Assert.Equal(["Ten", "New", "Second"], reading.Articles.Select(read => read.Draft.Headline));
        Assert.Equal("d", Assert.Single(reading.Withdrawals).Item.Id);
        Assert.Contains("5 older", Assert.Single(reading.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2030-01-01T00:00:00Z", "2030-01-01T00:00:00Z", null)]
    [InlineData("when the report is out", null, ArticleStatus.Draft)]
    public void An_embargo_is_kept_and_never_broken(string text, string? until, ArticleStatus? status)
    {
        var read = Assert.Single(
            Read($$"""{"uri":"a","embargoedUntil":"{{text}}","headline":"Rain","body_text":"x"}""").Articles
        );

        Assert.Equal(
            until is null ? null : DateTimeOffset.Parse(until, System.Globalization.CultureInfo.InvariantCulture),
            read.Draft.EmbargoUntil
        );
        Assert.Equal(status, read.Status);
    }

    [Fact]
    public void A_picture_takes_its_largest_file_and_both_credits()
    {
        var draft = Assert.Single(
            Read(
                """
                {"uri":"a","headline":"Rain","body_text":"x","language":"en","associations":[
                  {"name":"p","type":"picture","by":"Ann Lee","copyrightHolder":"Example","title":"A wet day",
                   "descriptions":[{"role":"creditline","value":"Example via AP"},{"role":"caption","value":"FILE - Rain falls in Paris, May 3, 2024."}],
                   "renditions":[{"href":"https://example.org/s.jpg","width":10,"height":10,"contentType":"image/jpeg"},{"href":"/l.jpg","width":9000,"height":9000},
                                 {"href":"https://example.org/l.jpg","width":400,"height":"300","contentType":"image/jpeg"},{"href":"https://example.org/c.xml","width":999,"height":999,"contentType":"text/xml"}]},
                  {"name":"w","type":"picture","pubStatus":"withheld","uri":"urn:w"},
                  {"name":"v","type":"video","uri":"urn:v"}]}
                """
            ).Articles
        );
        var image = Assert.Single(draft.Draft.Images);

        Assert.Equal(
            ("https://example.org/l.jpg", 400, 300, "image/jpeg"),
            (image.Facts.Href, image.Facts.Width, image.Facts.Height, image.Facts.MediaType)
        );
        Assert.Equal(new Credit("Ann Lee/Example via AP", "AP", "Ann Lee", false), image.Facts.Credit);
        Assert.True(image.Facts.FilePhoto);
        Assert.Equal("Example", image.Facts.Rights?.Holder);
        Assert.Equal("Rain falls in Paris, May 3, 2024.", image.Caption?.Text);
        Assert.Equal("Paris", Assert.Single(image.Caption!.Dateline!.Facts.Places).Locality);
        Assert.Contains(new("associations/p/title", "A wet day"), draft.Extras);
        Assert.Contains(new("associations/v/uri", "urn:v"), draft.Extras);
    }

    [Fact]
    public void The_id_that_stays_is_preferred_to_an_address_that_does_not()
    {
        var read = Assert.Single(
            Read(
                """{"uri":"https://api.example.org/content/a1?token=x","altids":{"itemid":"a1"},"headline":"Rain","body_text":"x"}"""
            ).Articles
        );

        Assert.Equal(new SourceItem("api.example.org", "a1", null), read.Item);
        Assert.Contains(new("uri", "https://api.example.org/content/a1?token=x"), read.Extras);
    }

    [Fact]
    public void What_is_too_long_for_its_field_is_kept_beside_it()
    {
        var note = new string('n', Article.MaxEditorNoteLength + 1);
        var reading = Read($$"""{"uri":"a","headline":"Rain","body_text":"x","ednote":"{{note}}","urgency":12}""");
        var read = Assert.Single(reading.Articles);

        Assert.Null(read.Draft.EditorNote);
        Assert.Null(read.Draft.Urgency);
        Assert.Contains(new("editorNote", note), read.Extras);
        Assert.Contains("fit", Assert.Single(reading.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Ann Lee", "en", "Ann Lee|")]
    [InlineData("By Ann Lee and Bo Ray, Example News", "en", "Ann Lee|Example News;Bo Ray|Example News")]
    [InlineData("ANN LEE, BO RAY & Cy Day", "en", "ANN LEE|;BO RAY|;Cy Day|")]
    [InlineData("Von Ann Lee", "de-AT", "Ann Lee|")]
    [InlineData("Von Miller", "en", "Von Miller|")]
    [InlineData("Ann Lee / Example.no", "nb-NO", "Ann Lee|Example.no")]
    [InlineData("—", "en", "")]
    public void A_byline_names_people(string byline, string language, string expected) =>
        Assert.Equal(
            expected,
            string.Join(
                ';',
                Assert
                    .Single(
                        Read(
                            $$"""{"uri":"a","headline":"Rain","body_text":"x","language":"{{language}}","byline":"{{byline}}"}"""
                        ).Articles
                    )
                    .Draft.Bylines.Select(by => $"{by.Name}|{by.Role}")
            )
        );

    private static DocumentParseResult Read(string json) => NinjsReader.Read("any.json", Encoding.UTF8.GetBytes(json));
}
