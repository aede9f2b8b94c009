using ArticleApi.Core.Search;
using ArticleApi.Index;
using ArticleApi.Search;

namespace ArticleApi.Tests.Search;

/// <summary>Ranking by tiers, without a database.</summary>
public sealed class RelevanceTiersTests
{
    private static readonly Expression Headline = new Expression.Phrase(["rain"], TextFields.Headline);
    private static readonly Expression Anywhere = new Expression.Phrase(["rain"], TextFields.All);

    private readonly List<Expression> _opened = [];

    [Fact]
    public async Task The_better_tier_comes_first_and_the_next_is_asked_without_it()
    {
        var found = await Tiers(null).NextAsync(9, 99, default);

        Assert.Equal([9, 3, 8, 5], found.Rows.Select(row => row.At));
        Assert.False(found.HasMore);
        Assert.Equal([Headline, Expression.Not.Create(Anywhere, Headline)], _opened);
    }

    [Fact]
    public async Task A_tier_that_fills_the_page_leaves_the_others_alone()
    {
        var found = await Tiers(null).NextAsync(2, 99, default);

        Assert.Equal([9, 3], found.Rows.Select(row => row.At));
        Assert.Single(_opened);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Each_row_tells_where_to_go_on(int size)
    {
        var all = new List<long>();
        SortPosition? after = null;
        while (await Tiers(after).NextAsync(size, 99, default) is { Rows: { Count: > 0 } rows })
        {
            all.AddRange(rows.Select(row => row.At));
            after = rows[^1];
            Assert.Equal(1_600, RelevanceTiers.HorizonOf(after.Value.Key));
        }

        Assert.Equal([9, 3, 8, 5], all);
    }

    [Fact]
    public async Task A_tier_that_its_budget_ends_is_followed_by_the_next()
    {
        var tiers = new RelevanceTiers(
            [Headline, Anywhere],
            (text, _, _) => text == Headline ? new Endless() : new MatchList([new(8, 8)]),
            0,
            null
        );

        Assert.Equal([8], (await tiers.NextAsync(9, 99, default)).Rows.Select(row => row.At));
    }

    // Two that have it in the headline, two that have it elsewhere; the horizon's last bits are not its own.
    private RelevanceTiers Tiers(SortPosition? after) => new([Headline, Anywhere], Open, after?.Key ?? 1_607, after);

    private MatchList Open(Expression text, SortPosition? after, int count)
    {
        _opened.Add(text);
        long[] positions = text == Headline ? [9, 3] : [8, 5];

        return new([
            .. positions.Where(at => after is null || at < after.Value.At).Select(at => new SortPosition(at, at)),
        ]);
    }

    private sealed class Endless : IMatchSource
    {
        public long EntriesRead => 0;

        public ValueTask<MatchBatch> NextAsync(int count, long budget, CancellationToken cancellation) =>
            new(new MatchBatch([], HasMore: true, new(1, 0)));
    }
}
