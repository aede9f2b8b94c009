using ArticleApi.Http.Problems;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace ArticleApi.Http.OpenApi;

/// <summary>
/// Says once, as components, what several operations take and answer alike: the document is a third as long, and
/// whoever reads two operations sees what they share.
/// </summary>
internal sealed class SharedComponents : IDocumentFilter
{
    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        var operations = swaggerDoc.Paths.Values.SelectMany(path => path.Operations!.Values).ToList();
        var components = swaggerDoc.Components!;

        var parameters = new Shared<IOpenApiParameter>(
            operations.SelectMany(operation => operation.Parameters ?? []),
            parameter => parameter.Name!
        );
        components.Parameters = parameters.Named;
        foreach (var operation in operations)
            operation.Parameters = operation
                .Parameters?.Select(parameter =>
                    parameters.NameOf(parameter) is { } name
                        ? new OpenApiParameterReference(name, swaggerDoc)
                        : parameter
                )
                .ToList();

        var statuses = operations
            .SelectMany(operation => operation.Responses!)
            .DistinctBy(answer => answer.Value)
            .ToDictionary(answer => answer.Value, answer => answer.Key);
        var responses = new Shared<IOpenApiResponse>(
            operations.SelectMany(operation => operation.Responses!.Values),
            response => NameResponse(response, statuses[response])
        );
        components.Responses = responses.Named;
        foreach (var operation in operations)
        {
            foreach (var (status, response) in operation.Responses!.ToList())
            {
                if (responses.NameOf(response) is { } name)
                    operation.Responses![status] = new OpenApiResponseReference(name, swaggerDoc);
            }
        }
    }

    // Problems by their status, others by the schema of what they say, or else by their description.
    private static string NameResponse(IOpenApiResponse response, string status) =>
        response.Content?.Values.FirstOrDefault() switch
        {
            not null when response.Content.ContainsKey(Problem.MediaType) => "Problem" + status,
            { Schema: OpenApiSchemaReference { Reference.Id: { } schema } } => schema,
            _ => string.Concat(response.Description!.Where(char.IsAsciiLetter)),
        };

    /// <summary>Elements that stand in several places, each under a name of its own.</summary>
    private sealed class Shared<T>
        where T : class, IOpenApiSerializable
    {
        private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

        /// <param name="nameOf">The name that the first of its kind gets; further ones are numbered.</param>
        public Shared(IEnumerable<T> elements, Func<T, string> nameOf)
        {
            foreach (var same in elements.GroupBy(Serialize, StringComparer.Ordinal).Where(same => same.Skip(1).Any()))
            {
                var (wanted, element) = (nameOf(same.First()), same.First());
                var name = wanted;
                for (var number = 2; Named.ContainsKey(name); number++)
                    name = FormattableString.Invariant($"{wanted}-{number}");
                Named[name] = element;
                _names[same.Key] = name;
            }
        }

        public Dictionary<string, T> Named { get; } = new(StringComparer.Ordinal);

        /// <summary>Null for an element that stands in one place only.</summary>
        public string? NameOf(T element) => _names.GetValueOrDefault(Serialize(element));

        private static string Serialize(T element)
        {
            using var text = new StringWriter();
            element.SerializeAsV31(new OpenApiJsonWriter(text));

            return text.ToString();
        }
    }
}
