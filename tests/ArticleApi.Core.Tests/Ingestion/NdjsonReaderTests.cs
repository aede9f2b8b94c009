using System.Text;
using ArticleApi.Core.Ingestion;

namespace ArticleApi.Core.Tests.Ingestion;

public sealed class NdjsonReaderTests
{
    [Theory]
    [InlineData("""{"headline":5}""", "/headline: 5 is not a string of valid Unicode.")]
    [InlineData("""{"headline":null}""", "/headline: null is not a string of valid Unicode.")]
    [InlineData("""{"headline":"\ud800"}""", "/headline: \"\\ud800\" is not a string of valid Unicode.")]
    [InlineData("""{"headline":"x","headline":"y"}""", "/headline: it stands there twice.")]
    [InlineData(
        """{"publishedAt":"yesterday"}""",
        "/publishedAt: \"yesterday\" is not an instant with an offset (RFC 3339), such as 2026-01-31T08:15:00Z."
    )]
    [InlineData("""{"id":"7"}""", "/id: \"7\" is not a UUID.")]
    [InlineData("""{"status":"live"}""", "/status: \"live\" is not one of draft, scheduled, published, withdrawn.")]
    [InlineData("""{"urgency":"4"}""", "/urgency: \"4\" is not a whole number.")]
    [InlineData(
        """{"images":[{"filePhoto":true},{"filePhoto":"no"}]}""",
        "/images/1/filePhoto: \"no\" is not true or false."
    )]
    [InlineData(
        """{"images":[{"caption":{"dateline":{"date":{"month":13}}}}]}""",
        "/images/0/caption/dateline/date: an object is not a date, such as {\"iso\": \"2026-01-31\"} or its parts year, month and day, which must agree."
    )]
    [InlineData("""{"images":{}}""", "/images: an object is not an array.")]
    [InlineData("""{"section":[]}""", "/section: an array is not an object.")]
    [InlineData("""{"tags":[null]}""", "/tags/0: null is not an object.")]
    [InlineData("""{"body":[{"type":"paragraph","text":7}]}""", "/body/0/text: 7 is not a string of valid Unicode.")]
    [InlineData(
        """{"body":[{"type":"verse"}]}""",
        "/body/0/type: \"verse\" is not one of paragraph, heading, quote, pullquote, list, table, image, embed."
    )]
    [InlineData(
        """{"body":[{"text":"x"}]}""",
        "/body/0/type: nothing is not one of paragraph, heading, quote, pullquote, list, table, image, embed."
    )]
    [InlineData("[]", "The line: an array is not an object.")]
    [InlineData("null", "The line is null, and each is an article's JSON object.")]
    [InlineData("""{"headline":"x",}""", "The JSON is broken, or nested too deeply, at byte 17 of the line.")]
    [InlineData("""{"headline":"x"} {}""", "The JSON is broken, or nested too deeply, at byte 18 of the line.")]
    public void What_is_wrong_is_said_with_its_place_and_what_belongs_there(string line, string message)
    {
        var complaint = Assert.Single(
            NdjsonReader.Read("lines.ndjson", Encoding.UTF8.GetBytes("\n" + line)).Diagnostics
        );

        Assert.Equal(("lines.ndjson", 2, message), (complaint.Document, complaint.Line, complaint.Message));
    }

    [Fact]
    public void A_text_that_is_no_UTF_8_is_said_to_be_none()
    {
        byte[] line = [.. "{\"headline\":\""u8, 0xC3, 0x28, .. "\"}"u8];

        var complaint = Assert.Single(NdjsonReader.Read("lines.ndjson", line).Diagnostics);

        Assert.Equal("/headline: \"\uFFFD(\" is not a string of valid Unicode.", complaint.Message);
    }
}
