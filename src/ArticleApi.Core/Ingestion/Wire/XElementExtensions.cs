using System.Globalization;
using System.Xml.Linq;
using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion.Wire;

/// <summary>
/// Parts of an XML tree by their local names. Real documents get the namespaces of NewsML-G2 and NITF wrong, or leave
/// them out, and the names alone are not ambiguous.
/// </summary>
internal static class XElementExtensions
{
    public static bool HasName(this XElement element, string name) => element.Name.LocalName == name;

    public static IEnumerable<XElement> Children(this XElement? element, string name) =>
        element?.Elements().Where(child => child.HasName(name)) ?? [];

    public static XElement? Child(this XElement? element, string name) => element.Children(name).FirstOrDefault();

    /// <summary>The first element that these names lead to.</summary>
    public static XElement? FindPath(this XElement? element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
            element = element.Child(name);

        return element;
    }

    public static IEnumerable<XElement> DescendantsNamed(this XElement? element, string name) =>
        element?.Descendants().Where(child => child.HasName(name)) ?? [];

    /// <summary>The text on one line; null where there is none.</summary>
    public static string? GetSingleLine(this XElement? element) => PlainText.ToSingleLine(element?.Value);

    /// <summary>The text of each, empty where an element says nothing more than its name.</summary>
    public static IEnumerable<string> GetStatedValues(this IEnumerable<XElement> elements) =>
        elements.Select(element => element.GetSingleLine() ?? "");

    /// <summary>The same of an attribute: empty where an element does not have it.</summary>
    public static IEnumerable<string> GetStatedValues(this IEnumerable<XElement> elements, string attribute) =>
        elements.Select(element => element.GetAttribute(attribute) ?? "");

    public static string? GetAttribute(this XElement? element, string attribute) =>
        PlainText.ToSingleLine(element?.Attribute(attribute)?.Value);

    public static string? GetLanguage(this XElement? element) =>
        PlainText.ToSingleLine(element?.Attribute(XNamespace.Xml + "lang")?.Value);

    public static int? ParseNumber(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static int? FirstLine(this XElement element) => UntrustedXml.LineOf(element);

    public static int? LastLine(this XElement element) =>
        element.DescendantNodes().LastOrDefault() is { } last
            ? UntrustedXml.LineOf(last)
            : UntrustedXml.LineOf(element);
}
