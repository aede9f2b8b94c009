using System.Text;
using ArticleApi.Auth;
using ArticleApi.Http;
using ArticleApi.Log;

namespace ArticleApi.Features.Changes;

/// <summary>Writes streams of changes, as many at once as may be.</summary>
internal sealed class ChangeStreams(
    ChangeFollowers followers,
    ChangeWriter writer,
    KeyWatcher keys,
    ShutdownSignal stopping,
    IConfiguration configuration,
    TimeProvider clock
)
{
    public const string ConcurrencySetting = "Changes:StreamsAtOnce";

    /// <summary>Whoever takes nothing for as long is no longer there.</summary>
    public static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(30);

    // When the stream is to end, somebody else waits for that.
    private static readonly TimeSpan EndTimeout = TimeSpan.FromMilliseconds(500);

    // More than that is never written before what was written is on its way.
    private const int MaxWrite = 16 * 1024;

    private const int MinRetryMilliseconds = 2_000;
    private const int MaxRetryMilliseconds = 5_000;

    public WorkLimiter Limiter { get; } =
        new(
            "Too many follow the changes at once.",
            configuration.WholeNumber(ConcurrencySetting, 5_000, 1, 1_000_000),
            0,
            TimeSpan.Zero,
            clock
        );

    /// <summary>
    /// Tells what comes after a cursor, until the client goes or the service or the caller's key ends.
    /// </summary>
    public async Task WriteAsync(HttpContext context, ChangeInterest interest, ChangeFeedCursor after)
    {
        using var key = keys.Watch(context);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted,
            stopping.Begun,
            key.Revoked
        );
        try
        {
            await SendAsync(
                context,
                Encode($": {await TellAsync(context, interest, after, key, end.Token)}\n\n"),
                end.Token
            );
        }
        catch (OperationCanceledException)
        {
            // The client is gone.
        }
        catch (TimeoutException)
        {
            context.Abort();
        }
    }

    /// <returns>Why it came to an end.</returns>
    private async Task<string> TellAsync(
        HttpContext context,
        ChangeInterest interest,
        ChangeFeedCursor after,
        KeyWatch key,
        CancellationToken end
    )
    {
        try
        {
            // When a service starts again its followers are not to come back all at once.
            var retry = Random.Shared.Next(MinRetryMilliseconds, MaxRetryMilliseconds);
            await SendAsync(context, Encode($"retry: {retry}\nid: {writer.TokenOf(after)}\n\n"), end);
            await foreach (var batch in followers.FollowAsync(interest, after, end))
            {
                await SendAsync(context, batch.IsEmpty ? FormatBeat(batch.ReadTo, after) : batch.Events, end);
                after = batch.ReadTo;
            }

            return "the log is of another history";
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            return key.Revoked.IsCancellationRequested ? "the key is no longer good" : "the service ends";
        }
    }

    // Where much is passed over, whoever comes back is not to begin far behind.
    private byte[] FormatBeat(ChangeFeedCursor readTo, ChangeFeedCursor told) =>
        Encode(readTo == told ? ":\n\n" : $":\nid: {writer.TokenOf(readTo)}\n\n");

    private async Task SendAsync(HttpContext context, ReadOnlyMemory<byte> bytes, CancellationToken end)
    {
        for (; bytes.Length > 0; bytes = bytes[Math.Min(MaxWrite, bytes.Length)..])
        {
            // A write that is broken off could not be followed by a last comment.
            var sending = context.Response.BodyWriter.WriteAsync(
                bytes[..Math.Min(MaxWrite, bytes.Length)],
                CancellationToken.None
            );
            if (sending.IsCompletedSuccessfully)
                sending.GetAwaiter().GetResult();
            else
                await WaitUntilTakenAsync(sending.AsTask(), end);
        }
    }

    private async Task WaitUntilTakenAsync(Task sending, CancellationToken end)
    {
        await sending.WaitAsync(SendTimeout, clock, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (end.IsCancellationRequested)
            await sending
                .WaitAsync(EndTimeout, clock, CancellationToken.None)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!sending.IsCompletedSuccessfully)
            throw new TimeoutException("The client did not take in time what was sent.");
    }

    private static byte[] Encode(string text) => Encoding.ASCII.GetBytes(text);
}
