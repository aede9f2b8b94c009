using System.Text.Json.Nodes;
using ArticleApi.Http.Problems;
using Microsoft.OpenApi;

namespace ArticleApi.Http.OpenApi;

/// <summary>The problems each operation can answer with, told from its method, address, body and scope.</summary>
internal static class ProblemResponses
{
    public static IEnumerable<ProblemType> PossibleProblems(EndpointDescription api, AccessOptions access)
    {
        // What is open to everyone writes nothing.
        var searches = api.HasParameter(QueryParameterKind.Search);
        var (writes, body, match) = (
            !api.IsRead && api.Scope is not null,
            api.GetMetadata<RequestBodyMetadata>() is not null || api.GetMetadata<RawBodyMetadata>() is not null,
            api.RequiresIfMatch
        );
        var particular = api.GetAllMetadata<ProblemMetadata>().SelectMany(refuses => refuses.Problems);
        IEnumerable<(ProblemType Type, bool Possible)> implied =
        [
            (ProblemTypes.InvalidRequest, true), // an unknown parameter is refused everywhere
            (ProblemTypes.MalformedJson, body),
            (ProblemTypes.Unauthorized, true), // a wrong key is refused everywhere
            (
                ProblemTypes.Forbidden,
                api.Scope is not null || !(api.Access == EndpointAccess.Keys || access.IsOpen(api.Access))
            ),
            (ProblemTypes.NotFound, api.PathParameters.Any()),
            (ProblemTypes.Gone, api.IsForArticle),
            (ProblemTypes.Expired, api.IsForArticle),
            (ProblemTypes.PreconditionFailed, match is not null),
            (ProblemTypes.PreconditionRequired, match == true),
            (ProblemTypes.PayloadTooLarge, body),
            (ProblemTypes.UnsupportedMediaType, body),
            (ProblemTypes.SearchTooCostly, searches),
            (ProblemTypes.TooManyRequests, true),
            (ProblemTypes.InternalError, true),
            (ProblemTypes.Overloaded, searches),
            (ProblemTypes.Busy, writes),
            (ProblemTypes.Reindexing, searches),
            (ProblemTypes.DatabaseUnavailable, true),
            (ProblemTypes.StorageFull, writes),
            (ProblemTypes.OtherVersion, writes || searches),
        ];

        return implied
            .Where(problem => problem.Possible)
            .Select(problem => problem.Type)
            .Concat(particular)
            .Distinct()
            .OrderBy(type => type.Status);
    }

    /// <summary>
    /// Where it stands among an operation's answers: those that the service itself is to blame for are what is left,
    /// since a client does the same about each of them. As the range 5XX some generators would not know them.
    /// </summary>
    public static string StatusOf(ProblemType type) =>
        type.Status >= StatusCodes.Status500InternalServerError
            ? "default"
            : type.Status.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public static OpenApiResponse CreateResponse(
        OpenApiDocument document,
        SchemaBuilder schemas,
        IReadOnlyList<ProblemType> types
    ) =>
        new()
        {
            Description = string.Join(", or: ", types.Select(type => $"{type.Title} (`{type.Code}`)")) + ".",
            Headers = types[0].Status switch
            {
                401 => ResponseHeaders.Create(document, "WWW-Authenticate"),
                429 or >= 500 => ResponseHeaders.Create(document, "Retry-After"),
                412 => ResponseHeaders.Create(document, "ETag"),
                _ => null,
            },
            Content = new Dictionary<string, IOpenApiMediaType>
            {
                [Problem.MediaType] = new OpenApiMediaType
                {
                    Schema = ProblemSchema(schemas),
                    Examples = types.ToDictionary(type => type.Code, type => AddExample(document, type)),
                },
            },
        };

    private static IOpenApiExample AddExample(OpenApiDocument document, ProblemType type)
    {
        var problem = new JsonObject
        {
            ["type"] = type.Uri,
            ["title"] = type.Title,
            ["status"] = type.Status,
        };
        foreach (var (name, value) in Examples.ProblemFor(type.Code))
        {
            problem[name] = value?.DeepClone();
            // In the order in which answers have them.
            if (name == "instance")
                (problem["code"], problem["traceId"]) = (type.Code, "4bf92f3577b34da6");
        }

        return Examples.Add(document, "problem-" + type.Code, null, problem);
    }

