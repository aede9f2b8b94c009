using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ArticleApi.Tests.Infrastructure;

namespace ArticleApi.Tests.Http;

/// <summary>The OpenAPI document: committed, complete, and true.</summary>
public sealed class OpenApiTests(SeededSqliteHost api) : IClassFixture<SeededSqliteHost>
{
    private static readonly string Committed = Path.Combine(Repository.Root, "openapi.json");

    // Keys and packages are never changed by two at once: nobody loses anything without If-Match.
    private static bool HasNoVersions(string path) =>
        path.StartsWith("/v1/keys", StringComparison.Ordinal)
        || path.StartsWith("/v1/packages", StringComparison.Ordinal);

    [Fact]
    public async Task The_committed_document_is_what_is_served()
    {
        var served = await Text();
        if (Environment.GetEnvironmentVariable("UPDATE_OPENAPI") == "1")
            await File.WriteAllTextAsync(Committed, served, TestContext.Current.CancellationToken);

        Assert.Equal(
            await File.ReadAllTextAsync(Committed, TestContext.Current.CancellationToken),
            served,
            ignoreLineEndingDifferences: true
        );
    }

    [Fact]
    public async Task Every_operation_is_described() =>
        Assert.All(
            await Operations(),
            found =>
            {
                var (path, method, operation) = found;
                Assert.All(
                    ["operationId", "summary", "description"],
                    member =>
                        Assert.False(
                            string.IsNullOrWhiteSpace((string?)operation[member]),
                            $"{method} {path} has no {member}"
                        )
                );
                Assert.Single(operation["tags"]!.AsArray());
                Assert.NotNull(operation["security"]);
                Assert.All(
                    operation["parameters"]?.AsArray() ?? [],
                    parameter =>
                        Assert.False(
                            string.IsNullOrWhiteSpace((string?)parameter!["description"]),
                            $"{method} {path} {parameter["name"]}"
                        )
                );
                Assert.All(
                    operation["requestBody"]?["content"]?.AsObject() ?? [],
                    body => Assert.NotNull(body.Value!["example"])
                );
            }
        );

    [Fact]
    public async Task Every_operation_says_what_it_answers() =>
        Assert.All(
            await Operations(),
            found =>
            {
                var (path, method, operation) = found;
                var responses = operation["responses"]!.AsObject();
                var good = responses.Where(response => response.Key[0] == '2').ToList();
                Assert.NotEmpty(good);
                Assert.All(
                    good.Where(response => response.Key != "204"),
                    response =>
                        Assert.All(
                            response.Value!["content"]!.AsObject(),
                            content =>
                            {
                                Assert.NotNull(content.Value!["schema"]);
                                Assert.True(
                                    content.Value["examples"] is JsonObject { Count: > 0 },
                                    $"{method} {path} has no example of its answer"
                                );
                            }
                        )
                );

                string[] expected =
                [
                    "400",
                    "401",
                    "default",
                    .. path.Contains('{', StringComparison.Ordinal) ? new[] { "404" } : [],
                    .. operation["requestBody"] is not null ? new[] { "413", "415" } : [],
                    .. method is "put" or "patch" or "delete" && !HasNoVersions(path) ? new[] { "412" } : [],
                    .. method is "put" or "patch" or "delete"
                    && path != "/v1/articles/by-external-id"
                    && !HasNoVersions(path)
                        ? new[] { "428" }
                        : [],
                    .. path.EndsWith("/export", StringComparison.Ordinal) || OpenApiContract.IsEndless(operation) ? []
                    : method is "get" ? new[] { "304" }
                    : path.StartsWith("/v1/parse/", StringComparison.Ordinal) ? []
                    : ["403"],
                ];
                Assert.Empty(expected.Except(responses.Select(response => response.Key)));
                Assert.All(
                    responses.Where(response => response.Key[0] is '4' or 'd'),
                    response =>
                        Assert.True(response.Value!["content"]!.AsObject().ContainsKey("application/problem+json"))
                );
            }
        );

    [Fact]
    public async Task The_document_has_at_most_four_kilobytes_to_an_operation()
    {
        var operations = await Operations();
        var bytes = Encoding.UTF8.GetByteCount(await Text()) / operations.Count;

        TestContext.Current.TestOutputHelper?.WriteLine($"{bytes} bytes to each of {operations.Count} operations");
        Assert.InRange(bytes, 1, 4_096);
    }

    [Fact]
    public async Task Every_reference_leads_somewhere()
    {
        var document = JsonNode.Parse(await Text())!;

        Assert.All(References(document), reference => Assert.NotNull(Resolve(document, reference)));
    }

    [Fact]
    public async Task Whatever_is_sent_is_bounded()
    {
        var document = JsonNode.Parse(await Text())!;
        var sent = (await Operations())
            .SelectMany(found => References(found.Operation["requestBody"]))
            .Where(reference => reference.StartsWith("#/components/schemas/", StringComparison.Ordinal))
            .ToHashSet();
        for (var open = new Queue<string>(sent); open.TryDequeue(out var reference); )
        {
            foreach (var inner in References(Resolve(document, reference)).Where(sent.Add))
                open.Enqueue(inner);
        }

        Assert.Contains("#/components/schemas/BylineInput", sent);
        Assert.Empty(sent.SelectMany(reference => FindUnbounded(Resolve(document, reference)!, reference)));
    }

