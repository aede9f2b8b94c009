using System.Text.RegularExpressions;
using ArticleApi.Storage;
using ArticleApi.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ArticleApi.Tests.Architecture;

/// <summary>
/// The sources are written the way CONTRIBUTING.md says: what a reader meets on every page is held here.
/// </summary>
public sealed class SourceStyleTests
{
    private const int MaxColumns = 120;

    /// <summary>
    /// What a reader keeps in mind at once. Constructors are not counted: what they take is written once, by name.
    /// </summary>
    private const int MaxParameters = 5;

    private static readonly string[] TaskTypes = ["Task", "ValueTask", "IAsyncEnumerable"];

    private static readonly List<SourceFile> Sources = ReadSources("src");

    private static readonly HashSet<string> RouteHandlers = [.. FindRouteHandlers()];

    [Fact]
    public void No_line_is_wider_than_120_columns() =>
        AssertNone(
            from file in Sources
            from line in file.Lines.Index()
            where line.Item.Length > MaxColumns
            select $"{file.Path}:{line.Index + 1} has {line.Item.Length} columns"
        );

    [Fact]
    public void What_returns_a_task_ends_in_Async() =>
        AssertNone(
            from method in Methods()
            where IsTask(method.ReturnType) && !IsGivenItsName(method) && !IsRouteHandler(method)
            where !method.Name.EndsWith("Async", StringComparison.Ordinal)
            select $"{method.Place} returns a task and is called {method.Name}"
        );

    [Fact]
    public void Nothing_called_Of_reads_or_writes() =>
        AssertNone(
            from method in Methods()
            where method.Name is "Of" or "OfAsync" && (IsTask(method.ReturnType) || method.Name == "OfAsync")
            select $"{method.Place} is called {method.Name} and returns {method.ReturnType}"
        );

    [Fact]
    public void A_method_takes_at_most_five_parameters() =>
        AssertNone(
            from method in Methods()
            where method.ParameterCount > MaxParameters && !IsGivenItsName(method)
            select $"{method.Place} {method.Name} takes {method.ParameterCount} parameters"
        );

    [Fact]
    public void A_lambda_takes_at_most_five_parameters() =>
        AssertNone(
            from file in Sources
            from lambda in file.Root.DescendantNodes().OfType<ParenthesizedLambdaExpressionSyntax>()
            where lambda.ParameterList.Parameters.Count > MaxParameters
            select $"{file.PlaceOf(lambda)} a lambda takes {lambda.ParameterList.Parameters.Count} parameters"
        );

    [Fact]
    public void A_conditional_expression_is_no_part_of_another() =>
        AssertNone(
            from file in Sources
            from outer in file.Root.DescendantNodes().OfType<ConditionalExpressionSyntax>()
            where IsConditional(outer.Condition) || IsConditional(outer.WhenTrue) || IsConditional(outer.WhenFalse)
            select $"{file.PlaceOf(outer)} has a ?: within a ?:"
        );

    [Fact]
    public void No_type_name_stands_in_two_namespaces() =>
        AssertNone(
            from type in new[] { typeof(ArticleDb).Assembly, typeof(Core.Articles.Article).Assembly }.SelectMany(
                assembly => assembly.GetTypes()
            )
            where
                type is { Namespace: { } space, IsNested: false }
                && space.StartsWith("ArticleApi", StringComparison.Ordinal)
                && !space.EndsWith("Migrations", StringComparison.Ordinal)
            group type by Regex.Replace(type.Name, "`[0-9]+$|^<.*", "") into named
            where named.Key.Length > 0 && named.Select(type => type.Namespace).Distinct().Count() > 1
            select $"{named.Key} stands in {string.Join(" and ", named.Select(type => type.Namespace))}"
        );

