namespace ArticleApi.Log;

/// <summary>Wakes all who wait for the next commit of a kind.</summary>
internal sealed class CommitSignal
{
    private volatile TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Take it before looking, so that nothing falls between.</summary>
    public Task Next => _next.Task;

    public void Raise() =>
        Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
}