    // What is the client's own has a limit in bytes, which no schema says.
    private static IEnumerable<string> FindUnbounded(JsonNode schema, string at)
    {
        bool Lacks(string type, params string[] bounds) =>
            (
                schema["type"] is JsonArray types
                    ? types.Any(each => (string?)each == type)
                    : (string?)schema["type"] == type
            ) && bounds.All(bound => schema[bound] is null);

        if (
            Lacks("string", "maxLength", "enum", "format")
            || Lacks("array", "maxItems")
            || (Lacks("object", "additionalProperties") && !at.EndsWith("/extensions", StringComparison.Ordinal))
        )
            yield return at;

        foreach (
            var (name, inner) in (schema["properties"]?.AsObject() ?? [])
                .Append(new("items", schema["items"]))
                .Concat((schema["oneOf"]?.AsArray() ?? []).Select(shape => KeyValuePair.Create("oneOf", shape)))
        )
        {
            foreach (var unbounded in inner is null ? [] : FindUnbounded(inner, $"{at}/{name}"))
                yield return unbounded;
        }
    }

    [Theory]
    [InlineData("parseCaptions", "/v1/parse/captions", "ParsedCaptionList")]
    [InlineData("parseDatelines", "/v1/parse/datelines", "ParsedLedeList")]
    public async Task Examples_of_texts_are_read_as_the_examples_of_answers_say(
        string operation,
        string path,
        string example
    )
    {
        using var client = api.CreateAnonymousClient();
        var document = JsonNode.Parse(await Text())!;

        using var response = await client.PostAsync(
            path,
            Body(await Example(operation)),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(
            document["components"]!["examples"]![example]!["value"]!.ToJsonString(),
            (await Json(response)).ToJsonString()
        );
    }

    [Theory]
    [InlineData("Article", "/v1/articles/turkey-reaffirms-plans-to-use-russian-made-missile-defense-system")]
    [InlineData("ImageList", "/v1/articles/turkey-reaffirms-plans-to-use-russian-made-missile-defense-system/images")]
    public async Task Examples_of_answers_are_what_the_seeds_give(string example, string path)
    {
        using var client = api.CreateAnonymousClient();
        var document = JsonNode.Parse(await Text())!;

        var served = JsonNode.Parse(await client.GetStringAsync(path, TestContext.Current.CancellationToken))!;
        var shown = document["components"]!["examples"]![example]!["value"]!;
        // Of a long text the example shows the beginning.
        if (shown["body"] is JsonArray { Count: > 0 } beginning)
            served["body"] = new JsonArray([
                .. served["body"]!.AsArray().Take(beginning.Count).Select(block => block!.DeepClone()),
            ]);

        Assert.Equal(Timeless(served), Timeless(shown));
    }

    [Fact]
    public async Task The_development_key_is_offered_in_development_only()
    {
        using var client = api.CreateAnonymousClient();
        client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");

        using var response = await client.GetAsync(
            "/swagger/development-key.js",
            TestContext.Current.CancellationToken
        );

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private async Task<string> Text()
    {
        using var client = api.CreateAnonymousClient();
        return await client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken);
    }

    private async Task<List<(string Path, string Method, JsonObject Operation)>> Operations() =>
        [.. OpenApiContract.ReadOperations(JsonNode.Parse(await Text())!.AsObject())];

    private async Task<JsonNode> Example(string operation) =>
        (await Operations()).Single(found => (string?)found.Operation["operationId"] == operation).Operation[
            "requestBody"
        ]!["content"]!
            .AsObject()
            .Single()
            .Value!["example"]!;

    private static StringContent Body(JsonNode json, string mediaType = "application/json") =>
        new(json.ToJsonString(), Encoding.UTF8, mediaType);

    private static async Task<JsonNode> Json(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

    // Ids and instants are each service's own.
    private static string Timeless(JsonNode node)
    {
        static JsonNode? Without(JsonNode? node) =>
            node switch
            {
                JsonObject json => new JsonObject(
                    json.Where(member => member.Key is not ("id" or "createdAt" or "availableAt" or "updatedAt"))
                        .Select(member => KeyValuePair.Create(member.Key, Without(member.Value)))
                ),
                JsonArray array => new JsonArray([.. array.Select(Without)]),
                _ => node?.DeepClone(),
            };

        return Without(node)!.ToJsonString();
    }

    private static JsonNode? Resolve(JsonNode document, string reference) =>
        reference.TrimStart('#', '/').Split('/').Aggregate((JsonNode?)document, (node, step) => node?[step]);

    private static IEnumerable<string> References(JsonNode? node) =>
        node switch
        {
            JsonObject json => json.SelectMany(member =>
                member is { Key: "$ref", Value: JsonValue value }
                    ? [value.GetValue<string>()]
                    : References(member.Value)
            ),
            JsonArray array => array.SelectMany(References),
            _ => [],
        };
}
