using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace ArticleApi.Attacks;

/// <summary>
/// Floods that once filled the memory: endless complaints about a body, keys of the output cache, exports to slow
/// readers.
/// </summary>
internal static class Floods
{
    private const double MaxPeak = 600;
    private const double MaxAfter = 300;

    public static async Task RunAsync(Attack attack)
    {
        var duration = TimeSpan.FromSeconds(attack.IsShort ? 6 : 60);
        await using var stage = await Stage.StartLoadedAsync(attack, "floods", ("OutputCache__Megabytes", "64"));
        var key = attack.Keys["all"];
        var wrong = string.Join(',', Enumerable.Repeat("1", 2_000_000));
        var longText = $"\"{new string('x', 38)}\"";
        var complaints = new[]
        {
            Connection.Request("POST", "/v1/parse/captions", null, $$"""{"raw":[{{wrong}}]}"""),
            Connection.Request("POST", "/v1/articles", key, $$"""{"headline":"x","bodyText":"x","tags":[{{wrong}}]}"""),
            // As many values as a body may hold, each of them long.
            Connection.Request(
                "POST",
                "/v1/parse/captions",
                null,
                $$"""{"raw":[{{string.Join(',', Enumerable.Repeat(longText, 99_000))}}]}"""
            ),
        };
        await FloodAsync(
            attack,
            stage,
            "complaints about 4 MB bodies",
            duration,
            (client, _) => complaints[client % complaints.Length]
        );

        await FloodAsync(
            attack,
            stage,
            "unlike Accept, query and Host",
            duration,
            (client, round) => Unlike(client, round)
        );

        var export = Connection.Request("GET", "/v1/articles/export");
        await FloodAsync(
            attack,
            stage,
            "exports to slow readers",
            duration,
            (_, _) => export,
            TimeSpan.FromMilliseconds(50)
        );
    }

    // A header, a query and a host that no request had before; long, since keys count too.
    private static byte[] Unlike(int client, int round)
    {
        var unlike = string.Create(CultureInfo.InvariantCulture, $"{client}-{round}-{new string('x', 1_500)}");
        var request = (round % 3) switch
        {
            0 =>
                $"GET /v1/articles?limit=1&fields=headline HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json;v=\"{unlike}\"\r\n\r\n",
            1 => $"GET /v1/articles?limit=1&q={unlike[..400]} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
            _ => $"GET /v1/articles?limit=1 HTTP/1.1\r\nHost: h{unlike[..200]}.example\r\n\r\n",
        };
        return Encoding.ASCII.GetBytes(request);
    }

    private static async Task FloodAsync(
        Attack attack,
        Stage stage,
        string name,
        TimeSpan duration,
        Func<int, int, byte[]> request,
        TimeSpan pause = default
    )
    {
        using var end = new CancellationTokenSource(duration);
        var answered = 0;
        var peak = stage.Service.Megabytes();

        async Task WatchAsync()
        {
            for (; !end.IsCancellationRequested; await Task.Delay(50))
                peak = Math.Max(peak, stage.Service.Megabytes());
        }

        async Task PourAsync(int client)
        {
            for (var round = 0; !end.IsCancellationRequested; )
            {
                try
                {
                    using var connection = await Connection.OpenAsync(
                        new(stage.Service.Url),
                        pause,
                        pause > TimeSpan.Zero ? 4096 : 64 * 1024,
                        end.Token
                    );
                    for (
                        var reply = new Reply(1, true, false);
                        reply is { Status: > 0, IsWhole: true, Closes: false };

                    )
                    {
                        reply = await connection.SendAsync(request(client, round++), end.Token);
                        if (reply.Status > 0)
                            Interlocked.Increment(ref answered);
                    }
                }
                catch (SocketException)
                {
                    await Task.Delay(100);
                }
                catch (OperationCanceledException)
                {
                    return;
                }
            }
        }

        await Task.WhenAll(
            Enumerable
                .Range(0, attack.IsShort ? 64 : 256)
                .Select(client => Task.Run(() => PourAsync(client)))
                .Append(WatchAsync())
        );
        var watch = Stopwatch.StartNew();
        var after = stage.Service.Megabytes();
        for (; after >= MaxAfter && watch.Elapsed < TimeSpan.FromMinutes(1); await Task.Delay(500))
            after = stage.Service.Megabytes();
        attack.Goals.Add(
            $"memory under {name}: peak, and back after",
            "< 600 MB, < 300 MB in a minute",
            $"{peak:0} MB, {after:0} MB after {watch.Elapsed.TotalSeconds:0} s; {answered:N0} answers",
            peak < MaxPeak && after < MaxAfter && answered > 0
        );
    }
}
