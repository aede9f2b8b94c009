using ArticleApi.Auth;
using ArticleApi.Log;

namespace ArticleApi.Http.Caching;

internal static class OutputCacheMiddleware
{
    /// <summary>
    /// Answers open reads from the cache before anything else looks at them. A request with any credential passes by,
    /// both ways.
    /// </summary>
    public static void UseOutputCache(this WebApplication app)
    {
        var (cache, log) = (
            app.Services.GetRequiredService<OutputCache>(),
            app.Services.GetRequiredService<LogWatermark>()
        );
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
                    || log.Open is not { } mark
                )
                    return next(context);

                var (scheme, host) = address.BaseUrl is null ? (request.Scheme, request.Host.Value ?? "") : ("", "");
                var asked = new CacheKey(
                    scheme,
                    host,
                    request.Path.Value ?? "",
                    request.QueryString.Value ?? "",
                    ArticleFormatNegotiator.Negotiate(request)
                );
                if (cache.TryGet(asked, mark) is { } kept && (kept.HasBytes || kept.IsNotModified(request)))
                    return kept.WriteAsync(context);

                // Whoever makes up hosts must not have their links given to others, nor fill the cache.
                if (
                    asked.TextLength <= OutputCache.MaxKeyLength
                    && (address.BaseUrl is not null || address.IsKnownHost(host, out host))
                )
                    context.Features.Set(new CacheCapture(cache, asked with { Host = host }, mark));
                return next(context);
            }
        );
    }

    public static bool HasCredential(this HttpRequest request) =>
        request.Headers.Authorization.Count > 0 || request.Headers.ContainsKey(ApiKeys.Header);
}
