using System.Text;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Ingestion;
using CsCheck;

namespace ArticleApi.Core.Tests.Ingestion.Web;

/// <summary>Whatever arrives, a reader answers, soon, and with nothing that runs.</summary>
public class HostileDocumentTests
{
    public static TheoryData<string> Formats => [.. SampleDocuments.Readers.Keys];

    private static readonly string[] Pieces =
    [
        "<",
        ">",
        "</",
        "/>",
        "<![CDATA[",
        "]]>",
        "<!--",
        "-->",
        "&amp;",
        "&#0;",
        "&#xD800;",
        "&nbsp;",
        "\0",
        "\u0001",
        "\uFFFF",
        "\uFEFF",
        "\"",
        "'",
        "{",
        "}",
        "[",
        "]",
        "---\n",
        "\n\n",
        "\r",
        "\t",
        "# ",
        "![](",
        "](",
        "***",
        "> ",
        "- ",
        "<p>",
        "<div>",
        "</div>",
        "<script>",
        "<figure>",
        "<img src=x>",
        "<table>",
        "<item>",
        "</item>",
        "<entry>",
        "<title>",
        "[caption]",
        "[/caption]",
        "[gallery ids=1]",
        "<script type=\"application/ld+json\">{",
        "\"\\ud800\"",
        "2024-13-45",
        "\uD83D\uDE00",
        "e\u0301",
        "xml:base=\"http://[\"",
        "http://",
        "href=\"",
        "a: &a [*a]\n",
        "? ",
        "!!str ",
        "|",
        "content=\"",
    ];

    private static readonly Gen<(int At, int Cut, string Piece)[]> Damage = Gen.Select(
        Gen.Int[0, 10_000],
        Gen.Int[0, 40],
        Gen.OneOf(Gen.Int[0, Pieces.Length - 1].Select(index => Pieces[index]), Gen.String[0, 8])
    ).Array[1, 12];

    [Trait("Speed", "slow")]
    [Theory]
    [MemberData(nameof(Formats))]
    public void No_damage_makes_a_reader_throw(string format) =>
        Damage.ForAll(
            damage =>
            {
                var text = new StringBuilder(SampleDocuments.Samples[format]);
                foreach (var (at, cut, piece) in damage)
                {
                    var start = at % (text.Length + 1);
                    text.Remove(start, Math.Min(cut, text.Length - start)).Insert(start, piece);
                }

                Check(SampleDocuments.Readers[format]("any", Encoding.UTF8.GetBytes(text.ToString())));
            },
            400
        );

    [Theory]
    [MemberData(nameof(Formats))]
    public void No_bytes_make_a_reader_throw(string format)
    {
        var sample = Encoding.UTF8.GetBytes(SampleDocuments.Samples[format]);

        Gen.Select(Gen.Int[0, sample.Length - 1], Gen.Byte.Array[0, 10], Gen.Int[0, sample.Length])
            .ForAll(
                (at, bytes, length) =>
                {
                    var damaged = sample.ToArray();
                    bytes.AsSpan(0, Math.Min(bytes.Length, damaged.Length - at)).CopyTo(damaged.AsSpan(at));
                    Check(SampleDocuments.Readers[format]("any", damaged[..length]));
                },
                300
            );
    }

    [Theory]
    [InlineData(100, 100, true)]
    [InlineData(101, 100, false)]
    public void More_namespaces_at_one_place_than_any_document_has_are_refused(int outer, int inner, bool taken)
    {
        var reading = SampleDocuments.Read(
            "rss",
            $"""
            <rss{Declared("a", outer)}><channel>
            <item><title>T</title><description{Declared("b", inner)}>D</description></item>
            <item><title>U</title><description{Declared("c", inner)}>E</description></item>
            </channel></rss>
            """
        );

        Assert.Equal(taken ? 2 : 0, reading.Articles.Count);
        Assert.Equal(
            taken ? [] : [(2, "More than 200 namespaces are declared for one element.")],
            reading.Diagnostics.Select(complaint => (complaint.Line ?? 0, complaint.Message))
        );

        static string Declared(string prefix, int count) =>
            string.Concat(Enumerable.Range(0, count).Select(index => $" xmlns:{prefix}{index}='urn:{prefix}:{index}'"));
    }

