namespace ArticleApi.Editing;

/// <summary>Tries again where another writer was in the way: what it changed is looked at anew each time.</summary>
internal static class WriteRetry
{
    private const int MaxAttempts = 5;

    /// <param name="tryOnceAsync">Whether nobody was in the way.</param>
    /// <returns>False where somebody was each time.</returns>
    public static async Task<bool> RunAsync(Func<Task<bool>> tryOnceAsync)
    {
        for (var attempts = 0; attempts < MaxAttempts; attempts++)
        {
            if (await tryOnceAsync())
                return true;
        }

        return false;
    }
}