    private static IOpenApiSchema ProblemSchema(SchemaBuilder schemas) =>
        schemas.GetOrAddComponent(
            "Problem",
            () =>
                new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Description =
                        "What is wrong (RFC 9457). Some kinds have members of their own; `docs/problems.md` says "
                        + "which.",
                    Required = new HashSet<string>
                    {
                        "type",
                        "title",
                        "status",
                        "detail",
                        "instance",
                        "code",
                        "traceId",
                    },
                    Properties = new Dictionary<string, IOpenApiSchema>
                    {
                        ["type"] = TextSchema("The kind of problem, as an address that describes it.", "uri-reference"),
                        ["title"] = TextSchema("The kind, in words."),
                        ["status"] = new OpenApiSchema
                        {
                            Type = JsonSchemaType.Integer,
                            Format = "int32",
                            Description = "The HTTP status.",
                        },
                        ["detail"] = TextSchema("What is wrong here, and what to do."),
                        ["instance"] = TextSchema("The address that was asked.", "uri-reference"),
                        ["code"] = new OpenApiSchema
                        {
                            Type = JsonSchemaType.String,
                            Enum = [.. ProblemTypes.All.Select(type => (JsonNode)type.Code)],
                            Description = "The kind, as a word for programs.",
                        },
                        ["traceId"] = TextSchema("The request in the service's logs."),
                        ["errors"] = new OpenApiSchema
                        {
                            Type = JsonSchemaType.Array,
                            Items = FieldErrorSchema(schemas),
                            MaxItems = FieldErrors.MaxErrors,
                            Description = "The places that are wrong: all of them, up to a hundred.",
                        },
                        ["truncated"] = new OpenApiSchema
                        {
                            Type = JsonSchemaType.Boolean,
                            Description = "True where more places are wrong than `errors` names. Only then.",
                        },
                        ["reason"] = NullableTextSchema("Of `gone`: why it was withdrawn or deleted."),
                        ["at"] = TextSchema("Of `gone` and `expired`: since when.", "date-time"),
                        ["replacedBy"] = NullableTextSchema("Of `gone`: the article that stands in its place."),
                        ["usedBy"] = new OpenApiSchema
                        {
                            Type = JsonSchemaType.Array,
                            Items = TextSchema(null),
                            Description = "Of `in-use`: addresses of articles that use it, up to ten.",
                        },
                        ["existing"] = TextSchema(
                            "Of `duplicate-dateline`: the address of the dateline with these facts."
                        ),
                    },
                }
        );

    private static IOpenApiSchema FieldErrorSchema(SchemaBuilder schemas) =>
        schemas.GetOrAddComponent(
            "FieldError",
            () =>
                new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Description = "One place in a request that is wrong.",
                    Required = new HashSet<string> { "in", "value", "code", "detail" },
                    Properties = new Dictionary<string, IOpenApiSchema>
                    {
                        ["in"] = new OpenApiSchema
                        {
                            Type = JsonSchemaType.String,
                            Enum = ["query", "path", "header", "body"],
                        },
                        ["name"] = TextSchema("The parameter or header."),
                        ["pointer"] = TextSchema("The member of the body, as a JSON Pointer (RFC 6901)."),
                        ["value"] = NullableTextSchema("What was sent, cut to 200 characters; null where nothing was."),
                        ["code"] = TextSchema("A word for programs, such as `out-of-range`."),
                        ["detail"] = TextSchema("What is allowed."),
                    },
                }
        );

    private static OpenApiSchema TextSchema(string? description, string? format = null) =>
        new()
        {
            Type = JsonSchemaType.String,
            Description = description,
            Format = format,
        };

    private static OpenApiSchema NullableTextSchema(string description) =>
        new() { Type = JsonSchemaType.String | JsonSchemaType.Null, Description = description };
}
