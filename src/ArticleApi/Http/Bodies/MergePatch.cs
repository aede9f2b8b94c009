using System.Text.Json.Nodes;

namespace ArticleApi.Http.Bodies;

/// <summary>JSON Merge Patch (RFC 7396).</summary>
internal static class MergePatch
{
    public static JsonObject Apply(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            // A member the patch does not name keeps its value; null removes it, and a removed member has its default:
            // null.
            target[name] = value is JsonObject inner
                ? Apply(target[name] as JsonObject ?? [], inner)
                : value?.DeepClone();
        }

        return target;
    }
}
