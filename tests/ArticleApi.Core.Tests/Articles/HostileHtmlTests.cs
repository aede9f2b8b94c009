using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using ArticleApi.Core.Articles;
using CsCheck;

namespace ArticleApi.Core.Tests.Articles;

public sealed partial class HostileHtmlTests
{
    private const int Many = 20_000;

    private static readonly string[] Allowed =
    [
        "a",
        "em",
        "strong",
        "b",
        "i",
        "u",
        "s",
        "code",
        "sub",
        "sup",
        "br",
        "q",
        "cite",
        "mark",
        "small",
        "abbr",
        "time",
    ];

    [Theory]
    [InlineData("<script>alert(1)</script>safe", "safe")]
    [InlineData("<SCRIPT SRC=//example.com/x.js></SCRIPT>safe", "safe")]
    [InlineData("<scr<script>ipt>alert(1)</scr</script>ipt>safe", "ipt&gt;alert(1)ipt&gt;safe")]
    [InlineData("<style>p{background:url(javascript:alert(1))}</style>safe", "safe")]
    [InlineData("<b onclick=\"alert(1)\" style=\"color:red\">safe</b>", "<b>safe</b>")]
    [InlineData("<a href=\"javascript:alert(1)\">safe</a>", "safe")]
    [InlineData("<a href=\" java\nscript:alert(1)\">safe</a>", "safe")]
    [InlineData("<a href=\"&#106;avascript&colon;alert(1)\">safe</a>", "safe")]
    [InlineData("<a href=\"data:text/html,x\">safe</a>", "safe")]
    [InlineData("<a href=\"vbscript:x\">safe</a>", "safe")]
    [InlineData("<a href=\"//example.com/\">safe</a>", "safe")]
    [InlineData("<a href=\"/relative\">safe</a>", "safe")]
    [InlineData("<a href=\"file:///etc/passwd\">safe</a>", "safe")]
    [InlineData(
        "<a href=\"https://example.com/?a=1&amp;b=%22\" target=_blank>safe</a>",
        "<a href=\"https://example.com/?a=1&amp;b=%22\">safe</a>"
    )]
    [InlineData("<a href=\"mailto:desk@example.com\">safe</a>", "<a href=\"mailto:desk@example.com\">safe</a>")]
    [InlineData(
        "<abbr title='\"><script>x</script>'>safe</abbr>",
        "<abbr title=\"&quot;&gt;&lt;script&gt;x&lt;/script&gt;\">safe</abbr>"
    )]
    [InlineData("<svg><a href=\"javascript:x\"><text>no</text></a></svg>safe", "safe")]
    [InlineData("<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>safe", "safe")]
    [InlineData("<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>safe", "\"&gt;safe")]
    [InlineData("<iframe srcdoc=\"<script>x</script>\">no</iframe>safe", "safe")]
    [InlineData("<template><script>x</script></template>safe", "safe")]
    [InlineData("<img src=x onerror=alert(1)>safe<!-- <script> -->", "safe")]
    [InlineData("<b><i>safe", "<b><i>safe</i></b>")]
    [InlineData("\u007f <b>sa\u0001fe</b> \u0085", "<b>safe</b>")]
    public void Nothing_that_acts_survives(string html, string expected) =>
        Assert.Equal(expected, InlineHtml.Sanitize(html));

    /// <summary>
    /// Blocks between the two let a parser put a link into a link, which would end the outer one when it is read again.
    /// </summary>
    [Theory]
    [InlineData(
        "<a href=https://example.com/>]]><ol></style> <ol></div><ul><b>&amp;lt;<a href=https://example.com/><pre><figure><body><h1>é<footer><ul><abbr title=x><footer> x=\"<form></script><div onload=x>\"<footer><abbr title=x><tr><a href=https://example.com/></script>>"
    )]
    public void No_link_is_in_a_link(string html)
    {
        var once = InlineHtml.Sanitize(html);

        Assert.Equal(once, InlineHtml.Sanitize(once));
    }

