using ArticleApi.Auth;
using ArticleApi.Http;
using ArticleApi.Http.Caching;
using ArticleApi.Log;

namespace ArticleApi.Hosting;

/// <summary>Who may be given answers that are kept: those without a key, and keys that only read.</summary>
internal sealed class CachedReaders(ApiKeyVerifier keys, ApiKeyUsage usage, LogWatermark log, AccessOptions access)
{
    public CacheAudience FindAudience(HttpContext context)
    {
        // Where reads are closed nothing is given out before it is known who asks.
        if (!context.Request.HasCredential())
            return access.OpenReads ? new("", log.Open) : default;
        if (keys.FindReader(context) is not { } reader)
            return default;

        usage.Record(reader.Id);
        return new(reader.Rights, reader.SeesOnlyPublic ? log.Open : log.Current);
    }
}
