using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using ArticleApi.Attacks;

namespace ArticleApi.Trust;

/// <summary>
/// What a package costs: to make it, while others write, and to read under it instead of without it, in turns.
/// </summary>
internal static partial class PackageRow
{
    private const string Connections = "8";
    private const int Rounds = 5;

    private static readonly string[] Languages = ["en"];

    public static async Task RunAsync(Attack attack)
    {
        await using (var cold = await Stage.StartLoadedAsync(attack, "packages", ("OutputCache__Megabytes", "0")))
        {
            var key = await MeasureMakingAsync(attack, cold);
            await CompareAsync(attack, cold, key, "list of 20", "/v1/articles", 0.9);
            await CompareAsync(attack, cold, key, "search", "/v1/articles?q=government", 0.9);
        }

        await using var warm = await Stage.StartLoadedAsync(attack, "packages-cached");
        using var other = warm.Desk();
        await CompareAsync(attack, warm, await MakeAsync(other), "cached list of 20", "/v1/articles", 0.95);
    }

    // Nobody waits: an editor goes on saving meanwhile.
    private static async Task<string> MeasureMakingAsync(Attack attack, Stage stage)
    {
        using var desk = stage.Desk();
        var draft = (
            await desk.MustAsync("POST", "/v1/articles", new { headline = "Meanwhile", status = "draft" })
        ).Json;
        using var end = new CancellationTokenSource();
        var slowest = TimeSpan.Zero;
        var saving = Task.Run(async () =>
        {
            for (var number = 0; !end.IsCancellationRequested; number++)
            {
                var save = Stopwatch.StartNew();
                await desk.MustAsync(
                    "PATCH",
                    $"/v1/articles/{draft["id"]}",
                    new { headline = $"Meanwhile {number}" },
                    ("If-Match", "*")
                );
                slowest = save.Elapsed > slowest ? save.Elapsed : slowest;
            }
        });
        var making = Stopwatch.StartNew();
        var key = await MakeAsync(desk);
        var time = making.Elapsed;
        await end.CancelAsync();
        await saving;
        var total = (await stage.Database.ReadAsync("SELECT COUNT(*) FROM article_heads", row => row.GetInt64(0)))[0];
        attack.Goals.Add(
            $"a package of all articles in English, of {total:N0}, and its key",
            "≤ 60 s for a million",
            $"{time.TotalSeconds:0.0} s, {time.TotalSeconds / total * 1_000_000:0} s for a million at that rate",
            time.TotalSeconds / total * 1_000_000 <= 60 || attack.IsShort
        );
        attack.Goals.Add(
            "the longest that an editor's save took meanwhile",
            "< 1 s",
            $"{slowest.TotalMilliseconds:0} ms",
            slowest < TimeSpan.FromSeconds(1)
        );
        return key;
    }

    private static async Task<string> MakeAsync(Client desk) =>
        await Partner.MakeKeyAsync(
            desk,
            await Partner.MakePackageAsync(desk, new { name = "English", languages = Languages }),
            "articles:read"
        );

    private static async Task CompareAsync(
        Attack attack,
        Stage stage,
        string key,
        string what,
        string address,
        double goal
    )
    {
        // In turns, since the machine is never the same for long.
        var ratios = new List<double>();
        for (var round = 0; round <= Rounds; round++)
        {
            var without = await RateAsync(attack, stage.Service.Url + address);
            var under = await RateAsync(attack, stage.Service.Url + address, "-H", "X-Api-Key: " + key);
            if (round > 0)
                ratios.Add(under / without);
        }

        ratios.Sort();
        attack.Goals.Add(
            $"{what} under a package, of its rate without",
            attack.IsShort ? "more than none" : $"≥ {goal}",
            $"{ratios[Rounds / 2]:0.00} ({ratios[0]:0.00} to {ratios[^1]:0.00})",
            ratios[Rounds / 2] >= (attack.IsShort ? 0.01 : goal)
        );
    }

    private static async Task<double> RateAsync(Attack attack, string address, params string[] options)
    {
        var time = attack.IsShort ? "1s" : "4s";
        var start = new ProcessStartInfo("wrk", ["-t", "1", "-c", Connections, "-d", time, .. options, address])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 && !output.Contains("Non-2xx", StringComparison.Ordinal)
            ? double.Parse(Rate().Match(output).Groups[1].Value, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"wrk failed for {address}: {output}");
    }

    [GeneratedRegex(@"Requests/sec:\s+([0-9.]+)")]
    private static partial Regex Rate();
}