    [Fact]
    public void Hostile_markup_collected_by_others_comes_out_harmless()
    {
        var cases = Samples().ToList();

        foreach (var html in cases)
        {
            Harmless(InlineHtml.Sanitize(html));
            Harmless(BodyHtml.Render(BodyReader.FromHtml(html)));
            Harmless(BodyHtml.Render(BodyReader.FromRichHtml(html, RichHtmlTests.Context).Blocks));
        }

        Assert.True(cases.Count > 100, $"only {cases.Count} cases");
    }

    [Fact]
    public void Whatever_is_sent_comes_out_harmless_and_a_second_reading_changes_nothing()
    {
        var piece = Gen.OneOf(
            "<p>",
            "</p>",
            "<b>",
            "</b>",
            "<a href='javascript:x'>",
            "<a href=https://example.com/>",
            "</a>",
            "<script>",
            "</script>",
            "<style>",
            "</style>",
            "<table>",
            "<tr>",
            "<td>",
            "</table>",
            "<ul>",
            "<ol>",
            "<li>",
            "</ul>",
            "<blockquote>",
            "</blockquote>",
            "<cite>",
            "</cite>",
            "<footer>",
            "<h1>",
            "<h3>",
            "</h1>",
            "<br>",
            "<q>",
            "</q>",
            "<svg>",
            "</svg>",
            "<math>",
            "<select>",
            "<template>",
            "<textarea>",
            "<plaintext>",
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "<div onload=x>",
            "</div>",
            "<em",
            " x=\"",
            "\"",
            "'",
            ">",
            "<",
            "&",
            "&amp;lt;",
            "&#0;",
            "\0",
            "\r\n",
            " ",
            "\u00a0",
            "word",
            "é",
            "😀",
            "\ud83d",
            "<pre>",
            "<figure>",
            "<img src=x onerror=y>",
            "<form>",
            "<body>",
            "<html>",
            "<head>",
            "<frameset>",
            "<del>",
            "<time datetime='\"'>",
            "<abbr title=x>",
            "<th colspan=2>",
            "<caption>",
            "<img src=https://example.com/a.jpg alt='\"'>",
            "<figure data-embed=javascript:x>",
            "<figure data-embed='https://vimeo.com/\"1'>",
            "<figure data-image=x>",
            "</figure>",
            "<iframe src=//www.youtube.com/embed/x>",
            "</iframe>",
            "<video src=javascript:x>",
            "<source src='https://vimeo.com/1\"'>",
            "<aside class=pullquote>",
            "<x-table>",
            "<x-embed src=javascript:x>"
        );

        piece
            .Array[0, 40]
            .Select(string.Concat)
            .ForAll(
                html =>
                {
                    var once = InlineHtml.Sanitize(html);
                    Harmless(once);
                    Assert.Equal(once, InlineHtml.Sanitize(once));

                    var blocks = BodyReader.FromHtml(html);
                    Harmless(BodyHtml.Render(blocks));
                    var rich = BodyHtml.Render(BodyReader.FromRichHtml(html, RichHtmlTests.Context).Blocks);
                    Harmless(rich);
                    Assert.Equal(rich, BodyHtml.Render(BodyReader.FromRichHtml(rich, RichHtmlTests.Context).Blocks));
                    Assert.All(
                        blocks.OfType<Paragraph>().Select(p => (p.Text, p.Html)),
                        example =>
                        {
                            var (text, inline) = example;
                            Assert.Equal(text, InlineHtml.ToPlainText(inline));
                            Assert.Equal((text, inline, true), InlineHtml.Reconcile(text, inline));
                        }
                    );
                },
                3_000
            );
    }

