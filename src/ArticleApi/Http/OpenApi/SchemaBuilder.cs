using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Datelines;
using FluentValidation;
using FluentValidation.Validators;
using Microsoft.OpenApi;

namespace ArticleApi.Http.OpenApi;

/// <summary>
/// Which way a type travels: what is always in an answer may be left out of a request, and a patch needs nothing.
/// </summary>
internal enum SchemaUse
{
    Response,
    Request,
    Patch,
}

/// <summary>
/// The schemas of all types that travel, read from the same contracts that the service reads and writes JSON with.
/// </summary>
internal sealed class SchemaBuilder(OpenApiDocument document, XmlDocs docs, IServiceProvider services)
{
    private static readonly string[] FullViewMembers =
    [
        "body",
        "bodyHtml",
        "bodyText",
        "images",
        "attributions",
        "warnings",
        "relatedLinks",
        "extensions",
    ];

    /// <summary>A reference to the type's schema, which is added where it is not there yet.</summary>
    public IOpenApiSchema GetOrAdd(Type type, SchemaUse way) => ValueSchema(type, way, false, null);

    /// <summary>A page of a list.</summary>
    public IOpenApiSchema GetOrAddPage(Type item)
    {
        var name = Name(item, SchemaUse.Response) + "Page";
        var items = item == typeof(ArticleDocument) ? SummarySchema() : GetOrAdd(item, SchemaUse.Response);

        return GetOrAddComponent(
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
                        ["page"] = GetOrAdd(typeof(PageInfo), SchemaUse.Response),
                        ["missing"] = new OpenApiSchema
                        {
                            Type = JsonSchemaType.Array,
                            Items = GetOrAdd(typeof(MissingItem), SchemaUse.Response),
                            Description = "Where `id` asked for items that are not in `data`: why. Only then.",
                        },
                    }
                        .Concat(
                            item == typeof(ArticleDocument)
                                ? [new("facets", FacetsSchema()), new("links", LinksSchema())]
                                : []
                        )
                        .ToDictionary(),
                }
        );
    }

    private OpenApiSchema LinksSchema() =>
        new()
        {
            Type = JsonSchemaType.Array,
            Items = GetOrAdd(typeof(RelatedLink), SchemaUse.Response),
            Description = "In `related`, where an editor chose other addresses too.",
        };

    private OpenApiSchema FacetsSchema() =>
        new()
        {
            Type = JsonSchemaType.Object,
            Description =
                "The matches counted by value, most first, under the names that `facets` asked for. Only then.",
            AdditionalProperties = new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Items = GetOrAdd(typeof(FacetCount), SchemaUse.Response),
            },
        };

    public IOpenApiSchema GetOrAddComponent(string name, Func<OpenApiSchema> make)
    {
        // A list may hold lists: what is being made is there already for whatever refers to it.
        var schemas = document.Components!.Schemas!;
        if (schemas.TryAdd(name, new OpenApiSchema()))
            schemas[name] = make();

        return new OpenApiSchemaReference(name, document);
    }

    /// <summary>A reference to a schema of words, which one name has everywhere.</summary>
    public OpenApiSchemaReference GetOrAddEnumeration(string name, IReadOnlyList<string> words)
    {
        var reference = GetOrAddComponent(
            name,
            () => new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. words.Select(word => (JsonNode)word)] }
        );
        if (!document.Components!.Schemas![name].Enum!.Select(word => (string?)word).SequenceEqual(words))
            throw new InvalidOperationException($"{name} is the name of an enumeration with other words.");

        return (OpenApiSchemaReference)reference;
    }

    /// <summary>
    /// What the contract calls a type. A <see cref="DisplayNameAttribute"/> keeps a name that clients know.
    /// </summary>
    public static string Name(Type type, SchemaUse way)
    {
        var name = type.GetCustomAttribute<DisplayNameAttribute>()?.DisplayName ?? type.Name;
        if (type.Assembly == typeof(ArticleDocument).Assembly)
            return (name, way) switch
            {
                _ when type == typeof(ArticleDocument) => "Article",
                _ when name.EndsWith("Document", StringComparison.Ordinal) => "Article" + name[..^"Document".Length],
                _ when type.IsEnum || way == SchemaUse.Response => name,
                _ => name + "Input",
            };

        return name.Replace("Resource", "", StringComparison.Ordinal) is var own && way != SchemaUse.Patch
            ? own
            : own.Replace("Input", "Patch", StringComparison.Ordinal)
                .Replace("Replacement", "Patch", StringComparison.Ordinal);
    }

    private IOpenApiSchema ValueSchema(Type type, SchemaUse way, bool nullable, string? description)
    {
        var inner = Nullable.GetUnderlyingType(type);
        if (inner is not null)
            return ValueSchema(inner, way, true, description);
        if (ScalarSchema(type, way) is { } scalar)
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
                Items = ValueSchema(item, way == SchemaUse.Patch ? SchemaUse.Request : way, false, null),
                Description = description,
            };

        var reference = GetOrAddComponent(Name(type, way), () => TypeSchema(type, way));
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

    private static OpenApiSchema? ScalarSchema(Type type, SchemaUse way)
    {
        if (type == typeof(string))
            return new() { Type = JsonSchemaType.String };

        if (type == typeof(int))
            return new() { Type = JsonSchemaType.Integer, Format = "int32" };

        if (type == typeof(long))
            return new() { Type = JsonSchemaType.Integer, Format = "int64" };

        if (type == typeof(double))
            return new() { Type = JsonSchemaType.Number, Format = "double" };

        if (type == typeof(bool))
            return new() { Type = JsonSchemaType.Boolean };

        if (type == typeof(OpaqueJson))
            return new() { Type = JsonSchemaType.Object };

        if (type == typeof(Guid))
            return new() { Type = JsonSchemaType.String, Format = "uuid" };

        return type == typeof(DateTimeOffset)
            ? new()
            {
                Type = JsonSchemaType.String,
                Format = "date-time",
                // Answers have examples as a whole.
                Examples = way == SchemaUse.Response ? null : ["2026-03-14T09:26:53.589Z"],
            }
            : null;
    }

    private OpenApiSchema TypeSchema(Type type, SchemaUse way)
    {
        if (type.IsEnum)
            return new()
            {
                Type = JsonSchemaType.String,
                Enum = [.. Enum.GetNames(type).Select(name => (JsonNode)JsonNamingPolicy.CamelCase.ConvertName(name))],
                Description = docs.SummaryOf(type),
            };
        if (type == typeof(PartialDate))
            return PartialDateSchema(way);

        var contract = ArticleJson.Options.GetTypeInfo(type);
        if (contract.PolymorphismOptions is { } shapes)
            return UnionSchema(type, shapes, way);

        var schema = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = Describe(type, way),
            Properties = new Dictionary<string, IOpenApiSchema>(),
            Required = new HashSet<string>(),
            // Whoever mistypes a member is told so; answers may get more of them.
            AdditionalPropertiesAllowed = way == SchemaUse.Response,
        };
        var limits = way == SchemaUse.Response ? [] : MaxLengthsOf(type);
        foreach (
            var member in contract.Properties.Where(member =>
                way == SchemaUse.Response
                    ? member.Get is not null
                    : member.Set is not null || member.AssociatedParameter is not null
            )
        )
        {
            var property = (PropertyInfo)member.AttributeProvider!;
            var leftOut =
                way == SchemaUse.Response
                && property.GetCustomAttribute<JsonIgnoreAttribute>()
                    is { Condition: JsonIgnoreCondition.WhenWritingNull };
            var memberType = leftOut
                ? Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType
                : member.PropertyType;
            schema.Properties[member.Name] = ValueSchema(
                memberType,
                way,
                !leftOut && (way == SchemaUse.Response ? member.IsGetNullable : member.IsSetNullable),
                IsDescribedElsewhere(type, property, way) ? null : docs.SummaryOf(property)
            );
            if (limits.TryGetValue(property.Name, out var longest))
                SetLimit((OpenApiSchema)schema.Properties[member.Name], longest);
            if (
                property.GetCustomAttribute<AllowedValuesAttribute>() is { } allowed
                && schema.Properties[member.Name] is OpenApiSchema word
            )
                word.Enum = [.. allowed.Values.Select(value => (JsonNode)(string)value!)];
            if (property.GetCustomAttribute<MaxLengthAttribute>() is { } most)
                ((OpenApiSchema)schema.Properties[member.Name]).MaxItems = most.Length;
            if (way == SchemaUse.Response ? !leftOut : way == SchemaUse.Request && member.IsRequired)
                schema.Required.Add(member.Name);
        }

        if (type == typeof(ArticleDocument))
        {
            schema.Properties["bodyHtml"] = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Description = "The text as HTML: in place of `body` with `body=html`.",
            };
            // One of the three stands for it.
            schema.Required.Remove("body");
            schema.Properties["highlight"] = GetOrAdd(typeof(Core.Search.Highlights), way);
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
            schema.Properties["warnings"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Items = GetOrAdd(typeof(Problems.FieldError), way),
                Description =
                    "What was left out of a write or taken otherwise than sent. Only in its answer, where any was.",
            };
        }

        return schema;
    }

    // What a request takes over from another, or is answered too, is described there: articles have many members.
    private static bool IsDescribedElsewhere(Type type, PropertyInfo property, SchemaUse way) =>
        way != SchemaUse.Response && (property.DeclaringType != type || IsAnswered(type));

    private static bool IsAnswered(Type type) => type.Assembly == typeof(ArticleDocument).Assembly;

    private string? Describe(Type type, SchemaUse way)
    {
        if (way != SchemaUse.Response && IsAnswered(type))
            return $"`{Name(type, SchemaUse.Response)}`, as it is sent.";

        var parent = type.GetProperties().FirstOrDefault(property => property.DeclaringType != type)?.DeclaringType;
        return parent is not null && way != SchemaUse.Response
            ? $"{docs.SummaryOf(type)} What is not described here is at `{Name(parent, SchemaUse.Request)}`."
            : docs.SummaryOf(type);
    }

    // As the type's validator holds requests to them.
    private Dictionary<string, int> MaxLengthsOf(Type type) =>
        LimitsOf(type)
            .GroupBy(limit => limit.Member)
            .ToDictionary(limits => limits.Key, limits => limits.Min(limit => limit.Most));

    // A rule without a name is for members of the same names in another type; what is inherited is validated there.
    private IEnumerable<(string Member, int Most)> LimitsOf(Type type)
    {
        var rules = services.GetService(typeof(IValidator<>).MakeGenericType(type)) is IValidator validator
            ? validator.CreateDescriptor().Rules
            : [];

        return rules
            .SelectMany(rule =>
                rule.PropertyName == ""
                    ? LimitsOf(rule.TypeToValidate)
                    : rule
                        .Components.Select(component => component.Validator)
                        .OfType<ILengthValidator>()
                        .Where(length => length.Max > 0)
                        .Select(length => (rule.PropertyName, length.Max))
            )
            .Concat(type.BaseType is { } parent && parent != typeof(object) ? LimitsOf(parent) : []);
    }

    // Rules for a list are for each of its items.
    private static void SetLimit(OpenApiSchema schema, int most)
    {
        if (schema.Items is OpenApiSchema { Items: not null } list)
            list.MaxItems = most;
        else if (schema.Items is OpenApiSchema item)
            item.MaxLength = most;
        else
            schema.MaxLength = most;
    }

    // Each shape is a schema of its own that names its type; the discriminator maps names to schemas.
    private OpenApiSchema UnionSchema(Type type, JsonPolymorphismOptions shapes, SchemaUse way)
    {
        var mapping = new Dictionary<string, OpenApiSchemaReference>();
        foreach (var shape in shapes.DerivedTypes)
        {
            var discriminator = (string)shape.TypeDiscriminator!;
            mapping[discriminator] = (OpenApiSchemaReference)GetOrAddComponent(
                Name(shape.DerivedType, way),
                () =>
                {
                    var schema = TypeSchema(shape.DerivedType, way);
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
            Description = docs.SummaryOf(type),
            OneOf = [.. mapping.Values],
            Discriminator = new OpenApiDiscriminator
            {
                PropertyName = shapes.TypeDiscriminatorPropertyName,
                Mapping = mapping,
            },
        };
    }

    private OpenApiSchema PartialDateSchema(SchemaUse way)
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
                docs.SummaryOf(typeof(PartialDate))
                + (way == SchemaUse.Response ? "" : " Send `iso`, or the parts; what is sent must agree."),
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["iso"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.String | JsonSchemaType.Null,
                    Format = "date",
                    Description = "ISO 8601, only when the date is exact to the day.",
                },
                ["precision"] = GetOrAdd(typeof(DatePrecision), way),
                ["year"] = Part("Null where it is not printed.", 9999),
                ["month"] = Part("Null where it is not printed.", 12),
                ["day"] = Part("Null where it is not printed.", 31),
            },
            AdditionalPropertiesAllowed = way == SchemaUse.Response,
            Required =
                way == SchemaUse.Response ? new HashSet<string> { "iso", "precision", "year", "month", "day" } : null,
        };
    }

    // What only the full view has may be missing: of either of two types, some generators make none that can be used.
    private IOpenApiSchema SummarySchema()
    {
        GetOrAdd(typeof(ArticleDocument), SchemaUse.Response);
        return GetOrAddComponent(
            "ArticleSummary",
            () =>
            {
                var whole = document.Components!.Schemas!["Article"];
                return new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Description = "An article in a list. What only `view=full` has is optional.",
                    Properties = whole.Properties!.ToDictionary(
                        member => member.Key,
                        member => WithoutDescription(member.Value)
                    ),
                    Required = whole.Required!.Except(FullViewMembers).ToHashSet(),
                };
            }
        );
    }

    // The whole article's schema says it.
    private static IOpenApiSchema WithoutDescription(IOpenApiSchema schema)
    {
        if (schema is not OpenApiSchema own)
            return schema;

        var copy = (OpenApiSchema)own.CreateShallowCopy();
        copy.Description = null;
        return copy;
    }
}
