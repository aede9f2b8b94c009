namespace ArticleApi.Core.Tests;

/// <summary>Expected output kept beside the tests, and test data kept outside the project.</summary>
internal static class Golden
{
    private static readonly string Root = FindRoot();

    /// <summary>
    /// Compares with <c>Golden/{name}</c>, byte for byte; with <c>UPDATE_GOLDEN=1</c> it writes the file instead.
    /// </summary>
    public static void Match(string name, byte[] actual)
    {
        var path = Path.Combine(Root, "tests", "ArticleApi.Core.Tests", "Golden", name);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, actual);
        }

        Assert.Equal(File.ReadAllText(path), System.Text.Encoding.UTF8.GetString(actual));
        Assert.Equal(File.ReadAllBytes(path), actual);
    }

    /// <summary>A folder of the test data; the test is skipped on a machine without it.</summary>
    public static string SharedData(string folder)
    {
        var data =
            Environment.GetEnvironmentVariable("ARTICLEAPI_TEST_DATA") ?? Path.Combine(Root, "..", "shared", "data");
        var path = Path.GetFullPath(Path.Combine(data, folder));
        Assert.SkipUnless(
            Directory.Exists(path),
            $"The test data {path} is missing; ARTICLEAPI_TEST_DATA says where it is."
        );
        return path;
    }

    /// <summary>The text of the seed document, which is part of the project.</summary>
    public static string Seed() => File.ReadAllText(Path.Combine(Root, "seeds", "000_92d17929e9280bb3.txt"));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ArticleApi.sln")))
            folder = folder.Parent;

        return folder?.FullName
            ?? throw new DirectoryNotFoundException("ArticleApi.sln lies above no folder of the tests.");
    }
}
