using System.Diagnostics;

namespace ArticleApi.Attacks;

/// <summary>
/// A backup is put in place under the running service. From then on nothing is answered from memory that the database
/// does not have any more, also once it has counted up to the same numbers again, and followers that are ahead are
/// told.
/// </summary>
internal static class Restore
{
    // How long a node may take to notice what was done behind its back.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static async Task RunAsync(Attack attack)
    {
        var wrong = new List<string>();
        var asked = 0;
        for (var round = 0; round < (attack.IsShort ? 1 : 5); round++)
        {
            await using var stage = await Stage.StartAsync(attack, $"restore{round}", ("OutputCache__Megabytes", "64"));
            asked += await RunAsync(stage, wrong);
        }

        attack.Goals.AddNone(
            "answers of another history after a restore under the running service",
            "0",
            wrong,
            $"{asked:N0} answers"
        );
    }

    private static async Task<int> RunAsync(Stage stage, List<string> wrong)
    {
        using var desk = stage.Desk();
        using var open = stage.Open();
        var back = await WriteAsync(desk, "withdrawn in the backup");
        await desk.MustAsync("POST", $"/v1/articles/{back}/withdraw", new { reason = "Wrong" });
        var kept = await WriteAsync(desk, "public in the backup");
        await stage.Database.BackUpAsync();

        // What the backup does not know: one comes back, one goes, one is new.
        await desk.MustAsync("POST", $"/v1/articles/{back}/publish", new { });
        await desk.MustAsync("POST", $"/v1/articles/{kept}/withdraw", new { reason = "Wrong" });
        var fresh = await WriteAsync(desk, "after the backup");
        var cursor = (string)(await open.MustAsync("GET", "/v1/changes?after=now")).Json["page"]!["next"]!;
        string[] paths =
        [
            $"/v1/articles/{back}",
            $"/v1/articles/{fresh}",
            $"/v1/articles/{kept}",
            "/v1/articles",
            "/v1/articles?q=history",
            "/feeds/articles.rss",
            "/v1/articles?facets=tag&limit=0",
            "/v1/articles/export",
            "/",
        ];
        foreach (var path in paths.Concat(paths))
            await open.GetAsync(path);

        await stage.Database.RestoreAsync();
        var watch = Stopwatch.StartNew();
        var (asked, written) = (0, 0);
        while (watch.Elapsed < Patience * 2 || written < 5)
        {
            foreach (var path in paths)
            {
                var answer = await open.GetAsync(path);
                asked++;
                if (watch.Elapsed < Patience)
                    continue;

                var text = answer.Text;
                foreach (var gone in new[] { "withdrawn in the backup", "after the backup" })
                {
                    if (text.Contains(gone, StringComparison.OrdinalIgnoreCase) && wrong.Count < 50)
                        wrong.Add(
                            $"{path} still shows the article {gone}, {watch.Elapsed.TotalSeconds:0.0} s after the restore"
                        );
                }

                if (path.EndsWith(kept, StringComparison.Ordinal) && answer.Status != 200)
                    wrong.Add($"{path} is public in the backup, and is answered {answer.Status}");
            }

            // First nothing is written, then the same numbers are given again.
            if (watch.Elapsed > Patience * 1.5 && written < 5)
                await desk.SendAsync("POST", "/v1/articles", Article($"again {written++}"));
            await Task.Delay(100);
        }

        if (await open.GetAsync($"/v1/changes?after={cursor}") is { Status: not 410 } ahead)
            wrong.Add($"a follower that is ahead is answered {ahead.Status} instead of 410");
        return asked + 1;
    }

    private static async Task<string> WriteAsync(Client desk, string headline) =>
        (string)(await desk.MustAsync("POST", "/v1/articles", Article(headline))).Json["id"]!;

    private static object Article(string headline) =>
        new
        {
            status = "published",
            headline,
            language = "en",
            bodyText = "A text about history and what comes of it.",
            tags = new[] { new { name = headline } },
        };
}
