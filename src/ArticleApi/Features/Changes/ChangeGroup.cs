using ArticleApi.Log;

namespace ArticleApi.Features.Changes;

/// <summary>
/// Followers who want to be told the same. The log is read once for all of them, and what it brings is kept for a
/// while: whoever is slower than that reads for itself what it has missed.
/// </summary>
internal sealed class ChangeGroup(
    ChangeInterest interest,
    ChangeFeed feed,
    ChangeWriter writer,
    LogWatermark watermark,
    TimeProvider clock,
    ILogger logger
) : IDisposable
{
    /// <summary>Proxies and clients take a connection for dead on which nothing comes for long.</summary>
    public static readonly TimeSpan BeatInterval = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);

    private const int MaxKeptBytes = 1024 * 1024;

    private readonly CancellationTokenSource _ended = new();
    private readonly Queue<ChangeBatch> _kept = new();
    private readonly Lock _lock = new();

    private int _keptBytes;
    private long _published;
    private long _publishedAt;
    private Task? _started;
    private ChangeFeedCursor _position = null!;
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How many follow; kept by whoever keeps the groups.</summary>
    public int Followers { get; set; }

    /// <summary>Whether the log went another way than the followers were told, as when a backup is restored.</summary>
    public bool IsOfAnotherHistory { get; private set; }

    /// <summary>How many batches there have been, and how far they led.</summary>
    public (long Published, ChangeFeedCursor Position) Current
    {
        get
        {
            lock (_lock)
                return (_published, _position);
        }
    }

    /// <summary>Whether it could not be found out from where on this group is told.</summary>
    public bool HasFailed => _started is { IsFaulted: true };

    /// <summary>Completes when it is known from where on this group is told.</summary>
    public Task StartAsync()
    {
        lock (_lock)
            return _started ??= BeginAsync();
    }

    /// <returns>Null where the batch of this number is no longer kept, or where no more will come.</returns>
    public async ValueTask<ChangeBatch?> ReadAsync(long number, CancellationToken cancellation)
    {
        while (true)
        {
            Task next;
            lock (_lock)
            {
                if (IsOfAnotherHistory)
                    return null;
                if (number < _published)
                    return number < _published - _kept.Count
                        ? null
                        : _kept.ElementAt((int)(number - (_published - _kept.Count)));
                next = _next.Task;
            }

            await next.WaitAsync(cancellation);
        }
    }

    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
    }

    private async Task BeginAsync()
    {
        var end = _ended.Token;
        MoveTo(await feed.FindNewestCursorAsync(interest.Visibility, end));
        _publishedAt = clock.GetTimestamp();
        _ = RunAsync(end);
    }

    private async Task RunAsync(CancellationToken end)
    {
        object? seen = null;
        while (!end.IsCancellationRequested)
        {
            var next = watermark.WaitForCommitAsync(interest.IsOpen);
            try
            {
                var known = interest.IsOpen ? watermark.Open : watermark.Current;
                if (known is null || known != seen)
                    await ReadOnAsync(end);
                seen = known;
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                logger.LogWarning(error, "The log could not be read for those who follow it; it is tried again");
                next = Task.Delay(RetryInterval, clock, end);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            if (IsOfAnotherHistory)
                return;

            var patience = BeatInterval - clock.GetElapsedTime(_publishedAt);
            if (patience > TimeSpan.Zero)
                await next.WaitAsync(patience, clock, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            else
                Publish(writer.WriteBatch([], _position));
        }
    }

    private async Task ReadOnAsync(CancellationToken end)
    {
        if (!await feed.HasAsync(_position, end))
        {
            lock (_lock)
            {
                IsOfAnotherHistory = true;
                _next.SetResult();
            }

            return;
        }

        for (var hasMore = true; hasMore; )
        {
            (var entries, var readTo, hasMore) = await feed.ReadAsync(_position, interest.ToQuery(), end);
            if (entries.Count > 0)
                Publish(writer.WriteBatch(entries, readTo));
            else
                MoveTo(readTo);
        }
    }

    private void MoveTo(ChangeFeedCursor position)
    {
        lock (_lock)
            _position = position;
    }

    private void Publish(ChangeBatch batch)
    {
        TaskCompletionSource waiting;
        lock (_lock)
        {
            _kept.Enqueue(batch);
            _keptBytes += batch.Size;
            while (_kept.Count > 1 && _keptBytes > MaxKeptBytes)
                _keptBytes -= _kept.Dequeue().Size;
            _published++;
            _publishedAt = clock.GetTimestamp();
            _position = batch.ReadTo;
            waiting = _next;
            _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        waiting.SetResult();
    }
}
