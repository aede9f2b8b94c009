using System.Text;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Ingestion;
using ArticleApi.Core.Search;

namespace ArticleApi.Core.Tests.Ingestion;

/// <summary>A place in a document where whoever wrote it may put as much as they like.</summary>
/// <param name="Words">What means something there.</param>
internal sealed record InjectionPoint(Action<string> Read, string Head, string Tail, params string[] Words)
{
    private const string Wxr =
        "<rss xmlns:content='http://purl.org/rss/1.0/modules/content/' "
        + "xmlns:wp='http://wordpress.org/export/1.2/'><channel>";

    private const string Page = "<html><body><h1>T</h1>";
    private const string Ninjs = "{\"uri\":\"a\",\"versioncreated\":\"2024-01-01T00:00:00Z\",\"headline\":\"T\",";
    private const string Line = "{\"headline\":\"T\",\"body\":[{\"type\":\"paragraph\",";

    private static readonly string[] Html =
    [
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<a href='http://a.b/'>",
        "</a>",
        "<div>",
        "</div>",
        "<ul>",
        "<li>",
        "</ul>",
        "<br>",
        "<table>",
        "<tr>",
        "<td>",
        "<h2>",
        "<blockquote>",
        "</blockquote>",
        "<figure>",
        "</figure>",
        "<img src='http://a.b/c.jpg'>",
        "<figcaption>",
        "<pre>",
        "<script>",
        "</script>",
        "<svg>",
        "<!--",
        "-->",
        "<",
        "&amp;",
        "&",
        "&#x41;",
        " ",
        "word ",
        "é",
        "<i class='a' ",
        "'",
        ">",
        "<span itemprop='author'>",
        "<cite>",
        "<q>",
        "<dl>",
        "<dt>",
        "<title>",
        "<article>",
        "<section itemprop='articleBody'>",
    ];

    private static readonly string[] Xml =
    [
        "<a>",
        "</a>",
        "<a/>",
        "<a b='c'>",
        "<x:a xmlns:x='urn:y'>",
        "</x:a>",
        "<x:a xmlns:x='urn:y'/>",
        "&amp;",
        "&nbsp;",
        "&",
        "<![CDATA[",
        "]]>",
        "<!--",
        "-->",
        "<?a ",
        "?>",
        " ",
        "\n",
        "word ",
        "<a b='c' c='d' e='f'/>",
        "&#65;",
        "<",
        ">",
        "'",
    ];

    private static readonly string[] Json =
    [
        "{\"a\":",
        "}",
        "[",
        "]",
        "\"a\",",
        "\"",
        "1,",
        ":",
        "null,",
        "\\u0041",
        "\\n",
        " ",
        "\n",
        "{\"name\":\"a\"},",
        "{},",
        "[],",
        "//\n",
        "/*",
        "\"a\":1,",
        "1e5,",
    ];

    private static readonly string[] Prose =
    [
        "word ",
        "PARIS ",
        "(AP) ",
        "— ",
        "- ",
        ", ",
        ". ",
        "\n",
        "\n\n",
        "May 1 ",
        "1 ",
        "/",
        ":",
        "Photo by ",
        "AFP/",
        "said ",
        "the ",
        "é",
        "(",
        ")",
        "[",
        "]",
        "\"",
        "=",
        "a@b.c ",
        "http://a.b/ ",
        "\t",
        "  ",
    ];

