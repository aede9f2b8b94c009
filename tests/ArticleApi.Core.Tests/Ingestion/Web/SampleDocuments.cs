using System.Text;
using ArticleApi.Core.Ingestion;
using ArticleApi.Core.Ingestion.Web;

namespace ArticleApi.Core.Tests.Ingestion.Web;

/// <summary>A document of each format, and the readers by their formats' names.</summary>
internal static class SampleDocuments
{
    public const string Rss = """
        <?xml version="1.0" encoding="utf-8"?>
        <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
          <channel>
            <title>Example News</title>
            <link>https://news.example/</link>
            <language>en-gb</language>
            <copyright>(c) Example News</copyright>
            <item>
              <title>The bridge &amp;amp; the river</title>
              <link>/bridge</link>
              <guid isPermaLink="false">item-1</guid>
              <pubDate>Tue, 5 Mar 2024 10:15:00 EST</pubDate>
              <dc:creator>First Writer and Second Writer</dc:creator>
              <category>Rivers</category>
              <category>Bridges</category>
              <description>What the text is about.</description>
              <content:encoded><![CDATA[<p>KYIV, Ukraine (AP) — The first paragraph has <a href="/more">a link</a>.</p><figure><img src="/inside.jpg" alt="A river"><figcaption>The river near the town, March 4, 2024. REUTERS/Some Body</figcaption></figure><p onclick="run()">The second paragraph.<script>run()</script></p>]]></content:encoded>
              <media:group>
                <media:content url="https://news.example/small.jpg" medium="image" width="100" height="50"/>
                <media:content url="https://news.example/large.jpg" medium="image" type="image/jpeg" width="1000" height="500"/>
                <media:description>The bridge in spring.</media:description>
                <media:credit role="photographer">Some Body</media:credit>
                <media:credit>Reuters</media:credit>
              </media:group>
              <enclosure url="https://news.example/talk.mp3" length="1" type="audio/mpeg"/>
              <comments>https://news.example/bridge/comments</comments>
            </item>
          </channel>
        </rss>
        """;

    public const string Atom = """
        <feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://news.example/feeds/" xml:lang="de">
          <title>Beispielblatt</title>
          <id>tag:news.example,2024:feed</id>
          <link rel="self" href="atom.xml"/>
          <author><name>Beispielblatt</name></author>
          <entry>
            <title type="html">Eine &lt;em&gt;kurze&lt;/em&gt; Meldung</title>
            <id>tag:news.example,2024:1</id>
            <link rel="alternate" href="../meldung"/>
            <link rel="via" href="https://other.example/"/>
            <published>2024-03-05T10:15:00+01:00</published>
            <updated>2024-03-05T11:00:00.5+01:00</updated>
            <author><name>Erste Person</name><email>erste@news.example</email></author>
            <category term="fluesse" label="Flüsse"/>
            <summary>Worum es geht.</summary>
            <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><h2>Zwischentitel</h2><p>Der erste <strong>Absatz</strong>.</p><br/><p>Der zweite.</p></div></content>
            <rights>Alle Rechte vorbehalten</rights>
          </entry>
        </feed>
        """;

    public const string Markdown = """
        ---
        language: en
        author: [First Writer, {name: Second Writer, role: Correspondent}]
        section: World
        tags: rivers, bridges
        date: 2024-03-05 10:15:00 +0100
        url: https://news.example/bridge
        weight: 10
        images:
          - href: https://news.example/large.jpg
            caption: The bridge in spring. REUTERS/Some Body
            credit: Some Body/Reuters
            altText: A bridge
        ---

        # The bridge *and* the river

        The first paragraph goes
        over two lines, with [a link](/more) and <script>run()</script> more.

        ![A river](inside.jpg "The river near the town.")

        ## A heading

        - one
        - two

        > A quotation.
        """;

    public const string Text = "The bridge and the river\n\nThe first paragraph.\n\nThe second one\nhas two lines.\n";

