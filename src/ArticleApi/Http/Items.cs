using System.Text.Json;
using System.Text.Json.Nodes;
using ArticleApi.Core.Articles;
using ArticleApi.Log;

namespace ArticleApi.Http;

/// <summary>
/// What items that are not in the log share: their ETag is the row's revision, and PUT and PATCH work alike.
/// </summary>
internal static class Items
{
    /// <param name="counted">Where the item counts what is not its own, for the tag to tell the counts apart.</param>
    public static IResult Answer<T>(
        HttpContext context,
        T item,
        int revision,
        DateTimeOffset? updatedAt = null,
        int status = StatusCodes.Status200OK,
        string? location = null,
        long? job = null,
        int? counted = null
    )
    {
        var reader = new QueryReader(context.Request.Query);
        var fields =
            HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)
                ? ListQuery.FieldsOf(reader, typeof(T))
                : null;
        reader.ThrowIfWrong();
        var bytes = JsonSerializer.SerializeToUtf8Bytes(item, ArticleJson.Options);
        if (fields is not null)
        {
            using var cut = new MemoryStream();
            using (
                var writer = new Utf8JsonWriter(cut, new JsonWriterOptions { Encoder = ArticleJson.Options.Encoder })
            )
                fields.Cut(bytes, writer);
            bytes = cut.ToArray();
        }

        return new BytesAnswer(bytes, Answers.Json)
        {
            Status = status,
            Location = location,
            Tag = Conditional.Tag(
                revision,
                (counted, fields) switch
                {
                    (null, _) => fields?.Tag,
                    (_, null) => $"c{counted}",
                    _ => $"c{counted}-{fields.Tag}",
                }
            ),
            Modified = updatedAt,
            // So many articles show it that they are still being rendered; the job says how far.
            Links = job is { } id ? [$"<{Links.Job(id)}>; rel=\"monitor\""] : [],
        };
    }

    /// <summary>The body that a PUT or PATCH amounts to, without the members that were sent back unchanged.</summary>
    /// <param name="setByService">Members that may be sent back, but not changed.</param>
    public static JsonBody Replacement<T>(
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
            throw new ProblemException(Problem.Invalid(errors));
        return new(json);
    }

    public static Problem NotFound(string what, Guid id) =>
        new(
            ProblemTypes.NotFound,
            $"No {what} has this id, or it is not yours to see.",
            FieldError.Path("id", id.ToString(), "does-not-exist", $"the id of {(what == "image" ? "an" : "a")} {what}")
        );

    public static Problem? Refused(Committed committed, HttpContext context, ProblemType duplicate) =>
        committed.Outcome switch
        {
            Outcome.Stale => Conditional.Stale(null, context.Request.Headers.IfMatch),
            Outcome.Duplicate => new(duplicate, duplicate.Title + "."),
            Outcome.InUse => new(ProblemTypes.InUse, "Something uses it; detach it first."),
            _ => null,
        };
}
