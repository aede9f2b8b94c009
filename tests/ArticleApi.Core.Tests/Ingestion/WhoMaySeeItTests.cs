using System.Text;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Ingestion;

namespace ArticleApi.Core.Tests.Ingestion;

/// <summary>
/// Every format's words on drafts, embargoes and ends are understood, and what cannot be read opens nothing.
/// </summary>
public class WhoMaySeeItTests
{
    private const string Until = "2026-05-01T00:00:00Z";

    [Theory]
    [InlineData("ninjs", """{"uri":"a:1","type":"text","headline":"H","body_text":"T.","embargoed":"?"}""")]
    [InlineData(
        "newsml",
        """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="a:1" version="1"><itemMeta><itemClass qcode="ninat:text"/><embargoed>?</embargoed></itemMeta><contentMeta><headline>H</headline></contentMeta><contentSet><inlineData contenttype="text/plain">T.</inlineData></contentSet></newsItem>"""
    )]
    [InlineData(
        "newsml",
        """<NewsML><NewsItem><Identification><NewsIdentifier><NewsItemId>1</NewsItemId></NewsIdentifier></Identification><NewsManagement><Status FormalName="Embargoed"/><StatusWillChange><FutureStatus FormalName="Usable"/><DateAndTime>?</DateAndTime></StatusWillChange></NewsManagement><NewsComponent><NewsLines><HeadLine>H</HeadLine></NewsLines><ContentItem><DataContent>T.</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"""
    )]
    [InlineData(
        "nitf",
        """<nitf><head><title>H</title><docdata><date.issue norm="20260301T000000Z"/><date.release norm="?"/></docdata></head><body><body.content><p>T.</p></body.content></body></nitf>"""
    )]
    [InlineData(
        "nitf",
        """<nitf><head><title>H</title><docdata><date.release norm="?"/></docdata><pubdata date.publication="20260301T000000Z"/></head><body><body.content><p>T.</p></body.content></body></nitf>"""
    )]
    [InlineData(
        "rss",
        """<rss version="2.0" xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/"><channel><title>C</title><item><title>H</title><description>T.</description><prism:embargoDate>?</prism:embargoDate></item></channel></rss>"""
    )]
    public void An_embargo_is_kept(string format, string document)
    {
        Assert.Equal(
            DateTimeOffset.Parse(Until, System.Globalization.CultureInfo.InvariantCulture),
            Read(format, document.Replace("?", Until, StringComparison.Ordinal)).Draft.EmbargoUntil
        );
        Assert.Equal(
            ArticleStatus.Draft,
            Read(format, document.Replace("?", "some day", StringComparison.Ordinal)).Status
        );
    }

    [Theory]
    [InlineData("ninjs", """{"uri":"a:1","type":"text","headline":"H","body_text":"T.","expires":"?"}""")]
    [InlineData(
        "newsml",
        """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="a:1" version="1"><itemMeta><itemClass qcode="ninat:text"/><expires>2027-01-01T00:00:00Z</expires><expires>?</expires></itemMeta><contentMeta><headline>H</headline></contentMeta><contentSet><inlineData contenttype="text/plain">T.</inlineData></contentSet></newsItem>"""
    )]
    [InlineData(
        "newsml",
        """<NewsML><NewsItem><Identification><NewsIdentifier><NewsItemId>1</NewsItemId></NewsIdentifier></Identification><NewsManagement><Status FormalName="Usable"/><StatusWillChange><FutureStatus FormalName="Withheld"/><DateAndTime>?</DateAndTime></StatusWillChange></NewsManagement><NewsComponent><NewsLines><HeadLine>H</HeadLine></NewsLines><ContentItem><DataContent>T.</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"""
    )]
    [InlineData(
        "nitf",
        """<nitf><head><title>H</title><docdata><date.expire norm="?"/></docdata></head><body><body.content><p>T.</p></body.content></body></nitf>"""
    )]
    [InlineData(
        "rss",
        """<rss version="2.0" xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/"><channel><title>C</title><item><title>H</title><description>T.</description><prism:expirationDate>?</prism:expirationDate></item></channel></rss>"""
    )]
    [InlineData(
        "html",
        """<!doctype html><html><head><title>H</title><meta property="article:expiration_time" content="?"></head><body><article><h1>H</h1><p>The text of the page is long enough to be an article of its own.</p><p>It has another paragraph, and that is long enough as well.</p></article></body></html>"""
    )]
    [InlineData(
        "html",
        """<!doctype html><html><head><title>H</title><script type="application/ld+json">{"@type":"NewsArticle","headline":"H","expires":"?"}</script></head><body><article><h1>H</h1><p>The text of the page is long enough to be an article of its own.</p><p>It has another paragraph, and that is long enough as well.</p></article></body></html>"""
    )]
    public void An_end_is_kept(string format, string document)
    {
        Assert.Equal(
            DateTimeOffset.Parse(Until, System.Globalization.CultureInfo.InvariantCulture),
            Read(format, document.Replace("?", Until, StringComparison.Ordinal)).Draft.ExpiresAt
        );
        Assert.Equal(
            ArticleStatus.Draft,
            Read(format, document.Replace("?", "some day", StringComparison.Ordinal)).Status
        );
    }

