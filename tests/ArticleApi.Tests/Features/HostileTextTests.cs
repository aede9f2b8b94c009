using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ArticleApi.Http.Bodies;
using ArticleApi.Lists;
using ArticleApi.Storage;
using ArticleApi.Tests.Infrastructure;

namespace ArticleApi.Tests.Features;

/// <summary>
/// Texts that no text should be, in every place where <c>openapi.json</c> says that a text may be sent.
/// </summary>
[Trait("Speed", "slow")]
public abstract class HostileTextTests(TestApiHost api)
{
    public sealed class OnSqlite(SqliteHost api) : HostileTextTests(api), IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api) : HostileTextTests(api), IClassFixture<PostgresHost>;

    private const string Composed = "Zoë Åström";
    private const string Decomposed = "Zoe\u0308 A\u030Astro\u0308m";

    // As they stand in an address.
    private static readonly string[] Encoded =
    [
        "%EF%BF%BE",
        "%EF%BF%BF",
        "%EF%B7%90",
        "%F0%9F%BF%BE", // noncharacters
        "%00",
        "%01",
        "%7F",
        "%C2%85",
        "%E2%80%8B",
        "%EF%BB%BF", // controls, and spaces of no width
        "%ED%A0%80",
        "%FF",
        "a%C3", // no UTF-8
        "%E2%80%AEabc",
        "%E2%81%A6abc", // marks of direction
        "e%CC%81",
        new('x', 5_000),
        "",
        "%25FF",
        "-",
        "a%20b%EF%BF%BE",
    ];

    // As they stand in JSON.
    private static readonly string[] Escaped =
    [
        @"\ufffe",
        @"a\uffff",
        @"\ufdd0",
        @"\ud83f\udffe",
        @"\u0000",
        @"a\u0001",
        @"\u007f",
        @"\u0085",
        @"\u200b",
        @"\ufeff",
        @"\ud800",
        @"a\udc00",
        @"\u202eabc",
        @"\u2066abc",
        @"e\u0301",
        new('x', 10_000),
        "",
    ];

    private static readonly JsonObject Document = JsonNode
        .Parse(File.ReadAllText(Path.Combine(Repository.Root, "openapi.json")))!
        .AsObject();

    [Fact]
    public async Task Whatever_an_address_holds_is_answered_or_refused_by_name()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await Sample(editor);
        var asked = 0;
        foreach (
            var (path, method, operation) in Operations()
                .Where(operation => operation.Method is "get" or "delete" || operation.Path is "/v1/import")
        )
        {
            var parameters = operation["parameters"]?.AsArray() ?? [];
            var names = parameters
                .Where(parameter => (string?)parameter!["in"] == "query")
                .Select(parameter => (string)parameter!["name"]!);
            var targets = names
                .Select(name => (Func<string, string>)(value => $"{Filled(path, article)}?{name}={value}"))
                .Append(value => $"{Filled(path, article)}?{value}=1")
                .Concat(
                    path.Contains('{', StringComparison.Ordinal)
                        ? [value => Filled(path.Replace("{id}", value, StringComparison.Ordinal), article)]
                        : []
                );
            foreach (var target in targets)
            foreach (var value in Encoded)
            {
                // The server itself refuses a null in a path, and the one that stands in for it in tests throws.
                if (value == "%00" && target(value).Split('?')[0].Contains(value, StringComparison.Ordinal))
                    continue;

                using var response = await editor.RequestAsync(
                    method.ToUpperInvariant(),
                    target(value),
                    method == "post" ? "{}" : null,
                    "If-Match: \"0\""
                );
                await Check(response, $"{method} {target(value)}");
                asked++;
            }
        }

        Assert.True(asked > 5_000, $"{asked} requests");
    }

    [Fact]
    public async Task Whatever_a_body_holds_is_taken_or_refused_by_place()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await Sample(editor);
        var asked = 0;
        foreach (
            var (path, method, operation) in Operations()
                .Where(operation => operation.Operation["requestBody"] is not null)
        )
        {
            var content = operation["requestBody"]!["content"]!.AsObject();
            if (
                (content["application/json"] ?? content["application/merge-patch+json"])?["schema"]
                is not JsonObject schema
            )
                continue;

            foreach (var place in Texts(schema, 0))
            foreach (var value in Escaped)
            {
                var body = place(value).Replace("\"N\"", $"\"N{asked}\"", StringComparison.Ordinal);
                using var response = await editor.RequestAsync(
                    method.ToUpperInvariant(),
                    Filled(path, article),
                    body,
                    "If-Match: *"
                );
                await Check(response, $"{method} {path} {body}");
                asked++;
            }
        }

        Assert.True(asked > 2_000, $"{asked} requests");
    }

    [Fact]
    public async Task Whatever_a_header_holds_is_no_failure()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await Sample(editor);
        await Assert.AllAsync(
            new[]
            {
                "If-Match",
                "If-None-Match",
                "If-Modified-Since",
                "Accept",
                "Accept-Encoding",
                "Content-Type",
                "Content-Encoding",
                "Authorization",
                "X-Api-Key",
                "Origin",
            },
            async name =>
                await Assert.AllAsync(
                    Encoded
                        .Select(Uri.UnescapeDataString)
                        .Append("\uFFFE")
                        .Append("\uD800")
                        .Append("\"")
                        .Append("\"\uFFFE\"")
                        .Append(";q=\uFFFE"),
                    async value =>
                        await Assert.AllAsync(
                            name.StartsWith("Content", StringComparison.Ordinal) ? ["PATCH"] : new[] { "GET", "PATCH" },
                            async method =>
                            {
                                using var request = new HttpRequestMessage(
                                    new HttpMethod(method),
                                    article.ArticleUrl()
                                );
                                if (method == "PATCH")
                                    request.Content = new StringContent(
                                        "{}",
                                        Encoding.UTF8,
                                        JsonBody.MergePatchMediaType
                                    );
                                HttpHeaders headers =
                                    name.StartsWith("Content", StringComparison.Ordinal)
                                    && request.Content is { } content
                                        ? content.Headers
                                        : request.Headers;
                                headers.Remove(name);
                                headers.TryAddWithoutValidation(name, value);
                                using var client = name is "Authorization" or "X-Api-Key"
                                    ? api.CreateAnonymousClient()
                                    : null;
                                using var response = await (client ?? editor).SendAsync(request);

                                Assert.True(
                                    (int)response.StatusCode < 500,
                                    $"{method} {name}: {value} gives {(int)response.StatusCode}"
                                );
                            }
                        )
                )
        );
    }

    [Theory]
    [
        InlineData("agency"),
        InlineData("photographer"),
        InlineData("place"),
        InlineData("photoAgency"),
        InlineData("datelinePlace"),
        InlineData("citedAgency"),
        InlineData("q"),
        InlineData("tag")
    ]
    public async Task A_noncharacter_is_named_by_its_code_point(string parameter)
    {
        using var reader = api.CreateAnonymousClient();

        await Assert.AllAsync(
            new[] { ("%EF%BF%BE", "U+FFFE"), ("a%EF%B7%90", "U+FDD0"), ("%F0%9F%BF%BE", "U+1FFFE"), ("%01", "U+0001") },
            async example =>
            {
                var (value, scalar) = example;
                var problem = await reader
                    .RequestAsync("GET", $"/v1/articles?{parameter}={value}")
                    .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");

                Assert.Equal([$"query {parameter}: control-character"], problem.ErrorLocations());
                Assert.Equal(scalar, (string?)problem.ValueAt("errors.0.value"));
            }
        );
    }

    [Fact]
    public async Task A_value_that_is_no_UTF_8_is_refused_and_one_that_spells_it_is_not()
    {
        using var reader = api.CreateAnonymousClient();

        await Assert.AllAsync(
            new[] { "%FF", "%ED%A0%80", "a%C3" },
            async value =>
            {
                var problem = await reader
                    .RequestAsync("GET", "/v1/articles?agency=" + value)
                    .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
                Assert.Equal(["query agency: broken-text"], problem.ErrorLocations());
                Assert.Equal(value, (string?)problem.ValueAt("errors.0.value"));
            }
        );

        Assert.Empty(await reader.ListValuesAsync("/v1/articles?agency=%25FF"));
    }

    [Fact]
    public async Task Both_spellings_of_an_accent_are_one_value_and_the_short_one_is_kept()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.PublishArticleAsync("Spelt " + Decomposed, Rich(Decomposed));

        Assert.DoesNotContain(
            Decomposed.Normalize(NormalizationForm.FormD)[..4],
            article.ToJsonString(s_plain),
            StringComparison.Ordinal
        );
        await Assert.AllAsync(
            new[] { Composed, Decomposed },
            async spelling =>
            {
                var value = Uri.EscapeDataString(spelling);
                var slug = Uri.EscapeDataString(spelling.ToLowerInvariant().Replace(' ', '-'));
                await Assert.AllAsync(
                    new[]
                    {
                        "photographer",
                        "photoPlace",
                        "photoAgency",
                        "datelinePlace",
                        "datelineAgency",
                        "citedAgency",
                        "place",
                        "agency",
                    },
                    async filter =>
                        Assert.Equal(
                            ["spelt-zoë-åström"],
                            await reader.ListValuesAsync($"/v1/articles?{filter}={value}")
                        )
                );
                await Assert.AllAsync(
                    new[] { "section", "tag", "byline" },
                    async filter =>
                        Assert.Equal(
                            ["spelt-zoë-åström"],
                            await reader.ListValuesAsync($"/v1/articles?{filter}={slug}")
                        )
                );
                Assert.Equal(["spelt-zoë-åström"], await reader.ListValuesAsync($"/v1/articles?q={value}"));
                Assert.Equal(
                    "spelt-zoë-åström",
                    (string?)(await reader.GetJsonAsync($"/v1/articles/spelt-{slug}"))["slug"]
                );
            }
        );
    }

    [Fact]
    public async Task Marks_of_direction_are_kept_as_text_and_isolated_on_the_page_for_people()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();

        var article = await editor.PublishArticleAsync(
            "\u202Etxet\u202C turned",
            new { publishedAt = "2026-03-14T09:00:00Z" }
        );

        Assert.Equal("\u202Etxet\u202C turned", (string?)article["headline"]);
        Assert.Contains(
            "<bdi>\u202Etxet\u202C turned</bdi>",
            WebUtility.HtmlDecode(await reader.GetStringAsync("/")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_token_made_by_hand_is_refused_whatever_it_holds()
    {
        using var reader = api.CreateAnonymousClient();

        // As whoever has read the code would make it, with a secret of their own.
        var secret = new DatabaseSecret(null!);
        secret.Take(new byte[DatabaseSecret.Size]);
        await Assert.AllAsync(
            new[] { "\0", "a\uFFFE", "\uFFFF", "a" },
            async text =>
            {
                var token = PageCursor.FormatText(text, "Section", new(secret));
                var problem = await reader
                    .RequestAsync("GET", "/v1/sections?cursor=" + token)
                    .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
                Assert.Equal(["query cursor: not-this-list"], problem.ErrorLocations());
            }
        );
    }

    [Theory]
    [InlineData(
        """{"headline":"V","slug":"V","bodyText":"V","body":[{"type":"paragraph","text":"V","html":"V"}],"tags":[{"slug":"v","name":"V"}],"genre":"V","source":{"publisher":"V","url":null},"attributions":[{"agency":"V","asPrinted":"V","paragraph":1}],"status":"published"}"""
    )]
    [InlineData(
        """{"uri":"urn:x:N","type":"text","headline":"V","body_text":"V","byline":"V","versioncreated":"2026-01-31T08:15:00Z","subject":[{"name":"V"}],"copyrightnotice":"V","provider":"V"}"""
    )]
    public async Task A_document_may_hold_them_too(string document)
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var number = 0;
        await Assert.AllAsync(
            Escaped,
            async value =>
            {
                var text = document
                    .Replace("V", value + " it rained", StringComparison.Ordinal)
                    .Replace("urn:x:N", $"urn:x:{number++}", StringComparison.Ordinal);
                using var response = await editor.PostAsync(
                    "/v1/import",
                    new ByteArrayContent(Encoding.UTF8.GetBytes(text))
                );

                Assert.True(
                    (int)response.StatusCode < 500,
                    $"{(int)response.StatusCode}: {text[..Math.Min(200, text.Length)]}"
                );
            }
        );
    }

    private static readonly JsonSerializerOptions s_plain = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static object Rich(string name) =>
        new
        {
            bodyText = $"It rained on {name}.",
            section = new { name },
            tags = new[] { new { name } },
            bylines = new[] { new { name } },
            dateline = new
            {
                raw = name,
                places = new[] { new { locality = name } },
                agency = name,
            },
            attributions = new[]
            {
                new
                {
                    agency = name,
                    asPrinted = name,
                    paragraph = 1,
                },
            },
            images = new[]
            {
                new
                {
                    credit = new
                    {
                        line = name,
                        agency = name,
                        photographer = name,
                    },
                    caption = new { text = name, dateline = new { places = new[] { new { locality = name } } } },
                },
            },
        };

    private static Task<JsonObject> Sample(HttpClient editor) => editor.PublishArticleAsync("Sample", Rich("Sample"));

    private static async Task Check(HttpResponseMessage response, string what)
    {
        var status = (int)response.StatusCode;
        var text = status < 400 ? "" : await response.Content.ReadAsStringAsync();
        Assert.True(status < 500, $"{what[..Math.Min(300, what.Length)]} gives {status}: {text}");
        if (status != 400)
            return;

        var errors = JsonNode.Parse(text)!["errors"] as JsonArray;
        Assert.True(
            errors is { Count: > 0 }
                && errors.All(error =>
                    (error!["name"] ?? error["pointer"]) is not null && error.AsObject().ContainsKey("value")
                ),
            $"{what} is refused without a place: {text}"
        );
    }

    private static IEnumerable<(string Path, string Method, JsonObject Operation)> Operations() =>
        OpenApiContract.ReadOperations(Document).Where(operation => !OpenApiContract.IsEndless(operation.Operation));

    // The ids of what exists, so that what is behind the address is asked too.
    private static string Filled(string path, JsonObject article)
    {
        var id =
            path.StartsWith("/v1/images", StringComparison.Ordinal) ? article.ValueAt("images.0.id")
            : path.StartsWith("/v1/captions", StringComparison.Ordinal) ? article.ValueAt("images.0.caption.id")
            : path.StartsWith("/v1/datelines", StringComparison.Ordinal) ? article.ValueAt("dateline.id")
            : path.StartsWith("/v1/jobs", StringComparison.Ordinal) ? "0199a0a0-0000-7000-8000-000000000000"
            : article["id"];

        return path.Replace("{id}", id!.ToString(), StringComparison.Ordinal)
            .Replace("{imageId}", article.ValueAt("images.0.id")!.ToString(), StringComparison.Ordinal)
            .Replace("{version}", "1", StringComparison.Ordinal);
    }

    /// <summary>
    /// For each string that a body may hold: the body with that string, and with what is required beside it.
    /// </summary>
    private static IEnumerable<Func<string, string>> Texts(JsonObject schema, int depth)
    {
        schema = Resolved(schema);
        if (IsOf(schema, "string"))
        {
            yield return value => $"\"{value}\"";
            yield break;
        }

        if (depth > 6)
            yield break;

        if (IsOf(schema, "array"))
        {
            foreach (var inner in Texts(schema["items"]!.AsObject(), depth + 1))
                yield return value => $"[{inner(value)}]";
        }

        foreach (var (name, member) in schema["properties"]?.AsObject() ?? [])
        {
            var required = (schema["required"] as JsonArray ?? [])
                .Select(other => (string)other!)
                .Where(other => other != name)
                .Select(other => $"\"{other}\":{Least(schema["properties"]![other]!.AsObject(), depth)}")
                .ToList();
            foreach (var inner in Texts(member!.AsObject(), depth + 1))
                yield return value => $"{{{string.Join(',', required.Append($"\"{name}\":{inner(value)}"))}}}";
        }
    }

    private static string Least(JsonObject schema, int depth)
    {
        schema = Resolved(schema);
        if (schema["enum"] is JsonArray words)
            return words[0]!.ToJsonString();
        if (IsOf(schema, "string"))
            return (string?)schema["format"] == "uuid" ? "\"0199a0a0-0000-7000-8000-000000000000\"" : "\"N\"";
        if (IsOf(schema, "array"))
            return depth > 6 ? "[]" : $"[{Least(schema["items"]!.AsObject(), depth + 1)}]";

        return IsOf(schema, "object")
                ? "{"
                    + string.Join(
                        ',',
                        (schema["required"] as JsonArray ?? []).Select(name =>
                            $"\"{name}\":{Least(schema["properties"]![(string)name!]!.AsObject(), depth + 1)}"
                        )
                    )
                    + "}"
            : IsOf(schema, "boolean") ? "true"
            : 1.ToString(CultureInfo.InvariantCulture);
    }

    private static JsonObject Resolved(JsonObject schema)
    {
        while (true)
        {
            if (schema["oneOf"] is JsonArray { Count: > 0 } forms)
                schema = forms[0]!.AsObject();
            else if (schema["$ref"] is { } reference)
                schema = Document["components"]!["schemas"]![
                    ((string)reference!)["#/components/schemas/".Length..]
                ]!.AsObject();
            else
                return schema;
        }
    }

    private static bool IsOf(JsonObject schema, string type) =>
        schema["type"] is JsonArray types ? types.Any(one => (string?)one == type) : (string?)schema["type"] == type;
}
