using ArticleApi.Http.OpenApi;

namespace ArticleApi.Http.Caching;

/// <summary>Set while a read runs that may be asked again: where its answer is to be kept.</summary>
internal sealed class CacheCapture(OutputCache cache, CacheKey key, object position)
{
    private bool IsKeyed => key.Rights.Length > 0;

    /// <summary>
    /// Whether the answer follows from the log and the rights alone: what takes a scope tells of other things too.
    /// </summary>
    public bool CanStore(HttpContext context) =>
        !IsKeyed || context.GetEndpoint()?.Metadata.GetMetadata<ScopeMetadata>() is null;

    public PreparedResponse Store(PreparedResponse answer)
    {
        if (IsKeyed || answer.CacheControl.StartsWith("public", StringComparison.Ordinal))
        {
            answer = answer.WithEncodings(new ContentEncodings(cache));
            cache.Set(key, position, answer);
        }

        return answer;
    }
}
