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
    public const int WindowSeconds = 60;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(WindowSeconds);

    // The network of which one customer usually has the whole (RFC 6177): its addresses are one.
    private const int Ipv6NetworkBytes = 8;

    public bool IsEnabled => enabled;

    public RateLimit AnonymousLimit { get; } = new("open", open);

    public RateLimit KeyLimit { get; } = new("key", keyed);

    public PartitionedRateLimiter<HttpContext> AddressLimiter { get; } =
        PartitionedRateLimiter.Create<HttpContext, IPAddress>(context =>
            RateLimitPartition.GetFixedWindowLimiter(
                ClientNetworkOf(context.Connection.RemoteIpAddress),
                _ => FixedWindow(open)
            )
        );

    public PartitionedRateLimiter<Guid> KeyLimiter { get; } =
        PartitionedRateLimiter.Create<Guid, Guid>(key =>
            RateLimitPartition.GetFixedWindowLimiter(key, _ => FixedWindow(keyed))
        );

    public static RateLimits FromConfiguration(IConfiguration configuration, bool development)
    {
        int Number(string name, int otherwise)
        {
            if (configuration[name] is not { } setting)
                return otherwise;

            return int.TryParse(setting, CultureInfo.InvariantCulture, out var number) && number > 0
                ? number
                : throw new InvalidOperationException($"{name} is '{setting}'; it must be a whole number above 0.");
        }

        var enabled = !development;
        if (configuration["RateLimits:Enabled"] is { } text && !bool.TryParse(text, out enabled))
            throw new InvalidOperationException($"RateLimits:Enabled is '{text}'; allowed are true and false.");

        return new(enabled, Number("RateLimits:OpenPerMinute", 6_000), Number("RateLimits:KeyedPerMinute", 6_000));
    }

    public void Dispose()
    {
        AddressLimiter.Dispose();
        KeyLimiter.Dispose();
    }

    private static IPAddress ClientNetworkOf(IPAddress? address)
    {
        if (address is null)
            return IPAddress.None;
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address;
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();

        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[Ipv6NetworkBytes..].Clear();
        return new(bytes);
    }

    private static FixedWindowRateLimiterOptions FixedWindow(int permits) =>
        new()
        {
            PermitLimit = permits,
            Window = Window,
            QueueLimit = 0,
        };
}

/// <summary>A limit, as <c>RateLimit-Policy</c> names it.</summary>
internal sealed record RateLimit(string Name, int Quota);
