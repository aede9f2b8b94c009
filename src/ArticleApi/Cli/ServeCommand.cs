using ArticleApi.Hosting;
using ArticleApi.Import;

namespace ArticleApi.Cli;

/// <summary>Prepares the database and serves until it is told to stop.</summary>
internal static class ServeCommand
{
    /// <summary>What the examples of writes change and delete, so that none of them touches a seed.</summary>
    private static readonly string Examples = Path.Combine(AppContext.BaseDirectory, "example-articles.ndjson");

    public static async Task<int> RunAsync(string[] args, CancellationToken cancellation)
    {
        var app = ApiHost.Build(args);
        await StartupTasks.RunAsync(app, (folder, token) => LoadSeedsAsync(app, folder, token), cancellation);
        app.Lifetime.ApplicationStarted.Register(() => StartupTasks.LogAddresses(app));
        await app.RunAsync(cancellation);
        return ImportCommand.Success;
    }

    // Examples name the seeds by their ids.
    private static async Task LoadSeedsAsync(WebApplication app, string folder, CancellationToken cancellation)
    {
        var options = new ImportOptions { HasStableIds = true };
        var report = await ImportCommand.ImportAsync(app.Services, [folder], options, cancellation);
        app.Logger.LogInformation(
            "Loaded {Articles} articles from {Documents} documents in {Folder}",
            report.Added,
            report.Documents,
            folder
        );
        if (app.Environment.IsDevelopment())
        {
            await ImportCommand.ImportAsync(app.Services, [Examples], options, cancellation);
            await ExampleJob.RunAsync(app.Services, cancellation);
            await ExampleKey.AddAsync(app.Services, cancellation);
        }
    }
}
