using ArticleApi.Auth;
using ArticleApi.Index.FullText;
using ArticleApi.Log;
using ArticleApi.Storage;

namespace ArticleApi.Hosting;

/// <summary>
/// What happens before the service answers: the database is brought to this model, an empty one gets the seeds, and
/// Development gets its key.
/// </summary>
internal static class StartupTasks
{
    /// <param name="loadSeeds">Imports the documents of a folder.</param>
    public static async Task RunAsync(
        WebApplication app,
        Func<string, CancellationToken, Task> loadSeeds,
        CancellationToken cancellation
    )
    {
        await using var scope = app.Services.CreateAsyncScope();
        var (services, logger) = (scope.ServiceProvider, app.Logger);
        var db = services.GetRequiredService<ArticleDb>();
        var status = await DatabaseStatus.ReadAsync(
            services.GetRequiredService<ISqlReader>(),
            db.GetType(),
            cancellation
        );
        if (!status.IsCurrent)
            await db.MigrateAsync(cancellation);
        if (
            status.IndexVersion != services.GetRequiredService<IndexTokenizer>().Version
            && await services.GetRequiredService<ArticleLog>().BeginIndexRebuildAsync(always: false, cancellation)
        )
            logger.LogInformation("The full-text index is of another version of the service, and is made anew");
        await services
            .GetRequiredService<TimeProvider>()
            .FollowAsync(services.GetRequiredService<ISqlReader>(), cancellation);

        var seeds = app.Configuration["Seeds:Path"] ?? FindSeeds(app.Environment.ContentRootPath);
        if (seeds is { Length: > 0 } && Directory.Exists(seeds) && status.IsEmpty)
        {
            await loadSeeds(seeds, cancellation);
            cancellation.ThrowIfCancellationRequested();
        }

        if (app.Environment.IsDevelopment())
        {
            var key = app.Services.GetRequiredService<DevelopmentKey>();
            if (
                await key.EnsureAsync(
                    db,
                    services.GetRequiredService<ApiKeyStore>(),
                    services.GetRequiredService<TimeProvider>(),
                    cancellation
                ) is
                { } made
            )
                logger.LogInformation("Development key, shown this once and kept in {File}: {Key}", key.FilePath, made);
        }
    }

    public static void LogAddresses(WebApplication app)
    {
        foreach (var address in app.Urls)
            app.Logger.LogInformation(
                "Articles at {Address}/v1/articles, Swagger UI at {Address}/swagger",
                address,
                address
            );
    }

    // Run from its project the service finds seeds/ at the top of the repository; published, beside itself.
    private static string? FindSeeds(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
        {
            var seeds = Path.Combine(folder.FullName, "seeds");
            if (Directory.Exists(seeds))
                return seeds;
        }

        return null;
    }
}
