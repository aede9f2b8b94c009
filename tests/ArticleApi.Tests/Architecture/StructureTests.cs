using System.Text.RegularExpressions;
using ArchUnitNET.Loader;
using ArticleApi.Storage;
using ArticleApi.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Tests.Architecture;

/// <summary>The house is as it was drawn: arrows point one way.</summary>
public sealed class StructureTests
{
    private static readonly ArchUnitNET.Domain.Architecture Code = new ArchLoader()
        .LoadAssemblies(typeof(ArticleDb).Assembly, typeof(Core.Articles.Article).Assembly)
        .Build();

    /// <summary>
    /// Which folder may know which. Http stands below all that answers requests and knows nothing of what is stored;
    /// what edits, imports, logs and indexes knows nothing of HTTP.
    /// </summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Cli"] =
        [
            "Hosting",
            "Features",
            "Bulk",
            "Lists",
            "Import",
            "Editing",
            "Auth",
            "Http",
            "Search",
            "Log",
            "Index",
            "Storage",
            "Core",
        ],
        ["Hosting"] =
        [
            "Features",
            "Bulk",
            "Lists",
            "Import",
            "Editing",
            "Auth",
            "Http",
            "Search",
            "Log",
            "Index",
            "Storage",
            "Core",
        ],
        ["Features"] =
        [
            "Bulk",
            "Lists",
            "Import",
            "Editing",
            "Auth",
            "Http",
            "Search",
            "Log",
            "Index",
            "Storage",
            "Core",
        ],
        ["Bulk"] = ["Editing", "Auth", "Http", "Storage", "Core"],
        ["Lists"] = ["Auth", "Http", "Search", "Log", "Index", "Storage", "Core"],
        ["Import"] = ["Editing", "Auth", "Log", "Index", "Storage", "Core"],
        ["Editing"] = ["Auth", "Log", "Index", "Storage", "Core"],
        ["Auth"] = ["Http", "Storage", "Core"],
        ["Search"] = ["Log", "Index", "Storage", "Core"],
        ["Log"] = ["Index", "Storage", "Core"],
        ["Index"] = ["Storage", "Core"],
        ["Storage"] = ["Core"],
        ["Http"] = ["Core"],
        ["Core"] = [],
    };

    /// <summary>Within Core: readers and writers of formats know the domain, which does not know them.</summary>
    private static readonly string[] Domain =
    [
        "ArticleApi.Core.Articles",
        "ArticleApi.Core.Images",
        "ArticleApi.Core.Datelines",
    ];

    private static readonly string[] AroundTheDomain = ["ArticleApi.Core.Ingestion", "ArticleApi.Core.Syndication"];

    [Fact]
    public void Folders_have_no_circles() =>
        Assert.Empty(Circles(Arrows().Select(arrow => (House(arrow.From), House(arrow.To)))).Select(Say));

    [Fact]
    public void A_folder_knows_only_those_it_may() =>
        Assert.Empty(Arrows().Where(arrow => IsForbidden(arrow)).Select(Say));

    // A constant and a call of a static method leave no trace in what is compiled, but a line at the top of the source.
    [Fact]
    public void A_source_names_only_folders_that_it_may_know()
    {
        var named =
            from file in Sources()
            let text = File.ReadAllText(file)
            let folder = Regex.Match(text, "^namespace ([A-Za-z.]+)", RegexOptions.Multiline).Groups[1].Value
            let type = $"{folder}.{Path.GetFileNameWithoutExtension(file)}"
            from Match line in Regex.Matches(
                text,
                @"^using (?:static |\w+ = )?(ArticleApi\.[A-Za-z.]+)",
                RegexOptions.Multiline
            )
            select (From: type, To: line.Groups[1].Value + ".");

        Assert.Empty(named.Where(IsForbidden).Select(Say));
    }

    [Fact]
    public void Features_do_not_know_each_other() =>
        Assert.Empty(
            Arrows()
                .Where(arrow =>
                    arrow.From.StartsWith("ArticleApi.Features.", StringComparison.Ordinal)
                    && arrow.To.StartsWith("ArticleApi.Features.", StringComparison.Ordinal)
                    && Folder(arrow.From, 3) != Folder(arrow.To, 3)
                )
                .Select(Say)
        );

    [Fact]
    public void The_domain_knows_no_format_and_no_format_another()
    {
        bool In(string name, string[] folders) => folders.Contains(Folder(name, 3));

        Assert.Empty(Arrows().Where(arrow => In(arrow.From, Domain) && In(arrow.To, AroundTheDomain)).Select(Say));
        Assert.Empty(
            Arrows()
                .Where(arrow =>
                    In(arrow.From, AroundTheDomain)
                    && In(arrow.To, AroundTheDomain)
                    && Folder(arrow.From, 3) != Folder(arrow.To, 3)
                )
                .Select(Say)
        );
    }

    [Fact]
    public void Core_is_pure() =>
        Assert.DoesNotContain(
            typeof(Core.Articles.Article).Assembly.GetReferencedAssemblies(),
            reference =>
                reference.Name!.StartsWith("Microsoft.", StringComparison.Ordinal)
                || reference.Name.StartsWith("Npgsql", StringComparison.Ordinal)
                || reference.Name == "System.Net.Http"
        );

    [Fact]
    public void Types_have_no_circles_across_folders_of_the_domain()
    {
        var circles = Circles(
            Arrows()
                .Where(arrow => Folder(arrow.From, 2) == "ArticleApi.Core")
                .Select(arrow => (Outer(arrow.From), Outer(arrow.To)))
        );

        Assert.DoesNotContain(circles, arrow => House(arrow.From) != House(arrow.To));
    }

    [Fact]
    public void Only_the_log_saves()
    {
        var banned = File.ReadAllLines(Path.Combine(Repository.Root, "BannedSymbols.txt"));
        Assert.All(
            new[]
            {
                "SaveChanges;",
                "SaveChanges(System.Boolean);",
                "SaveChangesAsync(System.Threading.CancellationToken);",
                "SaveChangesAsync(System.Boolean,System.Threading.CancellationToken);",
            },
            method =>
                Assert.Contains(
                    banned,
                    line =>
                        line.StartsWith("M:Microsoft.EntityFrameworkCore.DbContext." + method, StringComparison.Ordinal)
                )
        );

        Assert.Equal(["Log/ArticleLog.cs"], SourcesWith(@"\.SaveChanges"));
    }

    /// <summary>
    /// Each of these may be used where the analyzer is told why. Whoever writes rows past the log leaves its versions,
    /// and the index, behind.
    /// </summary>
    [Fact]
    public void Statements_that_write_rows_are_run_by_the_log_and_storage_alone()
    {
        var banned = File.ReadAllLines(Path.Combine(Repository.Root, "src/ArticleApi/BannedSymbols.Writes.txt"))
            .Select(line => line.Split(';')[0])
            .ToHashSet();
        var writing =
            from type in (System.Type[])
                [typeof(RelationalDatabaseFacadeExtensions), typeof(EntityFrameworkQueryableExtensions)]
            from method in type.GetMethods()
            where Regex.IsMatch(method.Name, "^Execute(Update|Delete|Sql)")
            select $"{type.FullName}.{method.Name}({method.GetParameters().Length}";

        Assert.NotEmpty(writing);
        Assert.Equal(
            writing.Order(StringComparer.Ordinal),
            banned.Select(WithParameterCount).Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            [
                "Auth/ApiKeyStore.cs",
                "Log/ArticleLog.cs",
                "Log/ChangeSetBuilder.cs",
                "Log/LogLock.cs",
                "Log/Maintenance/PackageBackfill.cs",
                "Storage/ArticleDb.cs",
                "Storage/DatabaseMigrator.cs",
                "Storage/Postgres/PostgresArticleDb.cs",
            ],
            SourcesWith("RS0030")
        );
        Assert.Equal(
            ["Auth/ApiKeyStore.cs"],
            SourcesWith(@"\.Execute(Update|Delete|Sql|NonQuery)")
                .Where(file =>
                    !file.StartsWith("Log/", StringComparison.Ordinal)
                    && !file.StartsWith("Storage/", StringComparison.Ordinal)
                )
        );

        static string WithParameterCount(string symbol)
        {
            var match = Regex.Match(symbol, @"^M:([\w.]+)(?:``1)?\((.*)\)$");
            return $"{match.Groups[1].Value}({match.Groups[2].Value.Split(',').Length}";
        }
    }

    /// <summary>API keys are no content: they change beside the log.</summary>
    [Fact]
    public void Only_the_log_and_its_index_write_rows() =>
        Assert.Equal(
            ["ArticleApi.Auth.ApiKeyStore"],
            Arrows()
                .Where(arrow => arrow.To == "ArticleApi.Storage.IRowWriter")
                .Select(arrow => Outer(arrow.From))
                .Where(name => Folder(name, 2) is not ("ArticleApi.Storage" or "ArticleApi.Index" or "ArticleApi.Log"))
                .Distinct()
        );

    /// <summary>The arrows by which one can come back to where one was.</summary>
    private static List<(string From, string To)> Circles(IEnumerable<(string From, string To)> graph)
    {
        var arrows = graph.Where(arrow => arrow.From != arrow.To).Distinct().ToList();
        var next = arrows.ToLookup(arrow => arrow.From, arrow => arrow.To);
        return arrows.Where(arrow => Reached(arrow.To).Contains(arrow.From)).ToList();

        HashSet<string> Reached(string from)
        {
            var (reached, ahead) = (new HashSet<string> { from }, new Stack<string>([from]));
            while (ahead.TryPop(out var at))
            {
                foreach (var to in next[at].Where(reached.Add))
                    ahead.Push(to);
            }

            return reached;
        }
    }

    // A feature is a folder of its own; what spells a database differently belongs to its storage.
    private static string House(string name) =>
        Folder(
            name,
            (
                name.StartsWith("ArticleApi.Features.", StringComparison.Ordinal)
                || name.StartsWith("ArticleApi.Core.", StringComparison.Ordinal)
            )
            && Outer(name).Split('.').Length > 3
                ? 3
                : 2
        );

    private static bool IsForbidden((string From, string To) arrow) =>
        Layer(arrow.From) is { } from && Layer(arrow.To) is { } to && from != to && !Allowed[from].Contains(to);

    /// <summary>The folder of a type; null where it stands beside the folders, for all of them.</summary>
    private static string? Layer(string name) =>
        name.Split('.') is [_, var folder, _, ..] && Allowed.ContainsKey(folder) ? folder : null;

    private static IEnumerable<string> Sources() =>
        Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal));

    /// <summary>Which sources of the service hold this, by their path.</summary>
    private static IEnumerable<string> SourcesWith(string pattern)
    {
        var root = Path.Combine(Repository.Root, "src/ArticleApi");
        return Sources()
            .Where(file => Regex.IsMatch(File.ReadAllText(file), pattern))
            .Select(file => Path.GetRelativePath(root, file))
            .Order(StringComparer.Ordinal);
    }

    /// <summary>Which type knows which, by full name.</summary>
    private static IEnumerable<(string From, string To)> Arrows() =>
        Code
            .Types.SelectMany(type =>
                type.Dependencies.Select(dependency => (From: type.FullName, To: dependency.Target.FullName))
            )
            // A type parameter is taken for a type of the method that it belongs to.
            .Where(arrow =>
                !arrow.To.Contains("::", StringComparison.Ordinal)
                && arrow.From.StartsWith("ArticleApi.", StringComparison.Ordinal)
                && arrow.To.StartsWith("ArticleApi.", StringComparison.Ordinal)
            )
            .Distinct();

    private static string Folder(string name, int parts) => string.Join('.', Outer(name).Split('.').Take(parts));

    private static string Outer(string name) => name.Split('+', '/', '`')[0];

    private static string Say((string From, string To) arrow) => $"{arrow.From} knows {arrow.To}";
}
