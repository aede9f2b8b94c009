using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.Swagger;

namespace ArticleApi.Http.OpenApi;

/// <summary>The document's bytes: the same whether served or printed.</summary>
internal sealed class OpenApiDocumentBytes(IServiceProvider services)
{
    public const string Path = "/openapi/v1.json";

    /// <summary>How deep members have lines of their own: of the paths' operations, and of the components.</summary>
    private const int LineDepth = 3;

    private static readonly JsonSerializerOptions Compact = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly Lazy<byte[]> _bytes = new(() => Serialize(services));

    public ReadOnlyMemory<byte> Bytes => _bytes.Value;

    /// <summary>Of an app that is not started: its routes are made known first.</summary>
    public static string Generate(WebApplication app)
    {
        app.UseRouting();
        app.UseEndpoints(_ => { });
        return Encoding.UTF8.GetString(app.Services.GetRequiredService<OpenApiDocumentBytes>().Bytes.Span);
    }

    private static byte[] Serialize(IServiceProvider services)
    {
        using var scope = services.CreateScope();
        var document = scope.ServiceProvider.GetRequiredService<ISwaggerProvider>().GetSwagger(OpenApiDocuments.Name);
        using var text = new StringWriter { NewLine = "\n" };
        document.SerializeAs(OpenApiSpecVersion.OpenApi3_1, new OpenApiJsonWriter(text));

        return Encoding.UTF8.GetBytes(Format(MergeEqualSchemas(text.ToString()), "", 0) + "\n");
    }

    // Where nothing is required, a patch takes what a whole one does.
    private static JsonNode MergeEqualSchemas(string text)
    {
        while (true)
        {
            var document = JsonNode.Parse(text)!;
            var schemas = document["components"]!["schemas"]!.AsObject();
            var equal = schemas
                .Where(schema => schema.Key.EndsWith("Patch", StringComparison.Ordinal))
                .Select(patch => (Patch: patch.Key, Same: FindEqual(schemas, patch)))
                .FirstOrDefault(pair => pair.Same is not null);
            if (equal.Same is null)
                return document;

            schemas.Remove(equal.Patch);
            text = document
                .ToJsonString(Compact)
                .Replace(
                    $"\"#/components/schemas/{equal.Patch}\"",
                    $"\"#/components/schemas/{equal.Same}\"",
                    StringComparison.Ordinal
                );
        }
    }

    private static string? FindEqual(JsonObject schemas, KeyValuePair<string, JsonNode?> patch) =>
        schemas.FirstOrDefault(other => other.Key != patch.Key && JsonNode.DeepEquals(other.Value, patch.Value)).Key;

    // A line to an operation and to a component: as short as one line for all, and changes can be read.
    private static string Format(JsonNode node, string indent, int depth) =>
        depth < LineDepth && node is JsonObject { Count: > 0 } json
            ? "{\n"
                + string.Join(
                    ",\n",
                    json.Select(member =>
                        $"{indent} {JsonValue.Create(member.Key).ToJsonString(Compact)}: "
                        + (member.Value is null ? "null" : Format(member.Value, indent + " ", depth + 1))
                    )
                )
                + $"\n{indent}}}"
            : node.ToJsonString(Compact);
}
