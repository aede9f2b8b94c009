using ArticleApi.Storage.Tables;

namespace ArticleApi.Log;

/// <summary>
/// Which commits of the log this process knows of. Whatever was read after a commit was known is no older than that:
/// so an answer kept under its position is never stale, and nothing has to be evicted.
/// </summary>
public sealed class LogWatermark(TimeProvider clock)
{
    /// <summary>How long another node's commit may go unseen before nothing kept is trusted.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(2);

    private readonly CommitSignal _commits = new();
    private readonly CommitSignal _openCommits = new();

    private volatile KnownPositions? _known;
    private long _seenAt;

    /// <summary>The last commit known; null where the follower has not been able to look.</summary>
    public LogPosition? Current => IsTrusted ? _known?.Last : null;

    /// <summary>
    /// The last commit known that a caller without a key can notice; null where the follower has not been able to look.
    /// </summary>
    public LogPosition? Open => IsTrusted ? _known?.LastOpen : null;

    /// <summary>
    /// Completes when a next commit is known, of whichever node. Take it before looking, so that nothing falls between.
    /// </summary>
    /// <param name="isOpen">Only for one that a caller without a key can notice.</param>
    public Task WaitForCommitAsync(bool isOpen) => (isOpen ? _openCommits : _commits).Next;

    private bool IsTrusted => clock.GetElapsedTime(Interlocked.Read(ref _seenAt)) <= MaxAge;

    /// <summary>A commit of this process: known before its own answer goes out.</summary>
    public void AdvanceTo(LogSequence head) =>
        Take(new(head.CommitCount, head.Nonce, head.OpenCommitCount, head.OpenNonce), null);

    /// <summary>To be called before the log's head is read.</summary>
    internal LogObservation BeginObservation() => new(_known, clock.GetTimestamp());

    /// <summary>What the follower saw.</summary>
    internal void Observe(in LogPositions positions, LogObservation observation)
    {
        Take(positions, observation);
        Interlocked.Exchange(ref _seenAt, observation.At);
    }

    // Nodes move forward by the number. A lower one, or the same one with another nonce, is another history, such as a
    // restored backup's. Only a look beside which nothing became known can tell: another may have begun before a commit
    // that was heard of meanwhile.
    private void Take(in LogPositions positions, LogObservation? observation)
    {
        while (true)
        {
            var known = _known;
            var isForward = known is null || positions.Number > known.Last.Number;
            var isOther =
                observation is not null
                && ReferenceEquals(observation.Known, known)
                && !isForward
                && !known!.Last.IsSame(positions.Number, positions.Nonce);
            if (!isForward && !isOther)
                return;

            var isStillOpen =
                !isOther && known is not null && known.LastOpen.IsSame(positions.OpenNumber, positions.OpenNonce);
            var next = new KnownPositions(
                new(positions.Number, positions.Nonce),
                isStillOpen ? known!.LastOpen : new(positions.OpenNumber, positions.OpenNonce)
            );
            if (!ReferenceEquals(Interlocked.CompareExchange(ref _known, next, known), known))
                continue;

            _commits.Raise();
            if (!isStillOpen)
                _openCommits.Raise();
            return;
        }
    }

    private sealed record KnownPositions(LogPosition Last, LogPosition LastOpen);
}

/// <summary>The log's head as it was read.</summary>
internal readonly record struct LogPositions(long Number, long Nonce, long OpenNumber, long OpenNonce);

/// <summary>What was known when a look at the log's head began, and when that was.</summary>
internal sealed record LogObservation(object? Known, long At);
