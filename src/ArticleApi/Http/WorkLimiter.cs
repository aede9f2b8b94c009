using System.Globalization;
using System.Threading.RateLimiting;
using ArticleApi.Http.Problems;

namespace ArticleApi.Http;

/// <summary>
/// So much of one kind of work at once, so much waiting for a short while; whoever comes beyond that is told to come
/// again.
/// </summary>
/// <param name="what">What there is too much of, as it is said to whoever comes again.</param>
/// <param name="patience">The longest that anyone waits.</param>
internal sealed class WorkLimiter(string what, int atOnce, int queue, TimeSpan patience, TimeProvider clock)
    : IDisposable
{
    private readonly ConcurrencyLimiter _limiter = new(
        new()
        {
            PermitLimit = atOnce,
            QueueLimit = queue,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        }
    );

    /// <summary>
    /// A place, to be given back by disposing it. One that is no longer wanted leaves the queue at once.
    /// </summary>
    /// <exception cref="ProblemException">Where there is none in time.</exception>
    public ValueTask<IDisposable> EnterAsync(CancellationToken cancellation) => EnterAsync(1, cancellation);

    /// <param name="weight">How many places it takes.</param>
    /// <inheritdoc cref="EnterAsync(CancellationToken)"/>
    public async ValueTask<IDisposable> EnterAsync(int weight, CancellationToken cancellation)
    {
        if (_limiter.AttemptAcquire(weight) is { IsAcquired: true } free)
            return free;

        using var late = new CancellationTokenSource(patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        try
        {
            if (await _limiter.AcquireAsync(weight, either.Token) is { IsAcquired: true } place)
                return place;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // Nobody left in time.
        }

        throw new ProblemException(
            new(ProblemTypes.Overloaded, $"{what} Try again in {RetryAfterSeconds} s.")
            {
                Headers = new Dictionary<string, string>
                {
                    ["Retry-After"] = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture),
                },
            }
        );
    }

    public void Dispose() => _limiter.Dispose();

    private const int RetryAfterSeconds = 5;
}
