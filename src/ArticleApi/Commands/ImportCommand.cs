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
internal sealed record ImportReport(
    int Documents,
    int Added,
    int Updated,
    int Known,
    int Outdated,
    int Withdrawn,
    int Refused,
    IReadOnlyList<Complaint> Complaints
)
{
    /// <summary>Whether a signal ended it early. What is counted is in; the same import goes on from there.</summary>
    public bool Stopped { get; init; }
}

/// <summary>
/// Loads documents from wherever they lie: exit 0 all in or already there, 2 some refused, 3 stopped by a signal, 1
/// could not run.
/// </summary>
internal static class ImportCommand
{
    private const int MostKept = 10_000;

    private static readonly JsonSerializerOptions Indented = new(ArticleJson.Options) { WriteIndented = true };

    public const int AllIn = 0;
    public const int CouldNotRun = 1;
    public const int SomeRefused = 2;
    public const int Stopped = 3;

    public static async Task<int> Run(
        IServiceProvider services,
        IReadOnlyList<string> paths,
        ImportOptions options,
        FileInfo? report,
        CancellationToken cancellation
    )
    {
        var missing = paths.Where(path => !Directory.Exists(path) && Documents.Find(path).Count == 0).ToList();
        foreach (var path in missing)
            await Console.Error.WriteLineAsync($"{path}: no such file or folder");
        if (missing.Count > 0)
            return CouldNotRun;

        var total = await Load(services, paths, options, cancellation);
        if (report is not null)
            await File.WriteAllBytesAsync(
                report.FullName,
                JsonSerializer.SerializeToUtf8Bytes(total, Indented),
                CancellationToken.None
            );

        Console.WriteLine(
            $"{(options.DryRun ? "Dry run: " : "")}{total.Documents} documents, {total.Added} articles {(options.DryRun ? "found" : "added")}, {Also(total)}{total.Known} known already, {total.Refused} documents refused."
        );
        if (total.Stopped)
        {
            await Console.Error.WriteLineAsync(
                "import was stopped. What is counted here is in; the same command goes on from there."
            );
            return Stopped;
        }

        return total.Refused > 0 ? SomeRefused : AllIn;
    }

    // Said only where it happened.
    private static string Also(ImportReport total) =>
        string.Concat(
            new[] { (total.Updated, "updated"), (total.Outdated, "outdated"), (total.Withdrawn, "withdrawn") }
                .Where(each => each.Item1 > 0)
                .Select(each => $"{each.Item1} {each.Item2}, ")
        );

    /// <summary>Loads documents; one that cannot be read does not stop the others.</summary>
    public static async Task<ImportReport> Load(
        IServiceProvider services,
        IEnumerable<string> paths,
        ImportOptions options,
        CancellationToken cancellation
    )
    {
        var files = paths.SelectMany(Documents.Find).ToList();
        if (Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Interactive)
            return await Load(
                services,
                files,
                options,
                new Progress(line => Console.Error.WriteLine(line), _ => { }),
                cancellation
            );

        ImportReport? total = null;
        await AnsiConsole
            .Progress()
            .Columns(
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn()
            )
            .StartAsync(async bars =>
            {
                var bar = bars.AddTask(
                    "Importing",
                    maxValue: Math.Max(
                        files.Select(file => file.Path).Where(File.Exists).Sum(file => new FileInfo(file).Length),
                        1
                    )
                );
                bar.IsIndeterminate = files.Exists(file => file.Path == Documents.StandardInput);
                total = await Load(
                    services,
                    files,
                    options,
                    new Progress(
                        line => AnsiConsole.WriteLine(line),
                        progress =>
                        {
                            var (done, rate) = (progress.Total, progress.Rate);
                            bar.Description =
                                $"{done.Added} added, {Also(done)}{done.Known} known, {done.Refused} refused, {rate:0}/s";
                            bar.Value = progress.BytesRead;
                        }
                    ),
                    cancellation
                );
            });
        return total!;
    }

    private static async Task<ImportReport> Load(
        IServiceProvider services,
        List<FoundFile> files,
        ImportOptions options,
        Progress progress,
        CancellationToken cancellation
    )
    {
        await using var scope = services.CreateAsyncScope();
        try
        {
            await scope
                .ServiceProvider.GetRequiredService<Importing>()
                .Import(progress.Follow(Documents.Open(files, cancellation)), options, progress.Add, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The transaction it was at is rolled back.
            return progress.Total with { Stopped = true };
        }

        return progress.Total;
    }

    /// <summary>What has come of the documents so far.</summary>
    private sealed class Progress(Action<string> say, Action<Progress> show)
    {
        /// <summary>Articles after which a log gets a line.</summary>
        private const int Milestone = 50_000;

        private readonly Dictionary<Fate, int> _count = Enum.GetValues<Fate>().ToDictionary(fate => fate, _ => 0);
        private readonly List<Complaint> _complaints = [];
        private long _started = Stopwatch.GetTimestamp();
        private int _documents;
        private int _refused;
        private int _milestone;
        private long _finished;
        private Func<long> _reading = () => 0;

        public ImportReport Total =>
            new(
                _documents,
                _count[Fate.Added],
                _count[Fate.Updated],
                _count[Fate.Known],
                _count[Fate.Outdated],
                _count[Fate.Withdrawn],
                _refused,
                _complaints
            );

        /// <summary>Bytes of the files, as they lie on the disk.</summary>
        public long BytesRead => Volatile.Read(ref _finished) + _reading();

        /// <summary>Articles a second since the last milestone.</summary>
        public double Rate => (Seen - _milestone) / Math.Max(Stopwatch.GetElapsedTime(_started).TotalSeconds, 0.001);

        private int Seen => _count.Values.Sum();

        /// <summary>Notes how far the files are read.</summary>
        public async IAsyncEnumerable<Document> Follow(IAsyncEnumerable<Document> documents)
        {
            Document? last = null;
            await foreach (var document in documents)
            {
                // An archive's files share its position.
                if (last is not null && last.Length is { } length)
                    Volatile.Write(ref _finished, _finished + length);
                last = document;
                _reading = () => Position(document);
                yield return document;
            }
        }

        public void Add(Imported piece)
        {
            foreach (var complaint in piece.Complaints)
                say(complaint.ToString());
            _complaints.AddRange(piece.Complaints.Take(MostKept - _complaints.Count));
            (_documents, _refused) = (_documents + piece.Documents, _refused + piece.RefusedDocuments);
            foreach (var article in piece.Articles)
                _count[article.Fate]++;
            show(this);
            if (Seen - _milestone < Milestone)
                return;

            say($"{Seen} articles, {Rate:0} a second");
            (_milestone, _started) = (Seen, Stopwatch.GetTimestamp());
        }

        // The file may be closed by now.
        private static long Position(Document document)
        {
            try
            {
                return document.Read();
            }
            catch (ObjectDisposedException)
            {
                return document.Length ?? 0;
            }
        }
    }
}
