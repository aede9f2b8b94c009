using System.Text;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Ingestion;

namespace ArticleApi.Core.Tests.Ingestion;

/// <summary>Every format's words on drafts, embargoes and ends are understood, and what cannot be read opens nothing.</summary>
public class WhoMaySeeItTests
{
    private const string Until = "2026-05-01T00:00:00Z";

    [Theory]
    [InlineData("ninjs", """{"uri":"a:1","type":"text","headline":"H","body_text":"T.","embargoed":"?"}""")]
    [InlineData("newsml", """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="a:1" version="1"><itemMeta><itemClass qcode="ninat:text"/><embargoed>?</embargoed></itemMeta><contentMeta><headline>H</headline></contentMeta><contentSet><inlineData contenttype="text/plain">T.</inlineData></contentSet></newsItem>""")]
    [InlineData("newsml", """<NewsML><NewsItem><Identification><NewsIdentifier><NewsItemId>1</NewsItemId></NewsIdentifier></Identification><NewsManagement><Status FormalName="Embargoed"/><StatusWillChange><FutureStatus FormalName="Usable"/><DateAndTime>?</DateAndTime></StatusWillChange></NewsManagement><NewsComponent><NewsLines><HeadLine>H</HeadLine></NewsLines><ContentItem><DataContent>T.</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>""")]
    [InlineData("nitf", """<nitf><head><title>H</title><docdata><date.issue norm="20260301T000000Z"/><date.release norm="?"/></docdata></head><body><body.content><p>T.</p></body.content></body></nitf>""")]
    [InlineData("nitf", """<nitf><head><title>H</title><docdata><date.release norm="?"/></docdata><pubdata date.publication="20260301T000000Z"/></head><body><body.content><p>T.</p></body.content></body></nitf>""")]
    [InlineData("rss", """<rss version="2.0" xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/"><channel><title>C</title><item><title>H</title><description>T.</description><prism:embargoDate>?</prism:embargoDate></item></channel></rss>""")]
    public void An_embargo_is_kept(string format, string document)
    {
        Assert.Equal(DateTimeOffset.Parse(Until, System.Globalization.CultureInfo.InvariantCulture), Read(format, document.Replace("?", Until, StringComparison.Ordinal)).Draft.EmbargoUntil);
        Assert.Equal(ArticleStatus.Draft, Read(format, document.Replace("?", "some day", StringComparison.Ordinal)).Status);
    }

    [Theory]
    [InlineData("ninjs", """{"uri":"a:1","type":"text","headline":"H","body_text":"T.","expires":"?"}""")]
    [InlineData("newsml", """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="a:1" version="1"><itemMeta><itemClass qcode="ninat:text"/><expires>2027-01-01T00:00:00Z</expires><expires>?</expires></itemMeta><contentMeta><headline>H</headline></contentMeta><contentSet><inlineData contenttype="text/plain">T.</inlineData></contentSet></newsItem>""")]
    [InlineData("newsml", """<NewsML><NewsItem><Identification><NewsIdentifier><NewsItemId>1</NewsItemId></NewsIdentifier></Identification><NewsManagement><Status FormalName="Usable"/><StatusWillChange><FutureStatus FormalName="Withheld"/><DateAndTime>?</DateAndTime></StatusWillChange></NewsManagement><NewsComponent><NewsLines><HeadLine>H</HeadLine></NewsLines><ContentItem><DataContent>T.</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>""")]
    [InlineData("nitf", """<nitf><head><title>H</title><docdata><date.expire norm="?"/></docdata></head><body><body.content><p>T.</p></body.content></body></nitf>""")]
    [InlineData("rss", """<rss version="2.0" xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/"><channel><title>C</title><item><title>H</title><description>T.</description><prism:expirationDate>?</prism:expirationDate></item></channel></rss>""")]
    [InlineData("html", """<!doctype html><html><head><title>H</title><meta property="article:expiration_time" content="?"></head><body><article><h1>H</h1><p>The text of the page is long enough to be an article of its own.</p><p>It has another paragraph, and that is long enough as well.</p></article></body></html>""")]
    [InlineData("html", """<!doctype html><html><head><title>H</title><script type="application/ld+json">{"@type":"NewsArticle","headline":"H","expires":"?"}</script></head><body><article><h1>H</h1><p>The text of the page is long enough to be an article of its own.</p><p>It has another paragraph, and that is long enough as well.</p></article></body></html>""")]
    public void An_end_is_kept(string format, string document)
    {
        Assert.Equal(DateTimeOffset.Parse(Until, System.Globalization.CultureInfo.InvariantCulture), Read(format, document.Replace("?", Until, StringComparison.Ordinal)).Draft.ExpiresAt);
        Assert.Equal(ArticleStatus.Draft, Read(format, document.Replace("?", "some day", StringComparison.Ordinal)).Status);
    }

    [Theory]
    [InlineData("http://www.w3.org/2007/app", "yes", true), InlineData("http://purl.org/atom/app#", "yes", true), InlineData("http://www.w3.org/2007/app", "perhaps", true), InlineData("http://www.w3.org/2007/app", "no", false)]
    public void An_entry_that_is_being_written_is_a_draft(string space, string said, bool isDraft) => Assert.Equal(
        isDraft ? ArticleStatus.Draft : (ArticleStatus?)null,
        Read("atom", $"""<entry xmlns="http://www.w3.org/2005/Atom" xmlns:app="{space}"><id>a:1</id><title>H</title><content>T.</content><app:control><app:draft>{said}</app:draft></app:control></entry>""").Status);

    [Theory]
    [InlineData("ninjs", """{"uri":"a:1","type":"text","headline":"H","byline":"Ann Lee <ann@news.example>","body_text":"T."}""", "Ann Lee")]
    [InlineData("ndjson", """{"headline":"H","bylines":[{"slug":"ann","name":"ann@news.example"}],"body":[{"type":"paragraph","text":"T."}]}""", null)]
    [InlineData("rss", """<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>C</title><item><title>H</title><description>T.</description><dc:creator>ann@news.example</dc:creator></item></channel></rss>""", null)]
    [InlineData("rss", """<rss version="2.0"><channel><title>C</title><item><title>H</title><description>T.</description><author>ann@news.example (Ann Lee)</author></item></channel></rss>""", "Ann Lee")]
    [InlineData("atom", """<entry xmlns="http://www.w3.org/2005/Atom"><id>a:1</id><title>H</title><content>T.</content><author><name>ann@news.example</name></author></entry>""", null)]
    public void No_address_becomes_a_name(string format, string document, string? name)
    {
        var reading = DocumentFormats.Named(format)!.Read("document", Encoding.UTF8.GetBytes(document));

        Assert.Equal(name, Assert.Single(reading.Articles).Draft.Bylines.SingleOrDefault()?.Name);
        Assert.Equal(name is null, reading.Complaints.Any(complaint => complaint.Message.Contains("e-mail address", StringComparison.Ordinal)));
    }

    private static ReadArticle Read(string format, string document) =>
        Assert.Single(DocumentFormats.Named(format)!.Read("document", Encoding.UTF8.GetBytes(document)).Articles);
}
