using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ArticleApi.Tests.Infrastructure;

/// <summary>The built executable, with a database and a key file in a folder of the test's own.</summary>
internal static partial class Executable
{
    public static string Folder { get; } = Path.GetDirectoryName(typeof(Program).Assembly.Location)!;

    public static ProcessStartInfo CreateStartInfo(
        DirectoryInfo folder,
        Dictionary<string, string> settings,
        params string[] args
    )
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(Folder, "ArticleApi.dll"), .. args])
        {
            WorkingDirectory = folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["Database__Provider"] = "Sqlite";
        start.Environment["ConnectionStrings__Articles"] =
            $"Data Source={Path.Combine(folder.FullName, "articles.db")}";
        start.Environment["Development__KeyFile"] = Path.Combine(folder.FullName, "development.key");
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        return start;
    }

    /// <summary>Starts the service, and waits until it listens.</summary>
    /// <returns>The process, and the address it listens at.</returns>
    public static async Task<(Process Service, Uri Home)> ServeAsync(
        DirectoryInfo folder,
        Dictionary<string, string> settings
    )
    {
        var service = Process.Start(
            CreateStartInfo(folder, new(settings) { ["ASPNETCORE_URLS"] = "http://127.0.0.1:0" })
        )!;
        _ = service.StandardError.ReadToEndAsync();
        var home = await service.WaitUntilListeningAsync();
        _ = service.StandardOutput.ReadToEndAsync();
        return (service, home);
    }

    /// <summary>Waits until a service says where it listens.</summary>
    public static async Task<Uri> WaitUntilListeningAsync(this Process service)
    {
        while (await service.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Listening().Match(line) is { Success: true } match)
                return new(match.Groups[1].Value);
        }

        throw new InvalidOperationException("The service ended before it listened.");
    }

    /// <summary>Sends a signal, by its name.</summary>
    public static async Task SendSignalAsync(this Process process, string signal)
    {
        using var kill = Process.Start("kill", ["-" + signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }

    [GeneratedRegex("Now listening on: (http://[^ ]+)")]
    private static partial Regex Listening();
}
