namespace ArticleApi.Log;

/// <summary>Wakes whoever follows the log in this process.</summary>
public sealed class CommitNotifier
{
    private volatile TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private volatile bool _hasPendingErasure;

    /// <summary>Whether erased text may still lie in the database's files, because a reader was in the way.</summary>
    public bool HasPendingErasure
    {
        get => _hasPendingErasure;
        set => _hasPendingErasure = value;
    }

    /// <summary>Completes at the next commit. Take it before looking, so that nothing falls between.</summary>
    public Task NextCommit => _next.Task;

    public void Notify() =>
        Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
}
