using System.Diagnostics;
using ArticleApi.Attacks;

namespace ArticleApi.Trust;

/// <summary>
/// As many followers by server-sent events as one node is to have: when the last of them is told of each change, and
/// what each takes of the memory.
/// </summary>
internal static class StreamRow
{
    private static readonly TimeSpan Goal = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private const int MaxKilobytes = 30;

    public static async Task RunAsync(Attack attack)
    {
        var count = attack.IsShort ? 200 : 2_000;
        var changes = attack.IsShort ? 10 : 60;
        await using var stage = await Stage.StartAsync(attack, "streams");
        using var desk = stage.Desk();
        // What the first followers and writes need is not the others' doing.
        await PublishAsync(desk, "Warm");
        using (await FollowAsync(stage, 50, 1))
            await PublishAsync(desk, "Warmer");
        var before = stage.Service.Megabytes();
        using var crowd = await FollowAsync(stage, count, changes);

        var (slowest, late) = (TimeSpan.Zero, new List<string>());
        for (var change = 0; change < changes; change++)
        {
            var sent = Stopwatch.GetTimestamp();
            await PublishAsync(desk, $"Told {change}");
            var took = await crowd.WaitForAllAsync(change, sent, Patience);
            slowest = took is { } whole && whole < slowest ? slowest : took ?? Patience;
            if (took is null || took > Goal)
                late.Add(
                    $"change {change}: {(took is { } late1 ? $"after {late1.TotalSeconds:0.00} s" : "not by all")}"
                );
        }

        var kilobytes = (stage.Service.Megabytes() - before) * 1024 / count;
        attack.Goals.AddNone(
            $"changes that come later than 1 s after they were sent to any of {count:N0} streams",
            "0",
            late,
            $"{changes}; the slowest took {slowest.TotalMilliseconds:0} ms"
        );
        attack.Goals.Add(
            $"memory for each of {count:N0} streams",
            attack.IsShort ? "measured in the long form" : $"< {MaxKilobytes} KiB",
            $"{kilobytes:0.0} KiB",
            attack.IsShort || kilobytes < MaxKilobytes
        );
    }

    private static Task<Answer> PublishAsync(Client desk, string headline) =>
        desk.MustAsync(
            "POST",
            "/v1/articles",
            new
            {
                headline,
                bodyText = "It rained.",
                status = "published",
            }
        );

    private static async Task<Crowd> FollowAsync(Stage stage, int count, int changes)
    {
        var crowd = new Crowd(count, changes);
        await Attack.ManyAsync(Enumerable.Range(0, count), _ => crowd.AddAsync(new(stage.Service.Url)));
        return crowd;
    }
}
