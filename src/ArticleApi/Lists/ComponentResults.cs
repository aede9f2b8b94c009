using System.Text.Json;
using System.Text.Json.Nodes;
using ArticleApi.Core.Articles;
using ArticleApi.Http;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.Problems;

namespace ArticleApi.Lists;

/// <summary>
/// What items that are not in the log share: their ETag is the row's revision, and PUT and PATCH work alike.
/// </summary>
internal static class ComponentResults
{
    /// <param name="counted">Where the item counts what is not its own, for the tag to tell the counts apart.</param>
    public static JsonBytesResult<T> ToResult<T>(
        HttpContext context,
        T item,
        int revision,
        DateTimeOffset? updatedAt = null,
        int? counted = null
    )
    {
        var reader = new QueryStringReader(context.Request.Query);
        var fields =
            HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)
                ? ListQuery.ParseFields(reader, typeof(T))
                : null;
        reader.ThrowIfInvalid();
        var bytes = JsonSerializer.SerializeToUtf8Bytes(item, ArticleJson.Options);

        return new JsonBytesResult<T>(fields is null ? bytes : ArticlePageWriter.SelectFields(bytes, fields))
        {
            ETag = Preconditions.FormatETag(
                revision,
                (counted, fields) switch
                {
                    (null, _) => fields?.ETagSuffix,
                    (_, null) => $"c{counted}",
                    _ => $"c{counted}-{fields.ETagSuffix}",
                }
            ),
            LastModified = updatedAt,
        };
    }

    /// <summary>So many articles show it that they are still being rendered; the job says how far.</summary>
    public static JsonBytesResult<T> WithJob<T>(this JsonBytesResult<T> result, Guid? job) =>
        job is { } id ? result with { Links = [$"<{Links.Job(id)}>; rel=\"monitor\""] } : result;

    /// <summary>The body that a PUT or PATCH amounts to, without the members that were sent back unchanged.</summary>
    /// <param name="current">The item as it was read.</param>
    /// <param name="setByService">Members that may be sent back, but not changed.</param>
    public static JsonBody MergeOrReplace(
        HttpContext context,
        JsonBody body,
        JsonObject current,
        IReadOnlyList<string> setByService
    )
    {
        var sent = HttpMethods.IsPatch(context.Request.Method) ? Merge(current, body.Object) : body.Object;
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

    /// <summary>An item as it is answered.</summary>
    public static JsonObject ToJson<T>(T item) => JsonSerializer.SerializeToNode(item, ArticleJson.Options)!.AsObject();
}
