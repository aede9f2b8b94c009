namespace ArticleApi.Http;

/// <summary>
/// The first second of the service's end. It still listens, and every answer tells its client that the connection ends
/// with it: whoever keeps a connection in use hears of the end before it is closed, and no request is lost on its way
/// to a closed one.
/// </summary>
internal sealed class ConnectionDrainer(TimeProvider clock) : IHostedLifecycleService
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    private int _connections;

    /// <summary>
    /// Waits until nobody is connected any more, within bounds: idle connections are closed without a word.
    /// </summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        var begun = clock.GetTimestamp();
        while (
            Volatile.Read(ref _connections) > 0
            && clock.GetElapsedTime(begun) < MaxWait
            && !cancellationToken.IsCancellationRequested
        )
            await Task.Delay(PollInterval, clock, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>A connection is open for as long as this runs.</summary>
    public async Task TrackAsync(Func<Task> connection)
    {
        Interlocked.Increment(ref _connections);
        try
        {
            await connection();
        }
        finally
        {
            Interlocked.Decrement(ref _connections);
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
