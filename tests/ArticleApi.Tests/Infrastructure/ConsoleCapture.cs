namespace ArticleApi.Tests.Infrastructure;

/// <summary>
/// Hears what commands say. The console is one for the whole process, so only one test at a time may listen.
/// </summary>
internal static class ConsoleCapture
{
    private static readonly SemaphoreSlim ConsoleLock = new(1);

    public static async Task RunAsync(Func<Task> speak, Action<string, string> heard)
    {
        await ConsoleLock.WaitAsync();
        var (output, error) = (Console.Out, Console.Error);
        try
        {
            using var said = new StringWriter();
            using var complained = new StringWriter();
            Console.SetOut(TextWriter.Synchronized(said));
            Console.SetError(TextWriter.Synchronized(complained));
            await speak();
            heard(said.ToString(), complained.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
            ConsoleLock.Release();
        }
    }
}
