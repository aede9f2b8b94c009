using ArticleApi.Log;
using ArticleApi.Storage;

namespace ArticleApi.Http;

/// <summary>
/// Runs what may have to look through much of an index: so many at once, on threads of their own where reads keep
/// theirs, so that items, plain lists, kept answers and health checks wait for none of it.
/// </summary>
internal sealed class Searches : IDisposable
{
    public const string Workers = "Searches:Workers";
    public const string Queue = "Searches:Queue";

    private const int UsualQueue = 64;
    private const int Most = 1_000;

    /// <summary>Whoever would wait longer is better told so.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>The longest that a request may search, count and read what was found.</summary>
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(3);

    private readonly WorkLimiter _limiter;
    private readonly Lazy<WorkerThreads>? _threads;

    public Searches(IConfiguration configuration, IReads reads, TimeProvider clock)
    {
        // Reads that keep their thread keep a processor; others leave the work to the database, which has more to do
        // than searches.
        var usual = reads.AreBlocking ? Environment.ProcessorCount : Math.Clamp(2 * Environment.ProcessorCount, 4, 16);
        var workers = configuration.WholeNumber(Workers, usual, 1, Most);
        _limiter = new(
            "Too many searches run at once.",
            workers,
            configuration.WholeNumber(Queue, UsualQueue, 0, Most),
            Patience,
            clock
        );
        _threads = reads.AreBlocking ? new(() => new("search", workers)) : null;
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
            time.CancelAfter(MostTime);
        try
        {
            return await RunAsync(search, time.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new SearchTooCostlyException();
        }
    }

    /// <summary>
    /// For those that have been let in already, of whom there are few: they are not refused, and wait for a thread
    /// where one is needed.
    /// </summary>
    public Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> search, CancellationToken cancellation) =>
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
