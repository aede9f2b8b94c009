using ArticleApi.Accuracy;

namespace ArticleApi.Core.Tests.Ingestion;

/// <summary>
/// What the readers have reached on others' texts they keep. <c>bench/accuracy/run --failures</c> shows the rows that
/// fail.
/// </summary>
public class AccuracyTests
{
    [Theory]
    [InlineData("Seed documents of other publishers", 1)]
    [InlineData("Reuters-21578 datelines", 0.998)]
    [InlineData("Reuters-21578, lines that are no dateline", 1)]
    [InlineData("MUC-3 and MUC-4 datelines (FBIS)", 0.995)]
    [InlineData("IEER datelines (AP, NYT)", 1)]
    [InlineData("IEER ledes without a dateline", 1)]
    [InlineData("EFE datelines (Spanish)", 0.99)]
    [InlineData("OpenBlock vectors", 1)]
    [InlineData("Ledes of today, with traps", 1)]
    [InlineData("Captions and their credits, English", 0.97)]
    [InlineData("Captions and their credits, all", 0.96)]
    [InlineData("Agencies that captions credit", 1)]
    [InlineData("Captions that credit no agency", 1)]
    [InlineData("By-line and credit", 1)]
    [InlineData("Feeds, facts of their articles", 0.97)]
    [InlineData("Feeds, hostile markup", 1)]
    [InlineData("Edited articles, known again", 1)]
    [InlineData("Other articles, kept apart", 1)]
    public void A_set_is_read_as_well_as_it_ever_was(string name, double share)
    {
        var measure = Assert.Single(Measures.All, measure => measure.Name == name);
        TestData.Shared(measure.Folder);

        var score = measure.On(TestData.Shared(""));

        Assert.NotEmpty(score.Rows);
        Assert.True(
            score.Share >= share,
            $"{score.Right} of {score.Rows.Count}\n" + string.Join('\n', score.Failures.Take(10))
        );
        Assert.InRange(share, measure.Goal, 1);
    }

    [Fact]
    public void Every_measure_has_a_level() =>
        Assert.Equal(
            Measures.All.Count,
            typeof(AccuracyTests)
                .GetMethod(nameof(A_set_is_read_as_well_as_it_ever_was))!
                .GetCustomAttributes(typeof(InlineDataAttribute), false)
                .Length
        );
}
