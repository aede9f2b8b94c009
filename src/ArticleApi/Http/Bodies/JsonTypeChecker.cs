using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using ArticleApi.Core;
using ArticleApi.Core.Articles;
using ArticleApi.Http.Problems;

namespace ArticleApi.Http.Bodies;

/// <summary>
/// Holds a JSON object against the type it is to become, and finds every unknown, missing or mistyped member at once,
/// as far as an answer names them. How many items a list may have is asked before any of them is looked at.
/// </summary>
internal static class JsonTypeChecker
{
    private static readonly ConcurrentDictionary<JsonTypeInfo, Dictionary<string, ExpectedMember>> MembersByType = [];

    public static FieldErrors Validate(JsonObject json, Type type)
    {
        var errors = new FieldErrors();
        CheckNode(json, ArticleJson.Options.GetTypeInfo(type), "", errors);
        return errors;
    }

    private static void CheckNode(JsonNode? node, JsonTypeInfo type, string pointer, FieldErrors errors)
    {
        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object:
                if (node is JsonObject json)
                    CheckMembers(json, type, pointer, errors);
                else
                    errors.Add(WrongType(pointer, node, DescribeShape(type)));
                break;
            case JsonTypeInfoKind.Enumerable:
                CheckItems(node, type.ElementType!, null, pointer, errors);
                break;
            default:
                CheckScalar(node, type, pointer, errors);
                break;
        }
    }

    private static void CheckMembers(JsonObject json, JsonTypeInfo type, string pointer, FieldErrors errors)
    {
        var members = MembersByType.GetOrAdd(type, ReadMembers);
        // Of what says that it is something else, the members are something else's too.
        if (FindMistaken(json, members) is { } mistaken)
        {
            errors.Add(
                FieldError.Body(
                    JsonPointer.AppendMember(pointer, mistaken.Name),
                    mistaken.Value,
                    "not-allowed",
                    NearestName.Describe(mistaken.Value, members[mistaken.Name].AllowedValues)
                )
            );
            return;
        }

        foreach (var (name, value) in json)
        {
            if (members.TryGetValue(name, out var member))
                CheckMember(value, member, JsonPointer.AppendMember(pointer, name), errors);
            else
                errors.Add(
                    FieldError.Body(
                        JsonPointer.AppendMember(pointer, name),
                        FormatValue(value),
                        "unknown-member",
                        NearestName.DescribeUnknown(name, members.Keys)
                    )
                );
            if (errors.IsTruncated)
                return;
        }

        foreach (var (name, member) in members.Where(each => each.Value.IsRequired && !json.ContainsKey(each.Key)))
            errors.Add(FieldError.Body($"{pointer}/{name}", null, "required", Describe(member)));
    }

    private static string Describe(ExpectedMember member)
    {
        if (member.AllowedValues.Count > 0)
            return "one of " + string.Join(", ", member.AllowedValues);
        if (IsList(member.Type))
            return "an array";

        var type = ArticleJson.Options.GetTypeInfo(Nullable.GetUnderlyingType(member.Type) ?? member.Type);
        return type.Kind == JsonTypeInfoKind.Object ? DescribeShape(type) : DescribeScalar(type.Type) ?? "it is needed";
    }

    private static (string Name, string Value)? FindMistaken(
        JsonObject json,
        Dictionary<string, ExpectedMember> members
    )
    {
        foreach (var (name, member) in members)
        {
            if (
                member.AllowedValues.Count > 0
                && json[name] is JsonValue value
                && value.TryGetValue<string>(out var sent)
                && !member.AllowedValues.Contains(sent)
            )
                return (name, sent);
        }

        return null;
    }

    // The first members say enough of what an object looks like.
    private static string DescribeShape(JsonTypeInfo type)
    {
        var names = MembersByType.GetOrAdd(type, ReadMembers).Keys.Where(name => name != "id").Take(3).ToList();

        return names.Count == 0
            ? "an object"
            : $"an object, such as {{{string.Join(", ", names.Select(name => $"\"{name}\": …"))}}}";
    }

    private static void CheckMember(JsonNode? value, ExpectedMember member, string pointer, FieldErrors errors)
    {
        if (value is JsonArray && IsList(member.Type))
            CheckItems(value, member.Type.GetGenericArguments()[0], member.MaxItems, pointer, errors);
        else
            CheckValue(value, member.Type, member.IsNullable, pointer, errors);
    }

    private static void CheckItems(JsonNode? node, Type item, int? most, string pointer, FieldErrors errors)
    {
        if (node is not JsonArray array)
        {
            errors.Add(WrongType(pointer, node, "an array"));
            return;
        }

        if (array.Count > most)
        {
            errors.Add(FieldError.Body(pointer, $"{array.Count:N0} items", "too-many", $"up to {most:N0}"));
            return;
        }

        for (var i = 0; i < array.Count && !errors.IsTruncated; i++)
            CheckValue(array[i], item, false, $"{pointer}/{i}", errors);
    }

    private static void CheckValue(JsonNode? node, Type type, bool nullable, string pointer, FieldErrors errors)
    {
        if (node is null)
        {
            if (!nullable && Nullable.GetUnderlyingType(type) is null)
                errors.Add(FieldError.Body(pointer, null, "null", "a value, not null"));
            return;
        }

        CheckNode(node, ArticleJson.Options.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type), pointer, errors);
    }

    private static void CheckScalar(JsonNode? node, JsonTypeInfo type, string pointer, FieldErrors errors)
    {
        // A type with members read by an own converter, such as a partial date or a list of values.
        if (IsList(type.Type))
        {
            CheckItems(node, type.Type.GetGenericArguments()[0], null, pointer, errors);
            return;
        }

        try
        {
            node.Deserialize(type);
        }
        catch (JsonException error)
        {
            errors.Add(ExplainMisread(pointer, node, type.Type, error));
        }
    }

    private static FieldError ExplainMisread(string pointer, JsonNode? node, Type type, JsonException error)
    {
        var sent = FormatValue(node);
        if (type == typeof(DateTimeOffset) && ImpossibleDate.Explain(sent) is { } impossible)
            return FieldError.Body(pointer, sent, "not-an-instant", impossible);

        return DescribeScalar(type) is { } expected
            ? WrongType(pointer, node, expected)
            : FieldError.Body(pointer, sent, "invalid", error.Message);
    }

    private static string? DescribeScalar(Type type) =>
        type switch
        {
            _ when type == typeof(string) => "a string",
            _ when type == typeof(int) => "a whole number",
            _ when type == typeof(bool) => "true or false",
            _ when type == typeof(Guid) => "a UUID",
            _ when type == typeof(DateTimeOffset) =>
                "an instant with an offset (RFC 3339), such as 2026-01-31T08:15:00Z",
            _ when type == typeof(OpaqueJson) => "an object",
            _ when type.IsEnum => "one of "
                + string.Join(", ", Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName)),
            _ => null,
        };

    private static FieldError WrongType(string pointer, JsonNode? node, string expected) =>
        FieldError.Body(pointer, FormatValue(node), "wrong-type", expected);

    public static string? FormatValue(JsonNode? node) =>
        node switch
        {
            null => null,
            JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
            _ => node.ToJsonString(ArticleJson.Options),
        };

    private static bool IsList(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Core.ValueList<>);

    private static Dictionary<string, ExpectedMember> ReadMembers(JsonTypeInfo type) =>
        type
            .Properties.Where(property => property.Set is not null || property.AssociatedParameter is not null)
            .ToDictionary(property => property.Name, ExpectedMember.From, StringComparer.Ordinal);

    /// <summary>What a member may be.</summary>
    /// <param name="MaxItems">Of a list; null where nothing limits it but the body's size.</param>
    private sealed record ExpectedMember(Type Type, bool IsNullable, bool IsRequired, int? MaxItems)
    {
        /// <summary>The texts that it may be; empty where it may be any.</summary>
        public IReadOnlyList<string> AllowedValues { get; init; } = [];

        public static ExpectedMember From(JsonPropertyInfo property) =>
            new(
                property.PropertyType,
                property.IsSetNullable,
                property.IsRequired,
                FindAttribute<MaxLengthAttribute>(property)?.Length
            )
            {
                AllowedValues = [.. FindAttribute<AllowedValuesAttribute>(property)?.Values.OfType<string>() ?? []],
            };

        private static T? FindAttribute<T>(JsonPropertyInfo property)
            where T : Attribute =>
            property.AttributeProvider?.GetCustomAttributes(typeof(T), true).OfType<T>().FirstOrDefault();
    }
}
