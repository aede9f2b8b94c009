using System.Threading.Channels;

namespace ArticleApi.Import;

/// <summary>
/// Batches on their way from whoever prepares them to the one who writes them. So many are prepared ahead that the
/// writer need not wait, and no more, since each takes room; of long articles, fewer are read ahead at all.
/// </summary>
internal sealed class WriteQueue(ImportLimits limits)
{
    /// <summary>Batches that wait at most.</summary>
    private const int Capacity = 4;

    /// <summary>A writer that waits for a slow source is in everybody's way; it commits what it has.</summary>
    private static readonly TimeSpan MaxSourceWait = TimeSpan.FromMilliseconds(250);

    private readonly Channel<Entry> _channel = Channel.CreateBounded<Entry>(
        new BoundedChannelOptions(Capacity) { SingleReader = true, SingleWriter = true }
    );
    private readonly ReadAheadBudget _budget = new(limits.WaitingArticles);
    private int _epoch;
    private int _taken;
    private int _written;

    /// <summary>
    /// Raised when a transaction fails: what was prepared before may hang on rows that are not there, and is prepared
    /// again.
    /// </summary>
    public int Epoch => Volatile.Read(ref _epoch);

    /// <summary>How many of the batches that were put in are in the database.</summary>
    public int Written => Volatile.Read(ref _written);

    /// <summary>Waits for the room of a batch that was read; it is free once the batch is taken.</summary>
    public Task WaitForRoomAsync(ImportBatch batch, CancellationToken cancellation) =>
        _budget.AcquireAsync(batch.Weight, cancellation);

    public async Task PutAsync(PreparedBatch batch, CancellationToken cancellation) =>
        await _channel.Writer.WriteAsync(new(batch, null), cancellation);

    /// <summary>Waits until all that was put in is written.</summary>
    public async Task DrainAsync(CancellationToken cancellation)
    {
        var drained = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _channel.Writer.WriteAsync(new(null, drained), cancellation);
        await drained.Task.WaitAsync(cancellation);
    }

    public void Complete(Exception? error = null) => _channel.Writer.TryComplete(error);

    /// <returns>Null where there are no more.</returns>
    public async Task<PreparedBatch?> TakeAsync(CancellationToken cancellation)
    {
        while (await _channel.Reader.WaitToReadAsync(cancellation))
        {
            while (_channel.Reader.TryRead(out var entry))
            {
                if (entry.Batch is { } batch)
                {
                    _taken++;
                    _budget.Release(batch.Batch.Weight);
                    return batch;
                }

                entry.Drained!.SetResult();
            }
        }

        return null;
    }

    /// <summary>The next batch for a transaction that has begun.</summary>
    /// <returns>Null where it had better end: none comes in time, or somebody waits for what it holds.</returns>
    public async Task<PreparedBatch?> TakeInTimeAsync(CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(MaxSourceWait);
        try
        {
            if (
                !await _channel.Reader.WaitToReadAsync(patience.Token)
                || !_channel.Reader.TryPeek(out var next)
                || next.Batch is null
            )
                return null;

            return await TakeAsync(cancellation);
        }
        // What broke before it is thrown by the next to take: what is there is written first.
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>All that was taken is in.</summary>
    public void MarkWritten() => Volatile.Write(ref _written, _taken);

    public void BeginEpoch() => Interlocked.Increment(ref _epoch);

    private readonly record struct Entry(PreparedBatch? Batch, TaskCompletionSource? Drained);
}
