namespace ArticleApi.Tests.Infrastructure;

/// <summary>Where the repository is that these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Seeds => Path.Combine(Root, "seeds");

    /// <summary>Real data that is not part of the project; tests that need it skip where it is missing.</summary>
    public static string TestData =>
        Environment.GetEnvironmentVariable("ARTICLEAPI_TEST_DATA")
        ?? Path.GetFullPath(Path.Combine(Root, "..", "shared", "data"));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ArticleApi.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("These tests run from a build inside the repository.");
    }
}