    public static TheoryData<string, string> Bombs =>
        new()
        {
            { "nested blocks", Repeat("<div>") + "end" },
            { "nested emphasis", Repeat("<b>") + "end" },
            { "nested lists", Repeat("<ul><li>") + "end" },
            { "nested quotations", Repeat("<blockquote>") + "end" },
            { "nested tables", Repeat("<table><tr><td>") + "end" },
            { "nested unknown elements", Repeat("<x-y>") + "end" },
            {
                "unclosed emphasis that each paragraph repeats",
                string.Concat(Enumerable.Range(0, Many).Select(i => $"<font a{i}=1>")) + Repeat("<p>x")
            },
            { "misnested emphasis", Repeat("<b><i></b>") + "end" },
            { "paragraphs in emphasis", Repeat("<b><p>") + "end" },
            { "unknown siblings", Repeat("<x-y>w</x-y> ") },
            { "scripts", Repeat("<script>x</script>") + "end" },
            { "links", Repeat("<a href=https://example.com/>w</a> ") },
            { "open links", Repeat("<a href=https://example.com/>") + "end" },
            { "line breaks", Repeat("<br>") + "end" },
            { "words and line breaks", Repeat("w<br>") },
            { "end tags", Repeat("</p>") + "end" },
            { "open angle brackets", Repeat("<") + "end" },
            { "attributes", "<b " + string.Concat(Enumerable.Range(0, Many).Select(i => $"a{i}=1 ")) + ">end" },
            { "nested figures", Repeat("<figure>") + "<img src=https://example.com/a.jpg>" },
            { "pictures", Repeat("<img src=https://example.com/a.jpg>") },
            {
                "unlike pictures",
                string.Concat(Enumerable.Range(0, Many).Select(i => $"<img src=https://example.com/{i}>"))
            },
            { "table cells", "<table><tr>" + Repeat("<td>x") },
            { "table rows", "<table>" + Repeat("<tr><td>x<td>y") },
            { "tables in table cells", Repeat("<table><tr><td>a<td>") + "end" },
            { "embeds", Repeat("<iframe src=https://example.com/></iframe>") },
            { "text before table cells", "<table>" + Repeat("x<tr>") },
            { "ampersands", Repeat("&") + "end" },
        };

    [Trait("Speed", "slow")]
    [Theory]
    [MemberData(nameof(Bombs))]
    public void Size_and_depth_neither_hang_nor_overflow(string what, string html)
    {
        Assert.NotEmpty(what);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var blocks = BodyReader.FromHtml(html);
        var inline = InlineHtml.Sanitize(html);
        BodyReader.FromRichHtml(html, RichHtmlTests.Context);

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{what} took {watch.Elapsed}");
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{what}: {html.Length} characters, {watch.ElapsedMilliseconds} ms, {blocks.Count} blocks, {inline.Length}"
        );
    }

    private static string Repeat(string piece) => new StringBuilder().Insert(0, piece, Many).ToString();

    private static void Harmless(string html)
    {
        var blocks = "p h2 h3 h4 h5 h6 blockquote footer ul ol li figure aside table thead tbody tr th td".Split(' ');
        Assert.DoesNotMatch(Suspicious(), html);
        foreach (var element in new HtmlParser().ParseDocument(html).Body!.Descendants<IElement>())
        {
            Assert.Contains(element.LocalName, Allowed.Concat(blocks));
            foreach (var attribute in element.Attributes)
            {
                Assert.Contains(
                    $"{element.LocalName}@{attribute.Name}",
                    new[] { "a@href", "abbr@title", "time@datetime", "figure@data-embed", "aside@class" }
                );
                if (attribute.Name is "href" or "data-embed")
                    Assert.Matches("^(https?|mailto):", attribute.Value);
                if (attribute.Name == "class")
                    Assert.Equal("pullquote", attribute.Value);
            }
        }
    }

    private static IEnumerable<string> Samples()
    {
        foreach (var file in Directory.EnumerateFiles(Golden.SharedData("feedparser/sanitize"), "*.xml"))
        {
            foreach (var element in XDocument.Load(file).Descendants().Where(e => !e.HasElements && e.Value.Length > 0))
                yield return (string?)element.Attribute("mode") == "base64"
                    ? Encoding.UTF8.GetString(Convert.FromBase64String(element.Value))
                    : element.Value;
            foreach (
                var element in XDocument
                    .Load(file)
                    .Descendants()
                    .Where(e => e.Name.LocalName is "div" or "body" or "fullitem")
            )
                yield return element.ToString();
        }
    }

    // A tag, not text that talks of one: text has its angle brackets escaped.
    [GeneratedRegex(
        @"<\s*(script|style|iframe|object|embed|svg|math|img)\b|<[^>""]*\son\w+\s*=|href=""\s*(javascript|data|vbscript):",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Suspicious();
}
