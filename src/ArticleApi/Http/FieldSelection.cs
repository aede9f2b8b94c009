using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ArticleApi.Core.Articles;

namespace ArticleApi.Http;

/// <summary>The members asked for with <c>fields</c>, cut from ready JSON bytes without deserialising them.</summary>
public sealed class FieldSelection
{
    /// <summary>Members that stand for an article's <c>body</c>, with the form that each gives it.</summary>
    public static readonly IReadOnlyDictionary<string, string> BodyForms = new Dictionary<string, string>
    {
        ["bodyHtml"] = "html",
        ["bodyText"] = "text",
    };

    private readonly SortedDictionary<string, FieldSelection> _members = new(StringComparer.Ordinal);

    /// <summary>True where everything below is wanted.</summary>
    private bool _selectsAll;

    /// <summary>The members asked for at the top.</summary>
    public IEnumerable<string> Names => _members.Keys;

    /// <summary>Whether only something inside a member is asked for, not the member itself.</summary>
    public bool SelectsInside(string name) => _members.TryGetValue(name, out var member) && !member._selectsAll;

    /// <summary>The same with the whole of one member in place of another.</summary>
    public FieldSelection Replace(string name, string other)
    {
        var selection = new FieldSelection();
        foreach (var (member, inner) in _members.Where(member => member.Key != name))
            selection._members[member] = inner;
        selection._members[other] = new() { _selectsAll = true };

        return selection;
    }

    /// <summary>
    /// The selection, or the first name that the type does not have, what it stands behind, and the names there are.
    /// </summary>
    /// <param name="beside">A member that comes beside the resource's own, whether it is named or not.</param>
    public static (FieldSelection? Selection, UnknownField? Unknown) Parse(
        IEnumerable<string> paths,
        Type type,
        string? beside = null
    )
    {
        var root = new FieldSelection();
        foreach (var path in paths)
        {
            if (path == beside)
                continue;
            if (type == typeof(ArticleDocument) && BodyForms.ContainsKey(path))
            {
                root._members[path] = new() { _selectsAll = true };
                continue;
            }

            var (at, info, reached) = (root, ArticleJson.Options.GetTypeInfo(type), "");
            foreach (var name in path.Split('.'))
            {
                if (FindMember(info, name) is not { } member)
                    return (null, new(path, name, reached, [.. MemberNames(info)]));
                if (!at._members.TryGetValue(name, out var next))
                    at._members[name] = next = new();
                (at, info, reached) = (next, member, $"{reached}{name}.");
            }

            at._selectsAll = true;
        }

        return (root, null);
    }

    /// <summary>A short name for an ETag's suffix; the same for the same members in any order.</summary>
    public string ETagSuffix =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ToString())).AsSpan(0, 4));

    /// <summary>Copies the wanted members of a JSON object.</summary>
    public void CopyTo(ReadOnlySpan<byte> json, Utf8JsonWriter writer)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        Copy(ref reader, json, writer);
    }

    public override string ToString() =>
        _selectsAll
            ? ""
            : string.Join(
                ',',
                _members.Select(member => member.Value._selectsAll ? member.Key : $"{member.Key}({member.Value})")
            );

    private void Copy(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, Utf8JsonWriter writer)
    {
        if (_selectsAll || reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            writer.WriteRawValue(json[start..(int)reader.BytesConsumed], skipInputValidation: true);
            return;
        }

        if (reader.TokenType == JsonTokenType.StartArray)
        {
            writer.WriteStartArray();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                Copy(ref reader, json, writer);
            writer.WriteEndArray();
            return;
        }

        writer.WriteStartObject();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (_members.TryGetValue(name, out var member))
            {
                writer.WritePropertyName(name);
                member.Copy(ref reader, json, writer);
            }
            else
            {
                reader.Skip();
            }
        }

        writer.WriteEndObject();
    }

    // A list is looked through: images.caption.text is the captions' texts.
    private static JsonTypeInfo? FindMember(JsonTypeInfo info, string name)
    {
        if (!MemberNames(info).Contains(name))
            return null;

        var property = Variants(info)
            .SelectMany(shape => shape.Properties)
            .FirstOrDefault(property => property.Name == name && property.Get is not null);
        return ArticleJson.Options.GetTypeInfo(
            property is null
                ? typeof(string)
                : Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType
        );
    }

    private static IEnumerable<string> MemberNames(JsonTypeInfo info)
    {
        if (info.Type == typeof(Core.Datelines.PartialDate))
            return ["iso", "precision", "year", "month", "day"];

        var discriminator = ElementType(info).PolymorphismOptions?.TypeDiscriminatorPropertyName;
        return Variants(info)
            .SelectMany(shape => shape.Properties)
            .Where(property => property.Get is not null)
            .Select(property => property.Name)
            .Concat(discriminator is null ? [] : [discriminator])
            .Distinct();
    }

    private static IEnumerable<JsonTypeInfo> Variants(JsonTypeInfo info) =>
        ElementType(info) is var own && own.PolymorphismOptions is { } shapes
            ? shapes.DerivedTypes.Select(shape => ArticleJson.Options.GetTypeInfo(shape.DerivedType))
            : [own];

    private static JsonTypeInfo ElementType(JsonTypeInfo info) =>
        info.Type.IsGenericType && info.Type.GetGenericTypeDefinition() == typeof(Core.ValueList<>)
            ? ArticleJson.Options.GetTypeInfo(info.Type.GetGenericArguments()[0])
            : info;
}
