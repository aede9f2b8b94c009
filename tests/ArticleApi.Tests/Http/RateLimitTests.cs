using System.Net;
using ArticleApi.Auth;
using ArticleApi.Tests.Infrastructure;
using ArticleApi.Tests.Storage;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Tests.Http;

/// <summary>How many requests a minute one caller may make.</summary>
public sealed class RateLimitTests(SqliteHost api) : IClassFixture<SqliteHost>
{
    [Fact]
    public async Task Who_asks_too_often_is_told_when_to_come_back()
    {
        await using var limited = api.WithWebHostBuilder(builder =>
            builder
                .UseSetting("RateLimits:Enabled", "true")
                .UseSetting("RateLimits:OpenPerMinute", "4")
                .UseSetting("RateLimits:KeyedPerMinute", "2")
        );
        using var keyed = limited.CreateClient();
        keyed.DefaultRequestHeaders.Add("X-Api-Key", await api.CreateKeyAsync());
        // Looked up for the first time, a key is charged to its address as well.
        await AskWithKey(left: 1);
        using var reader = limited.CreateClient();
        for (var i = 0; i < 3; i++)
        {
            using var open = await reader.GetAsync("/v1/articles");
            Assert.Equal(HttpStatusCode.OK, open.StatusCode);
            // An open answer may be kept and given to others: it says nothing of who asked.
            Assert.False(open.Headers.Contains("RateLimit"));
        }

        using var refused = await reader.GetAsync("/v1/articles");
        await refused.ShouldBeProblem(HttpStatusCode.TooManyRequests, "too-many-requests");
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        Assert.Equal("\"open\";q=4;w=60", refused.Headers.GetValues("RateLimit-Policy").Single());
        Assert.StartsWith("\"open\";r=0;t=", refused.Headers.GetValues("RateLimit").Single(), StringComparison.Ordinal);
        Assert.Equal("*", refused.Headers.GetValues("Access-Control-Allow-Origin").Single());

        // A key has a limit of its own, and says what is left of it.
        await AskWithKey(left: 0);
        using var spent = await keyed.GetAsync("/v1/articles");
        await spent.ShouldBeProblem(HttpStatusCode.TooManyRequests, "too-many-requests");

        async Task AskWithKey(int left)
        {
            using var answer = await keyed.GetAsync("/v1/articles");
            Assert.Equal($"\"key\";r={left}", answer.Headers.GetValues("RateLimit").Single());
        }
    }

    [Fact]
    public async Task Keys_that_are_made_up_are_charged_to_their_address()
    {
        await using var limited = Limited(open: 3);
        using var client = limited.CreateClient();
        foreach (var number in new[] { 1, 2, 3 })
            await client
                .RequestAsync("GET", "/v1/articles", null, $"X-Api-Key: made-up-{number}")
                .ReadProblemAsync(HttpStatusCode.Unauthorized, "unauthorized");

        using var refused = await client.RequestAsync("GET", "/v1/articles", null, "X-Api-Key: made-up-4");
        await refused.ShouldBeProblem(HttpStatusCode.TooManyRequests, "too-many-requests");
        Assert.Equal("\"open\";q=3;w=60", refused.Headers.GetValues("RateLimit-Policy").Single());
        await client
            .RequestAsync("GET", "/v1/articles", null, "Authorization: Basic eDp5")
            .ReadProblemAsync(HttpStatusCode.TooManyRequests, "too-many-requests");
        await client
            .RequestAsync("GET", "/v1/articles")
            .ReadProblemAsync(HttpStatusCode.TooManyRequests, "too-many-requests");
    }

    [Fact]
    public async Task A_key_that_is_known_does_not_wait_for_its_address()
    {
        await using var limited = Limited(open: 2);
        using var client = limited.CreateClient();
        var key = "X-Api-Key: " + await api.CreateKeyAsync();
        await client.RequestAsync("GET", "/v1/articles", null, key).ReadJsonAsync();
        await client.RequestAsync("GET", "/v1/articles").ReadJsonAsync();
        await client
            .RequestAsync("GET", "/v1/articles")
            .ReadProblemAsync(HttpStatusCode.TooManyRequests, "too-many-requests");

        await client.RequestAsync("GET", "/v1/articles", null, key).ReadJsonAsync();

        // Looked up anew, it is charged to the address like any other.
        api.Clock.Advance(ApiKeyVerifier.CacheDuration);
        await client
            .RequestAsync("GET", "/v1/articles", null, key)
            .ReadProblemAsync(HttpStatusCode.TooManyRequests, "too-many-requests");
    }

    [Fact]
    public async Task Health_is_told_however_much_is_asked()
    {
        await using var limited = Limited(open: 1);
        using var client = limited.CreateClient();
        await client.RequestAsync("GET", "/v1/articles").ReadJsonAsync();
        await client
            .RequestAsync("GET", "/v1/articles")
            .ReadProblemAsync(HttpStatusCode.TooManyRequests, "too-many-requests");

        for (var round = 0; round < 3; round++)
        {
            Assert.Equal("live", await client.GetStringAsync("/health/live"));
            Assert.Equal("ready", await client.GetStringAsync("/health/ready"));
        }
    }

    [Fact]
    public async Task A_right_key_is_looked_up_once_in_ten_seconds_and_a_wrong_one_each_time()
    {
        var watch = new CommandWatch();
        await using var watched = api.WithWebHostBuilder(builder =>
            builder.ConfigureTestServices(services => services.WatchCommands(watch))
        );
        using var client = watched.CreateClient();
        var right = "X-Api-Key: " + await api.CreateKeyAsync();

        Assert.Equal(1, await LookUps(right, 5));
        Assert.Equal(3, await LookUps("X-Api-Key: wrong", 3));
        api.Clock.Advance(ApiKeyVerifier.CacheDuration);
        Assert.Equal(1, await LookUps(right, 5));
        Assert.Equal(TimeSpan.FromSeconds(10), ApiKeyVerifier.CacheDuration);

        async Task<int> LookUps(string header, int requests)
        {
            watch.Commands.Clear();
            watch.IsCollecting = true;
            for (var request = 0; request < requests; request++)
                (await client.RequestAsync("GET", "/v1", null, header)).Dispose();
            watch.IsCollecting = false;
            return watch.Commands.Count(seen => seen.Sql.Contains("api_keys", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_key_that_is_revoked_elsewhere_is_refused_within_ten_seconds()
    {
        using var client = await api.CreateClientWithKeyAsync();
        await client.GetJsonAsync("/v1");
        var hash = ApiKeys.Hash(client.DefaultRequestHeaders.Authorization!.Parameter!);
        DateTimeOffset? now = api.Clock.GetUtcNow();
        await api.RunInScopeAsync(db =>
            db.ApiKeys.Where(row => row.Hash == hash)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.RevokedAt, now))
        );

        api.Clock.Advance(ApiKeyVerifier.CacheDuration);

        await client.RequestAsync("GET", "/v1").ReadProblemAsync(HttpStatusCode.Unauthorized, "unauthorized");
    }

    private WebApplicationFactory<Program> Limited(int open) =>
        api.WithWebHostBuilder(builder =>
            builder.UseSetting("RateLimits:Enabled", "true").UseSetting("RateLimits:OpenPerMinute", $"{open}")
        );
}
