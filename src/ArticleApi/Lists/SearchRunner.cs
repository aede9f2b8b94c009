using ArticleApi.Http;
using ArticleApi.Http.Problems;
using ArticleApi.Search;
using ArticleApi.Storage;

namespace ArticleApi.Lists;

/// <summary>
/// Runs what may have to look through much of an index: so many at once, on threads of their own where reads keep
/// theirs, so that items, plain lists, kept answers and health checks wait for none of it.
/// </summary>
internal sealed class SearchRunner : IDisposable
{
    public const string WorkersSetting = "Searches:Workers";
    public const string QueueSetting = "Searches:Queue";

    private const int DefaultQueueLength = 64;
    private const int MaxSettingValue = 1_000;

    /// <summary>Whoever would wait longer is better told so.</summary>
    private static readonly TimeSpan MaxQueueTime = TimeSpan.FromSeconds(2);

    private readonly WorkLimiter _limiter;
    private readonly Lazy<DedicatedThreadScheduler>? _threads;

    public SearchRunner(IConfiguration configuration, ISqlReader reads, TimeProvider clock)
    {
        // Reads that keep their thread keep a processor; others leave the work to the database, which has more to do
        // than searches.
        var usual = reads.IsBlocking ? Environment.ProcessorCount : Math.Clamp(2 * Environment.ProcessorCount, 4, 16);
        var workers = configuration.WholeNumber(WorkersSetting, usual, 1, MaxSettingValue);
        _limiter = new(
            "Too many searches run at once.",
            workers,
            configuration.WholeNumber(QueueSetting, DefaultQueueLength, 0, MaxSettingValue),
            MaxQueueTime,
            clock
        );
        _threads = reads.IsBlocking ? new(() => new("search", workers)) : null;
    }

    /// <param name="isTimed">
    /// False for work that bounds itself, or whose asker may wait for as long as it takes.
    /// </param>
    /// <exception cref="ProblemException">Where too much of it runs or waits already.</exception>
    public async Task<T> RunAsync<T>(
        Func<CancellationToken, Task<T>> search,
        bool isTimed,
        CancellationToken cancellation
    )
    {
        using var place = await _limiter.EnterAsync(cancellation);
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (isTimed)
            time.CancelAfter(QueryExecutor.MaxDuration);
        try
        {
            return await RunAdmittedAsync(search, time.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new SearchTimeoutException();
        }
    }

    /// <summary>
    /// For those that have been let in already, of whom there are few: they are not refused, and wait for a thread
    /// where one is needed.
    /// </summary>
    public Task<T> RunAdmittedAsync<T>(Func<CancellationToken, Task<T>> search, CancellationToken cancellation) =>
        _threads is null
            ? search(cancellation)
            : Task
                .Factory.StartNew(() => search(cancellation), cancellation, TaskCreationOptions.None, _threads.Value)
                .Unwrap();

    public void Dispose()
    {
        _limiter.Dispose();
        if (_threads is { IsValueCreated: true })
            _threads.Value.Dispose();
    }
}
