using System.Globalization;
using System.Threading.RateLimiting;
using ArticleApi.Http;
using ArticleApi.Http.Problems;

namespace ArticleApi.Auth;

internal static class RateLimitMiddleware
{
    public static IServiceCollection AddRateLimits(
        this IServiceCollection services,
        IConfiguration configuration,
        IHostEnvironment environment
    )
    {
        var limits = RateLimits.FromConfiguration(configuration, environment.IsDevelopment());

        return services.AddSingleton(_ => limits);
    }

    /// <summary>
    /// Limits requests; keyed answers say how many are left, open ones do not, since they may be kept and given to
    /// others.
    /// </summary>
    public static void UseRateLimits(this WebApplication app)
    {
        var limits = app.Services.GetRequiredService<RateLimits>();
        var verified = app.Services.GetRequiredService<ApiKeyVerifier>();
        if (!limits.IsEnabled)
            return;

        app.Use(
            (context, next) =>
            {
                // Whoever watches the service is told how it is, whatever else comes from there.
                if (context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal))
                    return next(context);

                return context.Request.HasCredential()
                    ? LimitKeyAsync(limits, verified, context, next)
                    : RejectOverAddressLimitAsync(limits, context) ?? next(context);
            }
        );
    }

    private static async Task LimitKeyAsync(
        RateLimits limits,
        ApiKeyVerifier verified,
        HttpContext context,
        RequestDelegate next
    )
    {
        var hash = ApiKeys.Hash(ApiKeys.ReadFrom(context.Request) ?? "");
        if (verified.FindCached(hash) is null && RejectOverAddressLimitAsync(limits, context) is { } refused)
        {
            await refused;
            return;
        }

        var check = await verified.VerifyAsync(hash, context.RequestAborted);
        context.Features.Set(check);
        if (check.Key is { } key)
        {
            using var lease = limits.KeyLimiter.AttemptAcquire(key.Id);
            if (!lease.IsAcquired)
            {
                await RejectAsync(limits.KeyLimit, context, lease);
                return;
            }

            context.Response.OnStarting(() =>
            {
                foreach (
                    var (name, value) in FormatHeaders(
                        limits.KeyLimit,
                        limits.KeyLimiter.GetStatistics(key.Id)?.CurrentAvailablePermits ?? 0,
                        null
                    )
                )
                    context.Response.Headers[name] = value;
                return Task.CompletedTask;
            });
        }

        await next(context);
    }

    /// <returns>Null where the address may go on.</returns>
    private static Task? RejectOverAddressLimitAsync(RateLimits limits, HttpContext context)
    {
        using var lease = limits.AddressLimiter.AttemptAcquire(context);

        return lease.IsAcquired ? null : RejectAsync(limits.AnonymousLimit, context, lease);
    }

    private static Task RejectAsync(RateLimit limit, HttpContext context, RateLimitLease lease)
    {
        var seconds = lease.TryGetMetadata(MetadataName.RetryAfter, out var after)
            ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds))
            : 60;

        return new Problem(
            ProblemTypes.TooManyRequests,
            $"{limit.Quota} requests a minute are allowed here. Try again in {seconds} s."
        )
        {
            Headers = new Dictionary<string, string>(FormatHeaders(limit, 0, seconds))
            {
                ["Retry-After"] = seconds.ToString(CultureInfo.InvariantCulture),
            },
        }.ExecuteAsync(context);
    }

    // The fields of the IETF draft on rate limit headers.
    private static Dictionary<string, string> FormatHeaders(RateLimit limit, long left, int? seconds) =>
        new()
        {
            ["RateLimit-Policy"] = string.Create(
                CultureInfo.InvariantCulture,
                $"\"{limit.Name}\";q={limit.Quota};w=60"
            ),
            ["RateLimit"] =
                string.Create(CultureInfo.InvariantCulture, $"\"{limit.Name}\";r={left}")
                + (seconds is { } t ? string.Create(CultureInfo.InvariantCulture, $";t={t}") : ""),
        };
}
