using ArticleApi.Auth;
using ArticleApi.Core.Rejections;

namespace ArticleApi.Editing;

/// <summary>Tries again where another writer was in the way: what it changed is looked at anew each time.</summary>
internal static class WriteRetry
{
    private const int MaxAttempts = 5;

    // Who loses has lost to somebody who is done: as many as write at once may be in the way one after the other.
    private const int MaxAttemptsAmongMany = 50;

    /// <param name="tryOnceAsync">Whether nobody was in the way.</param>
    /// <returns>False where somebody was each time.</returns>
    public static async Task<bool> RunAsync(Func<Task<bool>> tryOnceAsync, int maxAttempts = MaxAttempts)
    {
        for (var attempts = 0; attempts < maxAttempts; attempts++)
        {
            if (await tryOnceAsync())
                return true;
        }

        return false;
    }

    /// <summary>
    /// Makes a change. A caller who holds it to no version means what is there by then: who lost a race to another
    /// writer begins anew.
    /// </summary>
    public static async Task<WriteResult<T>> RunAsync<T>(WriteContext write, Func<Task<WriteResult<T>>> changeAsync)
    {
        WriteResult<T> result = write.Expected.Conflict(null);
        await RunAsync(
            async () =>
            {
                result = await changeAsync();
                return write.Expected.IsHeld
                    || result is not WriteResult<T>.Rejected { Rejection.Reason: RejectionReason.VersionConflict };
            },
            MaxAttemptsAmongMany
        );
        return result;
    }
}
