using System.Diagnostics;

namespace ArticleApi.Tests.Infrastructure;

/// <summary>The built executable, with a database and a key file in a folder of the test's own.</summary>
internal static class Executable
{
    public static string Folder { get; } = Path.GetDirectoryName(typeof(Program).Assembly.Location)!;

    public static ProcessStartInfo Start(DirectoryInfo folder, Dictionary<string, string> settings, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(Folder, "ArticleApi.dll"), .. args])
        {
            WorkingDirectory = folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["Database__Provider"] = "Sqlite";
        start.Environment["ConnectionStrings__Articles"] = $"Data Source={Path.Combine(folder.FullName, "articles.db")}";
        start.Environment["Development__KeyFile"] = Path.Combine(folder.FullName, "development.key");
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        return start;
    }
}
