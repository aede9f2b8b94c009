namespace ArticleApi.Http.Caching;

internal static class OutputCacheMiddleware
{
    /// <summary>
    /// Answers open reads from the cache before anything else looks at them. A request with any credential passes by,
    /// both ways.
    /// </summary>
    /// <param name="currentPosition">
    /// What answers are kept under: another object after each change that an open read can notice; null while that is
    /// not known.
    /// </param>
    public static void UseOutputCache(this WebApplication app, Func<object?> currentPosition)
    {
        var cache = app.Services.GetRequiredService<OutputCache>();
        var address = app.Services.GetRequiredService<PublicAddress>();
        if (cache.IsDisabled)
            return;

        app.Use(
            (context, next) =>
            {
                var request = context.Request;
                if (
                    !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
                    || request.HasCredential()
                    || currentPosition() is not { } position
                )
                    return next(context);

                var (scheme, host) = address.BaseUrl is null ? (request.Scheme, request.Host.Value ?? "") : ("", "");
                var key = new CacheKey(
                    scheme,
                    host,
                    request.Path.Value ?? "",
                    request.QueryString.Value ?? "",
                    ArticleFormatNegotiator.Negotiate(request)
                );
                if (cache.TryGet(key, position) is { } kept && (kept.HasBytes || kept.IsNotModified(request)))
                    return kept.WriteAsync(context);

                // Whoever makes up hosts must not have their links given to others, nor fill the cache.
                if (
                    key.TextLength <= OutputCache.MaxKeyLength
                    && (address.BaseUrl is not null || address.IsKnownHost(host, out host))
                )
                    context.Features.Set(new CacheCapture(cache, key with { Host = host }, position));
                return next(context);
            }
        );
    }
}
