using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace ArticleApi.Http;

/// <summary>
/// How many requests a minute one address without a key, or one key, may make. <c>RateLimits:Enabled</c> is true, but
/// in Development. A credential is charged to its address until it has been looked up: making keys up gives nobody
/// more.
/// </summary>
internal sealed class RateLimits(bool enabled, int open, int keyed) : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    // The network of which one customer usually has the whole (RFC 6177): its addresses are one.
    private const int NetworkBytes = 8;

    public bool Enabled => enabled;

    public RateLimit Open { get; } = new("open", open);

    public RateLimit Keyed { get; } = new("key", keyed);

    public PartitionedRateLimiter<HttpContext> Addresses { get; } =
        PartitionedRateLimiter.Create<HttpContext, IPAddress>(context =>
            RateLimitPartition.GetFixedWindowLimiter(ClientOf(context.Connection.RemoteIpAddress), _ => Fixed(open))
        );

    public PartitionedRateLimiter<Guid> Keys { get; } =
        PartitionedRateLimiter.Create<Guid, Guid>(key =>
            RateLimitPartition.GetFixedWindowLimiter(key, _ => Fixed(keyed))
        );

    public static RateLimits From(IConfiguration configuration, bool development)
    {
        int Number(string name, int otherwise) =>
            configuration[name] is not { } setting ? otherwise
            : int.TryParse(setting, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
            : throw new InvalidOperationException($"{name} is '{setting}'; it must be a whole number above 0.");

        var enabled =
            configuration["RateLimits:Enabled"] is not { } text ? !development
            : bool.TryParse(text, out var truth) ? truth
            : throw new InvalidOperationException($"RateLimits:Enabled is '{text}'; allowed are true and false.");
        return new(enabled, Number("RateLimits:OpenPerMinute", 6_000), Number("RateLimits:KeyedPerMinute", 6_000));
    }

    public void Dispose()
    {
        Addresses.Dispose();
        Keys.Dispose();
    }

    private static IPAddress ClientOf(IPAddress? address)
    {
        if (address is null)
            return IPAddress.None;
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address;
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();

        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[NetworkBytes..].Clear();
        return new(bytes);
    }

    private static FixedWindowRateLimiterOptions Fixed(int permits) =>
        new()
        {
            PermitLimit = permits,
            Window = Window,
            QueueLimit = 0,
        };
}

/// <summary>A limit, as <c>RateLimit-Policy</c> names it.</summary>
internal sealed record RateLimit(string Name, int Quota);

internal static class RateLimiting
{
    public static IServiceCollection AddRateLimits(
        this IServiceCollection services,
        IConfiguration configuration,
        IHostEnvironment environment
    )
    {
        var limits = RateLimits.From(configuration, environment.IsDevelopment());

        return services.AddSingleton(_ => limits);
    }

    /// <summary>
    /// Limits requests; keyed answers say how many are left, open ones do not, since they may be kept and given to
    /// others.
    /// </summary>
    public static void UseRateLimits(this WebApplication app)
    {
        var limits = app.Services.GetRequiredService<RateLimits>();
        var verified = app.Services.GetRequiredService<VerifiedKeys>();
        if (!limits.Enabled)
            return;

        app.Use(
            (context, next) =>
            {
                // Whoever watches the service is told how it is, whatever else comes from there.
                if (context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal))
                    return next(context);

                return context.Request.HasCredential()
                    ? LimitKey(limits, verified, context, next)
                    : LimitAddress(limits, context) ?? next(context);
            }
        );
    }

    private static async Task LimitKey(
        RateLimits limits,
        VerifiedKeys verified,
        HttpContext context,
        RequestDelegate next
    )
    {
        var hash = ApiKeys.Hash(ApiKeys.Sent(context.Request) ?? "");
        if (verified.Recall(hash) is null && LimitAddress(limits, context) is { } refused)
        {
            await refused;
            return;
        }

        var check = await verified.CheckAsync(hash, context);
        context.Features.Set(check);
        if (check.Key is { } key)
        {
            using var lease = limits.Keys.AttemptAcquire(key.Id);
            if (!lease.IsAcquired)
            {
                await Refuse(limits.Keyed, context, lease);
                return;
            }

            context.Response.OnStarting(() =>
            {
                foreach (
                    var (name, value) in Headers(
                        limits.Keyed,
                        limits.Keys.GetStatistics(key.Id)?.CurrentAvailablePermits ?? 0,
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
    private static Task? LimitAddress(RateLimits limits, HttpContext context)
    {
        using var lease = limits.Addresses.AttemptAcquire(context);

        return lease.IsAcquired ? null : Refuse(limits.Open, context, lease);
    }

    private static Task Refuse(RateLimit limit, HttpContext context, RateLimitLease lease)
    {
        var seconds = lease.TryGetMetadata(MetadataName.RetryAfter, out var after)
            ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds))
            : 60;

        return new Problem(
            ProblemTypes.TooManyRequests,
            $"{limit.Quota} requests a minute are allowed here. Try again in {seconds} s."
        )
        {
            Headers = new Dictionary<string, string>(Headers(limit, 0, seconds))
            {
                ["Retry-After"] = seconds.ToString(CultureInfo.InvariantCulture),
            },
        }.ExecuteAsync(context);
    }

    // The fields of the IETF draft on rate limit headers.
    private static Dictionary<string, string> Headers(RateLimit limit, long left, int? seconds) =>
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
