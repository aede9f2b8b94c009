using ArticleApi.Core.Articles;
using ArticleApi.Index;
using ArticleApi.Index.Postings;
using ArticleApi.Search;

namespace ArticleApi.Tests.Search;

/// <summary>Posting lists read, united and intersected, without a database.</summary>
public sealed class PostingsTests
{
    private readonly QueryCost _cost = new();

    [Theory]
    [InlineData(true, 7, 6)]
    [InlineData(true, 6, 6)]
    [InlineData(true, 0, null)]
    [InlineData(false, 3, 6)]
    [InlineData(false, 9, null)]
    public async Task A_cursor_finds_the_first_entry_at_or_past_a_position(bool down, long sought, int? found)
    {
        var cursor = Cursor(new ListedPostings(down, 2, 6, 8), down);

        while (!cursor.TryAdvance(sought))
            await cursor.FetchAsync(sought, default);

        Assert.Equal(found, (int?)cursor.Current?.At);
    }

    [Fact]
    public async Task A_cursor_reads_twice_as_much_each_time_and_nothing_that_it_has()
    {
        var postings = new ListedPostings(false, [.. Enumerable.Range(0, 100).Select(i => (long)i)]);
        var cursor = Cursor(postings, false, chunk: 4);
        for (var position = 0L; position < 28; position++)
        {
            while (!cursor.TryAdvance(position))
                await cursor.FetchAsync(position, default);
            Assert.Equal(position, cursor.Current!.Value.At);
        }

        Assert.Equal([4, 8, 16], postings.Reads);
        Assert.Equal(4 + 8 + 16 + 3, _cost.EntriesRead);
    }

    [Theory]
    [InlineData(true, new long[] { 9, 5, 4, 1 })]
    [InlineData(false, new long[] { 1, 4, 5, 9 })]
    public async Task A_union_has_every_position_once(bool down, long[] expected)
    {
        var union = Union(down, [1, 5, 9], [4, 5], []);
        var found = new List<long>();
        for (
            var next = await union.SeekAsync(down ? long.MaxValue : long.MinValue, default);
            next is { } entry;
            next = await union.SeekAsync(entry.At + (down ? -1 : 1), default)
        )
            found.Add(entry.At);

        Assert.Equal(expected, found);
    }

    [Theory]
    [InlineData(true, new long[] { 8, 5, 2 })]
    [InlineData(false, new long[] { 2, 5, 8 })]
    public async Task An_intersection_has_what_is_in_all(bool down, long[] expected)
    {
        var found = await Intersection(Query(down), null, [1, 2, 5, 8, 9], [2, 3, 5, 8]).NextAsync(9, 99, default);

        Assert.Equal(expected, Positions(found));
        Assert.Equal((false, null), (found.HasMore, found.StoppedAt));
    }

    [Theory]
    [InlineData(true, new long[] { 8, 5 }, new long[] { 2 })]
    [InlineData(false, new long[] { 2, 5 }, new long[] { 8 })]
    public async Task An_intersection_goes_on_where_it_was(bool down, long[] first, long[] second)
    {
        var matches = Intersection(Query(down), null, [1, 2, 5, 8, 9], [2, 3, 5, 8]);

        Assert.Equal(first, Positions(await matches.NextAsync(2, 99, default)));
        var rest = await matches.NextAsync(2, 99, default);
        Assert.Equal(second, Positions(rest));
        Assert.False(rest.HasMore);
    }

    [Theory]
    [InlineData(true, new long[] { 5, 4 })]
    [InlineData(false, new long[] { 4, 5 })]
    public async Task An_intersection_keeps_to_the_range_and_leaves_out(bool down, long[] expected)
    {
        var query = Query(down) with
        {
            Published = new(3, 8),
            Exclude = new HashSet<long> { 6 },
        };

        Assert.Equal(
            expected,
            Positions(await Intersection(query, null, [1, 4, 5, 6, 8, 9]).NextAsync(9, 99, default))
        );
    }

