using System.Reflection;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace ArticleApi.Http.OpenApi;

/// <summary>
/// Writes every operation from what its endpoint declares: one place, so that none is described differently from the
/// rest.
/// </summary>
internal sealed class Operations : IDocumentFilter
{
    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        var components = swaggerDoc.Components ??= new();
        components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        components.Examples ??= new Dictionary<string, IOpenApiExample>();
        components.Headers = AnswerHeaders.All;
        components.SecuritySchemes = Security.Schemes;

        var docs = new XmlDocs(typeof(Operations).Assembly, typeof(Core.Articles.ArticleDocument).Assembly);
        var writer = new Writer(swaggerDoc, docs, new(swaggerDoc, docs));
        var operations = swaggerDoc
            .Paths.Values.SelectMany(path => path.Operations!.Values)
            .ToDictionary(operation => operation.OperationId!);
        foreach (
            var api in context
                .ApiDescriptions.Select(api => new Operation(api))
                .Where(api => operations.ContainsKey(api.Id))
        )
            writer.Write(operations[api.Id], api);
    }

    private sealed class Writer(OpenApiDocument document, XmlDocs docs, Schemas schemas)
    {
        public void Write(OpenApiOperation operation, Operation api)
        {
            operation.Description = Description(api);
            operation.Parameters = [.. OperationParameters.Of(api)];
            operation.RequestBody =
                api.One<Sends>() is { } body ? Body(api, body.Type)
                : api.One<SendsRaw>() is { } raw ? Body(api, raw)
                : null;
            operation.Responses = [];
            foreach (var answer in api.All<Answer>().OrderBy(answer => answer.Status))
                operation.Responses[answer.Status.ToString(System.Globalization.CultureInfo.InvariantCulture)] =
                    Response(api, answer);
            if (api.IsConditional)
                operation.Responses["304"] = new OpenApiResponse
                {
                    Description = "What you have is current.",
                    Headers = AnswerHeaders.Of(document, "ETag", "Cache-Control"),
                };
            foreach (var problems in ProblemResponses.Of(api).GroupBy(type => type.Status))
                operation.Responses[problems.Key.ToString(System.Globalization.CultureInfo.InvariantCulture)] =
                    ProblemResponses.Response(document, schemas, [.. problems]);
            operation.Responses = Sorted(operation.Responses);
            operation.Security = Security.Of(document, api.Scope is not null);
        }

        private static OpenApiResponses Sorted(OpenApiResponses responses)
        {
            var sorted = new OpenApiResponses();
            foreach (var (status, response) in responses.OrderBy(response => response.Key, StringComparer.Ordinal))
                sorted[status] = response;
            return sorted;
        }

        private string Description(Operation api) =>
            string.Join(
                "\n\n",
                new[]
                {
                    api.Handler is { } handler ? docs.Of(handler) : null,
                    api.Takes.Contains(ListShape.Fields)
                        ? "With `fields`, members that were not asked for are left out."
                        : null,
                    api.Scope is { } scope ? $"Needs a key with the scope `{scope}`." : null,
                }.OfType<string>()
            );

        private OpenApiRequestBody Body(Operation api, Type type)
        {
            var patch = api.Method == "PATCH";

            return new()
            {
                Required = !type.IsAssignableTo(typeof(IMayBeEmpty)),
                Description = patch
                    ? "A JSON Merge Patch (RFC 7396): what is left out stays, `null` clears."
                    : docs.Of(type),
                Content = new Dictionary<string, IOpenApiMediaType>
                {
                    [patch ? JsonBody.MergePatch : JsonBody.Json] = new OpenApiMediaType
                    {
                        Schema = schemas.Of(type, patch ? Way.Patch : Way.Request),
                        Example = Examples.Request(api.Id),
                    },
                },
            };
        }

        private static OpenApiRequestBody Body(Operation api, SendsRaw raw) =>
            new()
            {
                Required = true,
                Description = raw.Description,
                Content = new Dictionary<string, IOpenApiMediaType>
                {
                    [raw.MediaType] = new OpenApiMediaType
                    {
                        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                        Example = Examples.Request(api.Id),
                    },
                },
            };

        private OpenApiResponse Response(Operation api, Answer answer) =>
            answer switch
            {
                { Status: 204 } => new() { Description = "Done." },
                { Status: 308 } => new()
                {
                    Description = "An old slug: go to the new address.",
                    Headers = AnswerHeaders.Of(document, "Location", "Cache-Control"),
                },
                _ => new()
                {
                    Description =
                        answer.Status == 201 ? "Made."
                        : answer.Line is not null ? "A line for each."
                        : api.IsRead || api.Scope is null ? "What was asked for."
                        : "As it now is.",
                    Headers = AnswerHeaders.Of(document, api.HeadersOf(answer)),
                    Content = new Dictionary<string, IOpenApiMediaType>
                    {
                        [answer.MediaType!] = new OpenApiMediaType
                        {
                            Schema =
                                answer.Type is null ? Document(answer)
                                : answer.Paged ? schemas.PageOf(answer.Type)
                                : schemas.Of(answer.Type, Way.Answer),
                            Examples = Examples.Of(
                                document,
                                answer.Type is null || Examples.Has(api.Id)
                                    ? api.Id
                                    : Schemas.Name(answer.Type, Way.Answer) + (answer.Paged ? "Page" : "")
                            ),
                        },
                    },
                },
            };

        // Formats that others define.
        private static OpenApiSchema Document(Answer answer) =>
            answer switch
            {
                { Line: { } line } => new() { Type = JsonSchemaType.String, Description = line },
                _ when answer.MediaType!.EndsWith("json", StringComparison.Ordinal) => new()
                {
                    Type = JsonSchemaType.Object,
                    AdditionalPropertiesAllowed = true,
                },
                _ => new() { Type = JsonSchemaType.String, Description = "XML." },
            };
    }
}

