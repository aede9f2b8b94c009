using ArticleApi.Index;
using ArticleApi.Storage;

namespace ArticleApi.Log;

/// <summary>Sees other processes' commits within half a second.</summary>
internal sealed class LogWatermarkPoller(
    ISqlReader reads,
    LogWatermark watermark,
    DatabaseSecret secret,
    IndexStatus index,
    DatabaseState state,
    TimeProvider clock,
    ILogger<LogWatermarkPoller> logger
) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private static readonly SqlStatement Head = new(
        """
        SELECT "CommitCount", "Nonce", "OpenCommitCount", "OpenNonce", "Secret", "IndexVersion",
        CASE WHEN "Reindexing" THEN 1 ELSE 0 END FROM log_sequence
        """
    );

    public async Task PollAsync(CancellationToken cancellation)
    {
        if (state.HasMoved)
        {
            state.MarkLost(
                DatabaseFault.Moved,
                "the file or its write-ahead log was moved, removed or replaced. Put it back before you start anew."
            );
            return;
        }

        var observation = watermark.BeginObservation();
        await using (var rows = await reads.QueryAsync(Head, [], cancellation))
        {
            if (!await rows.ReadAsync(cancellation))
                return;

            secret.Take(rows.GetSpan(4));
            watermark.Observe(new(rows.GetInt64(0), rows.GetInt64(1), rows.GetInt64(2), rows.GetInt64(3)), observation);
            index.Observe((int)rows.GetInt64(5), rows.GetInt64(6) != 0);
        }

        await clock.FollowAsync(reads, cancellation);
        state.MarkFound();
    }

    // A server that is frozen answers nothing, and a driver that cancels waits for it once more: whoever asks is told
    // meanwhile.
    private async Task PollWithinTimeoutAsync(CancellationToken cancellation)
    {
        var looking = PollAsync(cancellation);
        try
        {
            // By the machine's time: a clock that is set forward meanwhile makes no database silent.
            await looking.WaitAsync(DatabaseState.PollTimeout, cancellation);
        }
        catch (TimeoutException) when (!looking.IsCompleted)
        {
            state.MarkLost(DatabaseFault.Silent, $"No answer within {DatabaseState.PollTimeout.TotalSeconds:0} s.");
            await looking;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            try
            {
                await PollWithinTimeoutAsync(stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                if (state.FaultOf(error) is not DatabaseFault.None and var fault)
                    state.MarkLost(fault, error.GetBaseException().Message);
                else
                    logger.LogWarning(
                        error,
                        "The log's head could not be read; nothing is answered from the cache until it can"
                    );
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
