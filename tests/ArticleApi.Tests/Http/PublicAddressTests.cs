using System.Net;
using ArticleApi.Hosting;
using ArticleApi.Http.Caching;
using ArticleApi.Tests.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace ArticleApi.Tests.Http;

/// <summary>
/// Under which address the service is reached, who asks behind a proxy, and which answers others may get.
/// </summary>
public sealed class PublicAddressTests(SqliteHost api) : IClassFixture<SqliteHost>
{
    private static readonly string[] Linking =
    [
        "/v1",
        "/feeds/articles.rss",
        "/feeds/articles.atom",
        "/feeds/articles.json",
        "/v1/articles/linked.jsonld",
    ];

    [Fact]
    public async Task Links_begin_with_the_base_url_wherever_they_are_absolute()
    {
        await using var service = With(("Publication:BaseUrl", "https://api.example.org/"));
        using var reader = service.CreateClient();
        await Publish("Linked");
        await Assert.AllAsync(
            Linking,
            async path =>
            {
                var there = await reader.GetStringAsync("http://attacker.example" + path);
                Assert.Contains("https://api.example.org/", there, StringComparison.Ordinal);
                Assert.DoesNotContain("attacker.example", there, StringComparison.Ordinal);
                Assert.Equal(there, await reader.GetStringAsync(path));
            }
        );

        // Links do not follow the host, so one answer serves all.
        Assert.Equal(Linking.Length, service.Services.GetRequiredService<OutputCache>().Entries.Count());
    }

    [Fact]
    public async Task An_unknown_host_is_answered_and_its_answer_kept_from_others()
    {
        await using var service = With();
        using var reader = service.CreateClient();
        await Publish("Linked");
        await Assert.AllAsync(
            Linking,
            async path =>
            {
                for (var number = 0; number < 3; number++)
                    Assert.Contains(
                        $"http://host{number}.example/",
                        await reader.GetStringAsync($"http://host{number}.example{path}"),
                        StringComparison.Ordinal
                    );
                Assert.DoesNotContain(".example/", await reader.GetStringAsync(path), StringComparison.Ordinal);
                Assert.Contains(
                    "https://localhost/",
                    await reader.GetStringAsync("https://localhost" + path),
                    StringComparison.Ordinal
                );
                Assert.DoesNotContain(
                    "https://localhost/",
                    await reader.GetStringAsync(path),
                    StringComparison.Ordinal
                );
            }
        );

        Assert.All(
            service.Services.GetRequiredService<OutputCache>().Entries,
            kept => Assert.Equal("localhost", kept.Key.Host)
        );
    }

    [Fact]
    public async Task A_host_that_is_not_allowed_is_refused_and_those_allowed_are_kept()
    {
        await using var service = With(("AllowedHosts", "api.example.org;*.example.net"));
        using var reader = service.CreateClient();

        var problem = await reader
            .RequestAsync("GET", "http://attacker.example/v1/articles")
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(["header Host: not-allowed"], problem.ErrorLocations());
        await reader
            .RequestAsync("GET", "http://api.example.org/v1/articles?limit=0")
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        using var head = await reader.RequestAsync("HEAD", "http://api.example.org/v1/articles?limit=-1");
        Assert.Equal(HttpStatusCode.BadRequest, head.StatusCode);

        await reader.GetStringAsync("http://api.example.org/v1");
        await reader.GetStringAsync("http://any.example.net/v1");
        Assert.Equal(
            ["api.example.org"],
            service.Services.GetRequiredService<OutputCache>().Entries.Select(kept => kept.Key.Host)
        );
    }

    [Theory]
    [InlineData("10.1.2.3", "client.example")]
    [InlineData("::ffff:10.1.2.3", "client.example")]
    [InlineData("fd00::7", "client.example")]
    [InlineData("192.0.2.1", "localhost")]
    public async Task Only_a_known_proxy_says_under_which_host_it_was_asked(string from, string host)
    {
        await using var service = With(("Proxies:Known", "10.0.0.0/8, fd00::7"));
        using var reader = service.CreateClient();

        var index = await reader
            .RequestAsync(
                "GET",
                "/v1",
                null,
                "Test-From: " + from,
                "X-Forwarded-Host: client.example",
                "X-Forwarded-Proto: https",
                "X-Forwarded-For: 198.51.100.9"
            )
            .ReadJsonAsync();

        Assert.Equal(
            host == "localhost" ? "http://localhost/v1/articles" : $"https://{host}/v1/articles",
            (string?)index["articles"]
        );
    }

