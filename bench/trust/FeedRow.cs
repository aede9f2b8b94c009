using System.Diagnostics;
using System.Text.Json;
using ArticleApi.Attacks;

namespace ArticleApi.Trust;

/// <summary>One client reads the whole history of a corpus, thin, a thousand changes at a time, from no cache.</summary>
internal static class FeedRow
{
    private const int Goal = 50_000;
    private const int Rounds = 5;

    // So that a short history is read often enough to be measured.
    private const int MinChanges = 20_000;

    public static async Task RunAsync(Attack attack)
    {
        await using var stage = await Stage.StartLoadedAsync(attack, "feed", ("OutputCache__Megabytes", "0"));
        using var http = new HttpClient { BaseAddress = new(stage.Service.Url) };
        await ReadAsync(http);
        var rates = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var (watch, changes) = (Stopwatch.StartNew(), 0);
            while (changes < MinChanges)
                changes += await ReadAsync(http);
            rates.Add(changes / watch.Elapsed.TotalSeconds);
        }

        rates.Sort();
        // What few articles take is mostly their requests: the short form only shows that it works.
        attack.Goals.Add(
            "thin changes read a second, one client, the whole history",
            attack.IsShort ? "more than none" : $"≥ {Goal:N0}",
            $"{rates[Rounds / 2]:N0}, the best {rates[^1]:N0}",
            rates[Rounds / 2] >= (attack.IsShort ? 1 : Goal)
        );
    }

    private static async Task<int> ReadAsync(HttpClient http)
    {
        var (changes, after) = (0, "0");
        for (var hasMore = true; hasMore; )
        {
            var bytes = await http.GetByteArrayAsync($"/v1/changes?after={after}&limit=1000");
            (var count, after, hasMore) = ReadPage(bytes);
            changes += count;
        }

        return changes;
    }

    // What a client of the feed does at least, without a tree of objects.
    private static (int Count, string Next, bool HasMore) ReadPage(byte[] bytes)
    {
        var reader = new Utf8JsonReader(bytes);
        var (count, next, hasMore) = (0, "", false);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
                continue;
            if (reader.ValueTextEquals("op"u8))
                count++;
            else if (reader.ValueTextEquals("next"u8) && reader.Read())
                next = reader.GetString()!;
            else if (reader.ValueTextEquals("hasMore"u8) && reader.Read())
                hasMore = reader.GetBoolean();
        }

        return (count, next, hasMore);
    }
}
