using System.Text.Json;

namespace ArticleApi.Accuracy;

/// <summary>The texts that are measured. They are others' and stay outside the repository.</summary>
public static class Samples
{
    /// <summary>As ARTICLEAPI_TEST_DATA says, else beside the repository; null where there are none.</summary>
    public static string? Find()
    {
        if (Environment.GetEnvironmentVariable("ARTICLEAPI_TEST_DATA") is { Length: > 0 } set)
            return Directory.Exists(set) ? set : null;

        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ArticleApi.sln")))
            folder = folder.Parent;
        var beside = folder is null ? null : Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared", "data"));

        return Directory.Exists(beside) ? beside : null;
    }

    internal static JsonElement Json(string folder, string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, file)));
        return document.RootElement.Clone();
    }
}