    [Fact]
    public void No_test_asserts_in_a_loop_that_would_not_say_at_which_item_it_failed() =>
        AssertNone(
            from file in ReadSources("tests")
            from loop in file.Root.DescendantNodes().OfType<CommonForEachStatementSyntax>()
            where !loop.AwaitKeyword.IsKind(SyntaxKind.AwaitKeyword) && IsOfTest(loop)
            where loop.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(IsAssertion)
            select $"{file.PlaceOf(loop)} asserts in a loop: Assert.All names the item"
        );

    private static bool IsOfTest(SyntaxNode node) =>
        node.Ancestors()
            .OfType<MethodDeclarationSyntax>()
            .First()
            .AttributeLists.SelectMany(list => list.Attributes)
            .Any(attribute => attribute.Name.ToString() is "Fact" or "Theory");

    private static bool IsAssertion(InvocationExpressionSyntax call) =>
        call.Expression
            is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "Assert" } };

    private static bool IsConditional(ExpressionSyntax expression) =>
        expression is ConditionalExpressionSyntax
        || (expression is ParenthesizedExpressionSyntax inner && IsConditional(inner.Expression));

    private static void AssertNone(IEnumerable<string> wrong) =>
        Assert.True(!wrong.Any(), string.Join('\n', wrong.Order(StringComparer.Ordinal)));

    private static bool IsTask(string type) => TaskTypes.Contains(type.Split('<')[0]);

    // An override or an explicit implementation has the name that another type gave it.
    private static bool IsGivenItsName(Method method) =>
        method.Node is MethodDeclarationSyntax declared
        && (declared.Modifiers.Any(SyntaxKind.OverrideKeyword) || declared.ExplicitInterfaceSpecifier is not null);

    // ASP.NET calls a route handler, and its readers know it by the route.
    private static bool IsRouteHandler(Method method) => RouteHandlers.Contains(method.Name);

    private static IEnumerable<string> FindRouteHandlers() =>
        from file in Sources
        from call in file.Root.DescendantNodes().OfType<InvocationExpressionSyntax>()
        where
            call.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: var called }
            && called.StartsWith("Map", StringComparison.Ordinal)
        from argument in call.ArgumentList.Arguments
        let handler = argument.Expression switch
        {
            MemberAccessExpressionSyntax member => member.Name.Identifier.Text,
            IdentifierNameSyntax name => name.Identifier.Text,
            _ => null,
        }
        where handler is not null
        select handler;

    private static IEnumerable<Method> Methods() =>
        from file in Sources
        from node in file.Root.DescendantNodes()
        let method = node switch
        {
            MethodDeclarationSyntax m => new Method(m, m.Identifier, m.ReturnType, file),
            LocalFunctionStatementSyntax f => new Method(f, f.Identifier, f.ReturnType, file),
            _ => null,
        }
        where method is not null
        select method;

    private static List<SourceFile> ReadSources(string folder)
    {
        var files = Directory.EnumerateFiles(
            Path.Combine(Repository.Root, folder),
            "*.cs",
            SearchOption.AllDirectories
        );

        return files
            .Where(file => !Regex.IsMatch(file, "/(obj|bin|Migrations)/"))
            .Order(StringComparer.Ordinal)
            .Select(file => new SourceFile(Path.GetRelativePath(Repository.Root, file), File.ReadAllText(file)))
            .ToList();
    }

    private sealed class SourceFile(string path, string text)
    {
        public string Path { get; } = path;

        public string[] Lines { get; } = text.Split('\n');

        public SyntaxNode Root { get; } = CSharpSyntaxTree.ParseText(text).GetRoot();

        public string PlaceOf(SyntaxNode node) =>
            $"{Path}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";
    }

    private sealed class Method(SyntaxNode node, SyntaxToken name, TypeSyntax type, SourceFile file)
    {
        public SyntaxNode Node { get; } = node;

        public string Name { get; } = name.Text;

        public string ReturnType { get; } = type.ToString();

        public int ParameterCount { get; } = node.ChildNodes().OfType<ParameterListSyntax>().Single().Parameters.Count;

        public string Place { get; } = file.PlaceOf(node);
    }
}
