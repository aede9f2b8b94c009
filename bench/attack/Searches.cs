using System.Diagnostics;

namespace ArticleApi.Attacks;

/// <summary>A dozen connections that search for as much as is allowed, and what others wait meanwhile.</summary>
internal static class Searches
{
    // As many as a query may hold.
    private const int MaxPrefixes = 8;

    private const string Facets = "section,tag,byline,photoCountry,photographer";

    public static async Task RunAsync(Attack attack)
    {
        await using var stage = await Stage.StartLoadedAsync(attack, "searches");
        using var open = stage.Open();
        var ids = (await open.MustAsync("GET", "/v1/articles?limit=100&fields=id")).Json["data"]!
            .AsArray()
            .Select(article => (string)article!["id"]!)
            .ToList();
        await open.MustAsync("GET", "/v1/articles");
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(attack.IsShort ? 6 : 60));
        var statuses = new int[600];
        var searches = Enumerable
            .Range(0, 12)
            .Select(client => Task.Run(() => SearchAsync(stage, new(client), statuses, end.Token)));
        var health = WatchAsync(stage, _ => "/health/live", end.Token);
        var items = WatchAsync(stage, number => $"/v1/articles/{ids[number % ids.Count]}", end.Token);
        var cached = WatchAsync(stage, _ => "/v1/articles", end.Token);
        await Task.WhenAll(searches.Concat([health, items, cached]));

        var said = string.Join(
            ", ",
            statuses.Index().Where(one => one.Item > 0).Select(one => $"{one.Item:N0} × {one.Index}")
        );
        Console.WriteLine($"  the searches were answered {said}");
        void Add(string what, IReadOnlyList<double> times, double goal)
        {
            var p99 = Quantiles.Of(times, 0.99);
            attack.Goals.Add($"{what} under a dozen searches, p99", $"< {goal} ms", $"{p99:0} ms", p99 < goal);
        }

        Add("health", await health, 50);
        Add("items", await items, 250);
        Add("cached answers", await cached, 250);
    }

    private static async Task SearchAsync(Stage stage, Random dice, int[] statuses, CancellationToken end)
    {
        const string Consonants = "bcdfglmnprst";
        const string Vowels = "aeiou";
        string Prefix() => new([Consonants[dice.Next(12)], Vowels[dice.Next(5)], Consonants[dice.Next(12)], '*']);

        while (!end.IsCancellationRequested)
        {
            using var connection = await Connection.OpenAsync(
                new(stage.Service.Url),
                cancellation: CancellationToken.None
            );
            for (
                var reply = new Reply(1, true, false);
                reply is { Status: > 0, Closes: false } && !end.IsCancellationRequested;

            )
            {
                var words = Uri.EscapeDataString(
                    string.Join(" OR ", Enumerable.Range(0, MaxPrefixes).Select(_ => Prefix()))
                );
                reply = await connection.SendAsync(
                    Connection.Request("GET", $"/v1/articles?q={words}&facets={Facets}"),
                    CancellationToken.None
                );
                Interlocked.Increment(ref statuses[reply.Status]);
                // As told by Retry-After, if not quite as long.
                if (reply.Status == 503)
                    await Task.Delay(20, CancellationToken.None);
            }
        }
    }

    private static async Task<IReadOnlyList<double>> WatchAsync(
        Stage stage,
        Func<int, string> path,
        CancellationToken end
    )
    {
        var times = new List<double>();
        using var connection = await Connection.OpenAsync(new(stage.Service.Url), cancellation: CancellationToken.None);
        for (var number = 0; !end.IsCancellationRequested; number++)
        {
            var start = Stopwatch.GetTimestamp();
            var reply = await connection.SendAsync(Connection.Request("GET", path(number)), CancellationToken.None);
            times.Add(
                reply.Status == 200 ? Stopwatch.GetElapsedTime(start).TotalMilliseconds : double.PositiveInfinity
            );
            await Task.Delay(10, CancellationToken.None);
        }

        return times;
    }
}
