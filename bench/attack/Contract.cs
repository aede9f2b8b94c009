using System.Text.Json.Nodes;

namespace ArticleApi.Attacks;

/// <summary>A parameter as the OpenAPI document describes it.</summary>
internal sealed record Parameter(string Name, IReadOnlyList<string> Values);

/// <summary>A GET operation as the OpenAPI document describes it.</summary>
internal sealed record Operation(string Path, IReadOnlyList<Parameter> Query, IReadOnlyList<string> Types);

/// <summary>What the service says it can be asked.</summary>
internal static class Contract
{
    public static IReadOnlyList<Operation> ReadsOf(JsonNode contract) =>
        [
            .. contract["paths"]!
                .AsObject()
                // An answer without an end is not read to its end.
                .Where(path => path.Value!["get"] is { } get && !TypesOf(get, contract).Contains("text/event-stream"))
                .Select(path => (Path: path.Key, Get: path.Value!["get"]!))
                .Select(path => new Operation(path.Path, QueryOf(path.Get, contract), TypesOf(path.Get, contract))),
        ];

    private static List<Parameter> QueryOf(JsonNode operation, JsonNode contract) =>
        [
            .. (operation["parameters"]?.AsArray() ?? [])
                .Select(parameter => Resolve(parameter!, contract))
                // Nor is time spent on waiting for what does not come.
                .Where(parameter => (string?)parameter!["in"] == "query" && (string?)parameter["name"] != "wait")
                .Select(parameter => new Parameter((string)parameter!["name"]!, ValuesOf(parameter["schema"]!))),
        ];

    private static List<string> ValuesOf(JsonNode schema)
    {
        var values = new List<string>();
        foreach (var from in new[] { schema, schema["items"] })
        {
            foreach (var list in new[] { from?["enum"], from?["examples"] })
                values.AddRange((list as JsonArray)?.Select(value => value!.ToString()) ?? []);
            if (from?["type"]?.ToString() == "boolean")
                values.AddRange(["true", "false"]);
            if (from?["minimum"] is { } minimum)
                values.Add(minimum.ToString());
            if (from?["maximum"] is { } maximum)
                values.AddRange([maximum.ToString(), maximum.ToString() + "0"]);
        }

        return [.. values.Distinct()];
    }

    private static List<string> TypesOf(JsonNode operation, JsonNode contract) =>
        [
            .. (
                operation["responses"]!["200"] is { } answer
                    ? Resolve(answer, contract)["content"]?.AsObject() ?? []
                    : []
            ).Select(type => type.Key),
        ];

    // What several operations share stands among the components.
    private static JsonNode Resolve(JsonNode node, JsonNode contract) =>
        node["$ref"] is { } reference
            ? reference.ToString().TrimStart('#', '/').Split('/').Aggregate(contract, (found, step) => found[step]!)
            : node;
}
