using ArticleApi.Auth;
using ArticleApi.Http;
using ArticleApi.Http.Problems;
using ArticleApi.Log;

namespace ArticleApi.Features.Changes;

/// <summary>
/// Waits for the next change that a caller is told of. What the caller is not told of ends no wait: when an answer
/// comes tells nothing of what is hidden.
/// </summary>
internal sealed class ChangeWait(
    ChangeFollowers followers,
    ChangeWriter writer,
    KeyWatcher keys,
    ShutdownSignal stopping,
    TimeProvider clock
)
{
    /// <returns>Null where the caller's key is no longer good.</returns>
    public async Task<JsonBytesResult<ChangeList>?> WaitAsync(
        HttpContext context,
        ChangeInterest interest,
        ChangeFeedCursor after,
        int limit,
        TimeSpan patience
    )
    {
        var aborted = context.RequestAborted;
        using var key = keys.Watch(context);
        using var late = new CancellationTokenSource(patience, clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(
            aborted,
            late.Token,
            stopping.Begun,
            key.Revoked
        );
        ChangeBatch? news = null;
        try
        {
            await foreach (var batch in followers.FollowAsync(interest, after, end.Token))
            {
                after = batch.ReadTo;
                if (batch.IsEmpty)
                    continue;

                news = batch;
                break;
            }
        }
        catch (OperationCanceledException) when (!aborted.IsCancellationRequested)
        {
            // There was nothing in time.
        }

        return key.Revoked.IsCancellationRequested ? null : CreateResult(news, after, limit);
    }

    public static Problem Revoked() =>
        new(ProblemTypes.Unauthorized, "The API key was revoked or expired meanwhile.")
        {
            Challenges = [Challenge.Bearer("invalid_token", null)],
        };

    private JsonBytesResult<ChangeList> CreateResult(ChangeBatch? news, ChangeFeedCursor readTo, int limit)
    {
        var isCut = news?.Count > limit;
        var next = writer.TokenOf(isCut ? news![limit - 1].Cursor : readTo);
        var page = new ChangePage(limit, next, isCut);

        return new(news is null ? writer.WritePage([], page) : ChangeWriter.WritePage(news, page))
        {
            IsMomentary = true,
        };
    }
}
