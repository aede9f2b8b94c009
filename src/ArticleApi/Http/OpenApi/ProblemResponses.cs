using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace ArticleApi.Http.OpenApi;

/// <summary>The problems each operation can answer with, told from its method, address, body and scope.</summary>
internal static class ProblemResponses
{
    public static IEnumerable<ProblemType> Of(Operation api)
    {
        // What is open to everyone writes nothing.
        var (writes, body, match) = (
            !api.IsRead && api.Scope is not null,
            api.One<Sends>() is not null || api.One<SendsRaw>() is not null,
            api.NeedsMatch
        );
        var particular = api.All<Refuses>().SelectMany(refuses => refuses.Problems);
        IEnumerable<(ProblemType Type, bool Possible)> implied =
        [
            (ProblemTypes.InvalidRequest, true), // an unknown parameter is refused everywhere
            (ProblemTypes.MalformedJson, body),
            (ProblemTypes.Unauthorized, true), // a wrong key is refused everywhere
            (ProblemTypes.Forbidden, api.Scope is not null),
            (ProblemTypes.NotFound, api.Path.Any()),
            (ProblemTypes.Gone, api.IsOfArticle),
            (ProblemTypes.Expired, api.IsOfArticle),
            (ProblemTypes.PreconditionFailed, match is not null),
            (ProblemTypes.PreconditionRequired, match == true),
            (ProblemTypes.PayloadTooLarge, body),
            (ProblemTypes.UnsupportedMediaType, body),
            (ProblemTypes.SearchTooCostly, api.Takes.Contains(ListShape.Search)),
            (ProblemTypes.TooManyRequests, true),
            (ProblemTypes.InternalError, true),
            (ProblemTypes.Overloaded, api.Takes.Contains(ListShape.Search)),
            (ProblemTypes.Busy, writes),
            (ProblemTypes.Reindexing, api.Takes.Contains(ListShape.Search)),
            (ProblemTypes.DatabaseUnavailable, true),
            (ProblemTypes.StorageFull, writes),
            (ProblemTypes.OtherVersion, writes || api.Takes.Contains(ListShape.Search)),
        ];

        return implied
            .Where(problem => problem.Possible)
            .Select(problem => problem.Type)
            .Concat(particular)
            .Distinct()
            .OrderBy(type => type.Status);
    }

    public static OpenApiResponse Response(
        OpenApiDocument document,
        Schemas schemas,
        IReadOnlyList<ProblemType> types
    ) =>
        new()
        {
            Description = string.Join(", or: ", types.Select(type => $"{type.Title} (`{type.Code}`)")) + ".",
            Headers = types[0].Status switch
            {
                401 => AnswerHeaders.Of(document, "WWW-Authenticate"),
                429 or 503 or 507 => AnswerHeaders.Of(document, "Retry-After"),
                412 => AnswerHeaders.Of(document, "ETag"),
                _ => null,
            },
            Content = new Dictionary<string, IOpenApiMediaType>
            {
                [Problem.MediaType] = new OpenApiMediaType
                {
                    Schema = Schema(schemas),
                    Examples = types.ToDictionary(type => type.Code, type => Example(document, type)),
                },
            },
        };

    private static IOpenApiExample Example(OpenApiDocument document, ProblemType type)
    {
        var problem = new JsonObject
        {
            ["type"] = type.Uri,
            ["title"] = type.Title,
            ["status"] = type.Status,
        };
        foreach (var (name, value) in Examples.Problem(type.Code))
        {
            problem[name] = value?.DeepClone();
            // In the order in which answers have them.
            if (name == "instance")
                (problem["code"], problem["traceId"]) = (type.Code, "4bf92f3577b34da6a3ce929d0e0e4736");
        }

        return Examples.Add(document, "problem-" + type.Code, type.Title, problem);
    }

    private static IOpenApiSchema Schema(Schemas schemas) =>
        schemas.Component(
            "Problem",
            () =>
                new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Description =
                        "What is wrong (RFC 9457). Some kinds have members of their own; `docs/problems.md` says which.",
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
                        ["type"] = Text("The kind of problem, as an address that describes it.", "uri-reference"),
                        ["title"] = Text("The kind, in words."),
                        ["status"] = new OpenApiSchema
                        {
                            Type = JsonSchemaType.Integer,
                            Format = "int32",
                            Description = "The HTTP status.",
                        },
                        ["detail"] = Text("What is wrong here, and what to do."),
                        ["instance"] = Text("The address that was asked.", "uri-reference"),
                        ["code"] = new OpenApiSchema
                        {
                            Type = JsonSchemaType.String,
                            Enum = [.. ProblemTypes.All.Select(type => (JsonNode)type.Code)],
                            Description = "The kind, as a word for programs.",
                        },
                        ["traceId"] = Text("The request in the service's logs."),
                        ["errors"] = new OpenApiSchema
                        {
                            Type = JsonSchemaType.Array,
                            Items = ErrorSchema(schemas),
                            MaxItems = FieldErrors.Most,
                            Description = "The places that are wrong: all of them, up to a hundred.",
                        },
                        ["truncated"] = new OpenApiSchema
                        {
                            Type = JsonSchemaType.Boolean,
                            Description = "True where more places are wrong than `errors` names. Only then.",
                        },
                        ["reason"] = Nullable("Of `gone`: why it was withdrawn or deleted."),
                        ["at"] = Text("Of `gone` and `expired`: since when.", "date-time"),
                        ["replacedBy"] = Nullable("Of `gone`: the article that stands in its place."),
                        ["usedBy"] = new OpenApiSchema
                        {
                            Type = JsonSchemaType.Array,
                            Items = Text(null),
                            Description = "Of `in-use`: addresses of articles that use it, up to ten.",
                        },
                        ["existing"] = Text("Of `duplicate-dateline`: the address of the dateline with these facts."),
                    },
                }
        );

    private static IOpenApiSchema ErrorSchema(Schemas schemas) =>
        schemas.Component(
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
                        ["name"] = Text("The parameter or header."),
                        ["pointer"] = Text("The member of the body, as a JSON Pointer (RFC 6901)."),
                        ["value"] = Nullable("What was sent, cut to 200 characters; null where nothing was."),
                        ["code"] = Text("A word for programs, such as `out-of-range`."),
                        ["detail"] = Text("What is allowed."),
                    },
                }
        );

    private static OpenApiSchema Text(string? description, string? format = null) =>
        new()
        {
            Type = JsonSchemaType.String,
            Description = description,
            Format = format,
        };

    private static OpenApiSchema Nullable(string description) =>
        new() { Type = JsonSchemaType.String | JsonSchemaType.Null, Description = description };
}
