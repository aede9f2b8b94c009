using System.Text.Json.Nodes;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.Problems;

namespace ArticleApi.Lists;

/// <summary>What was sent to change an item that is not in the log.</summary>
/// <param name="IsPatch">Whether it is merged into what is there (RFC 7396), and does not replace it.</param>
internal sealed record ComponentChange(JsonBody Body, bool IsPatch)
{
    public static ComponentChange From(JsonBody body, HttpRequest request) =>
        new(body, HttpMethods.IsPatch(request.Method));

    /// <summary>The body that it amounts to, without the members that were sent back unchanged.</summary>
    /// <param name="current">The item as it was read.</param>
    /// <param name="setByService">Members that may be sent back, but not changed.</param>
    public JsonBody Apply(JsonObject current, IReadOnlyList<string> setByService)
    {
        var sent = IsPatch ? Merge(current, Body.Object) : Body.Object;
        var errors = new FieldErrors();
        foreach (var name in setByService)
            ReadOnlyMember.Remove(sent, name, current[name], errors, ReadOnlyPlace.Body);

        if (errors.Count > 0)
            throw new ProblemException(Problem.InvalidRequest(errors));
        return new(sent);
    }

    private static JsonObject Merge(JsonObject current, JsonObject patch)
    {
        var target = current.DeepClone().AsObject();
        CoupledMembers.RemoveStale(target, patch);

        return MergePatch.Apply(target, patch);
    }
}
