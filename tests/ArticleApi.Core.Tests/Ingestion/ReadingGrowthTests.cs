namespace ArticleApi.Core.Tests.Ingestion;

/// <summary>Twice as much of whatever is hostile takes about twice the time.</summary>
[Trait("Speed", "slow")]
[Collection(nameof(ReadingTimeTests))]
public class ReadingGrowthTests
{
    private const int PiecesOfAPlace = 4;
    private const int MostWords = 4;

    // In seconds of unoptimised code.
    private const double Noise = 0.1;

    [Theory]
    [MemberData(nameof(Pieces))]
    public void Twice_as_much_takes_about_twice_as_long(string place, string piece) => Repeat(place, piece);

    [Theory]
    [MemberData(nameof(Places))]
    public void What_chance_puts_together_grows_no_faster(string place)
    {
        var random = new Random(1);
        var words = InjectionPoint.All[place].Words;
        for (var piece = 0; piece < PiecesOfAPlace; piece++)
            Repeat(place, string.Concat(random.GetItems(words, random.Next(1, MostWords + 1))));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Two_lists_take_no_longer_together_than_one_after_the_other(string name)
    {
        var (format, length, document) = ByName[name];

        TimeGrowth.IsAboutLinear(
            name,
            text => InjectionPoint.ReadAs(format, text),
            characters => document(Math.Max(1, characters / length))
        );
    }

    [Fact]
    public void A_page_of_millions_of_tags_is_refused_before_it_is_read()
    {
        var page = InjectionPoint.All["html"];

        Assert.InRange(TimeGrowth.TimeOfTwo(page.Read, page.With("<p>", 4_500_000)), 0, 2);
    }

    [Theory]
    [InlineData(" a#='b'")]
    [InlineData(" xmlns:a#='b'")]
    public void An_element_of_very_many_attributes_is_refused_before_it_is_parsed(string attribute)
    {
        var feed = $"<rss{Each(400_000, attribute)}><channel/></rss>";

        Assert.InRange(TimeGrowth.TimeOfTwo(InjectionPoint.All["rss"].Read, feed), 0, 2);
    }

    [Fact]
    public void Addresses_without_an_end_are_looked_at_once()
    {
        var text = InjectionPoint.All["wordpress, text"];
        var words = TimeGrowth.TimeOfTwo(text.Read, text.With("word://", 4_000_000));
        var addresses = TimeGrowth.TimeOfTwo(text.Read, text.With("http://", 4_000_000));

        Assert.InRange(addresses, 0, 1.5 * words + Noise);
    }

    public static TheoryData<string> Places => [.. InjectionPoint.All.Keys];

    public static TheoryData<string> Pairs => [.. ByName.Keys];

    public static TheoryData<string, string> Pieces =>
        [.. Chosen.SelectMany(chosen => chosen.Pieces, (chosen, piece) => (chosen.Place, piece))];

    private static readonly (string Place, string[] Pieces)[] Chosen =
    [
        ("wordpress, text", ["http://a", "http://a ", "-1x1", "http://a-1x1.jpg", "[aa ", "\n ", "[caption]"]),
        ("markdown", ["*a _b ", "[", "[a]: b\n\n", "> "]),
        ("markdown, heading", [" ", "#", " #"]),
        ("markdown, first line", ["=\n"]),
        (
            "html",
            [
                "<p>",
                "<a ",
                "&amp",
                "<i a='",
                "<p>x <b>y",
                "<p>x y</p>",
                "<a href='http://a.b/'>",
                "<ul>\"<td><q>",
                "<img src='http://a.b/c.jpg'>",
                "<p>text, with, commas <a href=x>l</a></p>",
            ]
        ),
        ("html, text", ["<a href='http://a.b/'>", "<figure><img src='http://a.b/c.jpg'>", "<table><tr><td>"]),
        ("html, head", ["<base href='a'>", "<meta name='author' content='a'>", "<meta "]),
        ("html, data", ["[", "{\"@type\":\"NewsArticle\",\"headline\":\"T\"},"]),
        ("rss, description", ["&lt;p>", "&lt;a href='http://a.b/'>", "&amp;nbsp;"]),
        ("rss, date", [" "]),
        ("rss, item", ["<a/>", "<x:a xmlns:x='urn:y'/>", "<author>a</author>"]),
        ("atom, title", ["<a", "<a/>", "&nbsp;"]),
        ("atom, content", ["<a b='c' c='d' e='f'/>"]),
        ("newsml, item", ["<subject qcode='a'><name>b</name></subject>", "<a>", "&nbsp;", "<x:a xmlns:x='urn:y'/>"]),
        ("newsml, text", ["<p>a</p>", "<b>", "<a b='c' c='d' e='f'/>"]),
        (
            "newsml 1",
            [
                "<NewsComponent>",
                "<NewsComponent><ContentItem Href='a'><MediaType FormalName='Photo'/></ContentItem></NewsComponent>",
            ]
        ),
        ("nitf, head", ["<meta name='a' content='b'/>"]),
        ("nitf, head of the body", ["<byline>a</byline>", "<byline><byttl>a</byttl></byline>"]),
        (
            "nitf, text",
            [
                "<p>a</p>",
                "<br/>",
                "<media media-type='image'><media-reference source='http://a.b/c.jpg'/></media>",
                "<p>",
            ]
        ),
        ("ninjs", ["{\"uri\":\"a\",\"headline\":\"T\",\"body_text\":\"x\"},", "["]),
        ("ninjs, members", ["\"a\":1,", "\"\\u0061\":{\"b\":1},"]),
        ("ninjs, subjects", ["{\"name\":\"a\"},", "{\"a\":"]),
        ("ninjs, text", ["<p>x <b>y", "\\n", "\\u00a0"]),
        ("ndjson", ["{\n", "{\"headline\":", "\n"]),
        ("ndjson, blocks", ["{\"type\":\"paragraph\",\"text\":\"x\"},", "[", "{\"a\":"]),
        ("ndjson, members", ["\"a\":1,", "\"headline\":\"T\","]),
        ("iptc 7901", ["LABEL\n", "a\n", " ", "\u0001a 1\u0002"]),
        ("anpa", ["^By A<\n", "^Eds: a\n", "   a\n", "^"]),
        ("wire text, header", [" ", "\n", "1 "]),
        ("scraped text", ["TT\n", "T\nTT\nT\n", "\n\n\n", "a\na\n", " "]),
        ("scraped text, captions", ["a\n", "a\na\n"]),
        ("front matter", ["[", "{", "a: b\n"]),
        ("front matter, toml", ["[a]\n", "a.", "["]),
        ("front matter, json", [",0", ",[", " "]),
        ("text", ["a: b\n", "- "]),
        ("bodyHtml", ["<div>", "<b><p>", "<a href='", "&", "<b>a</b>", "<ul><li>"]),
        ("bodyText", ["a\n"]),
        ("bodyText, one line", [" "]),
        ("caption", ["(AP", "Photo by ", ", "]),
        ("dateline", ["A, ", "(", "\u2014 "]),
        ("folding", ["e\u0301", "\uFFFE "]),
        ("slug", ["\uFFFE"]),
        ("q", ["\"a", "("]),
    ];

    private const string AtomStart = "<feed xmlns='http://www.w3.org/2005/Atom'>";
    private const string WxrStart = "<rss xmlns:wp='http://wordpress.org/export/1.2/'><channel>";

    // Of each the format, about how many characters an entry of both lists has, and the document of so many entries.
    private static readonly Dictionary<string, (string Format, int Length, Func<int, string> Document)> ByName = new()
    {
        ["namespaces and elements"] = (
            "rss",
            32,
            count =>
                $"<rss{Each(count, " xmlns:a#='urn:#'")}><channel><item><title>T</title>"
                + Each(count, "<a#:b/>")
                + "</item></channel></rss>"
        ),
        ["authors of a feed and entries"] = (
            "atom",
            100,
            count =>
                AtomStart
                + Each(count, "<author><name>a #</name></author>")
                + Each(count, "<entry><title>T</title><content>x</content></entry>")
                + "</feed>"
        ),
        ["a source's title and authors"] = (
            "atom",
            50,
            count =>
                AtomStart
                + "<entry><title>T</title><content>x</content><source><title>"
                + Each(count, "a #")
                + "</title>"
                + Each(count, "<author><name>a #</name></author>")
                + "</source></entry></feed>"
        ),
        ["a channel's title and items"] = (
            "rss",
            65,
            count =>
                $"<rss><channel><title>{Each(count, "a #")}</title>"
                + Each(count, "<item><title>T</title><description>x</description></item>")
                + "</channel></rss>"
        ),
        ["attachments and posts"] = (
            "wordpress",
            260,
            count =>
                WxrStart
                + Each(
                    count,
                    "<item><wp:post_id>#</wp:post_id><wp:post_type>attachment</wp:post_type>"
                        + "<wp:attachment_url>http://a.b/#</wp:attachment_url></item>"
                )
                + Each(
                    count,
                    "<item><title>T</title><wp:post_id>#</wp:post_id><wp:post_type>post</wp:post_type></item>"
                )
                + "</channel></rss>"
        ),
        ["pictures and stories"] = (
            "newsml",
            240,
            count =>
                "<newsMessage><itemSet>"
                + Each(count, "<newsItem guid='p#'><itemMeta><itemClass qcode='ninat:picture'/></itemMeta></newsItem>")
                + Each(
                    count,
                    "<newsItem guid='s#'><itemMeta><link residref='p#'/></itemMeta>"
                        + "<contentMeta><headline>T</headline></contentMeta></newsItem>"
                )
                + "</itemSet></newsMessage>"
        ),
        ["packages and pictures"] = (
            "newsml",
            140,
            count =>
                "<newsMessage><itemSet><newsItem guid='s'/>"
                + Each(count, "<newsItem guid='p#'><itemMeta><itemClass qcode='ninat:picture'/></itemMeta></newsItem>")
                + Each(count, "<packageItem><itemRef residref='s'/><itemRef residref='p#'/></packageItem>")
                + "</itemSet></newsMessage>"
        ),
        ["links and their definitions"] = (
            "markdown",
            35,
            count => "# T\n\n" + Each(count, "[a#]: http://a.b/#\n\n") + Each(count, "[a#]\n\n")
        ),
        ["captions above and below"] = (
            "scraped-text",
            12,
            count => $"T\n\n{Each(count, "c#\n")}\nTT\nT\n\n{Each(count, "c#\n")}\nx\n"
        ),
    };

    // So many of an entry, each with its own number.
    private static string Each(int count, string entry) =>
        string.Concat(Enumerable.Range(0, count).Select(i => entry.Replace("#", $"{i}", StringComparison.Ordinal)));

    private static void Repeat(string name, string piece)
    {
        var place = InjectionPoint.All[name];
        TimeGrowth.IsAboutLinear($"{name}: '{piece}'", place.Read, length => place.With(piece, length));
    }
}
