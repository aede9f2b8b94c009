using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace ArticleApi.Attacks;

/// <summary>
/// Asks all that is open before and after hidden articles are saved, edited and deleted: every answer stays the same,
/// byte for byte. Then asks with cursors that nobody gave out.
/// </summary>
internal static partial class Differences
{
    public static async Task RunAsync(Attack attack)
    {
        await using var stage = await Stage.StartAsync(attack, "differences", Stage.ManyExports, Stage.ManySearches);
        var marks = new Marks(attack.Dice);
        using var desk = stage.Desk();
        using var open = stage.Open();
        var contract = (await open.MustAsync("GET", "/openapi/v1.json")).Json;
        var corpus = new MarkedCorpus(desk, marks, contract);
        await corpus.WritePublicAsync();

        // Before anything is hidden, so that all of it is of what is open.
        var probes = new Probes(Contract.ReadsOf(contract), corpus, marks, attack.Dice).Alone().ToList();
        if (attack.IsShort)
            probes = [.. attack.Dice.GetItems(probes.ToArray(), probes.Count / 3)];
        var cursor = (string)(await open.MustAsync("GET", "/v1/changes?after=now")).Json["page"]!["next"]!;
        probes.Add(new("GET", $"/v1/changes?after={cursor}&include=document"));
        var before = await AskAsync(open, probes);
        var again = await AskAsync(open, probes);
        var sealedAnew = before.Keys.Where(probe => before[probe] != again[probe]).ToHashSet();
        var found = new List<string>();

        async Task CompareAsync(string step)
        {
            var after = await AskAsync(open, probes);
            foreach (var probe in probes)
            {
                var (then, now) = (before[probe], after[probe]);
                // What differs from one answer to the next by itself is held to what else it says.
                if (sealedAnew.Contains(probe))
                    (then, now) = (Tokens().Replace(then, ""), Tokens().Replace(now, ""));
                if (then != now)
                    found.Add($"once {step}, {probe.Asked} is answered otherwise: {Difference(then, now)}");
            }
        }

        await corpus.WriteNeverPublicAsync();
        await CompareAsync("hidden articles are saved");
        await corpus.EditHiddenAsync();
        await CompareAsync("they are edited");
        foreach (
            var hidden in corpus.Hidden.Where(hidden =>
                hidden.Sight != Sight.Nobody && hidden.Kind != "withdrawn under embargo"
            )
        )
            await desk.MustAsync("DELETE", $"/v1/articles/{hidden.Id}", null, ("If-Match", "*"));
        await CompareAsync("they are deleted");
        attack.Goals.AddNone(
            "open answers that change as hidden articles are saved, edited and deleted",
            "0",
            found,
            $"{probes.Count * 3:N0} answers"
        );

        var (forged, taken) = await ForgeAsync(open);
        attack.Goals.AddNone("cursors that nobody gave out, taken", "0", taken, $"{forged:N0} cursors");
    }

    private static async Task<Dictionary<Probe, string>> AskAsync(Client open, IReadOnlyList<Probe> probes)
    {
        var answers = new System.Collections.Concurrent.ConcurrentDictionary<Probe, string>();
        await Attack.ManyAsync(
            probes.Distinct(),
            async probe =>
                answers[probe] = Walk.Steady(await open.SendAsync(probe.Method, probe.Path, null, probe.Headers))
        );
        return new(answers);
    }

    private static string Difference(string then, string now)
    {
        var at = then.Zip(now).TakeWhile(pair => pair.First == pair.Second).Count();
        string Part(string text) => text[Math.Max(0, at - 20)..Math.Min(text.Length, at + 60)].ReplaceLineEndings(" ");
        return $"…{Part(then)}… became …{Part(now)}…";
    }

    // Each bit of a cursor, and one made as whoever has read the code would make it: a place of one's own choice under
    // a key of one's own.
    private static async Task<(int Forged, List<string> Taken)> ForgeAsync(Client open)
    {
        var (forged, taken) = (0, new List<string>());
        foreach (
            var list in new[]
            {
                "/v1/articles?limit=5",
                "/v1/articles?limit=5&sort=-updatedAt",
                "/v1/tags?limit=1",
                "/v1/images?limit=2",
            }
        )
        {
            var cursor = (string?)(await open.MustAsync("GET", list)).Json["page"]!["next"];
            if (cursor is null)
                continue;

            foreach (var token in Forgeries(Base64Url.DecodeFromChars(cursor)))
            {
                forged++;
                var answer = await open.GetAsync($"{list}&cursor={Base64Url.EncodeToString(token)}");
                if (answer.Status != 400)
                    taken.Add($"{list}&cursor={Base64Url.EncodeToString(token)} was answered {answer.Status}");
            }
        }

        return (forged, taken);
    }

    private static IEnumerable<byte[]> Forgeries(byte[] token)
    {
        for (var at = 0; at < token.Length; at++)
        {
            var flipped = token.ToArray();
            flipped[at] ^= (byte)(1 << (at % 8));
            yield return flipped;
        }

        // Sealed with a key of one's own: a nonce, a place, a tag.
        var made = new byte[token.Length];
        using (var cipher = new AesGcm(new byte[32], 16))
            cipher.Encrypt(
                made.AsSpan(0, 12),
                new byte[made.Length - 28],
                made.AsSpan(12, made.Length - 28),
                made.AsSpan(made.Length - 16)
            );
        yield return made;

        yield return token[..^1];
        yield return [.. token, 0];
    }

    [GeneratedRegex("\"(next|cursor)\":\"[^\"]*\"|cursor=[^&>]*|^(ETag|Content-Length): .*$", RegexOptions.Multiline)]
    private static partial Regex Tokens();
}
