using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ArticleApi.Core.Syndication;

/// <summary>JSON that leaves out what is not known: these formats have no null.</summary>
internal static class SparseJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
    };

    /// <summary>An object of the members that have a value; null where none has.</summary>
    public static JsonObject? CreateObject(params ReadOnlySpan<(string Name, JsonNode? Value)> members)
    {
        var known = new JsonObject();
        foreach (var (name, value) in members)
        {
            if (value is not null and not JsonArray { Count: 0 })
                known.Add(name, value);
        }

        return known.Count > 0 ? known : null;
    }

    /// <summary>
    /// The same for an object of a schema.org type, which says something only where it has more than its type.
    /// </summary>
    public static JsonObject? CreateTyped(string type, params ReadOnlySpan<(string Name, JsonNode? Value)> members)
    {
        var known = CreateObject(members);
        known?.Insert(0, "@type", type);
        return known;
    }

    public static JsonArray CreateArray(IEnumerable<JsonNode?> items) =>
        new([.. items.Where(item => item is not null)]);

    public static string Serialize(JsonObject document) => document.ToJsonString(Options);
}
