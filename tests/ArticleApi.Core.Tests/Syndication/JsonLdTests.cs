using System.Text.Json;
using ArticleApi.Core.Syndication;

namespace ArticleApi.Core.Tests.Syndication;

public sealed class JsonLdTests
{
    private static readonly JsonElement Seed = JsonDocument
        .Parse(JsonLd.Write(SyndicationSamples.Seeds[0], "https://www.example.org/1"))
        .RootElement;
    private static readonly JsonElement Rich = JsonDocument
        .Parse(JsonLd.Write(SyndicationSamples.Rich, SyndicationSamples.Rich.Url!))
        .RootElement;

    [Fact]
    public void What_is_not_known_is_left_out()
    {
        Assert.All(
            new[]
            {
                "datePublished",
                "dateModified",
                "author",
                "publisher",
                "dateline",
                "locationCreated",
                "articleSection",
                "correction",
            },
            name => Assert.False(Seed.TryGetProperty(name, out _), name)
        );
        Assert.False(Seed.GetProperty("image")[0].TryGetProperty("contentUrl", out _));
    }

    [Fact]
    public void A_picture_says_who_took_it_where_and_when()
    {
        var image = Seed.GetProperty("image")[0];

        Assert.Equal("ImageObject", image.GetProperty("@type").GetString());
        Assert.Equal("REUTERS/Vitaly Nevar/File Photo", image.GetProperty("creditText").GetString());
        Assert.Equal("Vitaly Nevar", image.GetProperty("creator")[0].GetProperty("name").GetString());
        Assert.Equal("2019-03-11", image.GetProperty("dateCreated").GetString());
        Assert.Equal("Gvardeysk, Russia", image.GetProperty("locationCreated")[0].GetProperty("name").GetString());
        Assert.Equal(
            "RU",
            image.GetProperty("contentLocation")[0].GetProperty("address").GetProperty("addressCountry").GetString()
        );
        Assert.StartsWith("A new S-400", image.GetProperty("caption").GetString());
    }

    [Fact]
    public void The_printed_dateline_the_text_and_the_corrections_are_told()
    {
        Assert.Equal("EXAMPLE CITY, Jan 2 (Example Agency) -", Rich.GetProperty("dateline").GetString());
        Assert.Equal(
            "Example City, Example Region, France",
            Rich.GetProperty("locationCreated")[0].GetProperty("name").GetString()
        );
        Assert.StartsWith(
            "EXAMPLE CITY, Jan 2 (Example Agency) - First paragraph.\n\nExample heading\n\n",
            Rich.GetProperty("articleBody").GetString()
        );
        Assert.Equal("CorrectionComment", Rich.GetProperty("correction")[0].GetProperty("@type").GetString());
        Assert.Equal("2026-01-02T06:30:00.000Z", Rich.GetProperty("datePublished").GetString());
        Assert.Equal(2, Rich.GetProperty("image")[0].GetProperty("creator").GetArrayLength());
    }

    [Fact]
    public void It_can_stand_in_a_script_element() =>
        Assert.DoesNotContain((byte)'<', JsonLd.Write(SyndicationSamples.Rich, SyndicationSamples.Rich.Url!));
}
