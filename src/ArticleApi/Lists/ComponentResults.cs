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
        if (fields is not null)
        {
            using var cut = new MemoryStream();
            using (
                var writer = new Utf8JsonWriter(cut, new JsonWriterOptions { Encoder = ArticleJson.Options.Encoder })
            )
                fields.CopyTo(bytes, writer);
            bytes = cut.ToArray();
        }

        return new JsonBytesResult<T>(bytes)
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
    public static JsonBytesResult<T> WithJob<T>(this JsonBytesResult<T> result, long? job) =>
        job is { } id ? result with { Links = [$"<{Links.Job(id)}>; rel=\"monitor\""] } : result;

    /// <summary>The body that a PUT or PATCH amounts to, without the members that were sent back unchanged.</summary>
    /// <param name="setByService">Members that may be sent back, but not changed.</param>
    public static JsonBody MergeOrReplace<T>(
        HttpContext context,
        JsonBody body,
        T current,
        IReadOnlyList<string> setByService
    )
    {
        var now = JsonSerializer.SerializeToNode(current, ArticleJson.Options)!.AsObject();
        var json = HttpMethods.IsPatch(context.Request.Method)
            ? MergePatch.Apply(now.DeepClone().AsObject(), body.Object)
            : body.Object;
        var errors = new FieldErrors();
        foreach (var name in setByService.Where(json.ContainsKey))
        {
            if (!JsonNode.DeepEquals(json[name], now[name]))
                errors.Add(
                    FieldError.Body("/" + name, json[name]?.ToString(), "read-only", "as it is: the service sets it")
                );
            json.Remove(name);
        }

        if (errors.Count > 0)
            throw new ProblemException(Problem.InvalidRequest(errors));
        return new(json);
    }
}
