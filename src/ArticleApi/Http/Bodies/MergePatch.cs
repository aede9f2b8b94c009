using System.Text.Json.Nodes;

namespace ArticleApi.Http.Bodies;

/// <summary>JSON Merge Patch (RFC 7396).</summary>
internal static class MergePatch
{
    /// <param name="opaque">Members whose inside is the client's own.</param>
    public static JsonObject Apply(JsonObject target, JsonObject patch, params ReadOnlySpan<string> opaque)
    {
        foreach (var (name, value) in patch)
        {
            // A member the patch does not name keeps its value; null removes it, and a removed member has its default:
            // null. What is the client's own has no defaults, so that there it goes.
            target[name] = value switch
            {
                JsonObject inner when opaque.Contains(name) => Merge(target[name] as JsonObject ?? [], inner),
                JsonObject inner => Apply(target[name] as JsonObject ?? [], inner),
                _ => value?.DeepClone(),
            };
        }

        return target;
    }

    private static JsonObject Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is null)
                target.Remove(name);
            else
                target[name] = value is JsonObject inner
                    ? Merge(target[name] as JsonObject ?? [], inner)
                    : value.DeepClone();
        }

        return target;
    }
}
