using System.Collections.Concurrent;
using ArticleApi.Storage;

namespace ArticleApi.Auth;

/// <summary>
/// Remembers when keys were used, and writes it once a minute, all together: no request waits for it.
/// </summary>
internal sealed class ApiKeyUsage(IServiceScopeFactory scopes, TimeProvider clock, ILogger<ApiKeyUsage> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Resolution = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _uses = [];

    public void Record(Guid key)
    {
        var now = clock.GetUtcNow();
        // Those who use one key at once only look, but for one in a while.
        if (!_uses.TryGetValue(key, out var at) || now - at >= Resolution)
            _uses[key] = now;
    }

    /// <summary>Writes what is not written yet.</summary>
    public async Task WriteAsync(CancellationToken cancellation)
    {
        // In one order everywhere, so that nodes do not wait for each other in a circle.
        var uses = _uses.OrderBy(use => use.Key).ToList();
        if (uses.Count == 0)
            return;

        await using var scope = scopes.CreateAsyncScope();
        try
        {
            await scope.ServiceProvider.GetRequiredService<ApiKeyStore>().RecordUsesAsync(uses, cancellation);
            foreach (var use in uses)
                _uses.TryRemove(use);
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested)
        {
            // It is tried again after the interval.
            if (!scope.ServiceProvider.GetRequiredService<DatabaseState>().Tells(error))
                logger.LogWarning(error, "When keys were used could not be written; it is tried again");
        }
    }

    /// <summary>Writes once more: those who were answered last are recorded too.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(DatabaseState.PollTimeout);
        try
        {
            // A database that does not answer must not hold up the end.
            await WriteAsync(bounded.Token).WaitAsync(bounded.Token);
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
        {
            logger.LogWarning("When keys were used last could not be written in time");
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await WriteAsync(stoppingToken);
    }
}
