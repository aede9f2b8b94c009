using System.Text.Json;

namespace ArticleApi.Core.Tests;

/// <summary>Where the tests' documents are: the project's own, and those that must not be copied into it.</summary>
internal static class TestData
{
    public const string SeedName = "000_92d17929e9280bb3";

    public static string Root { get; } = FindRoot();

    public static byte[] SeedBytes => File.ReadAllBytes(Path.Combine(Root, "seeds", SeedName + ".txt"));

    public static JsonElement SeedExpected =>
        Json(Path.Combine(Root, "tests", "ArticleApi.Core.Tests", "Golden", SeedName + ".expected.json"));

    /// <summary>A folder of the shared data; the test is skipped, saying so, on a machine that lacks it.</summary>
    public static string Shared(string folder)
    {
        var data = Environment.GetEnvironmentVariable("ARTICLEAPI_TEST_DATA") is { Length: > 0 } set
            ? set
            : Path.Combine(Root, "..", "shared", "data");
        var path = Path.GetFullPath(Path.Combine(data, folder));
        if (!Path.Exists(path))
            Assert.Skip($"The test data '{path}' is missing; ARTICLEAPI_TEST_DATA says where it is.");

        return path;
    }

    public static JsonElement Json(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return document.RootElement.Clone();
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ArticleApi.sln")))
            folder = folder.Parent;

        return folder?.FullName
            ?? throw new InvalidOperationException(
                "The tests run outside the repository: no ArticleApi.sln above them."
            );
    }
}
