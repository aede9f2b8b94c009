using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ArticleApi.Tests.Infrastructure;

/// <summary>Requests in one line each.</summary>
internal static class HttpClientExtensions
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    /// <param name="body">JSON as text, or anything that becomes JSON.</param>
    /// <param name="headers">Each as <c>Name: value</c>.</param>
    public static async Task<HttpResponseMessage> RequestAsync(
        this HttpClient client,
        string method,
        string path,
        object? body = null,
        params string[] headers
    )
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
            request.Content = new StringContent(
                body as string ?? JsonSerializer.Serialize(body, s_json),
                Encoding.UTF8,
                method == "PATCH" ? "application/merge-patch+json" : "application/json"
            );
        foreach (var header in headers)
            request.Headers.TryAddWithoutValidation(
                header[..header.IndexOf(':', StringComparison.Ordinal)],
                header[(header.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
            );
        return await client.SendAsync(request);
    }

    /// <summary>The answer's JSON, where it has the status.</summary>
    public static async Task<JsonObject> ReadJsonAsync(
        this Task<HttpResponseMessage> sending,
        HttpStatusCode status = HttpStatusCode.OK
    )
    {
        using var response = await sending;
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == status, $"{(int)response.StatusCode} instead of {(int)status}: {text}");
        return text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject();
    }

    public static Task<JsonObject> GetJsonAsync(this HttpClient client, string path) =>
        client.RequestAsync("GET", path).ReadJsonAsync();

    public static Task<JsonObject> PostJsonAsync(this HttpClient client, string path, object body) =>
        client.RequestAsync("POST", path, body).ReadJsonAsync(HttpStatusCode.Created);

    /// <summary>
    /// A published article; the members of <paramref name="more"/> are added to a headline and a text.
    /// </summary>
    public static Task<JsonObject> PublishArticleAsync(this HttpClient client, string headline, object? more = null) =>
        client.PostJsonAsync("/v1/articles", CreateInput(headline, "published", more));

    public static Task<JsonObject> CreateDraftAsync(this HttpClient client, string headline, object? more = null) =>
        client.PostJsonAsync("/v1/articles", CreateInput(headline, "draft", more));

    /// <summary>Merges a patch, whatever the current version is.</summary>
    public static Task<JsonObject> PatchJsonAsync(this HttpClient client, string path, object patch) =>
        client.RequestAsync("PATCH", path, patch, "If-Match: *").ReadJsonAsync();

    public static async Task<JsonObject> ReadProblemAsync(
        this Task<HttpResponseMessage> sending,
        HttpStatusCode status,
        string code
    )
    {
        using var response = await sending;
        return await response.ShouldBeProblem(status, code);
    }

    public static async Task<IReadOnlyList<string>> ListValuesAsync(
        this HttpClient client,
        string path,
        string member = "slug"
    ) => (await client.GetJsonAsync(path)).ValuesOf(member);

    public static IReadOnlyList<string> ValuesOf(this JsonObject page, string member = "slug") =>
        [.. page["data"]!.AsArray().Select(item => item![member]!.ToString())];

    public static string ArticleUrl(this JsonObject article) => $"/v1/articles/{article["id"]}";

    /// <summary>A member deep inside, by its path: <c>images.0.caption.id</c>.</summary>
    public static JsonNode? ValueAt(this JsonNode json, string path) =>
        path.Split('.')
            .Aggregate(
                (JsonNode?)json,
                (node, step) =>
                    node is JsonArray array
                        ? array[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]
                        : node?[step]
            );

    private static JsonObject CreateInput(string headline, string status, object? more)
    {
        var article = new JsonObject { ["headline"] = headline, ["status"] = status };
        foreach (var (name, value) in JsonSerializer.SerializeToNode(more ?? new { }, s_json)!.AsObject())
            article[name] = value?.DeepClone();
        if (!article.ContainsKey("body") && !article.ContainsKey("bodyHtml") && !article.ContainsKey("bodyText"))
            article["bodyText"] = "It rained.";
        return article;
    }
}
