using System.Globalization;
using System.Xml.Linq;
using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion.Wire;

/// <summary>
/// Parts of an XML tree by their local names. Real documents get the namespaces of NewsML-G2 and NITF wrong, or leave
/// them out, and the names alone are not ambiguous.
/// </summary>
internal static class XmlParts
{
    public static bool Is(this XElement element, string name) => element.Name.LocalName == name;

    public static IEnumerable<XElement> All(this XElement? element, string name) =>
        element?.Elements().Where(child => child.Is(name)) ?? [];

    public static XElement? One(this XElement? element, string name) => element.All(name).FirstOrDefault();

    /// <summary>The first element that these names lead to.</summary>
    public static XElement? At(this XElement? element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
            element = element.One(name);

        return element;
    }

    public static IEnumerable<XElement> Below(this XElement? element, string name) =>
        element?.Descendants().Where(child => child.Is(name)) ?? [];

    /// <summary>The text on one line; null where there is none.</summary>
    public static string? Line(this XElement? element) => PlainText.Line(element?.Value);

    /// <summary>The text of each, empty where an element says nothing more than its name.</summary>
    public static IEnumerable<string> Stated(this IEnumerable<XElement> elements) =>
        elements.Select(element => element.Line() ?? "");

    /// <summary>The same of an attribute: empty where an element does not have it.</summary>
    public static IEnumerable<string> Stated(this IEnumerable<XElement> elements, string attribute) =>
        elements.Select(element => element.Value(attribute) ?? "");

    public static string? Value(this XElement? element, string attribute) =>
        PlainText.Line(element?.Attribute(attribute)?.Value);

    public static string? Language(this XElement? element) =>
        PlainText.Line(element?.Attribute(XNamespace.Xml + "lang")?.Value);

    public static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static int? FirstLine(this XElement element) => HostileXml.LineOf(element);

    public static int? LastLine(this XElement element) =>
        element.DescendantNodes().LastOrDefault() is { } last ? HostileXml.LineOf(last) : HostileXml.LineOf(element);
}
