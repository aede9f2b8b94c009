using System.Diagnostics;
using ArticleApi.Index;
using ArticleApi.Log;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Cli;

/// <summary>
/// Makes the full-text index anew and files everything anew. A service that runs helps, and one that was stopped
/// meanwhile goes on with it.
/// </summary>
internal static class ReindexCommand
{
    /// <summary>Articles after which a line says how far it is.</summary>
    private const int ArticlesPerLogLine = 10_000;

    public static async Task<int> RunAsync(IServiceProvider services, CancellationToken cancellation)
    {
        var (db, log, progress) = (
            services.GetRequiredService<ArticleDb>(),
            services.GetRequiredService<ArticleLog>(),
            services.GetRequiredService<IndexStatus>().Progress
        );
        await log.BeginIndexRebuildAsync(always: true, cancellation);
        var total = await db.Heads.CountAsync(head => head.State == HeadState.Live, cancellation);
        var (started, said) = (Stopwatch.GetTimestamp(), 0);
        while (await log.RebuildIndexAsync(progress, ArticleLog.MaxInlineRenders, cancellation))
        {
            if (progress.Articles / ArticlesPerLogLine == said)
                continue;

            said = progress.Articles / ArticlesPerLogLine;
            await Console.Error.WriteLineAsync(
                $"{progress.Articles} of {total} articles, "
                    + $"{progress.Articles / Stopwatch.GetElapsedTime(started).TotalSeconds:0}/s"
            );
        }

        Console.WriteLine($"The full-text index of {total} articles is made anew.");
        return ImportCommand.Success;
    }
}
