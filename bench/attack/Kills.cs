using System.Diagnostics;
using System.Globalization;

namespace ArticleApi.Attacks;

/// <summary>
/// SIGKILL to the service, and to PostgreSQL, while writers create, change and import. Afterwards all that was
/// acknowledged is there once, the log has no gap, the index says what the articles say, and the database finds no
/// fault in itself.
/// </summary>
internal static class Kills
{
    private const int Writers = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task RunAsync(Attack attack)
    {
        var (ofService, ofServer) = attack.IsShort ? (3, 2) : (50, 20);
        await using var stage = await Stage.StartAsync(attack, "kills");
        var ledger = new Ledger();
        for (var round = 0; round < ofService; round++)
        {
            if (round > 0)
                stage.Service = await Service.StartAsync(attack.Installation, stage.Database);
            await WriteAsync(attack, stage, ledger, $"s{round}", stage.Service.KillAsync);
            await stage.Service.DisposeAsync();
        }

        stage.Service = await Service.StartAsync(attack.Installation, stage.Database);
        if (stage.Database is PostgresDatabase { Cluster: var cluster })
        {
            for (var round = 0; round < ofServer; round++)
            {
                await WriteAsync(attack, stage, ledger, $"p{round}", cluster.KillAsync);
                await cluster.StartAsync();
                await stage.Service.WaitUntilReadyAsync();
            }
        }

        using var desk = stage.Desk();
        var wrong = await ledger.CheckAsync(desk);
        wrong.AddRange(await CheckLogAsync(stage));
        if (await stage.Database.CheckAsync() is { } broken)
            wrong.Add($"the database says of itself: {broken}");
        attack.Goals.AddNone(
            $"acknowledged writes lost or doubled, gaps, and disagreements after {ofService} kills of the service"
                + (attack.IsPostgres ? $" and {ofServer} of PostgreSQL" : ""),
            "0",
            wrong,
            $"{ledger.Acknowledged:N0} acknowledged writes"
        );
    }

    private static async Task WriteAsync(Attack attack, Stage stage, Ledger ledger, string round, Func<Task> killAsync)
    {
        using var end = new CancellationTokenSource();
        var url = stage.Service.Url;
        var writers = Enumerable
            .Range(0, Writers)
            .Select(number =>
                Task.Run(async () =>
                {
                    using var client = new Client(url, attack.Keys["all"]);
                    for (var write = 0; !end.IsCancellationRequested; write++)
                        await ledger.WriteAsync(
                            client,
                            string.Create(CultureInfo.InvariantCulture, $"{round}-{number}-{write}"),
                            write
                        );
                })
            )
            .ToList();
        // In the middle of the work, however long it took to begin.
        var goal = ledger.Acknowledged + 20 + attack.Dice.Next(100);
        for (var watch = Stopwatch.StartNew(); ledger.Acknowledged < goal && watch.Elapsed < Patience; )
            await Task.Delay(attack.Dice.Next(20));
        await killAsync();
        await end.CancelAsync();
        await Task.WhenAll(writers);
    }

    private static async Task<List<string>> CheckLogAsync(Stage stage)
    {
        var wrong = new List<string>();
        var count = await stage.Database.NumberAsync("SELECT count(*) FROM article_versions");
        var last = await stage.Database.NumberAsync("""SELECT max("Sequence") FROM article_versions""");
        var head = await stage.Database.NumberAsync("""SELECT "LastSequence" FROM log_sequence""");
        if (count != last || last != head)
            wrong.Add($"the log has {count} entries, the last is numbered {last}, and the next would follow {head}");

        using var desk = stage.Desk();
        var (after, told) = ("0", 0);
        for (var more = true; more; )
        {
            var page = (await desk.MustAsync("GET", $"/v1/changes?after={after}")).Json;
            told += page["data"]!.AsArray().Count;
            after = (string)page["page"]!["next"]!;
            more = (bool)page["page"]!["hasMore"]!;
        }

        // Nothing is hidden from this key, and nothing was withdrawn.
        if (told != count)
            wrong.Add($"the feed tells {told} of {count} changes");
        return wrong;
    }
}
