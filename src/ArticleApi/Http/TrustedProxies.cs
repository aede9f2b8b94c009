using System.Net;
using ArticleApi.Http.Problems;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace ArticleApi.Http;

/// <summary>
/// Which proxies are believed: with <c>Proxies:Known</c>, a list of addresses and networks, their
/// <c>X-Forwarded-For</c>, <c>-Proto</c> and
/// <c>-Host</c> say who asks and under which address. <c>AllowedHosts</c> then holds for that host.
/// </summary>
internal static class TrustedProxies
{
    private const string KnownProxiesSetting = "Proxies:Known";

    public static IServiceCollection AddTrustedProxies(this IServiceCollection services, IConfiguration configuration)
    {
        var known = ReadNetworks(configuration);
        var allowed = PublicAddress.AllowedHosts(configuration);
        services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders =
                known.Count == 0
                    ? ForwardedHeaders.None
                    : ForwardedHeaders.XForwardedFor
                        | ForwardedHeaders.XForwardedProto
                        | ForwardedHeaders.XForwardedHost;
            // As many as there are in a row, as long as each is known.
            options.ForwardLimit = null;
            options.AllowedHosts = [.. allowed];
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var network in known)
                options.KnownIPNetworks.Add(network);
        });
        services.Configure<HostFilteringOptions>(options => options.IncludeFailureMessage = false);

        // ASP.NET filters hosts before anything that stands in the pipeline; whom the request is for must be known by
        // then.
        if (known.Count > 0 || allowed.Count > 0)
            services.Insert(
                0,
                ServiceDescriptor.Transient<IStartupFilter>(_ => new ForwardedHeadersStartupFilter(
                    known.Count > 0,
                    allowed
                ))
            );
        return services;
    }

    /// <summary>Addresses and networks, separated by commas or as a list.</summary>
    private static List<IPNetwork> ReadNetworks(IConfiguration configuration)
    {
        var section = configuration.GetSection(KnownProxiesSetting);
        var texts = section
            .GetChildren()
            .Select(child => child.Value)
            .Append(section.Value)
            .OfType<string>()
            .SelectMany(text =>
                text.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            );

        return [.. texts.Select(ParseNetwork)];
    }

    private static IPNetwork ParseNetwork(string text)
    {
        if (IPNetwork.TryParse(text, out var network))
            return network;
        // Not the short forms, such as 10 for 0.0.0.10.
        if (
            IPAddress.TryParse(text, out var address)
            && (text.Contains(':', StringComparison.Ordinal) || address.ToString() == text)
        )
            return new(address, address.GetAddressBytes().Length * 8);

        throw new InvalidOperationException(
            $"{KnownProxiesSetting} has '{text}'; it must be a list of addresses and networks, such as 10.0.0.7, "
                + "192.168.0.0/16 or fd00::/8."
        );
    }

    private sealed class ForwardedHeadersStartupFilter(bool proxied, IReadOnlyList<string> allowed) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
            app =>
            {
                if (proxied)
                    app.UseForwardedHeaders();
                if (allowed.Count > 0)
                    app.Use(ExplainRefusedHostAsync);
                next(app);
            };

        // A refused host gets a bare status.
        private async Task ExplainRefusedHostAsync(HttpContext context, RequestDelegate next)
        {
            await next(context);
            if (
                context.Response
                is not { StatusCode: StatusCodes.Status400BadRequest, HasStarted: false, ContentType: null }
            )
                return;

            await new Problem(
                ProblemTypes.InvalidRequest,
                "The service is not reached under this host.",
                FieldError.Header("Host", context.Request.Host.Value, "not-allowed", string.Join(", ", allowed))
            ).ExecuteAsync(context);
        }
    }
}
