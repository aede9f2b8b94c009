using System.Text.Json.Nodes;

namespace ArticleApi.Http.Bodies;

/// <summary>
/// Members that only make sense together: a label's name and slug, the parts of a date, a credit line and what is read
/// from it, places and how they were printed. Where some of them change, what is left of the old ones would contradict
/// the new.
/// </summary>
internal static class CoupledMembers
{
    private static readonly string[] PrintedFacts = ["places", "date"];

    /// <summary>Takes out of what a patch is merged into whatever would be left of something that it changes.</summary>
    public static void RemoveStale(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is not JsonObject inner || target[name] is not JsonObject old)
                continue;

            switch (name)
            {
                case "section" or "date":
                case "credit" when inner.ContainsKey("line"):
                    target[name] = new JsonObject();
                    break;
                case "dateline":
                    if (PrintedFacts.Any(inner.ContainsKey) && !inner.ContainsKey("raw"))
                        old.Remove("raw");
                    RemoveStale(old, inner);
                    break;
            }
        }
    }

    /// <summary>
    /// Takes the printed words out of a dateline that is sent back with other places or another date, and the words
    /// that were printed for the old ones.
    /// </summary>
    public static void RemoveStalePrint(JsonObject dateline, JsonObject? current)
    {
        if (
            current is not null
            && JsonNode.DeepEquals(dateline["raw"], current["raw"])
            && PrintedFacts.Any(name => !JsonNode.DeepEquals(dateline[name], current[name]))
        )
            dateline.Remove("raw");
    }
}
