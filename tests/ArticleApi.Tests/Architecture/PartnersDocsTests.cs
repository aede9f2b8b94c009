using ArticleApi.Tests.Infrastructure;

namespace ArticleApi.Tests.Architecture;

/// <summary>The followers that docs/partners.md shows are those that CI runs.</summary>
public sealed class PartnersDocsTests
{
    private const int MaxLines = 40;

    [Theory]
    [InlineData("python", "follow.py"), InlineData("ts", "follow.ts")]
    public void The_follower_in_the_documentation_is_the_one_that_runs(string language, string name)
    {
        var file = File.ReadAllText(Path.Combine(Repository.Root, "tests", "clients", "follow", name));
        var documentation = File.ReadAllText(Path.Combine(Repository.Root, "docs", "partners.md"));

        Assert.Contains($"\n```{language}\n{file}```\n", documentation, StringComparison.Ordinal);
        Assert.InRange(file.Count(character => character == '\n'), 1, MaxLines);
    }
}
