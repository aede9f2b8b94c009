using System.Text.Json;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Ingestion;
using ArticleApi.Intake;
using Spectre.Console;

namespace ArticleApi.Commands;

/// <summary>What an import did, as <c>--report</c> writes it.</summary>
internal sealed record ImportReport(int Documents, int Added, int Known, int Refused, IReadOnlyList<Complaint> Complaints);

/// <summary>Loads files or folders: exit 0 all in or already there, 2 some refused, 1 could not run.</summary>
internal static class ImportCommand
{
    private static readonly JsonSerializerOptions Indented = new(ArticleJson.Options) { WriteIndented = true };

    public const int AllIn = 0;
    public const int CouldNotRun = 1;
    public const int SomeRefused = 2;

    public static async Task<int> Run(IServiceProvider services, IReadOnlyList<string> paths, ImportOptions options, FileInfo? report, CancellationToken cancellation)
    {
        var missing = paths.Where(path => !Path.Exists(path)).ToList();
        foreach (var path in missing)
            await Console.Error.WriteLineAsync($"{path}: no such file or folder");
        if (missing.Count > 0)
            return CouldNotRun;

        var total = await Load(services, paths.SelectMany(Files).ToList(), options, cancellation);
        if (report is not null)
            await File.WriteAllBytesAsync(report.FullName, JsonSerializer.SerializeToUtf8Bytes(total, Indented), cancellation);

        Console.WriteLine($"{(options.DryRun ? "Dry run: " : "")}{total.Documents} documents, {total.Added} articles {(options.DryRun ? "found" : "added")}, {total.Known} known already, {total.Refused} documents refused.");
        return total.Refused > 0 ? SomeRefused : AllIn;
    }

    /// <summary>Loads documents one by one; one that cannot be read does not stop the others.</summary>
    public static async Task<ImportReport> Load(IServiceProvider services, IReadOnlyList<string> files, ImportOptions options, CancellationToken cancellation)
    {
        var total = new ImportReport(0, 0, 0, 0, []);
        if (Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Interactive)
        {
            foreach (var file in files)
                total = Add(total, await Load(services, file, options, cancellation), line => Console.Error.WriteLine(line));
            return total;
        }

        await AnsiConsole.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()).StartAsync(async progress =>
        {
            var bar = progress.AddTask("Importing", maxValue: Math.Max(files.Count, 1));
            foreach (var file in files)
            {
                total = Add(total, await Load(services, file, options, cancellation), line => AnsiConsole.WriteLine(line));
                bar.Description = $"{total.Added} added, {total.Known} known, {total.Refused} refused";
                bar.Increment(1);
            }
        });
        return total;
    }

    private static async Task<Imported> Load(IServiceProvider services, string file, ImportOptions options, CancellationToken cancellation)
    {
        var name = Path.GetFileName(file);
        try
        {
            if (SourceText.TooLarge(new FileInfo(file).Length) is { } tooLarge)
                return Refused(name, tooLarge);

            await using var scope = services.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<Importing>().Import(name, await File.ReadAllBytesAsync(file, cancellation), options, cancellation);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Refused(name, error.Message);
        }
    }

    private static Imported Refused(string name, string message) => new(name, 0, 0, [new(Severity.Error, name, null, message)]);

    private static ImportReport Add(ImportReport total, Imported one, Action<string> say)
    {
        foreach (var complaint in one.Complaints)
            say(complaint.ToString());

        return new(total.Documents + 1, total.Added + one.Added, total.Known + one.Known, total.Refused + (one.Refused ? 1 : 0), [.. total.Complaints, .. one.Complaints]);
    }

    /// <summary>A file itself, or all files in a folder, in the order of their names.</summary>
    public static IEnumerable<string> Files(string path) => Directory.Exists(path)
        ? Directory.EnumerateFiles(path, "*", new EnumerationOptions { RecurseSubdirectories = true }).Order(StringComparer.Ordinal)
        : [path];
}
