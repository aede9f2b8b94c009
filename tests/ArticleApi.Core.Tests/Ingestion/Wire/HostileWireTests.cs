using System.Diagnostics;
using System.Text;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Ingestion;
using ArticleApi.Core.Ingestion.Wire;
using CsCheck;

namespace ArticleApi.Core.Tests.Ingestion.Wire;

/// <summary>
/// Whatever comes, a reader answers soon: with articles that keep the domain's limits, or with a reason.
/// </summary>
public class HostileWireTests
{
    private const string Plain =
        "<nitf><body><body.head><hedline><hl1>Rain</hl1></hedline></body.head><body.content><p>It rained.</p></body.content></body></nitf>";

    private static readonly Func<string, byte[], DocumentParseResult>[] Readers =
    [
        NinjsReader.Read,
        NitfReader.Read,
        NewsMlReader.Read,
        WireTextReader.Read,
    ];

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF\n  <?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")]
    [InlineData("<?xml version='1.1' encoding=utf-8 >")]
    [InlineData("<!-- <b> --><?style x?><!DOCTYPE nitf SYSTEM \"http://127.0.0.1:9/nitf.dtd\">")]
    [InlineData("<!DOCTYPE nitf PUBLIC \"-//IPTC//DTD NITF 3.2//EN\" 'a>b.dtd' [ ]>")]
    public void Any_prolog_will_do(string prolog)
    {
        var bytes = Encoding.UTF8.GetBytes(prolog + Plain);

        Assert.True(NitfReader.Recognises(bytes));
        Assert.Equal("Rain", Assert.Single(NitfReader.Read("any.xml", bytes).Articles).Draft.Headline);
    }

