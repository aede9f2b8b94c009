using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using ArticleApi.Core.Articles;

namespace ArticleApi.Http;

/// <summary>One place in a request that is wrong (a member of <c>errors</c>).</summary>
/// <param name="In">query, path, header or body.</param>
/// <param name="Name">The parameter's or header's name; null in a body.</param>
/// <param name="Pointer">The member of the body, as a JSON Pointer (RFC 6901); null elsewhere.</param>
/// <param name="Value">What was sent, cut to 200 characters; null where nothing was.</param>
/// <param name="Code">A word for programs, such as <c>out-of-range</c>.</param>
/// <param name="Detail">What is allowed.</param>
public sealed record FieldError(string In, string? Name, string? Pointer, string? Value, string Code, string Detail)
{
    private const int MostShown = 200;

    public static FieldError Query(string name, string? value, string code, string detail) =>
        new("query", name, null, Cut(value), code, detail);

    public static FieldError Path(string name, string? value, string code, string detail) =>
        new("path", name, null, Cut(value), code, detail);

    public static FieldError Header(string name, string? value, string code, string detail) =>
        new("header", name, null, Cut(value), code, detail);

    public static FieldError Body(string pointer, string? value, string code, string detail) =>
        new("body", null, pointer, Cut(value), code, detail);

    // A lone surrogate could not be written as UTF-8; cutting must not make one.
    private static string? Cut(string? value) =>
        value is null ? null
        : string.Concat(value.EnumerateRunes().Take(MostShown)) is var cut && value.Length > MostShown ? cut + "…"
        : string.Concat(value.EnumerateRunes());
}

/// <summary>The one shape of every error (RFC 9457), whoever raised it.</summary>
public sealed class Problem(ProblemType type, string detail, params IEnumerable<FieldError> errors) : IResult
{
    public const string MediaType = "application/problem+json";

    public ProblemType Type { get; } = type;

    public string Detail { get; } = detail;

    public FieldErrors Errors { get; } = FieldErrors.Of(errors);

    /// <summary>Members beyond the common ones, such as a withdrawal's <c>reason</c>.</summary>
    public JsonObject Extensions { get; init; } = [];

    /// <summary>Headers that belong to this answer, such as <c>Retry-After</c>.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public static Problem Invalid(params IEnumerable<FieldError> errors)
    {
        var list = FieldErrors.Of(errors);
        var first = list[0];
        var place =
            first.Pointer is null ? $"{first.In} {first.Name}".Trim()
            : first.Pointer.Length == 0 ? "The body"
            : $"body {first.Pointer}";

        return new(
            ProblemTypes.InvalidRequest,
            list.Count == 1
                ? $"{place}: {first.Detail}"
                : $"{list.Count} places{(list.Truncated ? " and more" : "")} are wrong; the first is {place}: {first.Detail}",
            list
        );
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Type.Status;
        response.ContentType = MediaType;
        response.SetCommonHeaders();
        response.Headers.CacheControl = "no-store";
        response.Headers.Remove("ETag");
        response.Headers.Remove("Last-Modified");
        foreach (var (name, value) in Headers)
            response.Headers[name] = value;
        if (HttpMethods.IsHead(httpContext.Request.Method))
            return;

        await response.Body.WriteAsync(
            JsonSerializer.SerializeToUtf8Bytes(ToJson(httpContext), ArticleJson.Options),
            httpContext.RequestAborted
        );
    }

    private JsonObject ToJson(HttpContext context)
    {
        var json = new JsonObject
        {
            ["type"] = Type.Uri,
            ["title"] = Type.Title,
            ["status"] = Type.Status,
            ["detail"] = Detail,
            ["instance"] = (context.Request.PathBase + context.Request.Path).ToString(),
            ["code"] = Type.Code,
            ["traceId"] = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier,
        };
        foreach (var (name, value) in Extensions)
            json[name] = value?.DeepClone();
        if (Errors.Count > 0)
            json["errors"] = new JsonArray([.. Errors.Select(ToJson)]);
        if (Errors.Truncated)
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

/// <summary>Carries a problem out of a binding, where no result can be returned.</summary>
#pragma warning disable CA1032 // It is never made without a problem.
public sealed class ProblemException(Problem problem) : Exception(problem.Detail)
#pragma warning restore CA1032
{
    public Problem Problem { get; } = problem;
}
