namespace ArticleApi.Log;

/// <summary>Wakes whoever follows the log in this process.</summary>
public sealed class CommitNotifier
{
    private readonly CommitSignal _commits = new();

    private volatile bool _hasPendingErasure;

    /// <summary>Whether erased text may still lie in the database's files, because a reader was in the way.</summary>
    public bool HasPendingErasure
    {
        get => _hasPendingErasure;
        set => _hasPendingErasure = value;
    }

    /// <summary>Completes at the next commit. Take it before looking, so that nothing falls between.</summary>
    public Task NextCommit => _commits.Next;

    public void Notify() => _commits.Raise();
}
