using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Datelines;
using ArticleApi.Log;
using Microsoft.OpenApi;

namespace ArticleApi.Http.OpenApi;

/// <summary>
/// Which way a type travels: what is always in an answer may be left out of a request, and a patch needs nothing.
/// </summary>
internal enum Way
{
    Answer,
    Request,
    Patch,
}

/// <summary>
/// The schemas of all types that travel, read from the same contracts that the service reads and writes JSON with.
/// </summary>
internal sealed class Schemas(OpenApiDocument document, XmlDocs docs)
{
    private static readonly string[] OnlyFull = ["body", "bodyHtml", "bodyText", "images", "attributions"];

    /// <summary>A reference to the type's schema, which is added where it is not there yet.</summary>
    public IOpenApiSchema Of(Type type, Way way) => Value(type, way, false, null);

    /// <summary>A page of a list.</summary>
    public IOpenApiSchema PageOf(Type item)
    {
        var name = Name(item, Way.Answer) + "Page";
        var items =
            item == typeof(ArticleDocument)
                ? new OpenApiSchema { AnyOf = [Summary(), Of(item, Way.Answer)] }
                : Of(item, Way.Answer);

        return Component(
            name,
            () =>
                new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Description =
                        item == typeof(ArticleDocument)
                            ? "A page of articles: summaries, or whole articles with `view=full`."
                            : "A page of a list.",
                    Required = new HashSet<string> { "data", "page" },
                    Properties = new Dictionary<string, IOpenApiSchema>
                    {
                        ["data"] = new OpenApiSchema { Type = JsonSchemaType.Array, Items = items },
                        ["page"] = Of(typeof(PageInfo), Way.Answer),
                        ["missing"] = new OpenApiSchema
                        {
                            Type = JsonSchemaType.Array,
                            Items = Of(typeof(MissingItem), Way.Answer),
                            Description = "Where `id` asked for items that are not in `data`: why. Only then.",
                        },
                    }
                        .Concat(item == typeof(ArticleDocument) ? [new("facets", Facets())] : [])
                        .ToDictionary(),
                }
        );
    }

    private OpenApiSchema Facets() =>
        new()
        {
            Type = JsonSchemaType.Object,
            Description =
                "The matches counted by value, most first, under the names that `facets` asked for. Only then.",
            AdditionalProperties = new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Items = Of(typeof(FacetCount), Way.Answer),
            },
        };

    public IOpenApiSchema Component(string name, Func<OpenApiSchema> make)
    {
        if (!document.Components!.Schemas!.ContainsKey(name))
            document.Components.Schemas[name] = make();

        return new OpenApiSchemaReference(name, document);
    }

    public static string Name(Type type, Way way)
    {
        var name = type.Name;
        if (type.Assembly == typeof(ArticleDocument).Assembly)
            return (name, way) switch
            {
                _ when type == typeof(ArticleDocument) => "Article",
                _ when name.EndsWith("Document", StringComparison.Ordinal) => "Article" + name[..^"Document".Length],
                _ when type.IsEnum || way == Way.Answer => name,
                _ => name + "Input",
            };

        return name.Replace("Resource", "", StringComparison.Ordinal) is var own && way != Way.Patch
            ? own
            : own.Replace("Input", "Patch", StringComparison.Ordinal)
                .Replace("Replacement", "Patch", StringComparison.Ordinal);
    }

    private IOpenApiSchema Value(Type type, Way way, bool nullable, string? description)
    {
        var inner = Nullable.GetUnderlyingType(type);
        if (inner is not null)
            return Value(inner, way, true, description);
        if (Scalar(type) is { } scalar)
        {
            scalar.Description = description;
            scalar.Type |= nullable ? JsonSchemaType.Null : 0;
            return scalar;
        }

        if (type.IsGenericType && type.GetGenericArguments() is [var item])
            return new OpenApiSchema
            {
                Type = nullable ? JsonSchemaType.Array | JsonSchemaType.Null : JsonSchemaType.Array,
                // A merge patch replaces lists as a whole.
                Items = Value(item, way == Way.Patch ? Way.Request : way, false, null),
                Description = description,
            };

        var reference = Component(Name(type, way), () => Whole(type, way));
        if (nullable)
            return new OpenApiSchema
            {
                OneOf = [reference, new OpenApiSchema { Type = JsonSchemaType.Null }],
                Description = description,
            };
        if (description is not null)
            ((OpenApiSchemaReference)reference).Description = description;
        return reference;
    }

    private static OpenApiSchema? Scalar(Type type) =>
        type == typeof(string) ? new() { Type = JsonSchemaType.String }
        : type == typeof(int) ? new() { Type = JsonSchemaType.Integer, Format = "int32" }
        : type == typeof(long) ? new() { Type = JsonSchemaType.Integer, Format = "int64" }
        : type == typeof(double) ? new() { Type = JsonSchemaType.Number, Format = "double" }
        : type == typeof(bool) ? new() { Type = JsonSchemaType.Boolean }
        : type == typeof(Guid) ? new() { Type = JsonSchemaType.String, Format = "uuid" }
        : type == typeof(DateTimeOffset)
            ? new()
            {
                Type = JsonSchemaType.String,
                Format = "date-time",
                Examples = ["2026-03-14T09:26:53.589Z"],
            }
        : null;

    private OpenApiSchema Whole(Type type, Way way)
    {
        if (type.IsEnum)
            return new()
            {
                Type = JsonSchemaType.String,
                Enum = [.. Enum.GetNames(type).Select(name => (JsonNode)JsonNamingPolicy.CamelCase.ConvertName(name))],
                Description = docs.Of(type),
            };
        if (type == typeof(PartialDate))
            return Date(way);

        var contract = ArticleJson.Options.GetTypeInfo(type);
        if (contract.PolymorphismOptions is { } shapes)
            return OneOf(type, shapes, way);

        var schema = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = docs.Of(type),
            Properties = new Dictionary<string, IOpenApiSchema>(),
            Required = new HashSet<string>(),
        };
        foreach (
            var member in contract.Properties.Where(member =>
                way == Way.Answer
                    ? member.Get is not null
                    : member.Set is not null || member.AssociatedParameter is not null
            )
        )
        {
            var property = (PropertyInfo)member.AttributeProvider!;
            var leftOut =
                way == Way.Answer
                && property.GetCustomAttribute<JsonIgnoreAttribute>()
                    is { Condition: JsonIgnoreCondition.WhenWritingNull };
            var memberType = leftOut
                ? Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType
                : member.PropertyType;
            schema.Properties[member.Name] = Value(
                memberType,
                way,
                !leftOut && (way == Way.Answer ? member.IsGetNullable : member.IsSetNullable),
                docs.Of(property)
            );
            if (property.GetCustomAttribute<MaxLengthAttribute>() is { } most)
                ((OpenApiSchema)schema.Properties[member.Name]).MaxItems = most.Length;
            if (way == Way.Answer ? !leftOut : way == Way.Request && member.IsRequired)
                schema.Required.Add(member.Name);
        }

        if (type == typeof(ArticleDocument))
        {
            schema.Properties["bodyHtml"] = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Description = "The text as HTML: in place of `body` with `body=html`.",
            };
            schema.Properties["highlight"] = Of(typeof(Core.Search.Highlights), way);
            schema.Properties["similarity"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Number,
                Format = "double",
                Minimum = "0",
                Maximum = "1",
                Description = "The estimated share of phrases that both bodies have. Only in lists of near-duplicates.",
            };
            schema.Properties["bodyText"] = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Description = "The text as plain text: in place of `body` with `body=text`.",
            };
        }

        return schema;
    }

    // Each shape is a schema of its own that names its type; the discriminator maps names to schemas.
    private OpenApiSchema OneOf(Type type, JsonPolymorphismOptions shapes, Way way)
    {
        var mapping = new Dictionary<string, OpenApiSchemaReference>();
        foreach (var shape in shapes.DerivedTypes)
        {
            var discriminator = (string)shape.TypeDiscriminator!;
            mapping[discriminator] = (OpenApiSchemaReference)Component(
                Name(shape.DerivedType, way),
                () =>
                {
                    var schema = Whole(shape.DerivedType, way);
                    schema.Properties = new Dictionary<string, IOpenApiSchema>(
                        schema.Properties!.Prepend(
                            new(
                                shapes.TypeDiscriminatorPropertyName,
                                new OpenApiSchema { Type = JsonSchemaType.String, Enum = [discriminator] }
                            )
                        )
                    );
                    schema.Required!.Add(shapes.TypeDiscriminatorPropertyName);
                    return schema;
                }
            );
        }

        return new()
        {
            Description = docs.Of(type),
            OneOf = [.. mapping.Values],
            Discriminator = new OpenApiDiscriminator
            {
                PropertyName = shapes.TypeDiscriminatorPropertyName,
                Mapping = mapping,
            },
        };
    }

    private OpenApiSchema Date(Way way)
    {
        OpenApiSchema Part(string description, int most) =>
            new()
            {
                Type = JsonSchemaType.Integer | JsonSchemaType.Null,
                Format = "int32",
                Minimum = "1",
                Maximum = most.ToString(System.Globalization.CultureInfo.InvariantCulture),
                Description = description,
            };

        return new()
        {
            Type = JsonSchemaType.Object,
            Description =
                docs.Of(typeof(PartialDate))
                + (way == Way.Answer ? "" : " Send `iso`, or the parts; what is sent must agree."),
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["iso"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.String | JsonSchemaType.Null,
                    Format = "date",
                    Description = "ISO 8601, only when the date is exact to the day.",
                },
                ["precision"] = Of(typeof(DatePrecision), way),
                ["year"] = Part("Null where it is not printed.", 9999),
                ["month"] = Part("Null where it is not printed.", 12),
                ["day"] = Part("Null where it is not printed.", 31),
            },
            Required = way == Way.Answer ? new HashSet<string> { "iso", "precision", "year", "month", "day" } : null,
        };
    }

    // The stored summary is the document without what only the full view has.
    private IOpenApiSchema Summary()
    {
        Of(typeof(ArticleDocument), Way.Answer);
        return Component(
            "ArticleSummary",
            () =>
            {
                var whole = document.Components!.Schemas!["Article"];
                return new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Description = "An article in a list: without `body`, `images` and `attributions`.",
                    Properties = whole.Properties!.Where(member => !OnlyFull.Contains(member.Key)).ToDictionary(),
                    Required = whole.Required!.Except(OnlyFull).ToHashSet(),
                };
            }
        );
    }
}
