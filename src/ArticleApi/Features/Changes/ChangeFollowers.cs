using System.Runtime.CompilerServices;
using ArticleApi.Lists;
using ArticleApi.Log;

namespace ArticleApi.Features.Changes;

/// <summary>
/// Whoever waits for changes. None of them has a thread or a connection to the database: each reads what it has missed,
/// and then is told with all others who want the same.
/// </summary>
internal sealed class ChangeFollowers(
    ChangeFeed feed,
    ChangeWriter writer,
    SearchRunner searches,
    LogWatermark watermark,
    TimeProvider clock,
    ILogger<ChangeFollowers> logger
) : IDisposable
{
    private readonly Dictionary<string, ChangeGroup> _groups = [];

    // Those who come back all at once read one after the other.
    private readonly SemaphoreSlim _reading = new(Environment.ProcessorCount);

    /// <summary>
    /// All that comes after a cursor, without an end; now and then a batch without entries, that leads further in the
    /// log or only tells that all is well. It ends where the log turns out to be of another history.
    /// </summary>
    public async IAsyncEnumerable<ChangeBatch> FollowAsync(
        ChangeInterest interest,
        ChangeFeedCursor after,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var group = Join(interest);
        try
        {
            await group.StartAsync().WaitAsync(cancellation);
            while (!group.IsOfAnotherHistory)
            {
                // What the group is told from here on comes by it; what was before, by reading.
                var (number, position) = group.Current;
                for (var hasMore = after != position; hasMore; )
                {
                    (var batch, hasMore) = await ReadAsync(interest, after, cancellation);
                    after = batch.ReadTo;
                    if (!batch.IsEmpty)
                        yield return batch;
                }

                while (await group.ReadAsync(number++, cancellation) is { } next)
                {
                    var news = next.After(after);
                    after = news.ReadTo;
                    yield return news;
                }
            }
        }
        finally
        {
            Leave(interest, group);
        }
    }

    public void Dispose() => _reading.Dispose();

    private async Task<(ChangeBatch Batch, bool HasMore)> ReadAsync(
        ChangeInterest interest,
        ChangeFeedCursor after,
        CancellationToken cancellation
    )
    {
        await _reading.WaitAsync(cancellation);
        try
        {
            var (entries, readTo, hasMore) = await searches.RunAdmittedAsync(
                token => feed.ReadAsync(after, interest.ToQuery(), token),
                cancellation
            );
            return (writer.WriteBatch(entries, readTo), hasMore);
        }
        finally
        {
            _reading.Release();
        }
    }

    private ChangeGroup Join(ChangeInterest interest)
    {
        lock (_groups)
        {
            if (!_groups.TryGetValue(interest.Key, out var group) || group.IsOfAnotherHistory || group.HasFailed)
                _groups[interest.Key] = group = new(interest, feed, writer, watermark, clock, logger);
            group.Followers++;
            return group;
        }
    }

    private void Leave(ChangeInterest interest, ChangeGroup group)
    {
        lock (_groups)
        {
            if (--group.Followers > 0)
                return;

            if (_groups.GetValueOrDefault(interest.Key) == group)
                _groups.Remove(interest.Key);
        }

        group.Dispose();
    }
}
