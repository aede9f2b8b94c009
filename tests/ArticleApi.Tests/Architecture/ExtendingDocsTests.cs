using System.Text.RegularExpressions;
using ArticleApi.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ArticleApi.Tests.Architecture;

/// <summary>The examples of docs/extending.md are code that this service would take.</summary>
[Trait("Speed", "slow")]
public sealed partial class ExtendingDocsTests
{
    /// <summary>What every project here uses without saying so.</summary>
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>The table of formats, which a line of an example is put into.</summary>
    private const string Formats = """
        using ArticleApi.Core.Ingestion;

        internal static class Formats
        {
            internal static readonly DocumentFormat[] All = [ LINE ];
        }
        """;

    /// <summary>The table of feeds, which a line of an example is put into.</summary>
    private const string Feeds = """
        using ArticleApi.Core.Syndication;
        using ArticleApi.Features.Feeds;

        internal static class Feeds
        {
            internal static void MapAll(Action<string, string, string, FeedFormat> Map) { LINE }
        }
        """;

    private static readonly List<string> Examples =
    [
        .. CodeBlock()
            .Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "extending.md")))
            .Select(block => block.Groups[1].Value),
    ];

    [Fact]
    public void The_examples_compile()
    {
        var files = Examples.Where(example => example.Contains("\nnamespace ", StringComparison.Ordinal)).ToList();
        var core = files
            .Where(file => file.Contains("\nnamespace ArticleApi.Core.", StringComparison.Ordinal))
            .ToList();
        Assert.Equal((4, 2), (files.Count, core.Count));

        // With the domain's sources, which show their internals to nobody else; then under the name of this assembly,
        // to which the service shows its own.
        var domain = typeof(Core.Articles.Article).Assembly.GetName();
        var ofCore = Compile(
            domain.Name!,
            [.. core, Formats.Replace("LINE", LineOf("new("), StringComparison.Ordinal)],
            [.. DomainSources(), $"[assembly: System.Reflection.AssemblyVersion(\"{domain.Version}\")]"]
        );
        var ofService = Compile(
            typeof(ExtendingDocsTests).Assembly.GetName().Name!,
            [.. files.Except(core), Feeds.Replace("LINE", LineOf("Map("), StringComparison.Ordinal)],
            [],
            ofCore.Compilation.ToMetadataReference()
        );

        Assert.Empty(ofCore.Complaints);
        Assert.Empty(ofService.Complaints);
    }

    // Of other sources nothing is said: what generators add to them is not there.
    private static (CSharpCompilation Compilation, IEnumerable<Diagnostic> Complaints) Compile(
        string assembly,
        IEnumerable<string> examples,
        IEnumerable<string> sources,
        params IEnumerable<MetadataReference> references
    )
    {
        var trees = examples.Select(text => CSharpSyntaxTree.ParseText(text)).ToList();
        var compilation = CSharpCompilation.Create(
            assembly,
            [.. trees, .. sources.Append(ImplicitUsings).Select(text => CSharpSyntaxTree.ParseText(text))],
            [.. Assemblies().Select(path => MetadataReference.CreateFromFile(path)), .. references],
            new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)
        );
        var complaints =
            from found in compilation.GetDiagnostics()
            where found.Severity >= DiagnosticSeverity.Warning && trees.Contains(found.Location.SourceTree!)
            select found;

        return (compilation, complaints);
    }

    private static string LineOf(string start) =>
        Examples.Single(example => example.StartsWith(start, StringComparison.Ordinal));

    private static IEnumerable<string> DomainSources() =>
        Directory
            .EnumerateFiles(
                Path.Combine(Repository.Root, "src", "ArticleApi.Core"),
                "*.cs",
                SearchOption.AllDirectories
            )
            .Where(file => !Regex.IsMatch(file, "/(obj|bin)/"))
            .Select(File.ReadAllText);

    private static IEnumerable<string> Assemblies() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileNameWithoutExtension(path) is not ("ArticleApi.Tests" or "ArticleApi.Core"));

    [GeneratedRegex("```csharp\\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