    public const string Page = """
        <!DOCTYPE html>
        <html lang="en"><head>
        <title>The bridge and the river | Example News</title>
        <link rel="canonical" href="https://news.example/world/bridge">
        <meta property="og:title" content="The bridge and the river | Example News">
        <meta property="og:site_name" content="Example News">
        <meta property="og:description" content="What the text is about.">
        <meta property="og:image" content="https://cdn.example/cut/bridge.jpg?w=1200">
        <meta property="article:published_time" content="2024-03-05T10:15:00Z">
        <meta property="article:section" content="World">
        <meta property="article:tag" content="Rivers"><meta property="article:tag" content="Bridges">
        <meta name="author" content="First Writer">
        <script>run()</script>
        </head><body onload="run()">
        <nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
        <article><h1>The bridge and the river</h1><p class="byline">By First Writer</p>
        <figure><img src="https://cdn.example/full/bridge.jpg" alt="A bridge" width="1000" height="600"><figcaption>The bridge in spring, March 4, 2024. <span class="credit">REUTERS/Some Body</span></figcaption></figure>
        <p>The first paragraph of the text has enough words in it, with commas, so that it counts as prose and not as a part of the navigation.</p>
        <p>The second paragraph goes on about the same, with <a href="/link">a link</a>, and with some more words that make it long enough to be seen.</p>
        <h2>On the other bank</h2>
        <p>The third paragraph ends the text, and it has, as the others do, a comma or two, and also a full stop at its very end. <img src="data:x" onerror="run()"></p>
        </article>
        <aside><a href="https://shop.example/">Buy</a></aside>
        <footer><p>All rights reserved.</p></footer>
        </body></html>
        """;

    public const string Wxr = """
        <?xml version="1.0" encoding="UTF-8"?>
        <rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
        <channel>
          <title>Example News</title><link>https://news.example</link><language>en-US</language>
          <wp:author><wp:author_login>first</wp:author_login><wp:author_display_name>First Writer</wp:author_display_name></wp:author>
          <item><title>picture</title><wp:post_id>7</wp:post_id><wp:post_type>attachment</wp:post_type><wp:attachment_url>https://news.example/bridge.jpg</wp:attachment_url><excerpt:encoded><![CDATA[The bridge in spring. REUTERS/Some Body]]></excerpt:encoded>
            <wp:postmeta><wp:meta_key>_wp_attachment_image_alt</wp:meta_key><wp:meta_value>A bridge</wp:meta_value></wp:postmeta></item>
          <item><title>About us</title><wp:post_type>page</wp:post_type></item>
          <item>
            <title>The bridge</title><link>https://news.example/bridge/</link><dc:creator>first</dc:creator><guid isPermaLink="false">https://news.example/?p=8</guid>
            <content:encoded><![CDATA[The first paragraph [sic] has
        two lines.

        [caption id="a" width="300"]<img src="https://news.example/river-300x200.jpg" alt="A river" /> The river near the town.[/caption]

        The second one. [ad_block slot="1"][/ad_block]<!--more-->]]></content:encoded>
            <excerpt:encoded><![CDATA[What the text is about.]]></excerpt:encoded>
            <wp:post_id>8</wp:post_id><wp:post_date_gmt>2024-03-05 10:15:00</wp:post_date_gmt><wp:post_name>the-bridge</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>
            <category domain="category" nicename="world"><![CDATA[World]]></category><category domain="category" nicename="rivers"><![CDATA[Rivers]]></category><category domain="post_tag" nicename="bridge"><![CDATA[Bridge]]></category>
            <wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>7</wp:meta_value></wp:postmeta>
            <wp:postmeta><wp:meta_key>kicker</wp:meta_key><wp:meta_value>Rivers</wp:meta_value></wp:postmeta>
          </item>
          <item><title>Not yet</title><guid>https://news.example/?p=9</guid><content:encoded>Words.</content:encoded><wp:post_date_gmt>0000-00-00 00:00:00</wp:post_date_gmt><wp:status>draft</wp:status><wp:post_type>post</wp:post_type></item>
          <item><title>Gone</title><guid>https://news.example/?p=10</guid><content:encoded>Words.</content:encoded><wp:status>trash</wp:status><wp:post_type>post</wp:post_type></item>
        </channel>
        </rss>
        """;

    public static readonly Dictionary<string, Func<string, byte[], DocumentParseResult>> Readers = new()
    {
        [RssReader.Format] = RssReader.Read,
        [AtomReader.Format] = AtomReader.Read,
        [WxrReader.Format] = WxrReader.Read,
        [HtmlPageReader.Format] = HtmlPageReader.Read,
        [MarkdownReader.Format] = MarkdownReader.Read,
        [PlainTextReader.Format] = PlainTextReader.Read,
    };

    public static readonly Dictionary<string, string> Samples = new()
    {
        [RssReader.Format] = Rss,
        [AtomReader.Format] = Atom,
        [WxrReader.Format] = Wxr,
        [HtmlPageReader.Format] = Page,
        [MarkdownReader.Format] = Markdown,
        [PlainTextReader.Format] = Text,
    };

    public static DocumentParseResult Read(string format, string text) =>
        Readers[format]("any", Encoding.UTF8.GetBytes(text));

    /// <summary>The only article, when nothing was refused.</summary>
    public static ParsedArticle Only(string format, string text)
    {
        var reading = Read(format, text);
        Assert.DoesNotContain(reading.Diagnostics, complaint => complaint.Severity == DiagnosticSeverity.Error);
        return Assert.Single(reading.Articles);
    }
}
