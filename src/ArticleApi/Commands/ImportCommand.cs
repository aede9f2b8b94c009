using System.Diagnostics;
using System.Text.Json;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Ingestion;
using ArticleApi.Intake;
using Spectre.Console;

namespace ArticleApi.Commands;

/// <summary>What an import did, as <c>--report</c> writes it.</summary>
/// <param name="Refused">Documents that were not or not wholly taken.</param>
/// <param name="Complaints">The first ten thousand.</param>
internal sealed record ImportReport(int Documents, int Added, int Known, int Refused, IReadOnlyList<Complaint> Complaints);

/// <summary>Loads files or folders: exit 0 all in or already there, 2 some refused, 1 could not run.</summary>
internal static class ImportCommand
{
    private const int MostKept = 10_000;

    private static readonly JsonSerializerOptions Indented = new(ArticleJson.Options) { WriteIndented = true };

    public const int AllIn = 0;
    public const int CouldNotRun = 1;
    public const int SomeRefused = 2;

    public const string Auto = "auto";

    public static async Task<int> Run(IServiceProvider services, IReadOnlyList<string> paths, string format, ImportOptions options, FileInfo? report, CancellationToken cancellation)
    {
        var missing = paths.Where(path => !Path.Exists(path)).ToList();
        foreach (var path in missing)
            await Console.Error.WriteLineAsync($"{path}: no such file or folder");
        if (missing.Count > 0)
            return CouldNotRun;

        var total = await Load(services, paths.SelectMany(Files).ToList(), options, cancellation, format);
        if (report is not null)
            await File.WriteAllBytesAsync(report.FullName, JsonSerializer.SerializeToUtf8Bytes(total, Indented), cancellation);

        Console.WriteLine($"{(options.DryRun ? "Dry run: " : "")}{total.Documents} documents, {total.Added} articles {(options.DryRun ? "found" : "added")}, {total.Known} known already, {total.Refused} documents refused.");
        return total.Refused > 0 ? SomeRefused : AllIn;
    }

    /// <summary>Loads documents one by one; one that cannot be read does not stop the others.</summary>
    public static async Task<ImportReport> Load(IServiceProvider services, IReadOnlyList<string> files, ImportOptions options, CancellationToken cancellation, string format = Auto)
    {
        if (Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Interactive)
        {
            var plain = new Progress(line => Console.Error.WriteLine(line), _ => { });
            foreach (var file in files)
                await Load(services, file, format, options, plain, cancellation);
            return plain.Total;
        }

        var tally = new Progress(line => AnsiConsole.WriteLine(line), _ => { });
        await AnsiConsole.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()).StartAsync(async bars =>
        {
            var bar = bars.AddTask("Importing", maxValue: Math.Max(files.Sum(file => new FileInfo(file).Length), 1));
            tally = new Progress(line => AnsiConsole.WriteLine(line), progress =>
            {
                bar.Description = $"{progress.Total.Added} added, {progress.Total.Known} known, {progress.Total.Refused} refused, {progress.Rate:0}/s";
                bar.Value = progress.BytesRead;
            });
            foreach (var file in files)
                await Load(services, file, format, options, tally, cancellation);
        });
        return tally.Total;
    }

    private static async Task Load(IServiceProvider services, string file, string format, ImportOptions options, Progress progress, CancellationToken cancellation)
    {
        var name = Path.GetFileName(file);
        try
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.SequentialScan | FileOptions.Asynchronous);
            await using var scope = services.CreateAsyncScope();
            var importing = scope.ServiceProvider.GetRequiredService<Importing>();
            if ((format == Auto ? await FormatOf(stream, cancellation) : format) == NdjsonReader.Format)
            {
                await importing.ImportLines(name, stream, options, piece => progress.Add(piece, stream.Position), cancellation);
            }
            else if (SourceText.TooLarge(stream.Length) is { } tooLarge)
            {
                progress.Add(Refused(name, tooLarge), stream.Length);
            }
            else
            {
                var bytes = new byte[stream.Length];
                await stream.ReadExactlyAsync(bytes, cancellation);
                progress.Add(await importing.Import(name, bytes, options, cancellation), stream.Length);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            progress.Add(Refused(name, error.Message), 0);
        }

        progress.EndDocument();
    }

    // A line of JSON begins with a brace, and no scraped page does.
    private static async Task<string> FormatOf(FileStream stream, CancellationToken cancellation)
    {
        var first = new byte[64];
        var read = await stream.ReadAtLeastAsync(first, first.Length, throwOnEndOfStream: false, cancellation);
        stream.Position = 0;

        return first.AsSpan(0, read).TrimStart(" \t\r\n"u8).StartsWith("{"u8) ? NdjsonReader.Format : SeedReader.Format;
    }

    private static Imported Refused(string name, string message) => new(name, 0, 0, [new(Severity.Error, name, null, message)]);

    /// <summary>A file itself, or all files in a folder, in the order of their names.</summary>
    public static IEnumerable<string> Files(string path) => Directory.Exists(path)
        ? Directory.EnumerateFiles(path, "*", new EnumerationOptions { RecurseSubdirectories = true }).Order(StringComparer.Ordinal)
        : [path];

    /// <summary>What has come of the documents so far.</summary>
    private sealed class Progress(Action<string> say, Action<Progress> show)
    {
        /// <summary>Articles after which a log gets a line.</summary>
        private const int Milestone = 50_000;

        private readonly List<Complaint> _complaints = [];
        private long _started = Stopwatch.GetTimestamp();
        private (int Documents, int Added, int Known, int Refused) _count;
        private int _milestone;
        private long _finished;
        private bool _refused;

        public ImportReport Total => new(_count.Documents, _count.Added, _count.Known, _count.Refused, _complaints);

        public long BytesRead { get; private set; }

        /// <summary>Articles a second since the last milestone.</summary>
        public double Rate => (_count.Added - _milestone) / Math.Max(Stopwatch.GetElapsedTime(_started).TotalSeconds, 0.001);

        /// <param name="position">Bytes of this document read so far.</param>
        public void Add(Imported piece, long position)
        {
            foreach (var complaint in piece.Complaints)
                say(complaint.ToString());
            _complaints.AddRange(piece.Complaints.Take(MostKept - _complaints.Count));
            _refused |= piece.Refused;
            (_count.Added, _count.Known) = (_count.Added + piece.Added, _count.Known + piece.Known);
            BytesRead = _finished + position;
            show(this);
            if (_count.Added - _milestone < Milestone)
                return;

            say($"{_count.Added} articles added, {Rate:0} a second");
            (_milestone, _started) = (_count.Added, Stopwatch.GetTimestamp());
        }

        public void EndDocument()
        {
            _count.Documents++;
            _count.Refused += _refused ? 1 : 0;
            _refused = false;
            _finished = BytesRead;
        }
    }
}
