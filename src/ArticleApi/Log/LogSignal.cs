namespace ArticleApi.Log;

/// <summary>Wakes whoever follows the log in this process.</summary>
public sealed class LogSignal
{
    private volatile TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes at the next commit. Take it before looking, so that nothing falls between.</summary>
    public Task Next => _next.Task;

    public void Raise() => Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
}