    /// <summary>By name.</summary>
    public static readonly Dictionary<string, InjectionPoint> All = new()
    {
        ["html"] = Of("html", Page, "", Html),
        ["html, text"] = Of("html", Page + "<article><p>x", "</article>", Html),
        ["html, data"] = Of(
            "html",
            "<html><head><title>T</title><script type='application/ld+json'>[",
            "{\"@type\":\"NewsArticle\"}]</script>",
            Json
        ),
        ["html, head"] = Of(
            "html",
            "<html><head><title>T</title>",
            "<body><p>x",
            "<meta name='author' content='a'>",
            "<base href='a'>",
            "<meta property='article:tag' content='a,b'>",
            "<link rel=canonical href='http://a.b/'>",
            "<meta ",
            "name=",
            "'",
            "content=",
            "<style>",
            "</style>",
            "<title>",
            "<meta name='date' content='x'>",
            "class='a' ",
            ">",
            "<p ",
            "<a rel=author>"
        ),
        ["bodyHtml"] = new(text => BodyReader.FromHtml(text), "", "", Html),
        ["bodyText"] = new(text => BodyReader.FromText(text), "", "", Prose),
        ["bodyText, one line"] = new(text => BodyReader.FromText(text), "", "a", Prose),
        ["rss"] = Of(
            "rss",
            "<rss><channel>",
            "</channel></rss>",
            "<item><title>T</title><description>D</description>",
            "</item>",
            "<item>",
            "<items>",
            "<title>T</title>",
            "<link>http://a.b/</link>",
            "<guid>1</guid>",
            "<author>a</author>",
            "<x:y xmlns:x='urn:y'/>"
        ),
        ["rss, item"] = Of(
            "rss",
            "<rss><channel><item><title>T</title>",
            "</item></channel></rss>",
            [
                .. Xml,
                "<category>a</category>",
                "<enclosure url='http://a.b/c.jpg' type='image/jpeg'/>",
                "<author>a</author>",
                "<source>",
            ]
        ),
        ["rss, attributes"] = Of(
            "rss",
            "<rss a='b'",
            "><channel/></rss>",
            " a='b'",
            " xmlns:a='urn:b'",
            " ",
            "\n",
            "a",
            "='",
            "'",
            "\"",
            "=",
            ">",
            "<",
            "/>"
        ),
        ["rss, description"] = Of(
            "rss",
            "<rss><channel><item><title>T</title><description>D",
            "</description></item></channel></rss>",
            Escaped(Html)
        ),
        ["rss, date"] = Of(
            "rss",
            "<rss><channel><item><title>T</title><pubDate>2024-01-01 10:00",
            "a\nb</pubDate><description>D</description></item></channel></rss>",
            " ",
            "1",
            ":",
            "Mon, ",
            "GMT "
        ),
        ["atom"] = Of(
            "atom",
            "<feed xmlns='http://www.w3.org/2005/Atom'>",
            "</feed>",
            "<entry><title>T</title><content>a</content>",
            "</entry>",
            "<author><name>a</name></author>",
            "<link href='http://a.b/'/>",
            "<category term='a'/>",
            "<source>",
            "</source>",
            "<id>1</id>"
        ),
        ["atom, title"] = Of(
            "atom",
            "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>",
            "</title></entry></feed>",
            Xml
        ),
        ["atom, content"] = Of(
            "atom",
            "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>T</title><content type='xhtml'>",
            "</content></entry></feed>",
            [
                .. Xml,
                "<div xmlns='http://www.w3.org/1999/xhtml'>",
                "<p xmlns='http://www.w3.org/1999/xhtml'>a</p>",
                "</div>",
            ]
        ),
        ["wordpress"] = Of(
            "wordpress",
            Wxr,
            "</channel></rss>",
            "<item><title>T</title><content:encoded>a</content:encoded>",
            "</item>",
            "<item>",
            "<wp:author><wp:author_login>a</wp:author_login></wp:author>",
            "<wp:post_id>1</wp:post_id>",
            "<wp:post_type>attachment</wp:post_type>"
        ),
        ["wordpress, text"] = Of(
            "wordpress",
            Wxr + "<item><title>T</title><content:encoded>",
            "</content:encoded></item></channel></rss>",
            [
                .. Escaped(Html),
                "[caption]",
                "[/caption]",
                "[gallery ids=\"1\"]",
                "[a b=c]",
                "[aa ",
                "http://a.b/c-1x1.jpg",
                "-1x1.jpg",
                "http://",
                "\n ",
            ]
        ),
        ["newsml"] = Of(
            "newsml",
            "<newsMessage><itemSet>",
            "</itemSet></newsMessage>",
            "<newsItem guid='a' version='1'>",
            "</newsItem>",
            "<itemMeta><itemClass qcode='ninat:picture'/></itemMeta>",
            "<itemMeta><itemClass qcode='ninat:text'/><link residref='a'/></itemMeta>",
            "<packageItem>",
            "</packageItem>",
            "<itemRef residref='a'/>",
            "<contentMeta><headline>T</headline></contentMeta>",
            "<newsItem guid='b'>"
        ),
        ["newsml, item"] = Of(
            "newsml",
            "<newsItem><itemMeta/><contentMeta><headline>T</headline>",
            "</contentMeta></newsItem>",
            [
                .. Xml,
                "<subject qcode='a'><name>b</name></subject>",
                "<by>a</by>",
                "<keyword>a</keyword>",
                "<description role='summary'>a</description>",
            ]
        ),
        ["newsml, text"] = Of(
            "newsml",
            "<newsItem><itemMeta/><contentMeta><headline>T</headline></contentMeta><contentSet><inlineXML><html><body>",
            "</body></html></inlineXML></contentSet></newsItem>",
            [.. Xml, "<p>a</p>", "<b>", "</b>", "<br/>"]
        ),
        ["newsml 1"] = Of(
            "newsml",
            "<NewsML><NewsItem>",
            "</NewsItem></NewsML>",
            [
                .. Xml,
                "<NewsComponent>",
                "</NewsComponent>",
                "<KeywordLine>a</KeywordLine>",
                "<ContentItem Href='a'><MediaType FormalName='Photo'/></ContentItem>",
                "<ContentItem><DataContent><p>a</p></DataContent></ContentItem>",
                "<NewsComponent><ContentItem Href='a'><MediaType FormalName='Photo'/></ContentItem></NewsComponent>",
                "<Role FormalName='Caption'/>",
            ]
        ),
        ["nitf, head"] = Of(
            "nitf",
            "<nitf><head><title>T</title>",
            "</head><body><body.content><p>x</p></body.content></body></nitf>",
            [
                .. Xml,
                "<meta name='a' content='b'/>",
                "<docdata>",
                "</docdata>",
                "<key-list><keyword key='a'/></key-list>",
                "<pubdata/>",
            ]
        ),
        ["nitf, head of the body"] = Of(
            "nitf",
            "<nitf><body><body.head>",
            "</body.head><body.content><p>x</p></body.content></body></nitf>",
            [
                .. Xml,
                "<byline>",
                "</byline>",
                "<byttl>a</byttl>",
                "<dateline>",
                "<location>",
                "<abstract>",
                "<hedline><hl1>T</hl1></hedline>",
            ]
        ),
        ["nitf, text"] = Of(
            "nitf",
            "<nitf><head><title>T</title></head><body><body.content>",
            "</body.content></body></nitf>",
            [
                .. Xml,
                "<p>",
                "</p>",
                "<p>a</p>",
                "<media media-type='image'><media-reference source='http://a.b/c.jpg'/>",
                "<media-caption>a</media-caption></media>",
                "<br/>",
                "<table>",
                "<bq>",
            ]
        ),
        ["ninjs"] = Of(
            "ninjs",
            "[",
            "{\"uri\":\"a\"}]",
            "{\"uri\":\"a\",\"headline\":\"T\",\"body_text\":\"x\"},",
            "{\"uri\":\"b\",\"type\":\"picture\"},",
            "{\"items\":[]},",
            "[[",
            "]],",
            "{},",
            "\"\\ud800\",",
            "1,"
        ),
        ["ninjs, members"] = Of(
            "ninjs",
            Ninjs + "\"body_text\":\"x\",",
            "\"z\":1}",
            "\"a\":1,",
            "\"bodies\":[{\"value\":\"x\"}],",
            "\"keywords\":[\"a\",\"b\"],",
            "\"associations\":{\"a\":{\"type\":\"picture\",\"renditions\":{\"a\":{\"href\":\"http://a.b/c.jpg\"}}}},",
            "\"\\u0061\":{\"b\":1},"
        ),
        ["ninjs, subjects"] = Of("ninjs", Ninjs + "\"body_text\":\"x\",\"subject\":[", "{}]}", Json),
        ["ninjs, text"] = Of("ninjs", Ninjs + "\"body_html\":\"<p>x", "\"}", Html),
        ["ndjson"] = Of(
            "ndjson",
            "",
            "",
            Line + "\"text\":\"x\"}]}\n",
            "{\"headline\":\"T\"}\n",
            "{\"a\":1}\n",
            "{\"headline\":",
            "[",
            "{",
            "}",
            " ",
            "\n"
        ),
        ["ndjson, blocks"] = Of(
            "ndjson",
            Line + "\"text\":\"x\"},",
            "{}]}",
            [.. Json, "{\"type\":\"paragraph\",\"text\":\"x\"},", "{\"type\":\"image\",\"image\":0},"]
        ),
        ["ndjson, text"] = Of("ndjson", Line + "\"html\":\"x", "\"}]}", Html),
        ["ndjson, members"] = Of(
            "ndjson",
            Line + "\"text\":\"x\"}],",
            "\"z\":1}",
            "\"a\":1,",
            "\"tags\":[{\"name\":\"a\"}],",
            "\"headline\":\"T\",",
            "\"a\":{",
            "},"
        ),
        ["iptc 7901"] = Of(
            "wire-text",
            "\u0001abc0124 3 i 93  dpa 1888\nkey\n\u0002",
            "\n\u0003 1234 GMT Jan 20",
            [.. Prose, "LABEL\n", "(L)\n", "\u0001", "\u0002", "\u0003", "=\n", "#", "*", "By A\n", "   "]
        ),
        ["anpa"] = Of(
            "wire-text",
            "\u0001W2607\nr a BC-US--E 11-13 1693\n\u0002^BC-US,1<\n",
            "\n\u0003AP-WF-11-13-13 0745GMT",
            [.. Prose, "^a<\n", "^By A<\n", "^Eds: a\n", "END\n", "   a\n", "\u0001", "\u0003", "-11-13-13 "]
        ),
        ["wire text, header"] = Of(
            "wire-text",
            "\u0001a 3 i 9 ",
            "\u0002Head =\n   x\n\u0003",
            " ",
            "\n",
            "a ",
            "1",
            "\u001f",
            "r a B 11-13 1693",
            "-",
            "GMT "
        ),
        ["scraped text"] = Of(
            "scraped-text",
            "",
            "",
            [.. Prose, "TT\n", "T\n", "14\n", "a\na\n", "\n\n\n", "T\nTT\nT\n", "By A\n", "\u200b"]
        ),
        ["scraped text, captions"] = Of(
            "scraped-text",
            "T\n\n",
            "\n\nTT\nT\n\na\n\nx\n",
            [.. Prose, "TT\n", "T\n", "a\n", "a\na\n", "\n\n\n"]
        ),
        ["markdown"] = Of(
            "markdown",
            "# T\n\n",
            "",
            [
                .. Prose,
                "# ",
                "## a\n",
                "*",
                "**",
                "_",
                "~~",
                "`",
                "```\n",
                "> ",
                "- ",
                "1. ",
                "![a](b)",
                "[a](",
                "[a]: b\n\n",
                "[a]",
                "<a>",
                "<!--",
                "&amp;",
                "\\",
                "    ",
                "---\n",
                "<b ",
                "![",
            ]
        ),
        ["markdown, heading"] = Of("markdown", "# a", " b\n\nx", " ", "#", " #", "*", "[", "`"),
        ["markdown, first line"] = Of("markdown", "a", "", "=\n", "-\n", "=", " "),
        ["front matter"] = Of(
            "text",
            "---\na: ",
            "\n---\nx",
            "a: b\n",
            "a:\n",
            " - a\n",
            "[",
            "{",
            "]",
            "}",
            "\"",
            "'",
            "&a ",
            "*a ",
            "!!a ",
            "|\n",
            ">",
            "? ",
            "- ",
            ","
        ),
        ["front matter, toml"] = Of(
            "text",
            "+++\ntitle = 'T'\n",
            "\n+++\nx",
            "a = 1\n",
            "[a]\n",
            "[[a]]\n",
            "a.",
            "[",
            "]",
            "{",
            "'",
            "\"",
            "= ",
            ",",
            "#"
        ),
        ["front matter, json"] = Of(
            "text",
            "{\"a\": [0",
            "]}\nT\n\nx",
            ",0",
            ",\"a\"",
            ",[",
            "]",
            ",{\"a\":1}",
            ",{",
            "}",
            " ",
            "\n"
        ),
        ["text"] = Of("text", "", "", [.. Prose, "a: b\n", "---\n"]),
        ["caption"] = new(text => CaptionReader.Read(text), "", "", Prose),
        ["dateline"] = new(text => DatelineReader.ReadLede(text), "", "", [.. Prose, "A, "]),
        ["folding"] = new(text => TextFolding.Fold(text), "", "", "e\u0301", "\uFFFE ", "\u0301", "ﬁ", "A"),
        ["slug"] = new(text => Slug.From(text), "", "", "\uFFFE", "a", "-", " ", "é"),
        ["q"] = new(text => SearchQuery.Parse(text), "", "", "\"a", "(", ")", "-", "OR ", "a ", "a* ", "tag:"),
    };

    /// <summary>A document with the piece there, again and again to the length.</summary>
    public string With(string piece, int length) =>
        Head + string.Concat(Enumerable.Repeat(piece, Math.Max(1, length / piece.Length))) + Tail;

    public static void ReadAs(string format, string text) =>
        DocumentFormats.FindByName(format)!.Read("any", Encoding.UTF8.GetBytes(text));

    private static InjectionPoint Of(string format, string head, string tail, params string[] words) =>
        new(text => ReadAs(format, text), head, tail, words);

    private static string[] Escaped(string[] words) => [.. words.Select(InlineHtml.Escape)];
}
