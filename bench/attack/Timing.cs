using System.Diagnostics;

namespace ArticleApi.Attacks;

/// <summary>
/// Whether it takes as long to say that something hidden is not there as that something is not there at all.
/// </summary>
internal static class Timing
{
    private const int Rounds = 4_000;

    public static async Task RunAsync(Attack attack)
    {
        await using var stage = await Stage.StartAsync(attack, "timing", ("OutputCache__Megabytes", "0"));
        var marks = new Marks(attack.Dice);
        using var desk = stage.Desk();
        var contract = (await desk.MustAsync("GET", "/openapi/v1.json")).Json;
        var corpus = new MarkedCorpus(desk, marks, contract);
        await corpus.WritePublicAsync();
        await corpus.WriteHiddenAsync();

        var probes = new Probes(Contract.ReadsOf(contract), corpus, marks, attack.Dice);
        var worst = (Share: 0.0, What: "");
        foreach (var hidden in corpus.Hidden.Where(hidden => hidden.Had != Sight.Public))
        {
            foreach (
                var (name, path) in new[]
                {
                    (hidden.Id, "/v1/articles/{0}"),
                    (hidden.Article.Slug, "/v1/articles/{0}"),
                    (hidden.Id, "/v1/articles/{0}/versions"),
                    (hidden.Article.Filters[0].Value, "/v1/articles?section={0}"),
                    (hidden.Article.Words[0], "/v1/articles?q={0}"),
                    (hidden.Captions.First(), "/v1/captions/{0}"),
                }
            )
            {
                string For(string value) => path.Replace("{0}", value, StringComparison.Ordinal);
                var share = await CompareAsync(stage, For(name), For(probes.MissingFor(name)));
                if (share > worst.Share)
                    worst = (share, $"{path} of {hidden.Kind}");
            }
        }

        attack.Goals.Add(
            "hidden against missing: the largest difference of median times",
            "≤ 10 %",
            $"{worst.Share:0.0 %} ({worst.What})",
            worst.Share <= 0.10
        );
    }

    // In turns, so that whatever else the machine does falls on both alike.
    private static async Task<double> CompareAsync(Stage stage, string hidden, string missing)
    {
        using var connection = await Connection.OpenAsync(new(stage.Service.Url));
        var requests = new[] { Connection.Request("GET", hidden), Connection.Request("GET", missing) };
        var times = new[] { new List<double>(Rounds), new List<double>(Rounds) };
        for (var round = 0; round < Rounds; round++)
        {
            var which = round % 2 == 0 ? new[] { 0, 1 } : [1, 0];
            foreach (var one in which)
            {
                var start = Stopwatch.GetTimestamp();
                await connection.SendAsync(requests[one]);
                if (round >= Rounds / 10)
                    times[one].Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
            }
        }

        var medians = times.Select(list => Quantiles.Of(list, 0.5)).ToArray();
        return Math.Abs((medians[0] / medians[1]) - 1);
    }
}
