using System.Net;
using ArticleApi.Auth;
using ArticleApi.Storage;
using ArticleApi.Tests.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ArticleApi.Tests.Features;

/// <summary>
/// Every operation that there is, asked without a key, with a wrong one, and with and without the scope it needs.
/// </summary>
public abstract class KeyTests(TestApiHost api)
{
    private static readonly Dictionary<string, string[]> s_unusual = new()
    {
        ["POST /v1/articles/{id}/publish"] = [Scopes.Publish],
        ["POST /v1/articles/{id}/withdraw"] = [Scopes.Publish],
        ["POST /v1/articles/withdraw"] = [Scopes.Publish],
        ["GET /v1/articles/{id}/source"] = [Scopes.Preview],
        ["GET /v1/jobs"] = [Scopes.Write, Scopes.Publish],
        ["GET /v1/jobs/{id}"] = [Scopes.Write, Scopes.Publish],
        ["POST /v1/packages"] = [Scopes.Keys],
        ["GET /v1/packages"] = [Scopes.Keys],
        ["GET /v1/packages/{id}"] = [Scopes.Keys],
        ["DELETE /v1/packages/{id}"] = [Scopes.Keys],
        ["GET /v1/keys"] = [Scopes.Keys],
        ["POST /v1/keys"] = [Scopes.Keys],
        ["GET /v1/keys/{id}"] = [Scopes.Keys],
        ["POST /v1/keys/{id}/rotate"] = [Scopes.Keys],
        ["DELETE /v1/keys/{id}"] = [Scopes.Keys],
    };

    private static readonly HashSet<string> s_anyKey = ["GET /v1/keys/self", "HEAD /v1/keys/self"];

    private static readonly HashSet<string> s_open = ["POST /v1/parse/captions", "POST /v1/parse/datelines"];

