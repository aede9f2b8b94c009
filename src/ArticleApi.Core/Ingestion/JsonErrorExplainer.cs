using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Datelines;

namespace ArticleApi.Core.Ingestion;

/// <summary>
/// Why JSON does not become an article, in words for whoever wrote it. It is looked for only after reading has failed.
/// </summary>
internal static class JsonErrorExplainer
{
    private const int MaxShownLength = 60;

    /// <summary>
    /// The first place that is wrong, as a JSON Pointer (RFC 6901), and what belongs there; null where all fits.
    /// </summary>
    public static string? Explain(ReadOnlySpan<byte> json, JsonTypeInfo type)
    {
        try
        {
            using var document = JsonDocument.Parse(json.ToArray());
            return Explain(document.RootElement, type, "");
        }
        catch (JsonException error)
        {
            return error.BytePositionInLine is { } at
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"The JSON is broken, or nested too deeply, at byte {at + 1:N0} of the line."
                )
                : "The JSON is broken.";
        }
    }

    private static string? Explain(JsonElement json, JsonTypeInfo type, string pointer)
    {
        if (type.Type.IsGenericType && type.Type.GetGenericTypeDefinition() == typeof(ValueList<>))
            return json.ValueKind != JsonValueKind.Array
                ? DescribeMismatch(json, pointer, "an array")
                : json.EnumerateArray()
                    .Select(
                        (item, index) =>
                            ExplainValue(
                                item,
                                type.Type.GetGenericArguments()[0],
                                false,
                                string.Create(CultureInfo.InvariantCulture, $"{pointer}/{index}"),
                                type.Options
                            )
                    )
                    .FirstOrDefault(fault => fault is not null);
        if (type.Kind != JsonTypeInfoKind.Object)
            return ExplainScalar(json, type, pointer);
        if (json.ValueKind != JsonValueKind.Object)
            return DescribeMismatch(json, pointer, "an object");

        return type.PolymorphismOptions is { } kinds
            ? ExplainDerivedType(json, kinds, type.Options, pointer)
            : ExplainMembers(json, type, pointer);
    }

    private static string? ExplainDerivedType(
        JsonElement json,
        JsonPolymorphismOptions kinds,
        JsonSerializerOptions options,
        string pointer
    )
    {
        var named = json.TryGetProperty(kinds.TypeDiscriminatorPropertyName, out var name);
        var kind = kinds.DerivedTypes.FirstOrDefault(kind =>
            named && name.ValueKind == JsonValueKind.String && name.ValueEquals((string)kind.TypeDiscriminator!)
        );

        if (kind.DerivedType is { } type)
            return ExplainMembers(json, options.GetTypeInfo(type), pointer);

        return DescribeMismatch(
            named ? name : default,
            $"{pointer}/{kinds.TypeDiscriminatorPropertyName}",
            "one of " + string.Join(", ", kinds.DerivedTypes.Select(kind => kind.TypeDiscriminator))
        );
    }

    private static string? ExplainMembers(JsonElement json, JsonTypeInfo type, string pointer)
    {
        var seen = new HashSet<string>();
        foreach (var member in json.EnumerateObject())
        {
            if (
                type.Properties.FirstOrDefault(property =>
                    member.NameEquals(property.Name)
                    && (property.Set is not null || property.AssociatedParameter is not null)
                )
                is not { } property
            )
                continue;
            if (!seen.Add(property.Name))
                return $"{pointer}/{property.Name}: it stands there twice.";
            if (
                ExplainValue(
                    member.Value,
                    property.PropertyType,
                    property.IsSetNullable,
                    $"{pointer}/{property.Name}",
                    type.Options
                ) is
                { } fault
            )
                return fault;
        }

        return null;
    }

    private static string? ExplainValue(
        JsonElement json,
        Type type,
        bool nullable,
        string pointer,
        JsonSerializerOptions options
    )
    {
        var underlying = Nullable.GetUnderlyingType(type);

        return json.ValueKind == JsonValueKind.Null && (nullable || underlying is not null)
            ? null
            : Explain(json, options.GetTypeInfo(underlying ?? type), pointer);
    }

    private static string? ExplainScalar(JsonElement json, JsonTypeInfo type, string pointer)
    {
        try
        {
            if (json.ValueKind != JsonValueKind.Null)
            {
                _ = json.Deserialize(type);
                return null;
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Said below.
        }

        return DescribeMismatch(
            json,
            pointer,
            type.Type switch
            {
                var t when t == typeof(string) => "a string of valid Unicode",
                var t when t == typeof(bool) => "true or false",
                var t when t == typeof(Guid) => "a UUID",
                var t when t == typeof(DateTimeOffset) =>
                    "an instant with an offset (RFC 3339), such as 2026-01-31T08:15:00Z",
                var t when t == typeof(PartialDate) =>
                    "a date, such as {\"iso\": \"2026-01-31\"} or its parts year, month and day, which must agree",
                var t when t == typeof(OpaqueJson) => "an object whose members have each a name of their own",
                var t when t.IsEnum => "one of "
                    + string.Join(", ", Enum.GetNames(t).Select(JsonNamingPolicy.CamelCase.ConvertName)),
                _ => "a whole number",
            }
        );
    }

    private static string DescribeMismatch(JsonElement json, string pointer, string expected) =>
        $"{(pointer.Length == 0 ? "The line" : pointer)}: {Excerpt(json)} is not {expected}.";

    private static string Excerpt(JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.Undefined => "nothing",
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "an array",
            // What is no UTF-8 can be shown in part.
            _ => Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(json)) is var text && text.Length > MaxShownLength
                ? text[..MaxShownLength] + "…"
                : text,
        };
}
