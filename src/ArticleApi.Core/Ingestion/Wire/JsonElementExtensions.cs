using System.Text.Json;
using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion.Wire;

/// <summary>
/// Members of JSON objects by any of the names that versions and dialects give them; what is of another kind than asked
/// for is not there.
/// </summary>
internal static class JsonElementExtensions
{
    public static JsonElement? FirstMember(this JsonElement json, params ReadOnlySpan<string> names)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return null;

        foreach (var name in names)
        {
            if (json.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null)
                return member;
        }

        return null;
    }

    /// <summary>The text on one line, of the first member that has any.</summary>
    public static string? GetSingleLine(this JsonElement json, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (PlainText.ToSingleLine(json.GetText(name)) is { } line)
                return line;
        }

        return null;
    }

    /// <summary>
    /// What members of these names state, in any case, empty where they have no text. Null and false state nothing.
    /// </summary>
    public static IEnumerable<string> GetStatedValues(this JsonElement json, params string[] names) =>
        json.ValueKind != JsonValueKind.Object
            ? []
            : json.EnumerateObject()
                .Where(member => member.Value.ValueKind is not (JsonValueKind.Null or JsonValueKind.False))
                .Where(member => names.Contains(member.Name, StringComparer.OrdinalIgnoreCase))
                .Select(member =>
                    member.Value.ValueKind is JsonValueKind.True
                        ? "true"
                        : PlainText.ToSingleLine(TextOf(member.Value)) ?? ""
                );

    /// <summary>
    /// The text as it is; a number as it is written; the members of a list of texts joined by spaces.
    /// </summary>
    public static string? GetText(this JsonElement json, string name) =>
        json.FirstMember(name) is { } member ? TextOf(member) : null;

    /// <summary>The members of an array, the values of an object, or the one value there is.</summary>
    public static IEnumerable<JsonElement> GetItems(this JsonElement json, params ReadOnlySpan<string> names)
    {
        if (json.FirstMember(names) is not { } member)
            return [];
        return member.ValueKind == JsonValueKind.Array ? member.EnumerateArray() : [member];
    }

    public static int? GetNumber(this JsonElement json, string name) =>
        json.FirstMember(name) is { } member && XElementExtensions.ParseNumber(TextOf(member)) is { } number
            ? number
            : null;

    private static string? TextOf(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => PlainText.Clean(value.GetString()!),
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.Array when value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) =>
                string.Join(' ', value.EnumerateArray().Select(TextOf)),
            _ => null,
        };
}
