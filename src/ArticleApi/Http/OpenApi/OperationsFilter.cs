using System.Net.Mime;
using ArticleApi.Http.Bodies;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace ArticleApi.Http.OpenApi;

/// <summary>
/// Writes every operation from what its endpoint declares: one place, so that none is described differently from the
/// rest.
/// </summary>
internal sealed class OperationsFilter(IServiceProvider services) : IDocumentFilter
{
    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        var components = swaggerDoc.Components ??= new();
        components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        components.Examples ??= new Dictionary<string, IOpenApiExample>();
        components.Headers = ResponseHeaders.All;
        components.SecuritySchemes = ApiKeySecurity.Schemes;

        var docs = new XmlDocs(typeof(OperationsFilter).Assembly, typeof(Core.Articles.ArticleDocument).Assembly);
        var writer = new OperationWriter(
            swaggerDoc,
            docs,
            new(swaggerDoc, docs, services),
            services.GetRequiredService<AccessOptions>()
        );
        var operations = swaggerDoc
            .Paths.Values.SelectMany(path => path.Operations!.Values)
            .ToDictionary(operation => operation.OperationId!);
        foreach (
            var api in context
                .ApiDescriptions.Select(api => new EndpointDescription(api))
                .Where(api => operations.ContainsKey(api.Id))
        )
            writer.Write(operations[api.Id], api);
    }

    private sealed class OperationWriter(
        OpenApiDocument document,
        XmlDocs docs,
        SchemaBuilder schemas,
        AccessOptions access
    )
    {
        private const string BinaryFormat = "binary";

        public void Write(OpenApiOperation operation, EndpointDescription api)
        {
            operation.Description = DescriptionOf(api);
            operation.Parameters = [.. OperationParameters.CreateAll(api, schemas)];
            operation.RequestBody = RequestBodyOf(api);
            operation.Responses = [];
            foreach (var answer in api.GetAllMetadata<ResponseMetadata>().OrderBy(answer => answer.Status))
                operation.Responses[answer.Status.ToString(System.Globalization.CultureInfo.InvariantCulture)] =
                    ResponseOf(api, answer);
            if (api.IsConditional)
                operation.Responses["304"] = new OpenApiResponse
                {
                    Description = "What you have is current.",
                    Headers = ResponseHeaders.Create(document, "ETag", "Cache-Control"),
                };
            foreach (var problems in ProblemResponses.PossibleProblems(api, access).GroupBy(ProblemResponses.StatusOf))
                operation.Responses[problems.Key] = ProblemResponses.CreateResponse(document, schemas, [.. problems]);
            operation.Responses = SortByStatus(operation.Responses);
            operation.Security = ApiKeySecurity.RequirementsFor(document, api, access);
        }

        private static OpenApiResponses SortByStatus(OpenApiResponses responses)
        {
            var sorted = new OpenApiResponses();
            foreach (var (status, response) in responses.OrderBy(response => response.Key, StringComparer.Ordinal))
                sorted[status] = response;
            return sorted;
        }

        private string DescriptionOf(EndpointDescription api) =>
            string.Join(
                "\n\n",
                new[]
                {
                    api.Handler is { } handler ? docs.SummaryOf(handler) : null,
                    api.HasParameter(QueryParameterKind.Fields)
                        ? "With `fields`, members that were not asked for are left out."
                        : null,
                    api.Scope is not null ? $"Needs a key with the scope `{string.Join("` or `", api.Scopes)}`." : null,
                }.OfType<string>()
            );

        private OpenApiRequestBody RequestBodyOf(EndpointDescription api, Type type)
        {
            var patch = api.Method == "PATCH";

            return new()
            {
                Required = !type.IsAssignableTo(typeof(IOptionalBody)),
                Description = patch
                    ? "A JSON Merge Patch (RFC 7396): what is left out stays, `null` clears."
                    : docs.SummaryOf(type),
                Content = new Dictionary<string, IOpenApiMediaType>
                {
                    [patch ? JsonBody.MergePatchMediaType : JsonBody.JsonMediaType] = new OpenApiMediaType
                    {
                        Schema = schemas.GetOrAdd(type, patch ? SchemaUse.Patch : SchemaUse.Request),
                        Example = Examples.RequestFor(api.Id),
                    },
                },
            };
        }

        private OpenApiRequestBody? RequestBodyOf(EndpointDescription api)
        {
            if (api.GetMetadata<RequestBodyMetadata>() is { } body)
                return RequestBodyOf(api, body.Type);

            return api.GetMetadata<RawBodyMetadata>() is { } raw ? RequestBodyOf(api, raw) : null;
        }

        private static OpenApiRequestBody RequestBodyOf(EndpointDescription api, RawBodyMetadata raw) =>
            new()
            {
                Required = true,
                Description = raw.Description,
                Content = new Dictionary<string, IOpenApiMediaType>
                {
                    [raw.MediaType] = new OpenApiMediaType
                    {
                        Schema = new OpenApiSchema
                        {
                            Type = JsonSchemaType.String,
                            Format = raw.MediaType == MediaTypeNames.Application.Octet ? BinaryFormat : null,
                        },
                        Example = Examples.RequestFor(api.Id),
                    },
                },
            };

        private OpenApiResponse ResponseOf(EndpointDescription api, ResponseMetadata answer) =>
            answer switch
            {
                { Status: 204 } => new() { Description = "Done." },
                { Status: 308 } => new()
                {
                    Description = "An old slug: go to the new address.",
                    Headers = ResponseHeaders.Create(document, "Location", "Cache-Control"),
                },
                _ => new()
                {
                    Description = answer switch
                    {
                        { Status: 201 } => "Made.",
                        { Status: 202 } => "Under way.",
                        { MediaType: EndpointConventions.EventStreamMediaType } => "An event for each, without an end.",
                        { LineDescription: not null } => "A line for each.",
                        _ => api.IsRead || api.Scope is null ? "What was asked for." : "As it now is.",
                    },
                    Headers = ResponseHeaders.Create(document, api.ResponseHeaderNames(answer)),
                    Content = new Dictionary<string, IOpenApiMediaType>
                    {
                        [answer.MediaType!] = new OpenApiMediaType
                        {
                            Schema = answer switch
                            {
                                { Type: null } => ExternalFormatSchema(answer),
                                { IsPage: true } => schemas.GetOrAddPage(answer.Type),
                                _ => schemas.GetOrAdd(answer.Type, SchemaUse.Response),
                            },
                            Examples = Examples.ResponseFor(
                                document,
                                answer.Type is null || Examples.Has(api.Id)
                                    ? api.Id
                                    : SchemaBuilder.Name(answer.Type, SchemaUse.Response)
                                        + (answer.IsPage ? "Page" : "")
                            ),
                        },
                    },
                },
            };

        // Formats that others define. What is not JSON is bytes: generated clients would parse a plain string as JSON.
        private static OpenApiSchema ExternalFormatSchema(ResponseMetadata answer) =>
            answer switch
            {
                { LineDescription: { } line } => new()
                {
                    Type = JsonSchemaType.String,
                    Format = BinaryFormat,
                    Description = line,
                },
                _ when answer.MediaType!.EndsWith("json", StringComparison.Ordinal) => new()
                {
                    Type = JsonSchemaType.Object,
                    AdditionalPropertiesAllowed = true,
                },
                _ => new()
                {
                    Type = JsonSchemaType.String,
                    Format = BinaryFormat,
                    Description = "XML.",
                },
            };
    }
}
