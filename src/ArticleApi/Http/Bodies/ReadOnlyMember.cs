using System.Text.Json.Nodes;
using ArticleApi.Http.Problems;

namespace ArticleApi.Http.Bodies;

/// <summary>A member that may be sent back as it was read, and not changed.</summary>
internal static class ReadOnlyMember
{
    /// <summary>Takes a member out of what was sent, and adds an error where it is not as it was read.</summary>
    /// <param name="current">As it was read; null where it was not there.</param>
    public static void Remove(JsonObject sent, string name, JsonNode? current, FieldErrors errors, ReadOnlyPlace place)
    {
        if (!sent.TryGetPropertyValue(name, out var value))
            return;

        sent.Remove(name);
        if (!JsonNode.DeepEquals(value, current))
            errors.Add(
                FieldError.Body(
                    $"{place.Pointer}/{name}",
                    value is JsonValue scalar ? scalar.ToString() : null,
                    "read-only",
                    place.Allowed
                )
            );
    }
}

/// <summary>Where read-only members stand, and what is said of one that was changed.</summary>
/// <param name="Pointer">The object that has them, as a JSON Pointer (RFC 6901).</param>
internal readonly record struct ReadOnlyPlace(string Pointer, string Allowed)
{
    public static readonly ReadOnlyPlace Body = new("", "as it is: the service sets it");
}
