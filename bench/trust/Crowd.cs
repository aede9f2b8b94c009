using System.Diagnostics;

namespace ArticleApi.Trust;

/// <summary>Many followers, and when the last of them was told of each change.</summary>
internal sealed class Crowd(int count, int changes) : IDisposable
{
    private readonly List<Follower> _followers = [];
    private readonly int[] _told = new int[changes];
    private readonly TaskCompletionSource<long>[] _toldAll =
    [
        .. Enumerable
            .Range(0, changes)
            .Select(_ => new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously)),
    ];

    public async Task AddAsync(Uri service)
    {
        var follower = new Follower(Note);
        lock (_followers)
            _followers.Add(follower);
        await follower.OpenAsync(service);
        _ = follower.ReadAsync();
    }

    /// <returns>How long it took from an instant until all were told; null where they were not in time.</returns>
    public async Task<TimeSpan?> WaitForAllAsync(int change, long since, TimeSpan patience)
    {
        try
        {
            return Stopwatch.GetElapsedTime(since, await _toldAll[change].Task.WaitAsync(patience));
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    public void Dispose() => _followers.ForEach(follower => follower.Dispose());

    private void Note(int change)
    {
        if (change < changes && Interlocked.Increment(ref _told[change]) == count)
            _toldAll[change].SetResult(Stopwatch.GetTimestamp());
    }
}
