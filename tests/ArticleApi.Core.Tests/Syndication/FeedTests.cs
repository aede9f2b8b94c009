using System.Globalization;
using System.ServiceModel.Syndication;
using System.Text;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Syndication;
using CsCheck;

namespace ArticleApi.Core.Tests.Syndication;

public sealed class FeedTests
{
    private static readonly XNamespace Media = "http://search.yahoo.com/mrss/";
    private static readonly XNamespace Content = "http://purl.org/rss/1.0/modules/content/";
    private static readonly XNamespace AtomNs = "http://www.w3.org/2005/Atom";

    [Fact]
    public void The_seeds_in_every_format_are_as_agreed()
    {
        Golden.Match("seeds.rss", Rss.Write(SyndicationSamples.Channel, SyndicationSamples.Seeds));
        Golden.Match("seeds.atom", Atom.Write(SyndicationSamples.Channel, SyndicationSamples.Seeds));
        Golden.Match("seeds.feed.json", JsonFeed.Write(SyndicationSamples.Channel, SyndicationSamples.Seeds));
        Golden.Match(
            "seed-1.jsonld",
            JsonLd.Write(
                SyndicationSamples.Seeds[0],
                SyndicationSamples.Channel.ArticleUrls.For(SyndicationSamples.Seeds[0])
            )
        );
        Golden.Match(
            "seed-2.jsonld",
            JsonLd.Write(
                SyndicationSamples.Seeds[1],
                SyndicationSamples.Channel.ArticleUrls.For(SyndicationSamples.Seeds[1])
            )
        );
    }

