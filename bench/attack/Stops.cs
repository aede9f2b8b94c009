using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;

namespace ArticleApi.Attacks;

/// <summary>
/// SIGTERM while forty clients read and write. An answer that began ends whole, and a request on a kept connection is
/// answered unless the service said before that it closes it. A connection that is refused, or was never taken from the
/// queue, is not lost: nothing had begun.
/// </summary>
internal static class Stops
{
    private const int Clients = 40;

    public static async Task RunAsync(Attack attack)
    {
        var rounds = attack.IsShort ? 3 : 20;
        await using var stage = await Stage.StartLoadedAsync(attack, "stops");
        var key = attack.Keys["all"];
        var (faults, answered, slowest) = (new ConcurrentBag<string>(), 0, TimeSpan.Zero);
        using (var open = stage.Open())
        {
            var list = (await open.MustAsync("GET", "/v1/articles?limit=100&fields=id")).Json["data"]!.AsArray();
            var ids = list.Select(article => (string)article!["id"]!).ToArray();
            for (var round = 0; round < rounds; round++)
            {
                if (round > 0)
                    stage.Service = await Service.StartAsync(attack.Installation, stage.Database);
                using var stopping = new CancellationTokenSource();
                var clients = Enumerable
                    .Range(0, Clients)
                    .Select(number =>
                        Task.Run(async () =>
                        {
                            var (answers, wrong) = await TalkAsync(
                                stage,
                                Requests(number, round, ids, key),
                                stopping.Token
                            );
                            Interlocked.Add(ref answered, answers);
                            if (wrong is not null)
                                faults.Add($"round {round + 1}: {wrong}");
                        })
                    )
                    .ToList();
                await Task.Delay(500 + attack.Dice.Next(1000));
                await stopping.CancelAsync();
                var took = await stage.Service.StopAsync();
                slowest = took > slowest ? took : slowest;
                await Task.WhenAll(clients);
                await stage.Service.DisposeAsync();
            }
        }

        attack.Goals.AddNone(
            $"answers cut or lost at SIGTERM under {Clients} clients, {rounds} rounds",
            "0",
            faults,
            $"{answered:N0} answers; the slowest stop took {slowest.TotalSeconds:0.0} s"
        );
    }

    private static Func<int, (string What, byte[] Bytes)> Requests(int client, int round, string[] ids, string key) =>
        number =>
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"stop-{round}-{client}-{number}");
            return (client % 10) switch
            {
                < 5 => Get($"/v1/articles/{ids[(client + number) % ids.Length]}"),
                < 7 => Get("/v1/articles?limit=20"),
                7 => Get("/v1/articles/export"),
                8 => Get("/v1/articles?q=the&facets=section,tag"),
                _ => (
                    "POST /v1/articles",
                    Connection.Request(
                        "POST",
                        "/v1/articles",
                        key,
                        $$"""{"headline":"{{name}}","bodyText":"Text of {{name}}.","status":"published"}"""
                    )
                ),
            };
        };

    private static (string What, byte[] Bytes) Get(string path) => ("GET " + path, Connection.Request("GET", path));

    private static async Task<(int Answers, string? Wrong)> TalkAsync(
        Stage stage,
        Func<int, (string What, byte[] Bytes)> requests,
        CancellationToken stopping
    )
    {
        var number = 0;
        while (true)
        {
            Connection connection;
            try
            {
                connection = await Connection.OpenAsync(new(stage.Service.Url), cancellation: CancellationToken.None);
            }
            catch (SocketException refused)
            {
                return (
                    number,
                    stopping.IsCancellationRequested
                        ? null
                        : $"a connection was refused before the end: {refused.Message}"
                );
            }

            using (connection)
            {
                for (
                    var (used, closes) = (false, false);
                    !closes && !(used && connection.HasEnded);
                    used = true, number++
                )
                {
                    var (what, bytes) = requests(number);
                    var reply = await connection.SendAsync(bytes, CancellationToken.None);
                    if (reply.Status == 0 && !used && stopping.IsCancellationRequested)
                        return (number, null);
                    if (reply.Status == 0)
                        return (number, $"{what} got no answer on a {(used ? "kept" : "new")} connection");
                    if (!reply.IsWhole)
                        return (number, $"the answer to {what} was cut");
                    if (reply.Status >= 500 && reply.Status != 503)
                        return (number, $"{what} was answered {reply.Status}");
                    closes = reply.Closes;
                }
            }
        }
    }
}
