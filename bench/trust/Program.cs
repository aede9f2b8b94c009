// Measures what followers of the changes are promised, row by row.
using System.CommandLine;
using ArticleApi.Attacks;
using ArticleApi.Trust;

(string Name, Func<Attack, Task> Run)[] rows =
[
    ("streams", StreamRow.RunAsync),
    ("feed", FeedRow.RunAsync),
    ("packages", PackageRow.RunAsync),
    ("followers", FollowersRow.RunAsync),
];

var service = new Option<DirectoryInfo>("--service")
{
    Description = "The folder with ArticleApi.dll.",
    Required = true,
};
var corpus = new Option<FileInfo>("--corpus") { Description = "Articles as NDJSON.", Required = true };
var provider = new Option<string>("--provider") { Description = "The database.", DefaultValueFactory = _ => "Sqlite" };
provider.AcceptOnlyFromAmong("Sqlite", "Postgres");
var only = new Option<string[]>("--only") { Description = "Only this row; repeat it.", DefaultValueFactory = _ => [] };
only.AcceptOnlyFromAmong([.. rows.Select(row => row.Name)]);
var quick = new Option<bool>("--short") { Description = "A minute or so: only whether it works." };
var seed = new Option<int>("--seed") { Description = "Another seed, other histories.", DefaultValueFactory = _ => 1 };

var command = new RootCommand("Measures what followers are promised.") { service, corpus, provider, only, quick, seed };
command.SetAction(
    async (parsed, _) =>
    {
        var folder = Directory.CreateTempSubdirectory("articleapi-trust-");
        if (!OperatingSystem.IsWindows()) // for a PostgreSQL that does not run as root
            folder.UnixFileMode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        try
        {
            await using var attack = new Attack(
                new(parsed.GetValue(service)!.FullName),
                folder.FullName,
                parsed.GetValue(provider)!,
                parsed.GetValue(corpus)!.FullName,
                parsed.GetValue(seed)
            )
            {
                IsShort = parsed.GetValue(quick),
            };
            var chosen = parsed.GetValue(only)!;
            foreach (var row in rows.Where(row => chosen.Length == 0 || chosen.Contains(row.Name)))
                await attack.RunAsync(row.Name, row.Run);
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
