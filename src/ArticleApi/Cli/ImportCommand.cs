using System.Diagnostics;
using System.Text.Json;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Ingestion;
using ArticleApi.Import;
using ArticleApi.Import.Sources;
using Spectre.Console;

namespace ArticleApi.Cli;

/// <summary>What an import did, as <c>--report</c> writes it.</summary>
/// <param name="Refused">Documents that were not or not wholly taken, such as one of lines for a single line.</param>
/// <param name="Errors">What was not taken of them: lines, items, or all there is.</param>
/// <param name="Complaints">The first ten thousand.</param>
internal sealed record ImportReport(
    int Documents,
    int Added,
    int Updated,
    int Known,
    int Outdated,
    int Withdrawn,
    int Refused,
    int Errors,
    IReadOnlyList<Diagnostic> Complaints
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
    private const int MaxReportedComplaints = 10_000;

    private static readonly JsonSerializerOptions Indented = new(ArticleJson.Options) { WriteIndented = true };

    public const int Success = 0;
    public const int CouldNotRun = 1;
    public const int SomeRefused = 2;
    public const int Stopped = 3;

    public static async Task<int> RunAsync(
        IServiceProvider services,
        IReadOnlyList<string> paths,
        ImportOptions options,
        FileInfo? report,
        CancellationToken cancellation
    )
    {
        var missing = paths.Where(path => !Directory.Exists(path) && DocumentSource.Expand(path).Count == 0).ToList();
        foreach (var path in missing)
            await Console.Error.WriteLineAsync($"{path}: no such file or folder");
        if (missing.Count > 0)
            return CouldNotRun;

        var total = await ImportAsync(services, paths, options, cancellation);
        if (report is not null)
            await File.WriteAllBytesAsync(
                report.FullName,
                JsonSerializer.SerializeToUtf8Bytes(total, Indented),
                CancellationToken.None
            );

        Console.WriteLine(
            $"{(options.DryRun ? "Dry run: " : "")}{total.Documents} documents, {total.Added} articles "
                + $"{(options.DryRun ? "found" : "added")}, {FormatCounts(total)}{total.Known} known already, "
                + $"{total.Refused} documents refused{(total.Errors > 0 ? $" for {total.Errors} errors" : "")}."
        );
        if (total.Stopped)
        {
            await Console.Error.WriteLineAsync(
                "import was stopped. What is counted here is in; the same command goes on from there."
            );
            return Stopped;
        }

        return total.Refused > 0 ? SomeRefused : Success;
    }

    // Said only where it happened.
    private static string FormatCounts(ImportReport total) =>
        string.Concat(
            new[] { (total.Updated, "updated"), (total.Outdated, "outdated"), (total.Withdrawn, "withdrawn") }
                .Where(each => each.Item1 > 0)
                .Select(each => $"{each.Item1} {each.Item2}, ")
        );

    /// <summary>Loads documents; one that cannot be read does not stop the others.</summary>
    public static async Task<ImportReport> ImportAsync(
        IServiceProvider services,
        IEnumerable<string> paths,
        ImportOptions options,
        CancellationToken cancellation
    )
    {
        var files = paths.SelectMany(DocumentSource.Expand).ToList();
        if (Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Interactive)
            return await ImportAsync(
                services,
                files,
                options,
                new ImportProgress(line => Console.Error.WriteLine(line), _ => { }),
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
                bar.IsIndeterminate = files.Exists(file => file.Path == DocumentSource.StandardInput);
                total = await ImportAsync(
                    services,
                    files,
                    options,
                    new ImportProgress(
                        line => AnsiConsole.WriteLine(line),
                        progress =>
                        {
                            var (done, rate) = (progress.Total, progress.Rate);
                            bar.Description =
                                $"{done.Added} added, {FormatCounts(done)}{done.Known} known, {done.Refused} "
                                + $"refused, {rate:0}/s";
                            bar.Value = progress.BytesRead;
                        }
                    ),
                    cancellation
                );
            });
        return total!;
    }

    private static async Task<ImportReport> ImportAsync(
        IServiceProvider services,
        List<SourceFile> files,
        ImportOptions options,
        ImportProgress progress,
        CancellationToken cancellation
    )
    {
        await using var scope = services.CreateAsyncScope();
        try
        {
            await scope
                .ServiceProvider.GetRequiredService<Importer>()
                .ImportAsync(
                    progress.TrackAsync(DocumentSource.OpenAsync(files, cancellation)),
                    options,
                    progress.Add,
                    cancellation
                );
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The transaction it was at is rolled back.
            return progress.Total with { Stopped = true };
        }

        return progress.Total;
    }

    /// <summary>What has come of the documents so far.</summary>
    private sealed class ImportProgress(Action<string> say, Action<ImportProgress> show)
    {
        /// <summary>Articles after which a log gets a line.</summary>
        private const int ArticlesPerLogLine = 50_000;

        private readonly Dictionary<ImportOutcome, int> _counts = Enum.GetValues<ImportOutcome>()
            .ToDictionary(fate => fate, _ => 0);
        private readonly List<Diagnostic> _complaints = [];
        private long _started = Stopwatch.GetTimestamp();
        private int _documents;
        private int _refused;
        private int _errors;
        private int _loggedArticles;
        private long _finishedBytes;
        private Func<long> _currentPosition = () => 0;

        public ImportReport Total =>
            new(
                _documents,
                _counts[ImportOutcome.Added],
                _counts[ImportOutcome.Updated],
                _counts[ImportOutcome.Known],
                _counts[ImportOutcome.Outdated],
                _counts[ImportOutcome.Withdrawn],
                _refused,
                _errors,
                _complaints
            );

        /// <summary>Bytes of the files, as they lie on the disk.</summary>
        public long BytesRead => Volatile.Read(ref _finishedBytes) + _currentPosition();

        /// <summary>Articles a second since the last milestone.</summary>
        public double Rate =>
            (ProcessedArticles - _loggedArticles) / Math.Max(Stopwatch.GetElapsedTime(_started).TotalSeconds, 0.001);

        private int ProcessedArticles => _counts.Values.Sum();

        /// <summary>Notes how far the files are read.</summary>
        public async IAsyncEnumerable<SourceDocument> TrackAsync(IAsyncEnumerable<SourceDocument> documents)
        {
            SourceDocument? last = null;
            await foreach (var document in documents)
            {
                // An archive's files share its position.
                if (last is not null && last.Length is { } length)
                    Volatile.Write(ref _finishedBytes, _finishedBytes + length);
                last = document;
                _currentPosition = () => GetPosition(document);
                yield return document;
            }
        }

        public void Add(ImportSummary piece)
        {
            foreach (var complaint in piece.Complaints)
                say(complaint.ToString());
            _complaints.AddRange(piece.Complaints.Take(MaxReportedComplaints - _complaints.Count));
            (_documents, _refused) = (_documents + piece.Documents, _refused + piece.RefusedDocuments);
            _errors += piece.Complaints.Count(complaint => complaint.Severity == DiagnosticSeverity.Error);
            foreach (var article in piece.Articles)
                _counts[article.Outcome]++;
            show(this);
            if (ProcessedArticles - _loggedArticles < ArticlesPerLogLine)
                return;

            say($"{ProcessedArticles} articles, {Rate:0} a second");
            (_loggedArticles, _started) = (ProcessedArticles, Stopwatch.GetTimestamp());
        }

        // The file may be closed by now.
        private static long GetPosition(SourceDocument document)
        {
            try
            {
                return document.BytesRead();
            }
            catch (ObjectDisposedException)
            {
                return document.Length ?? 0;
            }
        }
    }
}
