using System.Text.Json.Nodes;

namespace ArticleApi.Tests.Infrastructure;

/// <summary>The operations of an OpenAPI document, with what they share written out.</summary>
internal static class OpenApiContract
{
    public static IEnumerable<(string Path, string Method, JsonObject Operation)> ReadOperations(JsonObject document) =>
        from path in document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        where operation.Key is "get" or "put" or "post" or "patch" or "delete"
        select (path.Key, operation.Key, WriteOut(operation.Value!.AsObject(), document));

    /// <summary>Whether the answer goes on until one side ends it: it is not to be read to its end.</summary>
    public static bool IsEndless(JsonObject operation) =>
        operation["responses"]!["200"]?["content"]?["text/event-stream"] is not null;

    private static JsonObject WriteOut(JsonObject operation, JsonObject document)
    {
        var whole = operation.DeepClone().AsObject();
        if (whole["parameters"] is JsonArray parameters)
            whole["parameters"] = new JsonArray([.. parameters.Select(parameter => Resolve(parameter!, document))]);
        whole["responses"] = new JsonObject(
            whole["responses"]!
                .AsObject()
                .Select(response => KeyValuePair.Create(response.Key, Resolve(response.Value!, document)))
        );

        return whole;
    }

    private static JsonNode? Resolve(JsonNode node, JsonNode document) =>
        node["$ref"] is { } reference
            ? reference
                .ToString()
                .TrimStart('#', '/')
                .Split('/')
                .Aggregate((JsonNode?)document, (found, step) => found?[step])!
                .DeepClone()
            : node.DeepClone();
}
