using System.Collections.Concurrent;
using ArticleApi.Log;

namespace ArticleApi.Http;

/// <summary>
/// What an answer depends on, beside the log. Scheme and host are empty where links do not follow them.
/// </summary>
internal readonly record struct Asked(string Scheme, string Host, string Path, string Query, ArticleForm Form)
{
    public int Length => Scheme.Length + Host.Length + Path.Length + Query.Length;
}

/// <summary>
/// Keeps answers to open reads under the last commit that their callers could notice before they were read. Once there
/// is another they are not asked for any more: nothing is evicted, and nothing can be stale, also where a read began
/// before a write and ended after it.
/// </summary>
internal sealed class OutputCache(IConfiguration configuration)
{
    /// <summary>Answers to longer requests are not kept; hardly any is asked for twice.</summary>
    public const int LongestKey = 2_048;

    private const int DefaultMegabytes = 64;

    /// <summary>What an entry takes beside its bytes and texts.</summary>
    private const int Overhead = 600;

    private readonly long _most = Megabytes(configuration) * 1_048_576L;
    private readonly Lock _turning = new();

    // The younger half is filled; when it is full it becomes the older half, whose entries move back when they are
    // asked for.
    private volatile ConcurrentDictionary<Asked, (LogMark Mark, ReadyAnswer Answer)> _young = [];
    private volatile ConcurrentDictionary<Asked, (LogMark Mark, ReadyAnswer Answer)> _old = [];
    private long _size;

    public bool IsOff => _most == 0;

    /// <summary>Everything kept, asked for again or not.</summary>
    public IEnumerable<KeyValuePair<Asked, (LogMark Mark, ReadyAnswer Answer)>> Kept => _young.Concat(_old);

    /// <summary>Bytes of memory that an entry takes, roughly.</summary>
    public static int SizeOf(in Asked asked, ReadyAnswer answer) =>
        Overhead + sizeof(char) * asked.Length + answer.Size;

    public ReadyAnswer? Find(in Asked asked, LogMark mark)
    {
        if (_young.TryGetValue(asked, out var kept))
            return ReferenceEquals(kept.Mark, mark) ? kept.Answer : null;
        if (!_old.TryRemove(asked, out kept) || !ReferenceEquals(kept.Mark, mark))
            return null;

        Keep(asked, mark, kept.Answer);
        return kept.Answer;
    }

    public void Keep(in Asked asked, LogMark mark, ReadyAnswer answer)
    {
        var size = SizeOf(asked, answer);
        // One answer must not push out all the others.
        if (size > _most / 8)
            return;

        Count(size);
        _young[asked] = (mark, answer);
    }

    /// <summary>What is kept has come to take more: a form of it was made that somebody asked for.</summary>
    public void Grow(int bytes) => Count(bytes);

    private void Count(int size)
    {
        if (Interlocked.Add(ref _size, size) <= _most / 2)
            return;

        lock (_turning)
        {
            // Who turned meanwhile has counted what came after.
            if (Interlocked.Read(ref _size) <= _most / 2)
            {
                Interlocked.Add(ref _size, size);
                return;
            }

            (_old, _young) = (_young, []);
            Interlocked.Exchange(ref _size, size);
        }
    }

    private static int Megabytes(IConfiguration configuration)
    {
        var setting = configuration["OutputCache:Megabytes"];

        return setting is null ? DefaultMegabytes
            : int.TryParse(setting, out var megabytes) && megabytes is >= 0 and <= 65_536 ? megabytes
            : throw new InvalidOperationException(
                $"OutputCache:Megabytes is '{setting}'; allowed are 0 (off) to 65536."
            );
    }
}

/// <summary>Set while an open read runs: where its answer is to be kept.</summary>
internal sealed class Keeping(OutputCache cache, Asked asked, LogMark mark)
{
    public ReadyAnswer Keep(ReadyAnswer answer)
    {
        if (answer.CacheControl.StartsWith("public", StringComparison.Ordinal))
        {
            answer = answer.With(new Codings(cache));
            cache.Keep(asked, mark, answer);
        }

        return answer;
    }
}

internal static class OutputCaching
{
    /// <summary>
    /// Answers open reads from the cache before anything else looks at them. A request with any credential passes by,
    /// both ways.
    /// </summary>
    public static void UseOutputCache(this WebApplication app)
    {
        var (cache, log) = (app.Services.GetRequiredService<OutputCache>(), app.Services.GetRequiredService<LogTick>());
        var address = app.Services.GetRequiredService<PublicAddress>();
        if (cache.IsOff)
            return;

        app.Use(
            (context, next) =>
            {
                var request = context.Request;
                if (
                    !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
                    || request.HasCredential()
                    || log.Open is not { } mark
                )
                    return next(context);

                var (scheme, host) = address.BaseUrl is null ? (request.Scheme, request.Host.Value ?? "") : ("", "");
                var asked = new Asked(
                    scheme,
                    host,
                    request.Path.Value ?? "",
                    request.QueryString.Value ?? "",
                    ArticleForms.Accepted(request)
                );
                if (cache.Find(asked, mark) is { } kept && (kept.HasBytes || kept.IsCurrent(request)))
                    return kept.Send(context);

                // Whoever makes up hosts must not have their links given to others, nor fill the cache.
                if (
                    asked.Length <= OutputCache.LongestKey
                    && (address.BaseUrl is not null || address.Knows(host, out host))
                )
                    context.Features.Set(new Keeping(cache, asked with { Host = host }, mark));
                return next(context);
            }
        );
    }

    public static bool HasCredential(this HttpRequest request) =>
        request.Headers.Authorization.Count > 0 || request.Headers.ContainsKey(ApiKeys.Header);
}