    [Fact]
    public void An_article_with_everything_in_every_format_is_as_agreed()
    {
        Golden.Match("rich.rss", Rss.Write(SyndicationSamples.Channel, [SyndicationSamples.Rich]));
        Golden.Match("rich.atom", Atom.Write(SyndicationSamples.Channel, [SyndicationSamples.Rich]));
        Golden.Match("rich.feed.json", JsonFeed.Write(SyndicationSamples.Channel, [SyndicationSamples.Rich]));
        Golden.Match(
            "rich.jsonld",
            JsonLd.Write(SyndicationSamples.Rich, SyndicationSamples.Channel.ArticleUrls.For(SyndicationSamples.Rich))
        );
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_reader_of_another_make_finds_the_articles(bool atom)
    {
        ArticleDocument[] articles = [.. SyndicationSamples.Seeds, SyndicationSamples.Rich];
        var feed = SyndicationFeed.Load(
            Reader(
                atom
                    ? Atom.Write(SyndicationSamples.Channel, articles)
                    : Rss.Write(SyndicationSamples.Channel, articles)
            )
        );

        Assert.Equal("Example News", feed.Title.Text);
        Assert.Contains(
            feed.Links,
            link => link.RelationshipType == "self" && link.Uri.AbsoluteUri == SyndicationSamples.Channel.Self
        );
        Assert.Contains(
            feed.Links,
            link => link.RelationshipType == "next" && link.Uri.AbsoluteUri == SyndicationSamples.Channel.Next
        );
        Assert.Equal(articles.Select(article => article.Headline), feed.Items.Select(item => item.Title.Text));
        Assert.Equal(articles.Select(article => $"urn:uuid:{article.Id}"), feed.Items.Select(item => item.Id));
        Assert.Equal(
            articles.Select(SyndicationSamples.Channel.ArticleUrls.For),
            feed.Items.Select(item => item.Links.Single(link => link.RelationshipType == "alternate").Uri.AbsoluteUri)
        );
        Assert.Equal(
            [default, default, SyndicationSamples.Rich.PublishedAt!.Value],
            feed.Items.Select(item => item.PublishDate)
        );
        Assert.Equal(
            ["World", "Example tag"],
            feed.Items.Last().Categories.Select(category => category.Label ?? category.Name)
        );
    }

    [Fact]
    public void What_a_source_does_not_say_is_in_no_feed()
    {
        var rss = Load(Rss.Write(SyndicationSamples.Channel, SyndicationSamples.Seeds));
        Assert.Empty(rss.Descendants("pubDate"));
        Assert.Empty(rss.Descendants("enclosure"));
        Assert.Empty(rss.Descendants("author"));
        Assert.Empty(rss.Descendants(Media + "content"));

        var atom = Load(Atom.Write(SyndicationSamples.Channel, SyndicationSamples.Seeds));
        Assert.Empty(atom.Descendants(AtomNs + "published"));
        Assert.Equal(["Example News"], atom.Descendants(AtomNs + "author").Select(author => author.Value.Trim()));
    }

    [Fact]
    public void Captions_and_credits_reach_readers_without_the_picture()
    {
        const string Credit = "<small>REUTERS/Vitaly Nevar/File Photo</small></figcaption></figure>";
        var json = JsonDocument.Parse(JsonFeed.Write(SyndicationSamples.Channel, SyndicationSamples.Seeds));

        Assert.Contains(
            Credit,
            Load(Rss.Write(SyndicationSamples.Channel, SyndicationSamples.Seeds))
                .Descendants(Content + "encoded")
                .First()
                .Value
        );
        Assert.Contains(
            Credit,
            Load(Atom.Write(SyndicationSamples.Channel, SyndicationSamples.Seeds))
                .Descendants(AtomNs + "content")
                .First()
                .Value
        );
        Assert.Contains(Credit, json.RootElement.GetProperty("items")[0].GetProperty("content_html").GetString());
    }

    [Fact]
    public void An_rss_item_keeps_the_order_and_the_marks_that_validators_ask_for()
    {
        var item = Load(Rss.Write(SyndicationSamples.Channel, [SyndicationSamples.Rich])).Descendants("item").Single();
        var names = item.Elements().Select(element => element.Name.LocalName).ToList();

        Assert.True(names.IndexOf("description") < names.IndexOf("encoded"));
        Assert.Equal("false", item.Element("guid")!.Attribute("isPermaLink")!.Value);
        Assert.Equal("Fri, 02 Jan 2026 06:30:00 GMT", item.Element("pubDate")!.Value);
        Assert.Equal(
            "Example abstract with &lt;angle&gt; brackets &amp; an ampersand",
            item.Element("description")!.Value
        );
        Assert.Equal(2, item.Elements(Media + "content").Count());
    }

    [Fact]
    public void A_json_feed_has_the_keys_it_must_and_no_null()
    {
        var feed = JsonDocument
            .Parse(
                JsonFeed.Write(
                    SyndicationSamples.Channel with
                    {
                        Language = null,
                        Next = null,
                    },
                    [.. SyndicationSamples.Seeds, SyndicationSamples.Rich]
                )
            )
            .RootElement;

        Assert.Equal("https://jsonfeed.org/version/1.1", feed.GetProperty("version").GetString());
        Assert.Equal(
            ["version", "title", "home_page_url", "feed_url", "description", "items"],
            feed.EnumerateObject().Select(member => member.Name)
        );
        Assert.DoesNotContain("null", Kinds(feed));
        string[] known =
        [
            "id",
            "url",
            "title",
            "summary",
            "content_html",
            "image",
            "date_published",
            "date_modified",
            "authors",
            "tags",
            "language",
        ];
        Assert.All(
            feed.GetProperty("items").EnumerateArray(),
            item =>
            {
                Assert.Equal(JsonValueKind.String, item.GetProperty("id").ValueKind);
                Assert.NotEmpty(item.GetProperty("content_html").GetString()!);
                Assert.True(
                    DateTimeOffset.TryParse(
                        item.GetProperty("date_modified").GetString(),
                        CultureInfo.InvariantCulture,
                        out _
                    )
                );
                Assert.All(item.EnumerateObject(), member => Assert.Contains(member.Name, known));
            }
        );
    }

    [Fact]
    public void An_empty_feed_is_a_feed()
    {
        Assert.Empty(SyndicationFeed.Load(Reader(Rss.Write(SyndicationSamples.Channel, []))).Items);
        Assert.Empty(SyndicationFeed.Load(Reader(Atom.Write(SyndicationSamples.Channel, []))).Items);
        Assert.Equal(
            0,
            JsonDocument
                .Parse(JsonFeed.Write(SyndicationSamples.Channel, []))
                .RootElement.GetProperty("items")
                .GetArrayLength()
        );
    }

    [Fact]
    public void Pages_of_one_feed_share_its_identity()
    {
        var page = SyndicationSamples.Channel with
        {
            Self = SyndicationSamples.Channel.Next!,
            First = SyndicationSamples.Channel.Self,
            Next = null,
        };

        Assert.Equal(
            Load(Atom.Write(SyndicationSamples.Channel, [])).Root!.Element(AtomNs + "id")!.Value,
            Load(Atom.Write(page, [])).Root!.Element(AtomNs + "id")!.Value
        );
    }

    [Fact]
    public void Any_text_at_all_gives_well_formed_documents_with_the_text_in_them() =>
        Gen
            .Char.Array[0, 30]
            .Select(characters => new string(characters))
            .ForAll(text =>
            {
                var article = SyndicationSamples.Rich with
                {
                    Headline = text,
                    Abstract = text,
                    Body = [Paragraph.FromText(text)],
                    Tags = [new Label("x", text)],
                };

                // XML readers make one kind of line end of all.
                var expected = FeedTextOf(text);
                Assert.Equal(
                    expected,
                    Load(Rss.Write(SyndicationSamples.Channel, [article]))
                        .Descendants("item")
                        .Single()
                        .Element("title")!
                        .Value
                );
                Assert.Equal(
                    expected,
                    Load(Atom.Write(SyndicationSamples.Channel, [article]))
                        .Root!.Element(AtomNs + "entry")!
                        .Element(AtomNs + "title")!
                        .Value
                );
                JsonDocument.Parse(JsonFeed.Write(SyndicationSamples.Channel, [article])).Dispose();
                var jsonLd = JsonLd.Write(article, "https://www.example.org/");
                Assert.DoesNotContain((byte)'<', jsonLd);
                JsonDocument.Parse(jsonLd).Dispose();
            });

    private static string FeedTextOf(string text) =>
        string.Concat(
                text.EnumerateRunes()
                    .Where((rune, _) => rune.Value is 9 or 10 or 13 or (>= 0x20 and <= 0xFFFD) or >= 0x10000)
                    .Select(rune => rune == Rune.ReplacementChar && !text.Contains('\uFFFD') ? "" : rune.ToString())
            )
            .Replace("\r\n", "\n", StringComparison.Ordinal)
            .Replace('\r', '\n');

    private static IEnumerable<string> Kinds(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Kinds(member.Value)),
            JsonValueKind.Array => element.EnumerateArray().SelectMany(Kinds),
            JsonValueKind.Null => ["null"],
            _ => ["value"],
        };

    private static XmlReader Reader(byte[] xml) =>
        XmlReader.Create(new MemoryStream(xml), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });

    private static XDocument Load(byte[] xml)
    {
        using var reader = Reader(xml);
        return XDocument.Load(reader, LoadOptions.PreserveWhitespace);
    }
}