    [Theory]
    [
        InlineData("\"embargoed\": true"),
        InlineData("\"embargoed\": \"\""),
        InlineData("\"embargoed\": {}"),
        InlineData("\"embargoed\": []")
    ]
    [
        InlineData("\"Embargoed\": \"some day\""),
        InlineData("\"embargo\": \"some day\""),
        InlineData("\"expires\": true"),
        InlineData("\"expires\": \"\"")
    ]
    [InlineData("\"embargoed\": \"2026-05-01T00:00:00Z\", \"embargoedUntil\": \"some day\"")]
    [InlineData("\"pubstatus\": \"usable\", \"pubStatus\": \"withheld\""), InlineData("\"pubstatus\": \"\"")]
    public void Ninjs_that_is_not_surely_public_is_a_draft(string members) =>
        Assert.Equal(
            ArticleStatus.Draft,
            Read("ninjs", $$"""{"uri":"a:1","type":"text","headline":"H","body_text":"T.",{{members}}}""").Status
        );

    [
        Theory,
        InlineData("\"embargoed\": null, \"expires\": null"),
        InlineData("\"embargoed\": false, \"pubstatus\": null")
    ]
    public void What_is_null_or_false_states_no_embargo(string members) =>
        Assert.Null(
            Read("ninjs", $$"""{"uri":"a:1","type":"text","headline":"H","body_text":"T.",{{members}}}""").Status
        );

    [Theory]
    [
        InlineData("<embargoed/>"),
        InlineData("<embargoed></embargoed>"),
        InlineData("<embargoed> </embargoed>"),
        InlineData("<expires/>")
    ]
    [InlineData("<embargoed xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:nil='true'/>")]
    [InlineData("<embargoed>2026-05-01T00:00:00Z</embargoed><embargoed/>"), InlineData("<pubStatus/>")]
    [
        InlineData("<pubStatus literal='withheld'/>"),
        InlineData("<pubStatus literal='held'/>"),
        InlineData("<pubStatus>withheld</pubStatus>")
    ]
    [InlineData("<pubStatus qcode='stat:usable' literal='withheld'/>")]
    [InlineData("<pubStatus qcode='stat:usable'/><pubStatus uri='http://cv.iptc.org/newscodes/pubstatusg2/withheld'/>")]
    public void NewsML_that_is_not_surely_public_is_a_draft(string meta) =>
        Assert.Equal(
            ArticleStatus.Draft,
            Read(
                "newsml",
                $"""
                <newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="a:1" version="1"><itemMeta><itemClass qcode="ninat:text"/>{meta}</itemMeta>
                <contentMeta><headline>H</headline></contentMeta><contentSet><inlineData contenttype="text/plain">T.</inlineData></contentSet></newsItem>
                """
            ).Status
        );

    [Theory]
    [InlineData("<Status FormalName='Usable'/><Status FormalName='Withheld'/>"), InlineData("<Status/>")]
    [InlineData(
        "<Status FormalName='Usable'/><StatusWillChange><FutureStatus FormalName='Withheld'/></StatusWillChange>"
    )]
    [InlineData(
        "<Status FormalName='Embargoed'/><StatusWillChange><FutureStatus FormalName='Usable'/><DateAndTime/></StatusWillChange>"
    )]
    public void NewsML_1_that_is_not_surely_public_is_a_draft(string management) =>
        Assert.Equal(
            ArticleStatus.Draft,
            Read(
                "newsml",
                $"""
                <NewsML><NewsItem><Identification><NewsIdentifier><NewsItemId>1</NewsItemId></NewsIdentifier></Identification>
                <NewsManagement>{management}</NewsManagement><NewsComponent><NewsLines><HeadLine>H</HeadLine></NewsLines>
                <ContentItem><DataContent>T.</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>
                """
            ).Status
        );