    public sealed class OnSqlite(SqliteHost api) : KeyTests(api), IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api) : KeyTests(api), IClassFixture<PostgresHost>;

    [Fact]
    public async Task Every_operation_is_open_or_needs_its_scope()
    {
        using var open = api.CreateAnonymousClient();
        using var wrong = api.CreateAnonymousClient();
        wrong.DefaultRequestHeaders.Add("X-Api-Key", "aak_" + new string('0', 64));
        var operations = Operations();
        Assert.True(operations.Count >= 40, $"{operations.Count} operations are too few");
        Assert.Empty(s_open.Concat(s_unusual.Keys).Concat(s_anyKey).Except(operations));

        await Assert.AllAsync(
            operations,
            async operation =>
            {
                var method = operation[..operation.IndexOf(' ', StringComparison.Ordinal)];
                var path = operation[(method.Length + 1)..]
                    .Replace("{id}", "0199a0a0-0000-7000-8000-000000000000", StringComparison.Ordinal)
                    .Replace("{imageId}", "0199a0a0-0000-7000-8000-000000000001", StringComparison.Ordinal)
                    .Replace("{correctionId}", "0199a0a0-0000-7000-8000-000000000001", StringComparison.Ordinal)
                    .Replace("{version}", "1", StringComparison.Ordinal)
                    .Replace("/v1/import", "/v1/import?draft=true", StringComparison.Ordinal);
                var scopes =
                    s_unusual.GetValueOrDefault(operation.Replace("HEAD ", "GET ", StringComparison.Ordinal))
                    ?? (method is "GET" or "HEAD" || s_open.Contains(operation) ? null : [Scopes.Write]);
                async Task<int> Ask(HttpClient client)
                {
                    // Of a stream the headers say enough.
                    using var response = path.EndsWith("/stream", StringComparison.Ordinal)
                        ? await client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead)
                        : await client.RequestAsync(
                            method,
                            path,
                            method is "GET" or "HEAD" or "DELETE" ? null : new { },
                            "If-Match: *"
                        );
                    return (int)response.StatusCode;
                }

                Assert.Equal((operation, 401), (operation, await Ask(wrong)));
                if (s_anyKey.Contains(operation))
                {
                    using var weakest = await api.CreateClientWithKeyAsync(Scopes.Subscriber);
                    Assert.Equal((operation, 401), (operation, await Ask(open)));
                    Assert.Equal((operation, 200), (operation, await Ask(weakest)));
                    return;
                }

                if (scopes is null)
                {
                    // What has no effect is asked with an empty body, which names what is missing.
                    Assert.True(
                        await Ask(open) is 200 or 404 || (s_open.Contains(operation) && await Ask(open) == 400),
                        operation
                    );
                    return;
                }

                using var lacking = await api.CreateClientWithKeyAsync([.. Scopes.All.Except(scopes)]);
                Assert.Equal((operation, 401), (operation, await Ask(open)));
                Assert.Equal((operation, 403), (operation, await Ask(lacking)));
                await Assert.AllAsync(
                    scopes,
                    async scope =>
                    {
                        using var having = await api.CreateClientWithKeyAsync(scope);
                        // Where something else than JSON is taken, that is said after the scope was asked.
                        Assert.True(await Ask(having) is 200 or 201 or 400 or 404 or 415, operation);
                    }
                );
            }
        );
    }

    [Fact]
    public async Task What_lacks_is_said()
    {
        using var open = api.CreateAnonymousClient();
        using var reader = await api.CreateClientWithKeyAsync("preview:read");

        using var none = await open.RequestAsync("POST", "/v1/articles", new { });
        await none.ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthorized");
        Assert.StartsWith("Bearer realm=\"articleapi\"", none.Headers.WwwAuthenticate.ToString());
        var problem = await reader
            .RequestAsync("POST", "/v1/articles", new { })
            .ReadProblemAsync(HttpStatusCode.Forbidden, "forbidden");
        Assert.Contains("articles:write", (string?)problem["detail"], StringComparison.Ordinal);
    }

    [Theory]
    [
        InlineData("Authorization: Bearer {0}", 200),
        InlineData("Authorization: bearer {0}", 200),
        InlineData("X-Api-Key: {0}", 200),
        InlineData("Authorization: Bearer {0}x", 401),
        InlineData("X-Api-Key: x", 401),
        InlineData("Authorization: Basic eDp5", 401),
        InlineData("Authorization: Bearer", 401)
    ]
    public async Task A_key_comes_in_either_header(string header, int status)
    {
        using var client = api.CreateAnonymousClient();

        using var response = await client.RequestAsync(
            "GET",
            "/v1/articles",
            null,
            string.Format(System.Globalization.CultureInfo.InvariantCulture, header, await api.CreateKeyAsync())
        );

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(status is 401 or 403, response.Headers.WwwAuthenticate.Count > 0);
    }

    [Theory]
    [
        InlineData("/v1/articles?key={0}", "key"),
        InlineData("/v1/articles?limit=1&api_key={0}", "api_key"),
        InlineData("/v1/articles?apiKey={0}", "apiKey"),
        InlineData("/v1/nowhere?access_token={0}", "access_token"),
        InlineData("/feeds/articles.rss?token={0}", "token"),
        InlineData("/docs/editing?X-Api-Key={0}", "X-Api-Key"),
        InlineData("/?api-key={0}", "api-key")
    ]
    public async Task A_key_in_the_address_is_refused_and_not_said_again(string path, string name)
    {
        using var client = api.CreateAnonymousClient();
        var key = await api.CreateKeyAsync();

        var problem = await client
            .RequestAsync("GET", string.Format(System.Globalization.CultureInfo.InvariantCulture, path, key))
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal([$"query {name}: key-in-address"], problem.ErrorLocations());
        Assert.Contains("Authorization: Bearer", (string?)problem["detail"], StringComparison.Ordinal);
        Assert.DoesNotContain(key, problem.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [
        InlineData("/feeds/articles.rss", "anybody:{0}", 200),
        InlineData("/feeds/articles.json", ":{0}", 200),
        InlineData("/feeds/articles.rss", "{0}:", 401),
        InlineData("/feeds/articles.rss", "{0}", 401),
        InlineData("/feeds/articles.rss", "anybody:{0}:", 401),
        InlineData("/v1/articles", "anybody:{0}", 401)
    ]
    public async Task Feeds_alone_take_a_key_as_a_password(string path, string pair, int status)
    {
        using var client = api.CreateAnonymousClient();
        var sent = string.Format(
            System.Globalization.CultureInfo.InvariantCulture,
            pair,
            await api.CreateKeyAsync("articles:write")
        );

        using var response = await client.RequestAsync(
            "GET",
            path,
            null,
            "Authorization: Basic " + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(sent))
        );

        Assert.Equal(status, (int)response.StatusCode);
        if (status == 200)
            Assert.Contains("private", response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        else
            Assert.Equal(
                path.StartsWith("/feeds", StringComparison.Ordinal) ? ["Bearer", "Basic"] : ["Bearer"],
                response.Headers.WwwAuthenticate.Select(challenge => challenge.Scheme)
            );
    }

    [Fact]
    public async Task What_is_no_Basic_is_refused_by_feeds_too()
    {
        using var client = api.CreateAnonymousClient();

        var problem = await client
            .RequestAsync("GET", "/feeds/articles.rss", null, "Authorization: Basic no+base64!")
            .ReadProblemAsync(HttpStatusCode.Unauthorized, "unauthorized");
        var elsewhere = await client
            .RequestAsync("GET", "/v1/articles", null, "Authorization: Basic eDp5")
            .ReadProblemAsync(HttpStatusCode.Unauthorized, "unauthorized");

        Assert.Equal("The API key is unknown or revoked.", (string?)problem["detail"]);
        Assert.StartsWith("Names and passwords are not taken here.", (string?)elsewhere["detail"]);
    }

    [Fact]
    public async Task A_revoked_key_is_refused_also_where_none_is_needed()
    {
        using var client = await api.CreateClientWithKeyAsync();
        await client.GetJsonAsync("/v1/articles");
        var hash = ApiKeys.Hash(client.DefaultRequestHeaders.Authorization!.Parameter!);

        await api.RunInScopeAsync(async services =>
        {
            var key = await services.GetRequiredService<ArticleDb>().ApiKeys.SingleAsync(row => row.Hash == hash);
            return await services
                .GetRequiredService<ApiKeyStore>()
                .RevokeAsync(key.Id, TestContext.Current.CancellationToken);
        });

        foreach (var path in new[] { "/v1/articles", "/v1", "/feeds/articles.rss", "/v1/nowhere" })
            await client.RequestAsync("GET", path).ReadProblemAsync(HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Fact]
    public async Task Keys_are_kept_as_their_hash_only()
    {
        var text = await api.CreateKeyAsync();

        Assert.DoesNotContain(
            text,
            (await api.RunInScopeAsync(db => db.ApiKeys.AsNoTracking().ToListAsync())).Select(row => row.Hash)
        );
        Assert.Contains(
            ApiKeys.Hash(text),
            (await api.RunInScopeAsync(db => db.ApiKeys.AsNoTracking().ToListAsync())).Select(row => row.Hash)
        );
    }

    private List<string> Operations() =>
        [
            .. api
                .Services.GetRequiredService<EndpointDataSource>()
                .Endpoints.OfType<RouteEndpoint>()
                .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/v1", StringComparison.Ordinal))
                .SelectMany(endpoint =>
                    endpoint
                        .Metadata.GetMetadata<HttpMethodMetadata>()!
                        .HttpMethods.Select(method => $"{method} {Plain(endpoint.RoutePattern.RawText!)}")
                ),
        ];

    // Without constraints and without an ending slash.
    private static string Plain(string pattern) =>
        System.Text.RegularExpressions.Regex.Replace(pattern, @"\{(\w+):\w+\}", "{$1}").TrimEnd('/');
}