    [Fact]
    public async Task Nobody_is_believed_without_the_setting()
    {
        await using var service = With();
        using var reader = service.CreateClient();

        var index = await reader
            .RequestAsync(
                "GET",
                "/v1",
                null,
                "Test-From: 127.0.0.1",
                "X-Forwarded-Host: client.example",
                "X-Forwarded-Proto: https"
            )
            .ReadJsonAsync();

        Assert.Equal("http://localhost/v1/articles", (string?)index["articles"]);
    }

    [Fact]
    public async Task Behind_a_proxy_each_client_has_its_own_limit_and_a_network_of_ipv6_has_one()
    {
        await using var service = With(
            ("Proxies:Known", "10.0.0.7"),
            ("RateLimits:Enabled", "true"),
            ("RateLimits:OpenPerMinute", "1")
        );
        using var reader = service.CreateClient();
        async Task<int> Ask(string client, string from = "10.0.0.7")
        {
            using var response = await reader.RequestAsync(
                "GET",
                "/v1",
                null,
                "Test-From: " + from,
                "X-Forwarded-For: " + client
            );
            return (int)response.StatusCode;
        }

        Assert.Equal(
            new[] { 200, 429, 200 },
            new[] { await Ask("198.51.100.1"), await Ask("198.51.100.1"), await Ask("198.51.100.2") }
        );
        Assert.Equal(
            new[] { 200, 429, 200 },
            new[] { await Ask("2001:db8::1"), await Ask("2001:db8::ffff:2"), await Ask("2001:db8:0:1::1") }
        );
        // Who is no proxy makes up no client.
        Assert.Equal(
            new[] { 200, 429 },
            new[] { await Ask("198.51.100.3", from: "192.0.2.1"), await Ask("198.51.100.4", from: "192.0.2.1") }
        );
    }

    [Theory]
    [InlineData("Publication:BaseUrl", "api.example.org", "absolute http or https address")]
    [InlineData("Publication:BaseUrl", "ftp://api.example.org", "absolute http or https address")]
    [InlineData("Publication:BaseUrl", "https://api.example.org/path", "without a path")]
    [InlineData("Proxies:Known", "10.0.0.0/8,proxy", "addresses and networks")]
    [InlineData("Proxies:Known", "10", "addresses and networks")]
    [InlineData("Proxies:Known", "10.0.0.0/64", "addresses and networks")]
    public void A_wrong_setting_stops_the_start(string setting, string value, string allowed)
    {
        var stopped = Assert.Throws<InvalidOperationException>(() =>
            ApiHost.Build(["--ConnectionStrings:Articles", "Data Source=unused.db", "--" + setting, value])
        );

        Assert.Contains($"'{value.Split(',')[^1]}'", stopped.Message, StringComparison.Ordinal);
        Assert.Contains(allowed, stopped.Message, StringComparison.Ordinal);
    }

    private async Task Publish(string headline)
    {
        using var editor = await api.CreateClientWithKeyAsync();
        if (!(await editor.ListValuesAsync("/v1/articles?limit=100")).Contains("linked"))
            await editor.PublishArticleAsync(headline);
    }

    private WebApplicationFactory<Program> With(params (string Name, string Value)[] settings) =>
        api.WithWebHostBuilder(builder =>
        {
            foreach (var (name, value) in settings)
                builder.UseSetting(name, value);
            builder.ConfigureTestServices(services =>
                services.Insert(0, ServiceDescriptor.Transient<IStartupFilter, RemoteAddressFilter>())
            );
        });

    /// <summary>Lets a test say from which address a connection comes.</summary>
    private sealed class RemoteAddressFilter : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
            app =>
            {
                app.Use(
                    (context, following) =>
                    {
                        if (context.Request.Headers["Test-From"].ToString() is { Length: > 0 } from)
                            context.Connection.RemoteIpAddress = IPAddress.Parse(from);
                        return following(context);
                    }
                );
                next(app);
            };
    }
}