    [Theory]
    [InlineData(true, new long[] { 9, 4, 1 })]
    [InlineData(false, new long[] { 1, 4, 9 })]
    public async Task An_intersection_has_nothing_of_the_lists_that_are_left_out(bool down, long[] expected)
    {
        var matches = new PostingsIntersection(
            [Union(down, [1, 2, 4, 5, 6, 9])],
            Union(down, [0, 2, 3, 6], [5, 6, 7]),
            _cost,
            Query(down),
            null
        );

        Assert.Equal(expected, Positions(await matches.NextAsync(9, 99, default)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_budget_ends_where_much_is_left_out(bool down)
    {
        long[] all = [.. Enumerable.Range(0, 200).Select(i => (long)i)];
        SortPosition? after = null;
        var (found, batches) = (new List<long>(), 0);
        for (var hasMore = true; hasMore; batches++)
        {
            var matches = new PostingsIntersection(
                [Union(down, all)],
                Union(down, all[1..^1]),
                _cost,
                Query(down),
                after
            );
            var batch = await matches.NextAsync(9, 50, default);
            found.AddRange(Positions(batch));
            (after, hasMore) = (batch.StoppedAt, batch.HasMore);
        }

        Assert.Equal([0, 199], found.Order());
        Assert.InRange(batches, 3, 40);
    }

    [Theory]
    [InlineData(true, new long[] { 4, 1 })]
    [InlineData(false, new long[] { 6, 8 })]
    public async Task An_intersection_begins_after_a_row(bool down, long[] expected) =>
        Assert.Equal(
            expected,
            Positions(
                await Intersection(Query(down), new SortPosition(5, 0), [1, 4, 5, 6, 8]).NextAsync(9, 99, default)
            )
        );

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_budget_ends_an_intersection_and_tells_where_to_go_on(bool down)
    {
        // Of these two hundred, only the last in each direction are in both.
        long[] some = [0, .. Enumerable.Range(1, 98).Select(i => 2L * i), 199];
        long[] others = [0, .. Enumerable.Range(1, 98).Select(i => 2L * i + 1), 199];

        var stopped = await Intersection(Query(down), null, some, others).NextAsync(9, 20, default);
        Assert.Single(stopped.Rows);
        Assert.True(stopped.HasMore);
        Assert.True(_cost.EntriesRead is > 20 and < 40);

        var rest = await Intersection(Query(down), stopped.StoppedAt, some, others).NextAsync(9, 999, default);
        Assert.Equal([down ? 0 : 199], Positions(rest));
    }

    [Fact]
    public async Task What_one_call_may_not_read_another_may()
    {
        long[] some = [0, .. Enumerable.Range(1, 98).Select(i => 2L * i), 199];
        long[] others = [0, .. Enumerable.Range(1, 98).Select(i => 2L * i + 1), 199];
        var matches = Intersection(Query(true), null, some, others);

        Assert.NotNull((await matches.NextAsync(9, 20, default)).StoppedAt);
        var rest = await matches.NextAsync(9, long.MaxValue, default);
        Assert.Equal([0], Positions(rest));
    }

    [Fact]
    public void A_cost_is_over_budget_from_one_entry_more_on()
    {
        _cost.Add(5);
        var budget = _cost.BudgetFor(3);
        _cost.Add(3);
        Assert.False(_cost.Exceeds(budget));
        _cost.Add(1);
        Assert.True(_cost.Exceeds(budget));
        Assert.False(_cost.Exceeds(_cost.BudgetFor(long.MaxValue)));
    }

    internal static IndexQuery Query(bool down) =>
        new(
            "",
            new([Audience.Public], false),
            [],
            new HashSet<long>(),
            null,
            new Dictionary<string, KeyRange>(),
            new(null, down)
        );

    private static long[] Positions(MatchBatch found) => [.. found.Rows.Select(row => row.At)];

    private PostingsCursor Cursor(IPostingsSource source, bool down, int chunk = 2) => new(source, _cost, down, chunk);

    private PostingsUnion Union(bool down, params long[][] lists) =>
        new(lists.Select(list => Cursor(new ListedPostings(down, list), down)), down);

    private PostingsIntersection Intersection(IndexQuery query, SortPosition? after, params long[][] lists) =>
        new([.. lists.Select(list => Union(query.Sort.Descending, list))], null, _cost, query, after);
}
