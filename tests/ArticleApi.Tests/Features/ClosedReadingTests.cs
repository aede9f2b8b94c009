using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ArticleApi.Auth;
using ArticleApi.Tests.Infrastructure;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ArticleApi.Tests.Features;

/// <summary>Where <c>Access:OpenReads</c> is false nobody reads without a key that may.</summary>
public abstract class ClosedReadingTests(TestApiHost api)
{
    private static readonly string[] Open = ["/", "/v1", "/health/live", "/health/ready"];

    private static readonly string[] Docs =
    [
        "/docs",
        "/docs/editing",
        "/openapi/v1.json",
        "/problems/not-found",
        "/swagger/index.html",
        "/swagger/swagger-ui.css",
        "/swagger/padlocks.js",
    ];

    public sealed class OnSqlite(ClosedSqliteHost api) : ClosedReadingTests(api), IClassFixture<ClosedSqliteHost>;

    public sealed class OnPostgres(ClosedPostgresHost api) : ClosedReadingTests(api), IClassFixture<ClosedPostgresHost>;

    [Fact]
    public async Task Nothing_but_what_is_listed_answers_without_a_key()
    {
        using var client = api.CreateAnonymousClient();
        var asked = Operations().Concat(Routes()).Concat(NoRoutes()).Distinct().ToList();
        Assert.True(asked.Count >= 110, $"{asked.Count} addresses are too few");
        Assert.Empty(Open.Select(path => "GET " + path).Except(asked));

        await Assert.AllAsync(
            asked,
            async operation =>
            {
                var (method, path) = (operation.Split(' ')[0], operation.Split(' ')[1]);
                using var response = await client.RequestAsync(
                    method,
                    path,
                    method is "GET" or "HEAD" or "DELETE" or "OPTIONS" ? null : new { },
                    "If-Match: *"
                );

                var expected = method is "GET" or "HEAD" && Open.Contains(path) ? 200 : 401;
                Assert.Equal((operation, expected), (operation, (int)response.StatusCode));
                if (expected == 401)
                    Assert.StartsWith(
                        "Bearer realm=\"articleapi\"",
                        response.Headers.WwwAuthenticate.First().ToString(),
                        StringComparison.Ordinal
                    );
            }
        );
    }

    [Theory]
    [
        InlineData(Scopes.Read, 200),
        InlineData(Scopes.Write, 200),
        InlineData(Scopes.Preview, 200),
        InlineData(Scopes.Embargo, 200),
        InlineData(Scopes.Subscriber, 403),
        InlineData(Scopes.Publish, 403),
        InlineData(Scopes.Webhooks, 403),
        InlineData(Scopes.Keys, 403)
    ]
    public async Task Reading_takes_a_scope_that_others_imply(string scope, int status)
    {
        using var client = await api.CreateClientWithKeyAsync(scope);

        await Assert.AllAsync(
            ["/v1/articles", "/v1/tags", "/v1/changes", "/v1/images", "/feeds/articles.atom", .. Docs],
            async path =>
            {
                using var response = await client.GetAsync(path, TestContext.Current.CancellationToken);

                Assert.True(
                    (int)response.StatusCode == status,
                    $"{(int)response.StatusCode} instead of {status}: {path}"
                );
                if (status == 403)
                    Assert.Contains(
                        "insufficient_scope\", scope=\"articles:read\"",
                        response.Headers.WwwAuthenticate.ToString(),
                        StringComparison.Ordinal
                    );
            }
        );
    }

    [Fact]
    public async Task Keys_are_managed_without_reading_and_nothing_is_published_so()
    {
        using var manager = await api.CreateClientWithKeyAsync(Scopes.Keys);
        using var publisher = await api.CreateClientWithKeyAsync(Scopes.Publish);

        Assert.Equal("""["keys:manage"]""", (await manager.GetJsonAsync("/v1/keys/self"))["scopes"]!.ToJsonString());
        await manager.GetJsonAsync("/v1/keys");
        await publisher.GetJsonAsync("/v1/keys/self");
        var problem = await publisher
            .RequestAsync("POST", "/v1/articles/0199a0a0-0000-7000-8000-000000000000/publish", new { })
            .ReadProblemAsync(HttpStatusCode.Forbidden, "forbidden");
        Assert.Equal("The API key lacks the scope articles:read.", (string?)problem["detail"]);
    }

    [Fact]
    public async Task What_a_key_was_answered_is_kept_for_nobody()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = await api.CreateClientWithKeyAsync(Scopes.Read);
        using var open = api.CreateAnonymousClient();
        var article = await editor.PublishArticleAsync("Behind the counter");
        var paths = new[] { article.ArticleUrl(), "/v1/articles?limit=3", "/feeds/articles.rss?limit=3" };