/// <summary>One operation, as its endpoint declares it.</summary>
internal sealed record Operation(ApiDescription Api)
{
    public string Method => Api.HttpMethod!;

    public string Id => One<IEndpointNameMetadata>()!.EndpointName;

    public bool IsRead => HttpMethods.IsGet(Method);

    /// <summary>Whether its answer has an ETag to ask again with.</summary>
    public bool IsConditional => IsRead && One<Answer>() is not { Line: not null };

    public string? Scope => One<NeedsScope>()?.Scope;

    public MethodInfo? Handler => One<MethodInfo>();

    public IReadOnlyList<Parameter> Takes => One<Takes>()?.Parameters ?? [];

    public IEnumerable<ApiParameterDescription> Path =>
        Api.ParameterDescriptions.Where(parameter => parameter.Source.Id == "Path");

    /// <summary>Whether it is about one article, which may be gone.</summary>
    public bool IsOfArticle => Api.RelativePath!.StartsWith("v1/articles/{id", StringComparison.Ordinal);

    /// <summary>
    /// PUT, PATCH and DELETE need <c>If-Match</c>; the steps of an article's life and new pictures may have it.
    /// </summary>
    public bool? NeedsMatch =>
        Method is "PUT" or "PATCH" or "DELETE" ? true
        : Method == "POST" && IsOfArticle ? false
        : null;

    public T? One<T>()
        where T : class => All<T>().LastOrDefault();

    public IEnumerable<T> All<T>() => Api.ActionDescriptor.EndpointMetadata.OfType<T>();

    public string[] HeadersOf(Answer answer) =>
        answer.Line is not null
            ? ["Cache-Control"]
            :
            [
                "ETag",
                "Cache-Control",
                .. answer is { Paged: false } ? new[] { "Last-Modified" } : [],
                .. answer.Paged || answer.Type is null || Takes.Contains(ListShape.CursorParameter)
                    ? new[] { "Link" }
                    : [],
                .. answer.Status == 201 ? new[] { "Location" } : [],
            ];
}
