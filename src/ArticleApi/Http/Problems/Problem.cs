using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using ArticleApi.Core.Articles;

namespace ArticleApi.Http.Problems;

/// <summary>The one shape of every error (RFC 9457), whoever raised it.</summary>
public sealed class Problem(ProblemType type, string detail, params IEnumerable<FieldError> errors) : IResult
{
    public const string MediaType = "application/problem+json";

    public ProblemType Type { get; } = type;

    public string Detail { get; } = detail;

    public FieldErrors Errors { get; } = FieldErrors.From(errors);

    /// <summary>Members beyond the common ones, such as a withdrawal's <c>reason</c>.</summary>
    public JsonObject Extensions { get; init; } = [];

    /// <summary>What a key lacks that is <c>forbidden</c> something; null where no scope would do.</summary>
    public string? MissingScope { get; init; }

    /// <summary>How a key is to be sent, each in a <c>WWW-Authenticate</c> of its own.</summary>
    public IReadOnlyList<string> Challenges { get; init; } = [];

    /// <summary>Headers that belong to this answer, such as <c>Retry-After</c>.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public static Problem InvalidRequest(params IEnumerable<FieldError> errors)
    {
        var list = FieldErrors.From(errors);
        var first = list[0];
        var place = first.Pointer switch
        {
            null => $"{first.In} {first.Name}".Trim(),
            "" => "The body",
            _ => $"body {first.Pointer}",
        };

        return new(
            ProblemTypes.InvalidRequest,
            list.Count == 1
                ? $"{place}: {first.Detail}"
                : $"{list.Count} places{(list.IsTruncated ? " and more" : "")} are wrong; the first is {place}: "
                    + $"{first.Detail}",
            list
        );
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Type.Status;
        response.ContentType = MediaType;
        response.SetCommonHeaders();
        KeepOutOfCaches(response);
        response.Headers.Remove("ETag");
        response.Headers.Remove("Last-Modified");
        // Whoever refuses a key need not remember to say so.
        if (Type == ProblemTypes.Forbidden)
            response.Headers.WWWAuthenticate = Challenge.Bearer("insufficient_scope", MissingScope);
        if (Challenges.Count > 0)
            response.Headers.WWWAuthenticate = Challenges.ToArray();
        foreach (var (name, value) in Headers)
            response.Headers[name] = value;
        if (HttpMethods.IsHead(httpContext.Request.Method))
            return;

        await response.Body.WriteAsync(
            JsonSerializer.SerializeToUtf8Bytes(ToJson(httpContext, httpContext.Request.Path), ArticleJson.Options),
            httpContext.RequestAborted
        );
    }

    /// <summary>No cache keeps a problem, whoever raised it.</summary>
    public static void KeepOutOfCaches(HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        response.Headers.Remove("Expires");
        response.Headers.Remove("Pragma");
    }

    /// <param name="path">The address that was asked, or that a part of a request stands for.</param>
    public JsonObject ToJson(HttpContext context, PathString path)
    {
        var json = new JsonObject
        {
            ["type"] = Type.Uri,
            ["title"] = Type.Title,
            ["status"] = Type.Status,
            ["detail"] = Detail,
            ["instance"] = (context.Request.PathBase + path).ToString(),
            ["code"] = Type.Code,
            ["traceId"] = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier,
        };
        foreach (var (name, value) in Extensions)
            json[name] = value?.DeepClone();
        if (Errors.Count > 0)
            json["errors"] = new JsonArray([.. Errors.Select(ToJson)]);
        if (Errors.IsTruncated)
            json["truncated"] = true;

        return json;
    }

    private static JsonObject ToJson(FieldError error)
    {
        var json = new JsonObject { ["in"] = error.In };
        if (error.Name is not null)
            json["name"] = error.Name;
        if (error.Pointer is not null)
            json["pointer"] = error.Pointer;
        json["value"] = error.Value;
        json["code"] = error.Code;
        json["detail"] = error.Detail;
        return json;
    }
}
