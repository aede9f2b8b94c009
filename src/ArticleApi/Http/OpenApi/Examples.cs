using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace ArticleApi.Http.OpenApi;

/// <summary>
/// Examples, all of the two seed articles: answers by their schema's name, or their operation's where it has no schema
/// of ours; requests by operation.
/// </summary>
internal static class Examples
{
    private static readonly JsonObject All = Load();

    // The two have no near-duplicates, and an empty list would explain nothing.
    private static readonly Dictionary<string, string> Summaries = new()
    {
        ["Article"] = "A seed article, its first two paragraphs",
        ["listArticleDuplicates"] = "Had another sent a seed article too",
    };

    /// <summary>What an operation's address names in its example; null where that is nothing of its own.</summary>
    public static string? PathFor(string operation, string parameter) => (string?)All["paths"]![operation]?[parameter];

    public static string ArticleId => (string)All["answers"]!["Article"]!["id"]!;

    public static string Slug => (string)All["answers"]!["Article"]!["slug"]!;

    public static string ImageId => (string)All["answers"]!["Image"]!["id"]!;

    public static string CorrectionId => (string)All["answers"]!["CorrectionList"]!["data"]![0]!["id"]!;

    public static JsonNode? RequestFor(string operation) => All["requests"]![operation]?.DeepClone();

    public static JsonObject ProblemFor(string code) => All["problems"]![code]!.AsObject();

    /// <summary>Whether an operation's answer has an example of its own.</summary>
    public static bool Has(string operation) => All["answers"]![operation] is not null;

    /// <summary>The example of an answer, as the component it is kept in.</summary>
    public static Dictionary<string, IOpenApiExample>? ResponseFor(OpenApiDocument document, string name) =>
        All["answers"]![name] is { } value
            ? new()
            {
                ["seeds"] = Add(
                    document,
                    name,
                    Summaries.GetValueOrDefault(name, "From the seed articles"),
                    value.DeepClone()
                ),
            }
            : null;

    public static IOpenApiExample Add(OpenApiDocument document, string name, string? summary, JsonNode value)
    {
        document.Components!.Examples!.TryAdd(name, new OpenApiExample { Summary = summary, Value = value });
        return new OpenApiExampleReference(name, document);
    }

    private static JsonObject Load()
    {
        using var stream = typeof(Examples).Assembly.GetManifestResourceStream("examples.json")!;
        return JsonNode.Parse(stream)!.AsObject();
    }
}
