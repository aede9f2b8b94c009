using System.Net;
using ArticleApi.Tests.Infrastructure;

namespace ArticleApi.Tests.Http;

/// <summary>How many requests a minute one caller may make.</summary>
public sealed class RateLimitTests(SqliteHost api) : IClassFixture<SqliteHost>
{
    [Fact]
    public async Task Who_asks_too_often_is_told_when_to_come_back()
    {
        await using var limited = api.WithWebHostBuilder(builder => builder.UseSetting("RateLimits:Enabled", "true").UseSetting("RateLimits:OpenPerMinute", "3").UseSetting("RateLimits:KeyedPerMinute", "2"));
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
        Assert.Equal("\"open\";q=3;w=60", refused.Headers.GetValues("RateLimit-Policy").Single());
        Assert.StartsWith("\"open\";r=0;t=", refused.Headers.GetValues("RateLimit").Single(), StringComparison.Ordinal);
        Assert.Equal("*", refused.Headers.GetValues("Access-Control-Allow-Origin").Single());

        // A key has a limit of its own, and says what is left of it.
        using var keyed = limited.CreateClient();
        keyed.DefaultRequestHeaders.Add("X-Api-Key", await api.MakeKey());
        foreach (var left in new[] { 1, 0 })
        {
            using var answer = await keyed.GetAsync("/v1/articles");
            Assert.Equal($"\"key\";r={left}", answer.Headers.GetValues("RateLimit").Single());
        }

        using var spent = await keyed.GetAsync("/v1/articles");
        await spent.ShouldBeProblem(HttpStatusCode.TooManyRequests, "too-many-requests");
    }
}
