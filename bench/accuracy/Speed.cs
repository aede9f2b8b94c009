using ArticleApi.Core.Ingestion;

namespace ArticleApi.Accuracy;

/// <summary>How many texts a reader reads in a second, on one core.</summary>
/// <param name="Goal">Texts per second.</param>
public sealed record Speed(string Name, int Goal, Action<string> Read, Func<string, IEnumerable<string>> Texts)
{
    public static IReadOnlyList<Speed> All { get; } =
    [
        new(
            "Captions read per second",
            200_000,
            text => CaptionReader.Read(text),
            data =>
                CaptionHarvest
                    .Captions(Path.Combine(data, "captions"))
                    .Concat(CaptionGold.Read(Path.Combine(data, "captions")).Select(row => row.Row.Input))
        ),
        new(
            "Datelines read per second",
            200_000,
            text => DatelineReader.ReadLede(text),
            data => ReutersDatelines.Ledes(Path.Combine(data, "datelines"))
        ),
    ];

    /// <summary>
    /// The best of several rounds, by the processor's time and not by the clock, since others share the machine.
    /// </summary>
    public int On(string data, TimeSpan round, int rounds)
    {
        var texts = Texts(data).ToArray();
        var best = 0.0;
        for (var i = 0; i <= rounds; i++)
        {
            var (started, read) = (Environment.CpuUsage.TotalTime, 0L);
            while (Environment.CpuUsage.TotalTime - started < round)
            {
                foreach (var text in texts)
                    Read(text);
                read += texts.Length;
            }

            // The first round only warms up; the runtime goes on optimising during the next ones.
            if (i > 0)
                best = Math.Max(best, read / (Environment.CpuUsage.TotalTime - started).TotalSeconds);
        }

        return (int)best;
    }
}
