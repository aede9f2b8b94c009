namespace ArticleApi.Http.Caching;

/// <summary>Set while an open read runs: where its answer is to be kept.</summary>
internal sealed class CacheCapture(OutputCache cache, CacheKey key, object position)
{
    public PreparedResponse Store(PreparedResponse answer)
    {
        if (answer.CacheControl.StartsWith("public", StringComparison.Ordinal))
        {
            answer = answer.WithEncodings(new ContentEncodings(cache));
            cache.Set(key, position, answer);
        }

        return answer;
    }
}