    [Theory]
    [InlineData(1_000, true)]
    [InlineData(1_001, false)]
    public void An_element_of_more_attributes_than_any_document_has_is_refused(int attributes, bool taken)
    {
        var reading = SampleDocuments.Read(
            "rss",
            $"""
            <rss a='"b>'><channel><!-- <a {Attributes("'", 2_000)}> --><?a {Attributes("'", 2_000)}?>
            <item><title>T</title><description><![CDATA[<p {Attributes("'", 2_000)}>D</p>]]></description></item>
            <item{Attributes("\"", attributes)}><title>It's</title><description>E</description></item>
            </channel></rss>
            """
        );

        Assert.Equal(taken ? 2 : 0, reading.Articles.Count);
        Assert.Equal(
            taken ? [] : [(3, "An element has more than 1,000 attributes.")],
            reading.Diagnostics.Select(complaint => (complaint.Line ?? 0, complaint.Message))
        );

        static string Attributes(string quote, int count) =>
            string.Concat(Enumerable.Range(0, count).Select(index => $" a{index}={quote}>{quote}"));
    }

    [Trait("Speed", "slow")]
    [Theory]
    [InlineData(
        "rss",
        "<rss><channel><item><title>T</title><description><![CDATA[",
        "<p>a",
        "]]></description></item></channel></rss>"
    )]
    [InlineData("rss", "<rss><channel>", "<a b='c'/>", "</channel></rss>")]
    [InlineData(
        "wordpress",
        "<rss><channel><item><title>T</title><content:encoded xmlns:content="
            + "'http://purl.org/rss/1.0/modules/content/'>",
        "http://a.b ",
        "</content:encoded></item></channel></rss>"
    )]
    [InlineData(
        "nitf",
        "<nitf><head><title>T</title></head><body><body.content>",
        "<p>a</p>",
        "</body.content></body></nitf>"
    )]
    [InlineData("ninjs", "{\"uri\":\"a\",\"headline\":\"T\",\"body_html\":\"", "<br>", "\"}")]
    [InlineData("text", "T\n\n", "a\n", "")]
    [InlineData("scraped-text", "T\n\n", "a\n", "\nTT\nT\n")]
    public void What_would_take_many_times_its_length_is_refused_before_it_does(
        string format,
        string head,
        string piece,
        string tail
    )
    {
        var text = head + string.Concat(Enumerable.Repeat(piece, 6_000_000 / piece.Length)) + tail;
        var before = GC.GetAllocatedBytesForCurrentThread();

        var reading = DocumentFormats.FindByName(format)!.Read("any", Encoding.UTF8.GetBytes(text));

        // The document's text some times over, and of XML with fewer elements than are refused also its tree; a tree of
        // the HTML in it would be more.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 60 * text.Length);
        Assert.Empty(reading.Articles);
        Assert.Contains(reading.Diagnostics, complaint => complaint.Severity == DiagnosticSeverity.Error);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Nothing_at_all_is_refused(string format)
    {
        Assert.All(
            (string[])["", " ", "\n\n", "---\na: b\n---\n", "\0\0"],
            nothing =>
            {
                var reading = SampleDocuments.Read(format, nothing);
                Assert.Empty(reading.Articles);
                Assert.Contains(reading.Diagnostics, complaint => complaint.Severity == DiagnosticSeverity.Error);
            }
        );
    }

    [Theory]
    [InlineData("rss")]
    [InlineData("atom")]
    [InlineData("wordpress")]
    public void No_entity_is_expanded_and_nothing_is_fetched(string format)
    {
        var bomb =
            "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c SYSTEM \"file:///etc/hostname\">]>";
        var sample = SampleDocuments.Samples[format];
        var body = sample[(sample.IndexOf("?>", StringComparison.Ordinal) is >= 0 and var end ? end + 2 : 0)..];

        Assert.Empty(
            SampleDocuments
                .Read(format, bomb + body.Replace("title>", "title>&b;&c;", StringComparison.Ordinal))
                .Articles
        );
    }

    [Theory]
    [InlineData("javascript:run()")]
    [InlineData("data:image/png;base64,AAAA")]
    [InlineData("file:///etc/hostname")]
    [InlineData("//[")]
    [InlineData("http://")]
    public void An_address_is_one_of_the_web_or_none(string address)
    {
        var feed = SampleDocuments
            .Only(
                "rss",
                $"<rss xmlns:media=\"http://search.yahoo.com/mrss/\"><channel><item><title>T</title><link>{address}</link><description>D &lt;img src=\"{address}\"> &lt;a href=\"{address}\">d&lt;/a></description><media:content url=\"{address}\" medium=\"image\"/></item></channel></rss>"
            )
            .Draft;
        var page = SampleDocuments
            .Only(
                "html",
                $"<html><head><link rel=canonical href=\"{address}\"><meta property=og:image content=\"{address}\"></head><body><h1>T</h1><main><p>Words <a href=\"{address}\">d</a>.</p><img src=\"{address}\"></main>"
            )
            .Draft;

        Assert.All(
            (ArticleDraft[])[feed, page],
            draft =>
            {
                Assert.Null(draft.Source.Url);
                Assert.Empty(draft.Images);
                Assert.DoesNotContain(
                    "href",
                    string.Concat(draft.Body.OfType<Paragraph>().Select(paragraph => paragraph.Html)),
                    StringComparison.Ordinal
                );
            }
        );
    }

    /// <summary>
    /// Each of them took the parsers below minutes, or would have, before they were kept from seeing it.
    /// </summary>
    [Trait("Speed", "slow")]
    [Theory]
    [InlineData("html", "<html><body>", "<div>")]
    [InlineData("html", "<html><body>", "<b a=1><p>x")]
    [InlineData("html", "<html><body>", "<a><div>")]
    [InlineData("html", "<html><body>", "<table><b>x")]
    [InlineData("html", "<html><body>", "<a href=x>w</a><br><br>")]
    [InlineData("html", "<html><body>", "<figure><img src=http://a.example/>")]
    [InlineData("html", "<html><body><script type=application/ld+json>", "[")]
    [InlineData("html", "<html><body>", "<svg><style><!--")]
    [InlineData("markdown", "# T\n\n", "[a](")]
    [InlineData("markdown", "# T\n\n", "> ")]
    [InlineData("markdown", "# T\n\n", "*a _b ")]
    [InlineData("text", "---\na: ", "[")]
    [InlineData("text", "---\na: ", "{a: ")]
    [InlineData("text", "---\na: b\n", "b: c\n")]
    [InlineData("rss", "<rss><channel><item><title>T</title><description>D", "&lt;div>")]
    [InlineData("rss", "<rss>", "<channel>")]
    [InlineData(
        "wordpress",
        "<rss xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><item><title>T</title><content:encoded>",
        "[caption]"
    )]
    public void Nothing_holds_a_reader_for_long(string format, string head, string piece)
    {
        var text =
            head
            + string.Concat(Enumerable.Repeat(piece, 50_000))
            + (
                format switch
                {
                    "rss" when head.Length > 10 => "</description></item></channel></rss>",
                    "wordpress" => "</content:encoded></item></channel></rss>",
                    _ => "",
                }
            );
        var started = Environment.CpuUsage.TotalTime;
        Check(SampleDocuments.Read(format, text));

        // All that runs meanwhile is counted too; what is quadratic takes minutes.
        Assert.InRange((Environment.CpuUsage.TotalTime - started).TotalSeconds, 0, 40);
    }

    // What comes out keeps the domain's limits, is text that can be stored, and holds no markup but the harmless.
    private static void Check(DocumentParseResult reading)
    {
        foreach (var article in reading.Articles)
        {
            Assert.Empty(ArticleLimits.Check(article.Draft));
            Assert.NotEmpty(SourceRecord.ComputeFingerprint(article.Draft));
            Assert.All(
                article.Draft.Body.OfType<Paragraph>(),
                paragraph => Assert.Equal(paragraph.Html, InlineHtml.Sanitize(paragraph.Html))
            );
            Assert.All(
                article.Draft.Body.OfType<ImageBlock>(),
                block => Assert.InRange(block.Number ?? 0, 1, article.Draft.Images.Count)
            );
            Assert.All(article.Extras, fact => Assert.NotEmpty(fact.Value));
        }

        Assert.All(reading.Diagnostics, complaint => Assert.NotEmpty(complaint.Message));
    }
}