    [Theory]
    [
        InlineData("<docdata><date.release/></docdata>"),
        InlineData("<docdata><date.release norm=''/></docdata>"),
        InlineData("<docdata><date.expire/></docdata>")
    ]
    [
        InlineData("<docdata><date.release norm='20260101T000000Z'/><date.release/></docdata>"),
        InlineData("<docdata management-status=''/>")
    ]
    public void Nitf_that_is_not_surely_public_is_a_draft(string docdata) =>
        Assert.Equal(
            ArticleStatus.Draft,
            Read(
                "nitf",
                $"<nitf><head><title>H</title>{docdata}</head><body><body.content><p>T.</p></body.content></body></nitf>"
            ).Status
        );

    [Theory]
    [
        InlineData("<wp:status>draft</wp:status>"),
        InlineData("<wp:status>publish</wp:status><wp:status>draft</wp:status>")
    ]
    [
        InlineData("<wp:status>publish</wp:status><wp:status/>"),
        InlineData("<wp:status>publish</wp:status><wp:post_password>x</wp:post_password>")
    ]
    [
        InlineData("<wp:status>publish</wp:status><wp:post_password><![CDATA[ ]]></wp:post_password>"),
        InlineData("<wp:status>inherit</wp:status>")
    ]
    [
        InlineData("<wp:status>publish</wp:status><wp:post_password/><wp:post_password>x</wp:post_password>"),
        InlineData("<wp:post_password/>")
    ]
    public void What_WordPress_keeps_back_is_a_draft_in_feeds_too(string said)
    {
        Assert.All(
            new[] { "wordpress", "rss" },
            format => Assert.Equal(ArticleStatus.Draft, Read(format, Post(said)).Status)
        );
    }

    [Fact]
    public void What_WordPress_publishes_is_public_in_feeds_too()
    {
        Assert.All(
            new[] { "wordpress", "rss" },
            format =>
                Assert.Equal(
                    ArticleStatus.Published,
                    Read(format, Post("<wp:status>publish</wp:status><wp:post_password></wp:post_password>")).Status
                )
        );
        Assert.Single(
            DocumentFormats
                .FindByName("wordpress")!
                .Read(
                    "document",
                    Encoding.UTF8.GetBytes(
                        Post("<guid>1</guid><wp:status>publish</wp:status><wp:status>trash</wp:status>")
                    )
                )
                .Withdrawals
        );
    }

    [Theory]
    [
        InlineData("<p:killDate>2026-05-01</p:killDate>", false),
        InlineData("<p:killDate>some day</p:killDate>", true),
        InlineData("<p:killDate/>", true)
    ]
    [InlineData("<p:expirationDate>2027-05-01</p:expirationDate><p:killDate>2026-05-01</p:killDate>", false)]
    [InlineData("<p:killDate>2026-05-01</p:killDate><p:expirationDate/>", true)]
    public void A_kill_date_is_an_end_by_whatever_prefix(string said, bool isDraft)
    {
        var article = Read(
            "rss",
            $"""
            <rss version="2.0" xmlns:p="http://prismstandard.org/namespaces/basic/2.1/"><channel><title>C</title>
            <item><title>H</title><description>T.</description>{said}</item></channel></rss>
            """
        );

        Assert.Equal(isDraft ? ArticleStatus.Draft : (ArticleStatus?)null, article.Status);
        Assert.Equal(said.Contains("2026", StringComparison.Ordinal), article.Draft.ExpiresAt is { Year: 2026 });
    }

    [Theory]
    [
        InlineData("\"Draft\"", true),
        InlineData("{\"@type\": \"DefinedTerm\", \"name\": \"Draft\"}", true),
        InlineData("{\"@type\": \"DefinedTerm\"}", true)
    ]
    [
        InlineData("[\"Published\", {\"name\": \"Draft\"}]", true),
        InlineData("true", true),
        InlineData("{\"@id\": \"#state\"}", true)
    ]
    [InlineData("\"Published\"", false), InlineData("{\"name\": \"Published\"}", false), InlineData("null", false)]
    public void A_page_of_another_state_than_published_is_a_draft(string status, bool isDraft) =>
        Assert.Equal(
            isDraft ? ArticleStatus.Draft : (ArticleStatus?)null,
            Read("html", Page($"\"creativeWorkStatus\": {status}")).Status
        );

    [Theory, InlineData("{}"), InlineData("[\"2026-05-01\", {}]"), InlineData("true")]
    public void A_pages_end_that_is_no_date_makes_it_a_draft(string end) =>
        Assert.Equal(ArticleStatus.Draft, Read("html", Page($"\"expires\": {end}")).Status);

