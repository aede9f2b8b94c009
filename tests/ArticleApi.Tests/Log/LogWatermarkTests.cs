using ArticleApi.Log;
using ArticleApi.Storage.Tables;
using Microsoft.Extensions.Time.Testing;

namespace ArticleApi.Tests.Log;

/// <summary>What a node knows of the log's head, however its looks and its own commits come together.</summary>
public sealed class LogWatermarkTests
{
    private readonly LogWatermark _watermark;
    private readonly FakeTimeProvider _clock = new();

    public LogWatermarkTests()
    {
        _watermark = new(_clock);
        See(5, 50);
    }

    [Fact]
    public void A_higher_number_is_taken_and_a_mark_stays_the_same_object()
    {
        var (last, open) = (_watermark.Current, _watermark.Open);
        See(5, 50);
        Assert.Same(last, _watermark.Current);

        See(6, 60);

        Assert.Equal((6, open), (_watermark.Current!.Number, _watermark.Open));
    }

    [Fact]
    public void A_look_that_began_before_a_commit_of_this_node_does_not_take_it_back()
    {
        var look = _watermark.BeginObservation();
        _watermark.AdvanceTo(Head(6, 60, 2, 60));
        var (last, open) = (_watermark.Current, _watermark.Open);

        _watermark.Observe(new(5, 50, 1, 10), look);

        Assert.Same(last, _watermark.Current);
        Assert.Same(open, _watermark.Open);
    }

    [Fact]
    public void Looks_may_end_in_another_order_than_they_began()
    {
        var early = _watermark.BeginObservation();
        See(7, 70);
        var last = _watermark.Current;

        _watermark.Observe(new(6, 60, 1, 10), early);

        Assert.Same(last, _watermark.Current);
    }

    [Theory]
    [InlineData(4, 40)]
    [InlineData(5, 51)]
    public void A_lower_number_or_another_nonce_is_another_history_also_where_its_open_pair_is_the_same(
        long number,
        long nonce
    )
    {
        _watermark.AdvanceTo(Head(5, 50, 1, 10));
        var open = _watermark.Open;

        See(number, nonce);

        Assert.True(_watermark.Current!.IsSame(number, nonce));
        Assert.True(_watermark.Open!.IsSame(1, 10));
        Assert.NotSame(open, _watermark.Open);
    }

    [Fact]
    public void Commits_that_end_in_another_order_leave_the_last()
    {
        _watermark.AdvanceTo(Head(7, 70, 2, 70));
        _watermark.AdvanceTo(Head(6, 60, 1, 10));

        Assert.True(_watermark.Current!.IsSame(7, 70));
        Assert.True(_watermark.Open!.IsSame(2, 70));
    }

    [Fact]
    public void A_commit_in_a_restored_history_does_not_hide_it_from_the_look_beside_it()
    {
        var look = _watermark.BeginObservation();
        _watermark.AdvanceTo(Head(3, 31, 1, 10));

        _watermark.Observe(new(3, 31, 1, 10), look);

        Assert.True(_watermark.Current!.IsSame(3, 31));
    }

    [Fact]
    public void Nothing_is_trusted_where_no_look_was_possible_for_two_seconds()
    {
        _clock.Advance(TimeSpan.FromSeconds(2.1));
        Assert.Null(_watermark.Current);
        Assert.Null(_watermark.Open);

        See(5, 50);
        Assert.NotNull(_watermark.Open);
    }

    private void See(long number, long nonce) =>
        _watermark.Observe(new(number, nonce, 1, 10), _watermark.BeginObservation());

    private static LogSequence Head(long commitCount, long nonce, long openCommitCount, long openNonce) =>
        new()
        {
            Epoch = "e",
            Secret = [],
            CommitCount = commitCount,
            Nonce = nonce,
            OpenCommitCount = openCommitCount,
            OpenNonce = openNonce,
        };
}
