using System.Diagnostics;

namespace ArticleApi.Attacks;

/// <summary>The service as it was built, and how its commands are run.</summary>
internal sealed class Installation(string folder)
{
    public static readonly string[] Scopes =
    [
        "articles:read",
        "articles:write",
        "articles:publish",
        "preview:read",
        "embargo:read",
        "subscriber:read",
        "webhooks:manage",
        "keys:manage",
    ];

    public ProcessStartInfo Command(Database database, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["ArticleApi.dll", .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var settings = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["DOTNET_ENVIRONMENT"] = "Production",
            ["Database__Provider"] = database.Provider,
            ["ConnectionStrings__Articles"] = database.ConnectionString,
            ["RateLimits__Enabled"] = "false",
            ["Seeds__Path"] = "",
            ["Logging__LogLevel__Default"] = "Warning",
        };
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        return start;
    }

    public async Task<string> RunAsync(Database database, params string[] arguments)
    {
        using var process = Process.Start(Command(database, arguments))!;
        var complaints = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output.Trim()
            : throw new InvalidOperationException($"{string.Join(' ', arguments)} failed: {await complaints}");
    }
}
