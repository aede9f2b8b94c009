using System.Globalization;
using System.Threading.RateLimiting;

namespace ArticleApi.Http;

/// <summary>How many requests a minute one key, or one address without a key, may make. <c>RateLimits:Enabled</c> is true, but in Development.</summary>
internal sealed record RateLimits(bool Enabled, int Open, int Keyed)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>Null where limits are off.</summary>
    public PartitionedRateLimiter<HttpContext>? Limiter { get; } = !Enabled ? null : PartitionedRateLimiter.Create<HttpContext, string>(context =>
        context.Request.HasCredential()
            ? RateLimitPartition.GetFixedWindowLimiter("key:" + ApiKeys.Hash(ApiKeys.Sent(context.Request) ?? ""), _ => Fixed(Keyed))
            : RateLimitPartition.GetFixedWindowLimiter(context.Connection.RemoteIpAddress?.ToString() ?? "", _ => Fixed(Open)));

    /// <summary>The policy that a request falls under, as <c>RateLimit-Policy</c> names it.</summary>
    public (string Name, int Quota) PolicyOf(HttpRequest request) => request.HasCredential() ? ("key", Keyed) : ("open", Open);

    public static RateLimits Of(IConfiguration configuration, bool development)
    {
        int Number(string name, int otherwise) => configuration[name] is not { } setting ? otherwise
            : int.TryParse(setting, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
            : throw new InvalidOperationException($"{name} is '{setting}'; it must be a whole number above 0.");

        var enabled = configuration["RateLimits:Enabled"] is not { } text ? !development
            : bool.TryParse(text, out var truth) ? truth
            : throw new InvalidOperationException($"RateLimits:Enabled is '{text}'; allowed are true and false.");
        return new(enabled, Number("RateLimits:OpenPerMinute", 6_000), Number("RateLimits:KeyedPerMinute", 6_000));
    }

    private static FixedWindowRateLimiterOptions Fixed(int permits) => new() { PermitLimit = permits, Window = Window, QueueLimit = 0 };
}

internal static class RateLimiting
{
    public static IServiceCollection AddRateLimits(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        var limits = RateLimits.Of(configuration, environment.IsDevelopment());

        return services.AddSingleton(limits).AddRateLimiter(options =>
        {
            options.GlobalLimiter = limits.Limiter;
            options.OnRejected = (rejected, _) => new(Refuse(limits, rejected.HttpContext, rejected.Lease));
        });
    }

    /// <summary>Limits requests; keyed answers say how many are left, open ones do not, since they may be kept and given to others.</summary>
    public static void UseRateLimits(this WebApplication app)
    {
        var limits = app.Services.GetRequiredService<RateLimits>();
        if (limits.Limiter is null)
            return;

        app.UseRateLimiter();
        app.Use((context, next) =>
        {
            if (context.Request.HasCredential() && limits.Limiter.GetStatistics(context) is { } statistics)
                context.Response.OnStarting(() =>
                {
                    foreach (var (name, value) in Headers(limits, context.Request, statistics.CurrentAvailablePermits, null))
                        context.Response.Headers[name] = value;
                    return Task.CompletedTask;
                });
            return next(context);
        });
    }

    private static Task Refuse(RateLimits limits, HttpContext context, RateLimitLease lease)
    {
        var seconds = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)) : 60;

        return new Problem(ProblemTypes.TooManyRequests, $"{limits.PolicyOf(context.Request).Quota} requests a minute are allowed here. Try again in {seconds} s.")
        {
            Headers = new Dictionary<string, string>(Headers(limits, context.Request, 0, seconds)) { ["Retry-After"] = seconds.ToString(CultureInfo.InvariantCulture) },
        }.ExecuteAsync(context);
    }

    // The fields of the IETF draft on rate limit headers.
    private static Dictionary<string, string> Headers(RateLimits limits, HttpRequest request, long left, int? seconds)
    {
        var (name, quota) = limits.PolicyOf(request);

        return new()
        {
            ["RateLimit-Policy"] = string.Create(CultureInfo.InvariantCulture, $"\"{name}\";q={quota};w=60"),
            ["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"{name}\";r={left}") + (seconds is { } t ? string.Create(CultureInfo.InvariantCulture, $";t={t}") : ""),
        };
    }
}
