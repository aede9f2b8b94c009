namespace ArticleApi.Http;

/// <summary>Any site's front end may call the service, without credentials of the browser's own; errors can be read too.</summary>
internal static class CrossOrigin
{
    private static readonly string[] Exposed =
        ["ETag", "Link", "Location", "Content-Location", "RateLimit", "RateLimit-Policy", "Retry-After"];

    public static IServiceCollection AddCrossOrigin(this IServiceCollection services) => services.AddCors(options => options.AddDefaultPolicy(policy => policy
        .AllowAnyOrigin()
        .WithMethods("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
        .WithHeaders("Authorization", ApiKeys.Header, "Content-Type", "If-Match", "If-None-Match", "If-Modified-Since", "Idempotency-Key", "Last-Event-ID", "traceparent", "tracestate")
        .WithExposedHeaders(Exposed)
        .SetPreflightMaxAge(TimeSpan.FromHours(2))));
}
