using System.Collections.Concurrent;

namespace ArticleApi.Http.Caching;

/// <summary>
/// What an answer depends on, beside the log. Scheme and host are empty where links do not follow them; the rights are
/// where whoever asks has no key.
/// </summary>
internal readonly record struct CacheKey(
    string Scheme,
    string Host,
    string Path,
    string Query,
    ArticleFormat Format,
    string Rights
)
{
    public int TextLength => Scheme.Length + Host.Length + Path.Length + Query.Length + Rights.Length;
}

/// <summary>
/// Keeps answers to reads under the log position of the last change that their callers could notice before they
/// were read. Positions are compared by reference. Once there is another they are not asked for any more: nothing is
/// evicted, and nothing can be stale, also where a read began before a write and ended after it.
/// </summary>
internal sealed class OutputCache(IConfiguration configuration)
{
    /// <summary>Answers to longer requests are not kept; hardly any is asked for twice.</summary>
    public const int MaxKeyLength = 2_048;

    private const int DefaultMegabytes = 64;

    /// <summary>What an entry takes beside its bytes and texts.</summary>
    private const int EntryOverhead = 600;

    private readonly long _maxBytes = ReadMegabytes(configuration) * 1_048_576L;
    private readonly Lock _rotationLock = new();

    // The younger half is filled; when it is full it becomes the older half, whose entries move back when they are
    // asked for.
    private volatile ConcurrentDictionary<CacheKey, (object Position, PreparedResponse Answer)> _current = [];
    private volatile ConcurrentDictionary<CacheKey, (object Position, PreparedResponse Answer)> _previous = [];
    private long _size;

    public bool IsDisabled => _maxBytes == 0;

    /// <summary>Everything kept, asked for again or not.</summary>
    public IEnumerable<KeyValuePair<CacheKey, (object Position, PreparedResponse Answer)>> Entries =>
        _current.Concat(_previous);

    /// <summary>Bytes of memory that an entry takes, roughly.</summary>
    public static int SizeOf(in CacheKey key, PreparedResponse answer) =>
        EntryOverhead + sizeof(char) * key.TextLength + answer.Size;

    public PreparedResponse? TryGet(in CacheKey key, object position)
    {
        if (_current.TryGetValue(key, out var kept))
            return ReferenceEquals(kept.Position, position) ? kept.Answer : null;
        if (!_previous.TryRemove(key, out kept) || !ReferenceEquals(kept.Position, position))
            return null;

        Set(key, position, kept.Answer);
        return kept.Answer;
    }

    public void Set(in CacheKey key, object position, PreparedResponse answer)
    {
        var size = SizeOf(key, answer);
        // One answer must not push out all the others.
        if (size > _maxBytes / 8)
            return;

        CountAndRotate(size);
        _current[key] = (position, answer);
    }

    /// <summary>What is kept has come to take more: a form of it was made that somebody asked for.</summary>
    public void AddSize(int bytes) => CountAndRotate(bytes);

    private void CountAndRotate(int size)
    {
        if (Interlocked.Add(ref _size, size) <= _maxBytes / 2)
            return;

        lock (_rotationLock)
        {
            // Who turned meanwhile has counted what came after.
            if (Interlocked.Read(ref _size) <= _maxBytes / 2)
            {
                Interlocked.Add(ref _size, size);
                return;
            }

            (_previous, _current) = (_current, []);
            Interlocked.Exchange(ref _size, size);
        }
    }

    private static int ReadMegabytes(IConfiguration configuration)
    {
        var setting = configuration["OutputCache:Megabytes"];

        if (setting is null)
            return DefaultMegabytes;

        return int.TryParse(setting, out var megabytes) && megabytes is >= 0 and <= 65_536
            ? megabytes
            : throw new InvalidOperationException(
                $"OutputCache:Megabytes is '{setting}'; allowed are 0 (off) to 65536."
            );
    }
}
