using ArticleApi.Storage;

namespace ArticleApi.Log;

/// <summary>
/// How many commits of the log this process knows of. Whatever was read after a number was known is no older than that commit:
/// so an answer kept under it is never stale, and nothing has to be evicted.
/// </summary>
public sealed class LogTick(TimeProvider clock)
{
    /// <summary>How long another node's commit may go unseen before nothing kept is trusted.</summary>
    private static readonly TimeSpan Trusted = TimeSpan.FromSeconds(2);

    private long _now;
    private long _seenAt;

    /// <summary>The last commit known; null where the follower has not been able to look.</summary>
    public long? Now => clock.GetElapsedTime(Interlocked.Read(ref _seenAt)) <= Trusted && Interlocked.Read(ref _now) is > 0 and var now ? now : null;

    /// <summary>A commit of this process: known before its own answer goes out.</summary>
    public void Advance(long tick)
    {
        for (var now = Interlocked.Read(ref _now); tick > now;)
        {
            var found = Interlocked.CompareExchange(ref _now, tick, now);
            if (found == now)
                return;
            now = found;
        }
    }

    /// <summary>What the follower saw, and when it began to look.</summary>
    public void Seen(long tick, long at)
    {
        Advance(tick);
        Interlocked.Exchange(ref _seenAt, at);
    }
}

/// <summary>Sees other processes' commits within half a second.</summary>
internal sealed class LogFollower(IReads reads, LogTick tick, TimeProvider clock, ILogger<LogFollower> logger) : BackgroundService
{
    public static readonly TimeSpan Pulse = TimeSpan.FromMilliseconds(500);

    // One more than is stored: an empty log has a number too.
    private static readonly Statement Tick = new("""SELECT "Tick" + 1 FROM log_head""");

    public async Task Look(CancellationToken cancellation)
    {
        var at = clock.GetTimestamp();
        await using var rows = await reads.Query(Tick, [], cancellation);
        if (await rows.Read(cancellation))
            tick.Seen(rows.Long(0), at);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pulse, clock);
        do
        {
            try
            {
                await Look(stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                logger.LogWarning(error, "The log's head could not be read; nothing is answered from the cache until it can");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
