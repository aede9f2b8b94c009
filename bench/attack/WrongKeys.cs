using System.Diagnostics;
using System.Security.Cryptography;

namespace ArticleApi.Attacks;

/// <summary>Random keys, each another one: they may not pass the limit of the address they come from.</summary>
internal static class WrongKeys
{
    private const int Limit = 600;

    public static async Task RunAsync(Attack attack)
    {
        await using var stage = await Stage.StartAsync(
            attack,
            "keys",
            ("RateLimits__Enabled", "true"),
            ("RateLimits__OpenPerMinute", $"{Limit}"),
            ("RateLimits__KeyedPerMinute", $"{Limit}")
        );
        var (requests, passed) = (attack.IsShort ? 6_000 : 60_000, 0);
        var watch = Stopwatch.StartNew();
        using var client = stage.Open();
        await Attack.ManyAsync(
            Enumerable.Range(0, requests),
            async number =>
            {
                var key = "aak_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
                var header = number % 2 == 0 ? ("Authorization", "Bearer " + key) : ("X-Api-Key", key);
                if ((await client.GetAsync("/v1/articles", header)).Status != 429)
                    Interlocked.Increment(ref passed);
            }
        );

        var windows = (int)Math.Ceiling(watch.Elapsed.TotalMinutes) + 1;
        attack.Goals.Add(
            $"requests with random keys that pass a limit of {Limit} a minute",
            $"≤ {Limit * windows:N0} in {windows} windows",
            $"{passed:N0} of {requests:N0}",
            passed <= Limit * windows
        );
        var alive = (await client.GetAsync("/health/live")).Status;
        attack.Goals.Add("health, while the address is limited", "200", $"{alive}", alive == 200);
    }
}
