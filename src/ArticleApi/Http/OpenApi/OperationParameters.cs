using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace ArticleApi.Http.OpenApi;

/// <summary>
/// The parameters of an operation: of its address, its query as the endpoint declares it, and its headers.
/// </summary>
internal static class OperationParameters
{
    public static IEnumerable<IOpenApiParameter> CreateAll(EndpointDescription api, SchemaBuilder schemas)
    {
        foreach (var parameter in api.PathParameters)
            yield return CreatePathParameter(api, parameter.Name, parameter.Type);
        foreach (var parameter in api.QueryParameters)
            yield return CreateQueryParameter(api, parameter, schemas);
        if (api.RequiresIfMatch is { } needed)
            yield return new OpenApiParameter
            {
                Name = "If-Match",
                In = ParameterLocation.Header,
                Required = needed,
                Description =
                    "The `ETag` of the version you read, so that nobody's change is lost; `*` for any version."
                    + (needed ? "" : " May be left out."),
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, Examples = needed ? null : ["\"1\""] },
                // Filled in by Try it out, where it is needed.
                Example = needed ? "*" : null,
            };
        if (api.GetMetadata<IdempotencyMetadata>() is not null)
            yield return new OpenApiParameter
            {
                Name = IdempotencyMetadata.Header,
                In = ParameterLocation.Header,
                Description =
                    "Your own name for this write, such as a UUID. Sent again with the same body within 24 hours it is "
                    + "answered as before, and not done twice.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 200 },
            };
        if (api.GetMetadata<ResponseMetadata>() is { MediaType: EndpointConventions.EventStreamMediaType })
            yield return new OpenApiParameter
            {
                Name = "Last-Event-ID",
                In = ParameterLocation.Header,
                Description = "The `id` of the last event you have; it wins over `after`. `EventSource` sends it.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 300 },
            };
        if (api.IsConditional)
            yield return new OpenApiParameter
            {
                Name = "If-None-Match",
                In = ParameterLocation.Header,
                Description = "The `ETag` of what you have: 304 where that is current.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, Examples = ["\"1\""] },
            };
        if (api.RequiresIfMatch is false)
            yield return new OpenApiParameter
            {
                Name = "If-None-Match",
                In = ParameterLocation.Header,
                Description = "`*` makes what is not there yet, and changes nothing that is: then it is 412.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 200 },
            };
    }

    private static OpenApiParameter CreatePathParameter(EndpointDescription api, string name, Type type)
    {
        var (description, example, schema) = (name, type) switch
        {
            ("version", _) => (
                "A version's number, from 1.",
                (JsonNode)1,
                new OpenApiSchema
                {
                    Type = JsonSchemaType.Integer,
                    Format = "int32",
                    Minimum = "1",
                }
            ),
            ("id", _) when api.Api.RelativePath!.StartsWith("v1/jobs", StringComparison.Ordinal) => (
                "The job's id, from the `Link` of the write that began it, or the list.",
                null,
                new() { Type = JsonSchemaType.String, Format = "uuid" }
            ),
            ("id", _) when api.Api.RelativePath!.StartsWith("v1/keys", StringComparison.Ordinal) => (
                "The key's id, from the list.",
                null,
                new() { Type = JsonSchemaType.String, Format = "uuid" }
            ),
            ("id", _) when type == typeof(string) => (
                "The article's id or its slug.",
                Examples.Slug,
                new() { Type = JsonSchemaType.String }
            ),
            ("imageId", _) => (
                "The image's id, from the article's `images`.",
                Examples.ImageId,
                new() { Type = JsonSchemaType.String, Format = "uuid" }
            ),
            ("correctionId", _) => (
                "The correction's id, from the article's `corrections`.",
                Examples.CorrectionId,
                new() { Type = JsonSchemaType.String, Format = "uuid" }
            ),
            _ when api.IsForArticle => (
                "The article's id; writes take no slug. Ids differ on each service: copy one from `GET /v1/articles`.",
                Examples.ArticleId,
                new() { Type = JsonSchemaType.String, Format = "uuid" }
            ),
            _ => (
                "The id. Ids differ on each service: copy one from the list.",
                Examples.ImageId,
                new() { Type = JsonSchemaType.String, Format = "uuid" }
            ),
        };

        return new()
        {
            Name = name,
            In = ParameterLocation.Path,
            Required = true,
            Description = description,
            Example = Examples.PathFor(api.Id, name) ?? example,
            Schema = schema,
        };
    }

    private static OpenApiParameter CreateQueryParameter(
        EndpointDescription api,
        QueryParameter parameter,
        SchemaBuilder schemas
    )
    {
        JsonNode ValueOf(string text) =>
            parameter.Kind switch
            {
                QueryParameterKind.Integer => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture),
                QueryParameterKind.Boolean => text == "true",
                _ => text,
            };

        // The order's default depends on the ranges asked for, and a sent order does not go with ids: Try it out must
        // not fill it in.
        var defaultValue = parameter is { Default: { } text, Name: not "sort" } ? ValueOf(text) : null;
        // As a parameter's example, Try it out would send it, and with it every filter at once.
        List<JsonNode>? examples = parameter.Example is { } example ? [ValueOf(example)] : null;
        var value = SchemaFor(api, parameter, schemas, defaultValue, examples);

        var description = XmlDocs.Markdown(parameter.Description);
        if (parameter.Name == "sort")
            description += $" Left out, it is `{parameter.Default}`, or the order of the range asked for.";
        return new()
        {
            Name = parameter.Name,
            In = ParameterLocation.Query,
            Required = parameter.IsRequired,
            // Where there is nothing to try without it, it is filled in.
            Example = parameter.IsRequired ? parameter.Example : null,
            Description = description,
            Style = parameter.AllowsMany ? ParameterStyle.Form : null,
            Explode = !parameter.AllowsMany,
            Schema = parameter.AllowsMany
                ? new OpenApiSchema
                {
                    Type = JsonSchemaType.Array,
                    Items = value,
                    MaxItems = 100,
                }
                : value,
        };
    }

    private static IOpenApiSchema SchemaFor(
        EndpointDescription api,
        QueryParameter parameter,
        SchemaBuilder schemas,
        JsonNode? defaultValue,
        List<JsonNode>? examples
    )
    {
        if (parameter.AllowedValues is { } allowed)
        {
            var reference = schemas.GetOrAddEnumeration(EnumerationName(api, parameter), allowed);
            reference.Default = defaultValue;
            reference.Examples = examples;
            return reference;
        }

        var schema = ScalarSchema(parameter);
        schema.Default = defaultValue;
        schema.Examples = examples;
        return schema;
    }

    // What generated clients call the type. Orders differ from list to list.
    private static string EnumerationName(EndpointDescription api, QueryParameter parameter) =>
        (parameter.Name, api.Id) switch
        {
            ("sort", "listImages" or "listCaptions") => "PictureSort",
            ("sort", "listDatelines") => "DatelineSort",
            ("sort", _) => "ArticleSort",
            ("status", _) when parameter.AllowedValues!.Contains("withdrawn") => "ArticleStatus",
            ("status", _) => "StatusFilter",
            ("body", _) => "BodyFormat",
            ("format", _) => "ImportFormat",
            ("facets", _) => "FacetName",
            var (name, _) => char.ToUpperInvariant(name[0]) + name[1..] + "Option",
        };

    private static OpenApiSchema ScalarSchema(QueryParameter parameter) =>
        parameter.Kind switch
        {
            QueryParameterKind.Integer => new()
            {
                Type = JsonSchemaType.Integer,
                Format = "int32",
                Minimum = parameter.Min.ToString(System.Globalization.CultureInfo.InvariantCulture),
                Maximum = parameter.Max.ToString(System.Globalization.CultureInfo.InvariantCulture),
            },
            QueryParameterKind.Boolean => new() { Type = JsonSchemaType.Boolean },
            QueryParameterKind.Id => new() { Type = JsonSchemaType.String, Format = "uuid" },
            QueryParameterKind.Country => new() { Type = JsonSchemaType.String, Pattern = "^[A-Za-z]{2}$" },
            // A bare date is an instant here too, which the format date-time would not allow.
            _ => new() { Type = JsonSchemaType.String, MaxLength = parameter.MaxLength },
        };
}
