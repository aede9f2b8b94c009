namespace ArticleApi.Http.Caching;

internal static class OutputCacheMiddleware
{
    /// <summary>Answers reads from the cache before anything else looks at them.</summary>
    /// <param name="audienceOf">Who asks; without a position the request passes by, both ways.</param>
    public static void UseOutputCache(this WebApplication app, Func<HttpContext, CacheAudience> audienceOf)
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
                    || audienceOf(context) is not { Position: { } position, Rights: var rights }
                )
                    return next(context);

                var (scheme, host) = address.BaseUrl is null ? (request.Scheme, request.Host.Value ?? "") : ("", "");
                var key = new CacheKey(
                    scheme,
                    host,
                    request.Path.Value ?? "",
                    request.QueryString.Value ?? "",
                    ArticleFormatNegotiator.Negotiate(request),
                    rights
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
