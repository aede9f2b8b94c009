using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using ArticleApi.Core.Articles;

namespace ArticleApi.Http;

/// <summary>Holds a JSON object against the type it is to become, and finds every unknown, missing or mistyped member at once.</summary>
internal static class JsonShape
{
    public static List<FieldError> Check(JsonObject json, Type type)
    {
        var errors = new List<FieldError>();
        Check(json, ArticleJson.Options.GetTypeInfo(type), "", errors);
        return errors;
    }

    private static void Check(JsonNode? node, JsonTypeInfo type, string pointer, List<FieldError> errors)
    {
        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object:
                if (node is JsonObject json)
                    CheckMembers(json, type, pointer, errors);
                else
                    errors.Add(Mistyped(pointer, node, "an object"));
                break;
            case JsonTypeInfoKind.Enumerable:
                CheckItems(node, type.ElementType!, pointer, errors);
                break;
            default:
                CheckScalar(node, type, pointer, errors);
                break;
        }
    }

    private static void CheckMembers(JsonObject json, JsonTypeInfo type, string pointer, List<FieldError> errors)
    {
        var members = type.Properties.Where(property => property.Set is not null || property.AssociatedParameter is not null).ToDictionary(property => property.Name, StringComparer.Ordinal);
        foreach (var (name, value) in json)
        {
            var member = JsonPointer.Member(pointer, name);
            if (!members.TryGetValue(name, out var property))
                errors.Add(FieldError.Body(member, Shown(value), "unknown-member", "one of " + string.Join(", ", members.Keys)));
            else
                CheckValue(value, property.PropertyType, property.IsSetNullable, member, errors);
        }

        foreach (var missing in members.Values.Where(property => property.IsRequired && !json.ContainsKey(property.Name)))
            errors.Add(FieldError.Body($"{pointer}/{missing.Name}", null, "required", "it is needed"));
    }

    private static void CheckItems(JsonNode? node, Type item, string pointer, List<FieldError> errors)
    {
        if (node is not JsonArray array)
            errors.Add(Mistyped(pointer, node, "an array"));
        else
            for (var i = 0; i < array.Count; i++)
                CheckValue(array[i], item, false, $"{pointer}/{i}", errors);
    }

    private static void CheckValue(JsonNode? node, Type type, bool nullable, string pointer, List<FieldError> errors)
    {
        if (node is null)
        {
            if (!nullable && Nullable.GetUnderlyingType(type) is null)
                errors.Add(FieldError.Body(pointer, null, "null", "a value, not null"));
            return;
        }

        Check(node, ArticleJson.Options.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type), pointer, errors);
    }

    private static void CheckScalar(JsonNode? node, JsonTypeInfo type, string pointer, List<FieldError> errors)
    {
        var expected = type.Type switch
        {
            var t when t == typeof(string) => "a string",
            var t when t == typeof(int) => "a whole number",
            var t when t == typeof(bool) => "true or false",
            var t when t == typeof(Guid) => "a UUID",
            var t when t == typeof(DateTimeOffset) => "an instant with an offset (RFC 3339), such as 2026-01-31T08:15:00Z",
            var t when t.IsEnum => "one of " + string.Join(", ", Enum.GetNames(t).Select(JsonNamingPolicy.CamelCase.ConvertName)),
            _ => null,
        };
        // A type with members read by an own converter, such as a partial date or a list of values.
        if (type.Type.IsGenericType && type.Type.GetGenericTypeDefinition() == typeof(Core.ValueList<>))
        {
            CheckItems(node, type.Type.GetGenericArguments()[0], pointer, errors);
            return;
        }

        try
        {
            node.Deserialize(type);
        }
        catch (JsonException error)
        {
            errors.Add(expected is null ? FieldError.Body(pointer, Shown(node), "invalid", error.Message) : Mistyped(pointer, node, expected));
        }
    }

    private static FieldError Mistyped(string pointer, JsonNode? node, string expected) =>
        FieldError.Body(pointer, Shown(node), "wrong-type", expected);

    private static string? Shown(JsonNode? node) => node switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => node.ToJsonString(ArticleJson.Options),
    };
}
