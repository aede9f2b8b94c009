using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ArticleApi.Http.OpenApi;

/// <summary>The documentation comments of both assemblies, as Markdown.</summary>
internal sealed partial class XmlDocs
{
    private readonly Dictionary<string, XElement> _members;

    public XmlDocs(params IEnumerable<Assembly> assemblies) =>
        _members = assemblies
            .Select(assembly => Path.Combine(AppContext.BaseDirectory, assembly.GetName().Name + ".xml"))
            .Where(File.Exists)
            .SelectMany(file => XDocument.Load(file).Descendants("member"))
            .DistinctBy(member => member.Attribute("name")!.Value)
            .ToDictionary(member => member.Attribute("name")!.Value, StringComparer.Ordinal);

    public string? SummaryOf(Type type) => FindSummary("T:" + DocumentedName(type));

    /// <summary>A property's own comment, or its parameter's on the record.</summary>
    public string? SummaryOf(PropertyInfo property) =>
        FindSummary($"P:{DocumentedName(property.DeclaringType!)}.{property.Name}")
        ?? Markdown(
            _members
                .GetValueOrDefault("T:" + DocumentedName(property.DeclaringType!))
                ?.Elements("param")
                .FirstOrDefault(param => param.Attribute("name")?.Value == property.Name)
        );

    /// <summary>A handler's comment, or its class's; a lambda's is that of the class it stands in.</summary>
    public string? SummaryOf(MethodInfo handler)
    {
        var type = handler.DeclaringType!;
        while (type.IsDefined(typeof(CompilerGeneratedAttribute)) && type.DeclaringType is { } outer)
            type = outer;
        var name = $"M:{DocumentedName(type)}.{handler.Name}";

        return _members
                .Keys.Where(key => key == name || key.StartsWith(name + "(", StringComparison.Ordinal))
                .Select(FindSummary)
                .FirstOrDefault()
            ?? SummaryOf(type);
    }

    /// <summary>Plain text with <c>code</c> marks as Markdown has it.</summary>
    public static string Markdown(string text) => CodeElementPattern().Replace(text, "`$1`");

    private string? FindSummary(string member) => Markdown(_members.GetValueOrDefault(member)?.Element("summary"));

    private static string? Markdown(XElement? element)
    {
        if (element is null)
            return null;

        return
            WhitespacePattern()
                .Replace(
                    string.Concat(
                        element
                            .Nodes()
                            .Select(node =>
                                node switch
                                {
                                    XText text => text.Value,
                                    XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
                                    XElement inner =>
                                        $"`{inner.Attribute("cref")?.Value.Split('.', ':')[^1] ?? inner.Value}`",
                                    _ => "",
                                }
                            )
                    ),
                    " "
                )
                .Trim()
                is { Length: > 0 } found
            ? found
            : null;
    }

    private static string DocumentedName(Type type) => type.FullName!.Replace('+', '.');

    [GeneratedRegex("<c>(.*?)</c>")]
    private static partial Regex CodeElementPattern();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhitespacePattern();
}
