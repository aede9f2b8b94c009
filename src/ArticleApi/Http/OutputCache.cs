using System.Collections.Concurrent;
using ArticleApi.Log;

namespace ArticleApi.Http;

/// <summary>What an answer depends on, beside the log.</summary>
internal readonly record struct Asked(string Host, string Path, string Query, string Accept);

/// <summary>
/// Keeps answers to open reads under the last commit that their callers could notice before they were read. Once there is another they are not
/// asked for any more: nothing is evicted, and nothing can be stale, also where a read began before a write and ended after it.
/// </summary>
internal sealed class OutputCache(IConfiguration configuration)
{
    private const int DefaultMegabytes = 64;

    private readonly long _most = Megabytes(configuration) * 1_048_576L;
    private readonly Lock _turning = new();

    // The younger half is filled; when it is full it becomes the older half, whose entries move back when they are asked for.
    private volatile ConcurrentDictionary<Asked, (LogMark Mark, ReadyAnswer Answer)> _young = [];
    private volatile ConcurrentDictionary<Asked, (LogMark Mark, ReadyAnswer Answer)> _old = [];
    private long _size;

    public bool IsOff => _most == 0;

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
        _young[asked] = (mark, answer);
        if (Interlocked.Add(ref _size, answer.Size) <= _most / 2)
            return;

        lock (_turning)
        {
            if (Interlocked.Read(ref _size) <= _most / 2)
                return;

            (_old, _young) = (_young, []);
            Interlocked.Exchange(ref _size, 0);
        }
    }

    private static int Megabytes(IConfiguration configuration)
    {
        var setting = configuration["OutputCache:Megabytes"];

        return setting is null ? DefaultMegabytes
            : int.TryParse(setting, out var megabytes) && megabytes is >= 0 and <= 65_536 ? megabytes
            : throw new InvalidOperationException($"OutputCache:Megabytes is '{setting}'; allowed are 0 (off) to 65536.");
    }
}

/// <summary>Set while an open read runs: where its answer is to be kept.</summary>
internal sealed class Keeping(OutputCache cache, Asked asked, LogMark mark)
{
    public ReadyAnswer Keep(ReadyAnswer answer)
    {
        if (answer.CacheControl.StartsWith("public", StringComparison.Ordinal))
        {
            answer = answer.With(new Codings());
            cache.Keep(asked, mark, answer);
        }

        return answer;
    }
}

internal static class OutputCaching
{
    /// <summary>Answers open reads from the cache before anything else looks at them. A request with any credential passes by, both ways.</summary>
    public static void UseOutputCache(this WebApplication app)
    {
        var (cache, log) = (app.Services.GetRequiredService<OutputCache>(), app.Services.GetRequiredService<LogTick>());
        if (cache.IsOff)
            return;

        app.Use((context, next) =>
        {
            var request = context.Request;
            if (!(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) || request.HasCredential() || log.Open is not { } mark)
                return next(context);

            var asked = new Asked(request.Host.Value ?? "", request.Path.Value ?? "", request.QueryString.Value ?? "", request.Headers.Accept.ToString());
            if (cache.Find(asked, mark) is { } kept && (kept.HasBytes || kept.IsCurrent(request)))
                return kept.Send(context);

            context.Features.Set(new Keeping(cache, asked, mark));
            return next(context);
        });
    }

    public static bool HasCredential(this HttpRequest request) => request.Headers.Authorization.Count > 0 || request.Headers.ContainsKey(ApiKeys.Header);
}