        await Assert.AllAsync(
            paths,
            async path =>
            {
                for (var time = 0; time < 2; time++)
                {
                    using var keyed = await reader.RequestAsync("GET", path);
                    Assert.Equal("no-store, private", Sorted(keyed.Headers.CacheControl!.ToString()));
                    Assert.Contains("Behind the counter", await keyed.Content.ReadAsStringAsync());
                    await open.RequestAsync("GET", path).ReadProblemAsync(HttpStatusCode.Unauthorized, "unauthorized");
                }
            }
        );
        Assert.DoesNotContain(
            "Behind the counter",
            await open.GetStringAsync("/", TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task A_challenge_says_what_is_needed()
    {
        using var client = api.CreateAnonymousClient();

        using var list = await client.RequestAsync("GET", "/v1/articles");
        using var feed = await client.RequestAsync("GET", "/feeds/articles.rss");
        using var write = await client.RequestAsync("POST", "/v1/articles", new { });

        Assert.Equal(
            ["Bearer realm=\"articleapi\", scope=\"articles:read\""],
            list.Headers.NonValidated["WWW-Authenticate"]
        );
        Assert.Equal(
            ["Bearer realm=\"articleapi\", scope=\"articles:read\"", "Basic realm=\"articleapi\", charset=\"UTF-8\""],
            feed.Headers.NonValidated["WWW-Authenticate"]
        );
        Assert.Equal(
            ["Bearer realm=\"articleapi\", scope=\"articles:write\""],
            write.Headers.NonValidated["WWW-Authenticate"]
        );
    }

    [Fact]
    public async Task A_feed_reader_sends_the_key_as_its_password()
    {
        using var client = api.CreateAnonymousClient();
        var key = await api.CreateKeyAsync(Scopes.Read);
        var basic = "Authorization: Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("reader:" + key));

        using var feed = await client.RequestAsync("GET", "/feeds/articles.rss", null, basic);
        var list = await client
            .RequestAsync("GET", "/v1/articles", null, basic)
            .ReadProblemAsync(HttpStatusCode.Unauthorized, "unauthorized");

        Assert.Equal(HttpStatusCode.OK, feed.StatusCode);
        Assert.StartsWith("Names and passwords are not taken here.", (string?)list["detail"]);
    }

    [Fact]
    public async Task Browsers_may_ask_beforehand()
    {
        using var client = api.CreateAnonymousClient();

        using var response = await client.RequestAsync(
            "OPTIONS",
            "/v1/articles",
            null,
            "Origin: https://example.org",
            "Access-Control-Request-Method: GET",
            "Access-Control-Request-Headers: authorization"
        );

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(["*"], response.Headers.GetValues("Access-Control-Allow-Origin"));
        Assert.Contains("Authorization", response.Headers.GetValues("Access-Control-Allow-Headers").Single());
    }

    [Fact]
    public async Task The_documentation_is_open_by_setting_and_says_what_takes_a_key()
    {
        await using var other = api.WithWebHostBuilder(builder => builder.UseSetting("Access:OpenDocs", "true"));
        using var client = other.CreateClient(new() { AllowAutoRedirect = false });

        await Assert.AllAsync(
            Docs,
            async path =>
            {
                using var response = await client.GetAsync(path, TestContext.Current.CancellationToken);
                Assert.True(response.IsSuccessStatusCode, path);
            }
        );
        await client.RequestAsync("GET", "/v1/articles").ReadProblemAsync(HttpStatusCode.Unauthorized, "unauthorized");
        var document = await client.GetJsonAsync("/openapi/v1.json");
        Assert.Equal(
            ["getIndex"],
            OpenApiContract
                .ReadOperations(document)
                .Where(found => found.Operation["security"]!.AsArray().Any(way => way!.AsObject().Count == 0))
                .Select(found => (string?)found.Operation["operationId"])
        );
    }

    private static string Sorted(string directives) => string.Join(", ", directives.Split(", ").Order());

    private static IEnumerable<string> Operations() =>
        OpenApiContract
            .ReadOperations(JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "openapi.json")))!.AsObject())
            .Select(found => $"{found.Method.ToUpperInvariant()} {Filled(found.Path)}");

    private IEnumerable<string> Routes() =>
        from endpoint in api.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
        select $"{method} {Filled("/" + endpoint.RoutePattern.RawText!.TrimStart('/'))}";

    // What no route answers tells as little, and so do the methods that an address takes.
    private static IEnumerable<string> NoRoutes() =>
        [
            .. Docs.Select(path => "GET " + path),
            "GET /swagger",
            "GET /v1/nowhere",
            "GET /nowhere",
            "GET /health/nowhere",
            "GET /v1/articles/bulk",
            "DELETE /v1",
            "POST /",
            "OPTIONS /v1/articles",
        ];

    private static string Filled(string pattern) =>
        System.Text.RegularExpressions.Regex.Replace(
            pattern.Length > 1 ? pattern.TrimEnd('/') : pattern,
            @"\{\**(\w+)(:\w+)?\}",
            hole =>
                hole.Groups[1].Value switch
                {
                    "version" => "1",
                    "code" => "not-found",
                    "page" => "editing",
                    _ => "0199a0a0-0000-7000-8000-000000000000",
                }
        );
}

/// <summary>Answers nobody without a key.</summary>
public sealed class ClosedSqliteHost : SqliteHost
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Access:OpenReads", "false");
    }
}

/// <inheritdoc cref="ClosedSqliteHost"/>
public sealed class ClosedPostgresHost(PostgresServer server) : PostgresHost(server)
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Access:OpenReads", "false");
    }
}
