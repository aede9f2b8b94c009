// Attacks the running service: looks for what is hidden, floods it, stops and kills it, restores its database under it.
using System.CommandLine;
using ArticleApi.Attacks;

(string Name, Func<Attack, Task> Run, bool IsShortToo)[] parts =
[
    ("walk", Walk.RunAsync, true),
    ("differences", Differences.RunAsync, true),
    ("timing", Timing.RunAsync, false),
    ("floods", Floods.RunAsync, true),
    ("searches", Searches.RunAsync, true),
    ("stops", Stops.RunAsync, true),
    ("kills", Kills.RunAsync, true),
    ("restore", Restore.RunAsync, true),
    ("keys", WrongKeys.RunAsync, true),
];

var service = new Option<DirectoryInfo>("--service")
{
    Description = "The folder with ArticleApi.dll.",
    Required = true,
};
var corpus = new Option<FileInfo>("--corpus") { Description = "Articles as NDJSON, for the parts that need many." };
var provider = new Option<string>("--provider") { Description = "The database.", DefaultValueFactory = _ => "Sqlite" };
provider.AcceptOnlyFromAmong("Sqlite", "Postgres");
var only = new Option<string[]>("--only") { Description = "Only this part; repeat it.", DefaultValueFactory = _ => [] };
only.AcceptOnlyFromAmong([.. parts.Select(part => part.Name)]);
var quick = new Option<bool>("--short") { Description = "A minute or so." };
var seed = new Option<int>("--seed") { Description = "Another seed, other requests.", DefaultValueFactory = _ => 1 };

var command = new RootCommand("Attacks the service.") { service, corpus, provider, only, quick, seed };
command.SetAction(
    async (parsed, _) =>
    {
        var folder = Directory.CreateTempSubdirectory("articleapi-attack-");
        if (!OperatingSystem.IsWindows()) // for a PostgreSQL that does not run as root
            folder.UnixFileMode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        try
        {
            await using var attack = new Attack(
                new(parsed.GetValue(service)!.FullName),
                folder.FullName,
                parsed.GetValue(provider)!,
                parsed.GetValue(corpus)?.FullName,
                parsed.GetValue(seed)
            )
            {
                IsShort = parsed.GetValue(quick),
            };
            var chosen = parsed.GetValue(only)!;
            foreach (var part in parts)
            {
                if (chosen.Length > 0 ? chosen.Contains(part.Name) : part.IsShortToo || !attack.IsShort)
                    await attack.RunAsync(part.Name, part.Run);
            }

            attack.Goals.Print();
            return attack.Goals.AreMet ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
);
return await command.Parse(args).InvokeAsync();