    [Theory]
    [InlineData("<!DOCTYPE nitf [<!ENTITY a \"aaa\"><!ENTITY b \"&a;&a;&a;\">]><nitf>&b;</nitf>", "declares")]
    [InlineData("<!DOCTYPE nitf [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><nitf>&x;</nitf>", "declares")]
    [InlineData("<!DOCTYPE nitf [ %x; ]><nitf/>", "declares")]
    [InlineData("<nitf>&unknown;</nitf>", "broken")]
    [InlineData("<nitf><body></nitf>", "broken")]
    [InlineData("<nitf>", "broken")]
    [InlineData("<nitf/><nitf/>", "broken")]
    [InlineData("<!-- <nitf/>", "no XML")]
    [InlineData("{\"uri\": 1}", "no XML")]
    [InlineData("<rss/>", "<rss>")]
    [InlineData("", "empty")]
    public void What_is_no_NITF_is_refused_with_a_reason(string xml, string reason)
    {
        var reading = NitfReader.Read("any.xml", Encoding.UTF8.GetBytes(xml));

        Assert.Empty(reading.Articles);
        Assert.Contains(
            reading.Diagnostics,
            complaint =>
                complaint.Severity == DiagnosticSeverity.Error
                && complaint.Message.Contains(reason, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_broken_document_says_the_line()
    {
        Assert.Equal(
            4,
            NitfReader
                .Read("any.xml", "<?xml version=\"1.0\"?>\n\n<nitf>\n<body></nitf>"u8.ToArray())
                .Diagnostics.Single()
                .Line
        );
        Assert.Equal(
            3,
            NinjsReader.Read("any.json", "{\n\"uri\": \"x\",\n\"headline\": }"u8.ToArray()).Diagnostics.Single().Line
        );
    }

    [Theory]
    [InlineData(50, true)]
    [InlineData(190, true)]
    [InlineData(200, false)]
    [InlineData(500_000, false)]
    public void Nesting_is_bounded(int depth, bool taken)
    {
        var bytes = Encoding.UTF8.GetBytes(
            Plain.Replace(
                "It rained.",
                string.Concat(Enumerable.Repeat("<block>", depth))
                    + "It rained."
                    + string.Concat(Enumerable.Repeat("</block>", depth)),
                StringComparison.Ordinal
            )
        );

        Assert.Equal(taken, NitfReader.Read("any.xml", bytes).Articles.Count == 1);
        Assert.Empty(NinjsReader.Read("any.json", Encoding.UTF8.GetBytes(new string('[', depth * 100))).Articles);
    }

    [Fact]
    public void A_hundred_megabytes_are_refused_unread()
    {
        var bytes = new byte[100_000_000];
        bytes.AsSpan().Fill((byte)' ');
        var started = Stopwatch.GetTimestamp();
        Assert.All(
            Readers,
            read =>
                Assert.Contains(
                    "100,000,000",
                    Assert.Single(read("any", bytes).Diagnostics).Message,
                    StringComparison.Ordinal
                )
        );

        Assert.True(Stopwatch.GetElapsedTime(started).TotalSeconds < 10);
    }

    [Fact]
    public void A_million_elements_are_refused() =>
        Assert.Contains(
            "elements",
            Assert
                .Single(
                    NitfReader
                        .Read(
                            "any.xml",
                            Encoding.UTF8.GetBytes(
                                "<nitf>" + string.Concat(Enumerable.Repeat("<b/>", 1_000_000)) + "</nitf>"
                            )
                        )
                        .Diagnostics
                )
                .Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("utf-8", "utf-8", "é€", 0)]
    [InlineData("iso-8859-1", "windows-1252", "é€", 0)]
    [InlineData("windows-1251", "windows-1251", "Киев", 0)]
    [InlineData("shift_jis", "shift_jis", "東京", 0)]
    [InlineData("utf-16", "utf-16", "é€", 0)]
    [InlineData("utf-16", "utf-8", "x", 0)]
    [InlineData("iso-8859-1", "utf-8", "é€", 1)]
    [InlineData("utf-8", "windows-1252", "é€", 1)]
    [InlineData("utf-16", "windows-1252", "é€", 2)]
    [InlineData("klingon", "utf-8", "é€", 1)]
    [InlineData("utf-7", "windows-1252", "é€", 2)]
    public void The_encoding_is_the_declared_one_or_the_true_one(
        string declared,
        string actual,
        string headline,
        int warnings
    )
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(actual) ?? Encoding.GetEncoding(actual);
        var reading = NitfReader.Read(
            "any.xml",
            encoding.GetBytes(
                $"<?xml version=\"1.0\" encoding=\"{declared}\"?>"
                    + Plain.Replace("Rain", headline, StringComparison.Ordinal)
            )
        );

        Assert.Equal(headline, Assert.Single(reading.Articles).Draft.Headline);
        Assert.Equal(warnings, reading.Diagnostics.Count);
    }

    [Fact]
    public void Characters_that_no_text_may_hold_are_taken_out()
    {
        var xml = NitfReader.Read(
            "any.xml",
            Encoding.UTF8.GetBytes(
                Plain.Replace("Rain", "Ra\u0002in &#2;&#xD800;&#0;of caf&eacute;s", StringComparison.Ordinal)
            )
        );
        var json = NinjsReader.Read(
            "any.json",
            """{"uri": "x", "headline": "Ra\u0002in", "body_text": "It \u0000rained."}"""u8.ToArray()
        );

        Assert.Equal("Rain of cafés", Assert.Single(xml.Articles).Draft.Headline);
        Assert.Equal(2, xml.Diagnostics.Count);
        Assert.Equal("Rain", Assert.Single(json.Articles).Draft.Headline);
        Assert.Equal("It rained.", Assert.Single(json.Articles[0].Draft.Body[0].Texts));
        Assert.Contains(
            "half of a character",
            Assert
                .Single(
                    NinjsReader
                        .Read("any.json", """{"uri": "x", "headline": "\ud800", "body_text": "y"}"""u8.ToArray())
                        .Diagnostics
                )
                .Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("0000-01-01T00:00:00Z", null)]
    [InlineData("0001-01-01T00:00:00+14:00", null)]
    [InlineData("0999-12-31T23:59:59Z", null)]
    [InlineData("9999-12-31T23:59:59-12:00", null)]
    [InlineData("2023-02-30T00:00:00Z", null)]
    [InlineData("yesterday", null)]
    [InlineData("2023-02-28T01:02:03.456+05:30", "2023-02-27T19:32:03.456Z")]
    [InlineData("20230228T010203-0500", "2023-02-28T06:02:03Z")]
    [InlineData("2023-02-28T01:02Z", "2023-02-28T01:02:00Z")]
    public void A_date_is_an_instant_or_none(string text, string? instant)
    {
        var reading = NinjsReader.Read(
            "any.json",
            Encoding.UTF8.GetBytes(
                $$"""{"uri": "x", "headline": "Rain", "body_text": "It rained.", "firstcreated": "{{text}}"}"""
            )
        );

        Assert.Equal(
            instant,
            Assert
                .Single(reading.Articles)
                .Draft.PublishedAt?.ToString(
                    "yyyy-MM-dd'T'HH:mm:ss.FFF'Z'",
                    System.Globalization.CultureInfo.InvariantCulture
                )
        );
        Assert.Equal(instant is null ? 1 : 0, reading.Diagnostics.Count);
    }

    [Fact]
    public void Script_and_its_links_do_not_come_through()
    {
        const string Evil =
            "<p>It <a href='javascript:alert(1)'>rained</a>.<script>alert(2)</script><img src='x' onerror='alert(3)'/></p>";
        var xhtml =
            $"<newsItem guid='x'><contentMeta><headline>Rain</headline></contentMeta><contentSet><inlineXML><html><body>{Evil}</body></html></inlineXML></contentSet></newsItem>";
        var readings = new[]
        {
            NinjsReader.Read(
                "any.json",
                Encoding.UTF8.GetBytes($$"""{"uri": "x", "headline": "Rain", "body_html": "{{Evil}}"}""")
            ),
            NitfReader.Read(
                "any.xml",
                Encoding.UTF8.GetBytes(Plain.Replace("<p>It rained.</p>", Evil, StringComparison.Ordinal))
            ),
            NewsMlReader.Read("any.xml", Encoding.UTF8.GetBytes(xhtml)),
        };

        Assert.All(
            readings,
            reading =>
                Assert.Equal(
                    "It rained.",
                    Assert.IsType<Paragraph>(Assert.Single(Assert.Single(reading.Articles).Draft.Body)).Html
                )
        );
    }

    [Trait("Speed", "slow")]
    [Fact]
    public void A_real_document_with_any_damage_is_read_or_complained_about()
    {
        var samples = WireSamples
            .Articles.Select(sample => sample.File)
            .Concat(WireSamples.Refused.Select(refused => refused.File))
            .Append(WireSamples.Canceled)
            .Select(file => File.ReadAllBytes(Path.Combine(TestData.Shared(""), file)))
            .ToArray();

        Gen.Select(
                Gen.Int[0, samples.Length - 1],
                Gen.Int[0, samples.Length - 1],
                Gen.Int[0, 20_000],
                Gen.Int[0, 200],
                Gen.OneOf(
                    Gen.Byte.Array[0, 8],
                    Gen.Const(Array.Empty<byte>()),
                    Gen.Int[0, Pieces.Length - 1].Select(index => Encoding.UTF8.GetBytes(Pieces[index]))
                ),
                Gen.Int[0, 3]
            )
            .ForAll(
                (one, other, at, cut, put, how) =>
                {
                    var (bytes, more) = (samples[one], samples[other]);
                    at %= bytes.Length;
                    byte[] damaged = how switch
                    {
                        0 => [.. bytes[..at], .. put, .. bytes[Math.Min(bytes.Length, at + cut)..]],
                        1 => bytes[..at],
                        2 => [.. bytes[..at], .. more[Math.Min(at, more.Length)..]],
                        _ => [.. bytes[..at], (byte)(bytes[at] ^ (1 << (cut % 8))), .. bytes[(at + 1)..]],
                    };
                    _ = WireSample.Recognises(damaged.AsSpan(0, Math.Min(damaged.Length, 4096)));
                    foreach (var read in Readers)
                        AssertSound(read("any", damaged));
                },
                4_000
            );
    }

    [Fact]
    public void Any_bytes_are_read_or_complained_about() =>
        Gen.OneOf(
                Gen.Byte.Array,
                Gen.Int[0, Pieces.Length - 1]
                    .Select(index => Pieces[index])
                    .Array[0, 30]
                    .Select(pieces => Encoding.UTF8.GetBytes(string.Concat(pieces)))
            )
            .ForAll(
                bytes =>
                {
                    _ = WireSample.Recognises(bytes);
                    foreach (var read in Readers)
                        AssertSound(read("any", bytes));
                },
                5_000
            );

    private static readonly string[] Pieces =
    [
        "<",
        ">",
        "/>",
        "</",
        "\"",
        "'",
        "&",
        "&nbsp;",
        "&#xD800;",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<!DOCTYPE nitf [",
        "]>",
        "<?xml encoding='utf-16'?>",
        "<nitf>",
        "</nitf>",
        "<body>",
        "<body.content>",
        "<p>x</p>",
        "<hl1>x</hl1>",
        "<newsItem guid='x'>",
        "<contentSet>",
        "<inlineXML>",
        "<NewsML>",
        "<NewsItem>",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"uri\"",
        "\"headline\"",
        "\"body_html\"",
        "\"x\"",
        "\"\\ud800\"",
        "1e999",
        "null",
        "true",
        "\u0001",
        "\u0002",
        "\u0003",
        "^",
        "=\n",
        "\n\n",
        "242200 GMT Jun 17",
        "AP-WF-06-29-17 2350GMT",
        "\0",
        "\uFFFE",
        "\uFEFF",
        "é",
    ];

    private static void AssertSound(DocumentParseResult reading)
    {
        Assert.True(
            reading.Articles.Count > 0
                || reading.Withdrawals.Count > 0
                || reading.Diagnostics.Any(complaint => complaint.Severity == DiagnosticSeverity.Error)
        );
        Assert.All(
            reading.Articles,
            read =>
            {
                Assert.Empty(ArticleLimits.Check(read.Draft));
                Assert.Equal(64, SourceRecord.ComputeFingerprint(read.Draft).Length);
                Assert.InRange(read.Item?.Id.Length ?? 1, 1, SourceRecord.MaxItemIdLength);
                Assert.InRange(read.Item?.Provider.Length ?? 1, 1, SourceRecord.MaxProviderLength);
                Assert.All(read.Extras, fact => Assert.True(fact.Name.Length > 0 && fact.Value.Length > 0));
            }
        );
    }
}
