using System.Text.Json;
using System.Text.Json.Nodes;
using ArticleApi.Core.Articles;
using ArticleApi.Http;

namespace ArticleApi.Lists;

/// <summary>
/// What items that are not in the log share: their ETag is the row's revision.
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

    /// <summary>An item as it is answered.</summary>
    public static JsonObject ToJson<T>(T item) => JsonSerializer.SerializeToNode(item, ArticleJson.Options)!.AsObject();
}
