using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion.Wire;

/// <summary>
/// What an item says beside its fields, in the order of the document and under the format's own paths.
/// </summary>
internal sealed class SourcePropertyCollector
{
    // More than any agency says; a hostile document could say millions.
    private const int MaxCount = 2_000;
    private const int MaxPathLength = 200;
    private const int MaxValueLength = 10_000;

    private readonly List<SourceProperty> _properties = [];
    private int _leftOutCount;

    public void Add(string path, string? value)
    {
        if (PlainText.ToSingleLine(value) is not { } line)
            return;
        if (_properties.Count < MaxCount && path.Length <= MaxPathLength && line.Length <= MaxValueLength)
            _properties.Add(new(path, line));
        else
            _leftOutCount++;
    }

    /// <summary>
    /// Everything said in an element: texts under their path, attributes under the path, <c>@</c> and their name.
    /// </summary>
    /// <param name="taken">Elements that a field holds.</param>
    public void Add(string path, XElement? element, Func<XElement, bool>? taken = null)
    {
        if (element is null || taken?.Invoke(element) == true)
            return;
        if (path.Length > MaxPathLength)
        {
            _leftOutCount++;
            return;
        }

        foreach (
            var attribute in element
                .Attributes()
                .Where(attribute => !attribute.IsNamespaceDeclaration && attribute.Name.LocalName != "schemaLocation")
        )
            Add($"{path}@{attribute.Name.LocalName}", attribute.Value);
        if (!element.HasElements)
            Add(path, element.Value);
        foreach (var child in element.Elements())
            Add($"{path}/{child.Name.LocalName}", child, taken);
    }

    /// <summary>
    /// Everything said in a JSON value: texts, numbers and flags under the names that lead to them; arrays add nothing
    /// to a path.
    /// </summary>
    public void Add(string path, JsonElement value)
    {
        if (path.Length > MaxPathLength)
        {
            _leftOutCount++;
            return;
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                    Add($"{path}/{member.Name}", member.Value);
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                    Add(path, item);
                break;
            case JsonValueKind.String:
                Add(path, value.GetString());
                break;
            case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False:
                Add(path, value.GetRawText());
                break;
        }
    }

    public IReadOnlyList<SourceProperty> Finish(DocumentParseContext document, int? line)
    {
        if (_leftOutCount > 0)
            document.AddWarning(
                line,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{_leftOutCount:N0} of the item's other facts are too many or too long and are left out."
                )
            );

        return _properties;
    }
}
