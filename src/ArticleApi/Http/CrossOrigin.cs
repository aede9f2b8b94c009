namespace ArticleApi.Http;

/// <summary>
/// Any site's front end may call the service, without credentials of the browser's own; errors can be read too.
/// </summary>
internal static class CrossOrigin
{
    public const string ExposedHeaders =
        "ETag,Link,Location,Content-Location,Change-Cursor,RateLimit,RateLimit-Policy,Retry-After";

    public static IServiceCollection AddCrossOrigin(this IServiceCollection services) =>
        services.AddCors(options =>
            options.AddDefaultPolicy(policy =>
                policy
                    .AllowAnyOrigin()
                    .WithMethods("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
                    .WithHeaders(
                        "Authorization",
                        RequestCredentials.Header,
                        "Content-Type",
                        "If-Match",
                        "If-None-Match",
                        "If-Modified-Since",
                        "If-Unmodified-Since",
                        OpenApi.IdempotencyMetadata.Header,
                        "Last-Event-ID",
                        "traceparent",
                        "tracestate"
                    )
                    .SetPreflightMaxAge(TimeSpan.FromHours(2))
            )
        );

    /// <summary>
    /// Answers what browsers ask beforehand; what they read afterwards is the same for every origin (<see
    /// cref="CommonHeaders"/>).
    /// </summary>
    public static void UseCrossOrigin(this WebApplication app) =>
        app.UseWhen(context => HttpMethods.IsOptions(context.Request.Method), branch => branch.UseCors());
}
