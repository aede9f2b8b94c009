using System.Text.RegularExpressions;
using ArticleApi.Http.Problems;
using ArticleApi.Tests.Infrastructure;

namespace ArticleApi.Tests.Http;

/// <summary>docs/problems.md keeps up with the code.</summary>
public sealed partial class ProblemDocsTests
{
    private static readonly string Docs = File.ReadAllText(Path.Combine(Repository.Root, "docs", "problems.md"));

    public static TheoryData<string> Codes => [.. CodesInSource().Distinct().Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_kind_is_described_with_its_status() =>
        Assert.All(
            ProblemTypes.All,
            type => Assert.Contains($"\n| `{type.Code}` | {type.Status} |", Docs, StringComparison.Ordinal)
        );

    [Theory, MemberData(nameof(Codes))]
    public void Every_code_of_a_place_is_described(string code) =>
        Assert.Contains($"\n| `{code}` |", Docs, StringComparison.Ordinal);

    [Fact]
    public void No_code_is_described_that_nothing_answers_with()
    {
        var table = Docs[Docs.IndexOf("## Codes in", StringComparison.Ordinal)..];

        Assert.Empty(Row().Matches(table).Select(row => row.Groups[1].Value).Except(CodesInSource()));
    }

    private static IEnumerable<string> CodesInSource() =>
        Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Select(File.ReadAllText)
            .SelectMany(text => Said().Matches(text))
            .Select(said => said.Groups.Values.Skip(1).First(group => group.Success).Value);

    // The third argument of a field's error, the second of a text's fault, a rule's code, or a refusal of the domain.
    [GeneratedRegex(
        """
            (?:FieldError\.(?:Query|Path|Header|Body)|InputError\.(?:Member|Address)|\bAddError<[^>]*>)\((?:(?:[^,;()]|\((?:[^()]|\([^()]*\))*\))+,\s+){2}"([a-z-]+)"|(?:TextFault|CreateException)\([^,]+,\s+"([a-z-]+)"|WithErrorCode\(\s*"([a-z-]+)"\s*\)|return\snew\(\s*"([a-z-]+)",
            """,
        RegexOptions.IgnorePatternWhitespace
    )]
    private static partial Regex Said();

    [GeneratedRegex("^\\| `([a-z-]+)` \\|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
