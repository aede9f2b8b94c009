using System.Text;
using ArticleApi.Core.Ingestion;
using ArticleApi.Core.Ingestion.Wire;

namespace ArticleApi.Core.Tests.Ingestion.Wire;

/// <summary>What reading costs, by the processor's time: nothing else of this process may run beside it.</summary>
[Trait("Speed", "slow")]
[Collection(nameof(ReadingTimeTests))]
public class WireReadingTimeTests
{
    private static readonly Func<string, byte[], DocumentParseResult>[] Readers =
    [
        NinjsReader.Read,
        NitfReader.Read,
        NewsMlReader.Read,
        WireTextReader.Read,
    ];

    // What is done for each part of a document must not look at all the other parts: a hundred thousand of any one part
    // stay a matter of seconds.
    [Theory]
    [InlineData(
        "<nitf><body><body.content><p>",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa <br/>",
        "</p></body.content></body></nitf>"
    )]
    [InlineData("<nitf><body><body.content>", "<media media-type='image'>", "")]
    [InlineData(
        "<nitf><body><body.content>",
        "<media media-type='image'><media-caption>x</media-caption></media>",
        "</body.content></body></nitf>"
    )]
    [InlineData(
        "<newsMessage><itemSet>",
        "<newsItem guid='x'><itemMeta><itemClass qcode='ninat:picture'/><link residref='y'/></itemMeta></newsItem>",
        "</itemSet></newsMessage>"
    )]
    [InlineData(
        "<newsMessage><itemSet>",
        "<packageItem><itemRef residref='x'/></packageItem>",
        "</itemSet></newsMessage>"
    )]
    [InlineData(
        "<NewsML><NewsItem><NewsComponent>",
        "<NewsComponent><ContentItem Href='x'><MediaType FormalName='Photo'/></ContentItem></NewsComponent>",
        "</NewsComponent></NewsItem></NewsML>"
    )]
    [InlineData("[", "{\"uri\":\"x\",\"body_text\":\"y\"},", "{}]")]
    [InlineData("{\"uri\":\"x\",\"body_html\":\"", "<div class='dat'>", "\"}")]
    [InlineData("{\"uri\":\"x\"", ",\"a\":[{\"b\":1}]", "}")]
    [InlineData("", "\u0001eca0124 3 i 93  dpa 1888\n\u0002Rain =\n\nIt rained.\n\u0003", "")]
    [InlineData("\u0001W1\u001fx\n\u0002^Rain<\n", "^By Ann Lee=\n", "")]
    public void A_hundred_thousand_of_one_part_take_no_long_time(string start, string part, string end)
    {
        var bytes = Encoding.UTF8.GetBytes(start + string.Concat(Enumerable.Repeat(part, 100_000)) + end);
        var used = Environment.CpuUsage.TotalTime;
        foreach (var read in Readers)
            read("any", bytes);

        Assert.True(
            (Environment.CpuUsage.TotalTime - used).TotalSeconds < 30,
            $"{(Environment.CpuUsage.TotalTime - used).TotalSeconds} s"
        );
    }
}