    [Theory]
    [
        InlineData("http://www.w3.org/2007/app", "yes", true),
        InlineData("http://purl.org/atom/app#", "yes", true),
        InlineData("http://www.w3.org/2007/app", "perhaps", true),
        InlineData("http://www.w3.org/2007/app", "no", false)
    ]
    public void An_entry_that_is_being_written_is_a_draft(string space, string said, bool isDraft) =>
        Assert.Equal(
            isDraft ? ArticleStatus.Draft : (ArticleStatus?)null,
            Read(
                "atom",
                $"""<entry xmlns="http://www.w3.org/2005/Atom" xmlns:app="{space}"><id>a:1</id><title>H</title><content>T.</content><app:control><app:draft>{said}</app:draft></app:control></entry>"""
            ).Status
        );

    [Theory]
    [InlineData(
        "ninjs",
        """{"uri":"a:1","type":"text","headline":"H","byline":"Ann Lee <ann@news.example>","body_text":"T."}""",
        "Ann Lee"
    )]
    [InlineData(
        "ndjson",
        """{"headline":"H","bylines":[{"slug":"ann","name":"ann@news.example"}],"body":[{"type":"paragraph","text":"T."}]}""",
        null
    )]
    [InlineData(
        "rss",
        """<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>C</title><item><title>H</title><description>T.</description><dc:creator>ann@news.example</dc:creator></item></channel></rss>""",
        null
    )]
    [InlineData(
        "rss",
        """<rss version="2.0"><channel><title>C</title><item><title>H</title><description>T.</description><author>ann@news.example (Ann Lee)</author></item></channel></rss>""",
        "Ann Lee"
    )]
    [InlineData(
        "atom",
        """<entry xmlns="http://www.w3.org/2005/Atom"><id>a:1</id><title>H</title><content>T.</content><author><name>ann@news.example</name></author></entry>""",
        null
    )]
    public void No_address_becomes_a_name(string format, string document, string? name)
    {
        var reading = DocumentFormats.FindByName(format)!.Read("document", Encoding.UTF8.GetBytes(document));

        Assert.Equal(name, Assert.Single(reading.Articles).Draft.Bylines.SingleOrDefault()?.Name);
        Assert.Equal(
            name is null,
            reading.Diagnostics.Any(complaint => complaint.Message.Contains("e-mail address", StringComparison.Ordinal))
        );
    }

    [Theory]
    [
        InlineData("&quot;jane doe&quot;@news.example", null),
        InlineData("jane%40news.example", null),
        InlineData("jane&#xFF20;news.example", null)
    ]
    [
        InlineData("jane&#xFE6B;news.example", null),
        InlineData("jane@[192.0.2.1]", null),
        InlineData("jane@localhost", null)
    ]
    [
        InlineData("Jane Doe &lt;&quot;jane doe&quot;@news.example&gt;", "Jane Doe"),
        InlineData("Jane Doe (jane%40news.example)", "Jane Doe")
    ]
    [InlineData("Jane &quot;JD&quot; Doe", "Jane \"JD\" Doe"), InlineData("100%40", "100%40")]
    public void No_login_that_is_an_address_becomes_a_name(string login, string? name)
    {
        Assert.All(
            new[] { "wordpress", "rss" },
            format =>
            {
                var reading = DocumentFormats
                    .FindByName(format)!
                    .Read("document", Encoding.UTF8.GetBytes(Post($"<dc:creator>{login}</dc:creator>")));
                Assert.Equal(name, Assert.Single(reading.Articles).Draft.Bylines.SingleOrDefault()?.Name);
                Assert.Equal(
                    name is null,
                    reading.Diagnostics.Any(complaint =>
                        complaint.Message.Contains("e-mail address", StringComparison.Ordinal)
                    )
                );
            }
        );
    }

    private static string Post(string parts) =>
        $"""
            <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>C</title>
            <item><title>H</title><description>T.</description><content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/">T.</content:encoded>{parts}</item></channel></rss>
            """;

    private static string Page(string member) =>
        $$"""
            <!doctype html><html><head><title>H</title>
            <script type="application/ld+json">[{"@type":"NewsArticle","headline":"H",{{member}}},{"@id":"#state","name":"Draft"}]</script></head>
            <body><article><h1>H</h1><p>The text of the page is long enough to be an article of its own.</p>
            <p>It has another paragraph, and that is long enough as well.</p></article></body></html>
            """;

    private static ParsedArticle Read(string format, string document) =>
        Assert.Single(DocumentFormats.FindByName(format)!.Read("document", Encoding.UTF8.GetBytes(document)).Articles);
}
