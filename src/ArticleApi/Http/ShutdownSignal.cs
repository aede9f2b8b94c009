using Microsoft.Extensions.Options;

namespace ArticleApi.Http;

/// <summary>
/// That the service is about to end. What is being answered has <see cref="HostOptions.ShutdownTimeout"/>; an answer
/// that would take longer is told after two thirds of it, so that it can end in good order and still reach its reader.
/// </summary>
internal sealed class ShutdownSignal : IDisposable
{
    private readonly IHostApplicationLifetime _lifetime;
    private readonly CancellationTokenSource _due = new();
    private readonly CancellationTokenRegistration _begun;
    private ITimer? _timer;

    public ShutdownSignal(IHostApplicationLifetime lifetime, IOptions<HostOptions> options, TimeProvider clock)
    {
        _lifetime = lifetime;
        var time = options.Value.ShutdownTimeout * 2 / 3;
        if (time >= TimeSpan.Zero)
            _begun = lifetime.ApplicationStopping.Register(() =>
                _timer = clock.CreateTimer(_ => _due.Cancel(), null, time, Timeout.InfiniteTimeSpan)
            );
    }

    public bool IsShuttingDown => Begun.IsCancellationRequested;

    /// <summary>When the end begins: answers that only wait for something end at once.</summary>
    public CancellationToken Begun => _lifetime.ApplicationStopping;

    /// <summary>When answers without an end in sight have to end.</summary>
    public CancellationToken Deadline => _due.Token;

    public void Dispose()
    {
        _begun.Dispose();
        _timer?.Dispose();
    }
}
