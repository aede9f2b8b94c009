using ArticleApi.Storage;

namespace ArticleApi.Auth;

/// <summary>
/// Tells answers that go on for long when their caller's key is no longer good. However many there are, all their keys
/// are looked up together, twice a second, and only while there are any.
/// </summary>
internal sealed class KeyWatcher(
    IServiceScopeFactory scopes,
    ApiKeyVerifier verifier,
    TimeProvider clock,
    ILogger<KeyWatcher> logger
)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly Dictionary<string, WatchedKey> _keys = [];
    private bool _isWatching;

    /// <summary>Watches the key that a request was made with. To be disposed when the answer ends.</summary>
    public KeyWatch Watch(HttpContext context)
    {
        if (context.Features.Get<ApiKeyVerification>()?.Key?.Hash is not { } hash)
            return new(null, CancellationToken.None);

        lock (_keys)
        {
            if (!_keys.TryGetValue(hash, out var key))
                _keys.Add(hash, key = new());
            if (!_isWatching)
                _ = RunAsync();
            _isWatching = true;

            key.Answers++;
            return new(() => Leave(hash, key), key.Revoked.Token);
        }
    }

    private void Leave(string hash, WatchedKey key)
    {
        lock (_keys)
        {
            if (--key.Answers == 0 && _keys.GetValueOrDefault(hash) == key)
                _keys.Remove(hash);
        }
    }

    private async Task RunAsync()
    {
        while (true)
        {
            await Task.Delay(Interval, clock);
            string[] watched;
            lock (_keys)
            {
                _isWatching = _keys.Count > 0;
                if (!_isWatching)
                    return;

                watched = [.. _keys.Keys];
            }

            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<ArticleDb>();
                var good = await verifier.FindGoodAsync(watched, db, CancellationToken.None);
                Revoke(watched.Where(hash => !good.Contains(hash)));
            }
            catch (Exception error)
            {
                logger.LogWarning(error, "The keys of those who follow could not be looked up; it is tried again");
            }
        }
    }

    private void Revoke(IEnumerable<string> hashes)
    {
        var revoked = new List<WatchedKey>();
        lock (_keys)
        {
            foreach (var hash in hashes)
            {
                if (_keys.Remove(hash, out var key))
                    revoked.Add(key);
            }
        }

        foreach (var key in revoked)
            key.Revoked.Cancel();
    }

    private sealed class WatchedKey
    {
        public CancellationTokenSource Revoked { get; } = new();

        public int Answers { get; set; }
    }
}

/// <summary>A key that is watched for one answer.</summary>
/// <param name="revoked">Cancelled once the key is no longer good.</param>
internal sealed class KeyWatch(Action? leave, CancellationToken revoked) : IDisposable
{
    public CancellationToken Revoked => revoked;

    public void Dispose() => leave?.Invoke();
}
