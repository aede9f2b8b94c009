using System.Collections.Frozen;
using System.Globalization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace ArticleApi.Http;

/// <summary>
/// Where the service is reached: what its absolute links begin with, and the hosts under which answers are kept.
/// </summary>
internal sealed class PublicAddress
{
    private const string BaseUrlSetting = "Publication:BaseUrl";

    private static readonly string[] LoopbackHosts = ["localhost", "127.0.0.1", "[::1]"];

    // The addresses are known once the server listens.
    private readonly Lazy<FrozenSet<string>> _hosts;

    public PublicAddress(IConfiguration configuration, IServer server)
    {
        BaseUrl = ParseBaseUrl(configuration[BaseUrlSetting]);
        var allowed = AllowedHosts(configuration);
        _hosts = new(() => HostsOf(server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [], allowed));
    }

    /// <summary>
    /// <c>Publication:BaseUrl</c> without a slash at its end; null where links follow the request's host.
    /// </summary>
    public string? BaseUrl { get; }

    /// <summary>The hosts that <c>AllowedHosts</c> names; none where it takes any.</summary>
    public static IReadOnlyList<string> AllowedHosts(IConfiguration configuration)
    {
        var hosts = (configuration["AllowedHosts"] ?? "*").Split(
            ';',
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );

        return hosts.Intersect(["*", "+", "[::]", "0.0.0.0"]).Any() ? [] : hosts;
    }

    /// <summary>
    /// Whether the service is known to be reached by this host; others are answered, but nobody else gets their
    /// answers.
    /// </summary>
    /// <param name="known">The same text, kept for the life of the service.</param>
    public bool IsKnownHost(string host, out string known) => _hosts.Value.TryGetValue(host, out known!);

    private static string? ParseBaseUrl(string? setting)
    {
        if (string.IsNullOrEmpty(setting))
            return null;

        return
            Uri.TryCreate(setting, UriKind.Absolute, out var url)
            && url.Scheme is "http" or "https"
            && url.PathAndQuery == "/"
            && url.Fragment.Length == 0
            && url.UserInfo.Length == 0
            ? url.GetLeftPart(UriPartial.Authority)
            : throw new InvalidOperationException(
                $"{BaseUrlSetting} is '{setting}'; it must be an absolute http or https address without a path, "
                    + "such as https://api.example.org."
            );
    }

    private static FrozenSet<string> HostsOf(IEnumerable<string> addresses, IReadOnlyList<string> allowed)
    {
        var listening = addresses
            .Select(BindingAddress.Parse)
            .Where(address => !address.IsUnixPipe && !address.IsNamedPipe)
            .ToList();
        // Without a port too: the machine itself may pass another one on.
        var own = LoopbackHosts.Concat(
            listening.SelectMany(address => LoopbackHosts.Append(address.Host).Select(host => WithPort(host, address)))
        );
        var named = allowed.Concat(allowed.SelectMany(host => listening.Select(address => WithPort(host, address))));

        return (allowed.Count > 0 ? named : own).ToFrozenSet(StringComparer.Ordinal);
    }

    private static string WithPort(string host, BindingAddress address) =>
        address.Port == (address.Scheme == "https" ? 443 : 80)
            ? host
            : string.Create(CultureInfo.InvariantCulture, $"{host}:{address.Port}");
}
