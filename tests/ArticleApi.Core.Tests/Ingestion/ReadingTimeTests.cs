using System.Text;
using ArticleApi.Accuracy;
using ArticleApi.Core.Ingestion;

namespace ArticleApi.Core.Tests.Ingestion;

/// <summary>What reading costs, by the processor's time: nothing else of this process may run beside it.</summary>
[Trait("Speed", "slow")]
[Collection(nameof(ReadingTimeTests))]
[CollectionDefinition(nameof(ReadingTimeTests), DisableParallelization = true)]
public class ReadingTimeTests
{
    // The goals are for optimised code on an idle core; unoptimised and beside other tests a twentieth of them says
    // that nothing went badly wrong.
    [Theory]
    [InlineData("Captions read per second")]
    [InlineData("Datelines read per second")]
    public void Reading_stays_fast(string name)
    {
        var speed = Assert.Single(Speed.All, speed => speed.Name == name);
        var data = TestData.Shared("");

        Assert.InRange(speed.On(data, TimeSpan.FromMilliseconds(300), 2), speed.Goal / 20, int.MaxValue);
    }

    // Whatever a reader does twice for every character, it does a million times here: linear work takes well under a
    // second, quadratic work minutes.
    [Theory]
    [MemberData(nameof(Readers))]
    public void A_megabyte_in_one_line_takes_no_long_time(string name)
    {
        var read = ByName[name];
        read("warm");

        Assert.All(
            (string[])
                [
                    "TT\n",
                    "TT\n\n",
                    "a\nTT\n",
                    "(",
                    ")",
                    "[(",
                    "Photo: ",
                    "Photo by A",
                    "© ",
                    "Bild: A/",
                    "May 1 ",
                    "1 May ",
                    "1",
                    "1 de ",
                    "AP said ",
                    "AFP/",
                    " via ",
                    "the ",
                    "in A, ",
                    "near A ",
                    "A ",
                    "A, ",
                    "A-",
                    "/",
                    " / ",
                    "-",
                    " - ",
                    "--",
                    "|",
                    ":",
                    ". ",
                    " ",
                    "<",
                    "<a>",
                    "EFE ",
                    "\u200B",
                    "é",
                    "\uD83D",
                    .. NoReaderThrowsTests.Forms,
                ],
            piece =>
            {
                var text = string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length));
                var started = Environment.CpuUsage.TotalTime;
                read(text);

                // Other tests' time is counted too.
                Assert.True(
                    (Environment.CpuUsage.TotalTime - started).TotalSeconds < 20,
                    $"'{piece}' took {(Environment.CpuUsage.TotalTime - started).TotalSeconds} s"
                );
            }
        );
    }

    public static TheoryData<string> Readers => [.. ByName.Keys];

    private static readonly Dictionary<string, Action<string>> ByName = new()
    {
        ["caption"] = text => CaptionReader.Read(text),
        ["lede"] = text => DatelineReader.ReadLede(text),
        ["caption's dateline"] = text => DatelineReader.ReadCaption(text),
        ["attributions"] = text => AttributionReader.Read([text]),
        ["credit"] = text => CreditReader.Read(text, text),
        ["language"] = text => LanguageDetector.Detect(text),
        ["document"] = text => ScrapedTextReader.Read("any.txt", Encoding.UTF8.GetBytes(text)),
    };
}
