using ArticleApi.Storage;

namespace ArticleApi.Log;

/// <summary>
/// A commit, by its number in the log and the nonce it drew. What is kept under one is found by reference: in another
/// history, such as a restored backup's, even the same number is another object.
/// </summary>
public sealed class LogMark(long number, long nonce)
{
    public long Number => number;

    public bool Is(long otherNumber, long otherNonce) => (number, nonce) == (otherNumber, otherNonce);
}

/// <summary>
/// Which commits of the log this process knows of. Whatever was read after a commit was known is no older than that:
/// so an answer kept under its mark is never stale, and nothing has to be evicted.
/// </summary>
public sealed class LogTick(TimeProvider clock)
{
    /// <summary>How long another node's commit may go unseen before nothing kept is trusted.</summary>
    private static readonly TimeSpan Trusted = TimeSpan.FromSeconds(2);

    private volatile Known? _known;
    private long _seenAt;

    /// <summary>The last commit known; null where the follower has not been able to look.</summary>
    public LogMark? Now => IsTrusted ? _known?.Last : null;

    /// <summary>
    /// The last commit known that a caller without a key can notice; null where the follower has not been able to look.
    /// </summary>
    public LogMark? Open => IsTrusted ? _known?.LastOpen : null;

    private bool IsTrusted => clock.GetElapsedTime(Interlocked.Read(ref _seenAt)) <= Trusted;

    /// <summary>A commit of this process: known before its own answer goes out.</summary>
    public void Advance(LogHead head) => Take(new(head.Tick, head.Nonce, head.OpenTick, head.OpenNonce), null);

    /// <summary>To be called before the log's head is read.</summary>
    internal LogLook BeginLook() => new(_known, clock.GetTimestamp());

    /// <summary>What the follower saw.</summary>
    internal void Seen(in LogMarks marks, LogLook look)
    {
        Take(marks, look);
        Interlocked.Exchange(ref _seenAt, look.At);
    }

    // Nodes move forward by the number. A lower one, or the same one with another nonce, is another history, such as a
    // restored backup's. Only a look beside which nothing became known can tell: another may have begun before a commit
    // that was heard of meanwhile.
    private void Take(in LogMarks marks, LogLook? look)
    {
        while (true)
        {
            var known = _known;
            var isForward = known is null || marks.Number > known.Last.Number;
            var isOther =
                look is not null
                && ReferenceEquals(look.Known, known)
                && !isForward
                && !known!.Last.Is(marks.Number, marks.Nonce);
            if (!isForward && !isOther)
                return;

            var isStillOpen = !isOther && known is not null && known.LastOpen.Is(marks.OpenNumber, marks.OpenNonce);
            var next = new Known(
                new(marks.Number, marks.Nonce),
                isStillOpen ? known!.LastOpen : new(marks.OpenNumber, marks.OpenNonce)
            );
            if (ReferenceEquals(Interlocked.CompareExchange(ref _known, next, known), known))
                return;
        }
    }

    private sealed record Known(LogMark Last, LogMark LastOpen);
}

/// <summary>The log's head as it was read.</summary>
internal readonly record struct LogMarks(long Number, long Nonce, long OpenNumber, long OpenNonce);

/// <summary>What was known when a look at the log's head began, and when that was.</summary>
internal sealed record LogLook(object? Known, long At);

/// <summary>Sees other processes' commits within half a second.</summary>
internal sealed class LogFollower(
    IReads reads,
    LogTick tick,
    DatabaseSecret secret,
    IndexStatus index,
    DatabaseState state,
    TimeProvider clock,
    ILogger<LogFollower> logger
) : BackgroundService
{
    public static readonly TimeSpan Pulse = TimeSpan.FromMilliseconds(500);

    private static readonly Statement Head = new(
        """SELECT "Tick", "Nonce", "OpenTick", "OpenNonce", "Secret", "IndexVersion", CASE WHEN "Reindexing" THEN 1 ELSE 0 END FROM log_head"""
    );

    public async Task Look(CancellationToken cancellation)
    {
        if (state.HasMoved)
        {
            state.Lost(
                DatabaseFault.Moved,
                "the file or its write-ahead log was moved, removed or replaced. Put it back before you start anew."
            );
            return;
        }

        var look = tick.BeginLook();
        await using (var rows = await reads.Query(Head, [], cancellation))
        {
            if (!await rows.Read(cancellation))
                return;

            secret.Take(rows.Span(4));
            tick.Seen(new(rows.Long(0), rows.Long(1), rows.Long(2), rows.Long(3)), look);
            index.Seen((int)rows.Long(5), rows.Long(6) != 0);
        }

        await clock.Follow(reads, cancellation);
        state.Found();
    }

    // A server that is frozen answers nothing, and a driver that cancels waits for it once more: whoever asks is told
    // meanwhile.
    private async Task LookInTime(CancellationToken cancellation)
    {
        var looking = Look(cancellation);
        try
        {
            // By the machine's time: a clock that is set forward meanwhile makes no database silent.
            await looking.WaitAsync(DatabaseState.LongestLook, cancellation);
        }
        catch (TimeoutException) when (!looking.IsCompleted)
        {
            state.Lost(DatabaseFault.Silent, $"No answer within {DatabaseState.LongestLook.TotalSeconds:0} s.");
            await looking;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pulse, clock);
        do
        {
            try
            {
                await LookInTime(stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                if (state.FaultOf(error) is not DatabaseFault.None and var fault)
                    state.Lost(fault, error.GetBaseException().Message);
                else
                    logger.LogWarning(
                        error,
                        "The log's head could not be read; nothing is answered from the cache until it can"
                    );
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
