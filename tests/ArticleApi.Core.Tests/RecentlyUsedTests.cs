namespace ArticleApi.Core.Tests;

public class RecentlyUsedTests
{
    [Fact]
    public void What_was_used_last_is_there_and_no_more_than_twice_as_much()
    {
        var used = new RecentlyUsed<int, int>(100, EqualityComparer<int>.Default);
        for (var i = 0; i < 10_000; i++)
            used.Add(i, -i);

        Assert.All(Enumerable.Range(9_900, 100), i => Assert.True(used.TryGet(i, out var value) && value == -i));
        Assert.InRange(Enumerable.Range(0, 10_000).Count(i => used.TryGet(i, out _)), 100, 200);
    }

    [Fact]
    public void What_is_asked_for_again_and_again_stays()
    {
        var used = new RecentlyUsed<string, int>(10, StringComparer.Ordinal);
        used.Add("rain", 1);
        for (var i = 0; i < 1_000; i++)
        {
            used.Add($"{i}", i);
            Assert.True(used.TryGet("rain", out _));
        }
    }

    [Fact]
    public void A_key_that_is_added_again_has_its_last_value()
    {
        var used = new RecentlyUsed<string, int>(2, StringComparer.Ordinal);
        used.Add("a", 1);
        used.Add("b", 2);
        used.Add("c", 3);
        used.Add("a", 4);

        Assert.True(used.TryGet("a", out var value));
        Assert.Equal(4, value);
    }
}
