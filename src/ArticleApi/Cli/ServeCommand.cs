using ArticleApi.Hosting;

namespace ArticleApi.Cli;

/// <summary>Prepares the database and serves until it is told to stop.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellation)
    {
        var app = ApiHost.Build(args);
        await StartupTasks.RunAsync(app, (folder, token) => LoadSeedsAsync(app, folder, token), cancellation);
        app.Lifetime.ApplicationStarted.Register(() => StartupTasks.LogAddresses(app));
        await app.RunAsync(cancellation);
        return ImportCommand.Success;
    }

    private static async Task LoadSeedsAsync(WebApplication app, string folder, CancellationToken cancellation)
    {
        var report = await ImportCommand.ImportAsync(app.Services, [folder], new(), cancellation);
        app.Logger.LogInformation(
            "Loaded {Articles} articles from {Documents} documents in {Folder}",
            report.Added,
            report.Documents,
            folder
        );
    }
}
