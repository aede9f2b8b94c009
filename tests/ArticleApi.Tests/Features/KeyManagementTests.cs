using System.Net;
using System.Text.Json.Nodes;
using ArticleApi.Auth;
using ArticleApi.Storage.Tables;
using ArticleApi.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ArticleApi.Tests.Features;

/// <summary>Keys made, rotated, revoked and looked at over HTTP.</summary>
public abstract class KeyManagementTests(TestApiHost api)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public sealed class OnSqlite(SqliteHost api) : KeyManagementTests(api), IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api) : KeyManagementTests(api), IClassFixture<PostgresHost>;

    [Fact]
    public async Task A_key_is_made_shown_once_and_works()
    {
        using var admin = await api.CreateClientWithKeyAsync();

        using var response = await admin.RequestAsync(
            "POST",
            "/v1/keys",
            new { name = "The desk", scopes = new[] { Scopes.Write, Scopes.Publish, Scopes.Write } }
        );
        var made = await Task.FromResult(response).ReadJsonAsync(HttpStatusCode.Created);

        var (id, text) = ((string)made["id"]!, (string)made["key"]!);
        Assert.Matches("^aak_[0-9a-f]{64}$", text);
        Assert.Equal(text[..12], (string?)made["prefix"]);
        Assert.Equal(["articles:write", "articles:publish"], made["scopes"]!.AsArray().Select(scope => (string)scope!));
        Assert.Equal($"/v1/keys/{id}", response.Headers.Location!.ToString());
        Assert.Contains("no-store", response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        var read = await admin.GetJsonAsync($"/v1/keys/{id}");
        made.Remove("key");
        Assert.Equal(made.ToJsonString(), read.ToJsonString());
        using var desk = ClientWith(text);
        await desk.CreateDraftAsync("Made with a new key");
        Assert.DoesNotContain(text, (await admin.GetJsonAsync("/v1/keys?limit=100")).ToJsonString());
    }

    [Fact]
    public async Task Keys_are_listed_newest_first_page_by_page()
    {
        using var admin = await api.CreateClientWithKeyAsync();
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            api.Clock.Advance(TimeSpan.FromMilliseconds(1));
            ids.Insert(0, (string)(await MakeAsync(admin, Scopes.Read))["id"]!);
        }

        var first = await admin.GetJsonAsync("/v1/keys?limit=2");
        var second = await admin.GetJsonAsync($"/v1/keys?limit=1&cursor={first.ValueAt("page.next")}");

        Assert.Equal(ids, [.. first.ValuesOf("id"), .. second.ValuesOf("id")]);
        Assert.True((bool)first.ValueAt("page.hasMore")!);
        await admin
            .RequestAsync("GET", "/v1/keys?cursor=nonsense")
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        await admin
            .RequestAsync("GET", "/v1/keys/0199a0a0-0000-7000-8000-000000000000")
            .ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Theory]
    [
        InlineData("""{"name": "x"}""", "body /scopes: required"),
        InlineData("""{"name": "x", "scopes": []}""", "body /scopes: empty"),
        InlineData("""{"name": " ", "scopes": ["articles:read"]}""", "body /name: empty"),
        InlineData("""{"name": "x", "scopes": ["articles:reed"]}""", "body /scopes/0: not-allowed"),
        InlineData("""{"name": "x", "scopes": ["articles:read"], "key": "aak_1"}""", "body /key: unknown-member"),
        InlineData(
            """{"name": "x", "scopes": ["articles:read"], "expiresAt": "2001-01-01T00:00:00Z"}""",
            "body /expiresAt: out-of-range"
        ),
        InlineData(
            """{"name": "x", "scopes": ["articles:read"], "expiresAt": "tomorrow"}""",
            "body /expiresAt: wrong-type"
        )
    ]
    public async Task What_is_wrong_with_a_key_is_said(string body, string place)
    {
        using var admin = await api.CreateClientWithKeyAsync();

        var problem = await admin
            .RequestAsync("POST", "/v1/keys", body)
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal([place], problem.ErrorLocations());
    }

    [Fact]
    public async Task Nobody_gives_what_they_do_not_have()
    {
        using var admin = await api.CreateClientWithKeyAsync();
        using var weak = await api.CreateClientWithKeyAsync(Scopes.Keys, Scopes.Write);
        var strong = await MakeAsync(admin, Scopes.Embargo, Scopes.Publish);

        var made = await weak.RequestAsync(
                "POST",
                "/v1/keys",
                new { name = "x", scopes = new[] { Scopes.Read, Scopes.Embargo, Scopes.Write, Scopes.Publish } }
            )
            .ReadProblemAsync(HttpStatusCode.Forbidden, "forbidden");
        using var rotated = await weak.RequestAsync(
            "POST",
            $"/v1/keys/{strong["id"]}/rotate",
            new { overlapSeconds = 0 }
        );

        Assert.Equal(["body /scopes/1: not-yours", "body /scopes/3: not-yours"], made.ErrorLocations());
        Assert.Contains("lacks embargo:read, articles:publish", (string?)made["detail"], StringComparison.Ordinal);
        await rotated.ShouldBeProblem(HttpStatusCode.Forbidden, "forbidden");
        Assert.Equal(
            ["Bearer realm=\"articleapi\", error=\"insufficient_scope\", scope=\"embargo:read articles:publish\""],
            rotated.Headers.NonValidated["WWW-Authenticate"]
        );
        using var still = ClientWith((string)strong["key"]!);
        await still.GetJsonAsync("/v1/keys/self");
    }

    [Fact]
    public async Task No_key_outlives_the_one_that_made_it()
    {
        using var admin = await api.CreateClientWithKeyAsync();
        var (end, later) = (api.Clock.GetUtcNow().AddHours(1), api.Clock.GetUtcNow().AddHours(2));
        var guest = await MakeAsync(admin, end, Scopes.Keys, Scopes.Read);
        using var client = ClientWith((string)guest["key"]!);

        await Assert.AllAsync(
            [(DateTimeOffset?)null, later],
            async expiresAt =>
            {
                var problem = await client
                    .RequestAsync("POST", "/v1/keys", Body(expiresAt, Scopes.Read))
                    .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
                Assert.Equal(["body /expiresAt: out-of-range"], problem.ErrorLocations());
            }
        );
        await MakeAsync(client, end, Scopes.Read);
    }

    [Fact]
    public async Task A_rotated_key_has_two_texts_until_the_overlap_ends()
    {
        using var admin = await api.CreateClientWithKeyAsync();
        var made = await MakeAsync(admin, Scopes.Read);
        var (id, first) = ((string)made["id"]!, (string)made["key"]!);
        using var old = ClientWith(first);
        await old.GetJsonAsync("/v1/keys/self");

        var rotated = await RotateAsync(admin, id, 3_600);
        using var fresh = ClientWith((string)rotated["key"]!);

        Assert.NotEqual(first, (string?)rotated["key"]);
        Assert.Equal(((string)rotated["key"]!)[..12], (string?)rotated["prefix"]);
        var until = api.Clock.GetUtcNow().AddHours(1);
        Assert.Equal(until, (DateTimeOffset)rotated["rotatedUntil"]!);
        Assert.Null((await fresh.GetJsonAsync("/v1/keys/self"))["expiresAt"]);
        var own = await old.GetJsonAsync("/v1/keys/self");
        Assert.Equal(
            (id, first[..12], until),
            ((string)own["id"]!, (string)own["prefix"]!, (DateTimeOffset)own["expiresAt"]!)
        );

        api.Clock.Advance(TimeSpan.FromHours(1));
        await ShouldBeExpiredAsync(old);
        await fresh.GetJsonAsync("/v1/keys/self");
        Assert.Null((await admin.GetJsonAsync($"/v1/keys/{id}"))["rotatedUntil"]);
    }

    [Fact]
    public async Task A_text_that_was_replaced_twice_or_without_overlap_ends_at_once()
    {
        using var admin = await api.CreateClientWithKeyAsync();
        var made = await MakeAsync(admin, Scopes.Read);
        using var first = ClientWith((string)made["key"]!);
        using var second = ClientWith((string)(await RotateAsync(admin, (string)made["id"]!, 60))["key"]!);
        await first.GetJsonAsync("/v1/keys/self");

        using var third = ClientWith((string)(await RotateAsync(admin, (string)made["id"]!, 0))["key"]!);

        await first.RequestAsync("GET", "/v1/keys/self").ReadProblemAsync(HttpStatusCode.Unauthorized, "unauthorized");
        await ShouldBeExpiredAsync(second);
        await third.GetJsonAsync("/v1/keys/self");
    }

    [Theory]
    [
        InlineData("{}", "required"),
        InlineData("""{"overlapSeconds": -1}""", "out-of-range"),
        InlineData("""{"overlapSeconds": 2592001}""", "out-of-range"),
        InlineData("""{"overlapSeconds": "PT1H"}""", "wrong-type")
    ]
    public async Task An_overlap_is_named_and_bounded(string body, string code)
    {
        using var admin = await api.CreateClientWithKeyAsync();
        var made = await MakeAsync(admin, Scopes.Read);

        var problem = await admin
            .RequestAsync("POST", $"/v1/keys/{made["id"]}/rotate", body)
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal([$"body /overlapSeconds: {code}"], problem.ErrorLocations());
    }

    [Fact]
    public async Task A_revoked_key_is_refused_at_once_with_all_its_texts()
    {
        using var admin = await api.CreateClientWithKeyAsync();
        var made = await MakeAsync(admin, Scopes.Read);
        var id = (string)made["id"]!;
        using var old = ClientWith((string)made["key"]!);
        using var fresh = ClientWith((string)(await RotateAsync(admin, id, 3_600))["key"]!);
        await old.GetJsonAsync("/v1/keys/self");
        await fresh.GetJsonAsync("/v1/keys/self");

        for (var time = 0; time < 2; time++)
        {
            using var revoked = await admin.RequestAsync("DELETE", $"/v1/keys/{id}");
            Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        }

        await Assert.AllAsync(
            [old, fresh],
            client => client.RequestAsync("GET", "/v1").ReadProblemAsync(HttpStatusCode.Unauthorized, "unauthorized")
        );
        Assert.Equal(api.Clock.GetUtcNow(), (DateTimeOffset)(await admin.GetJsonAsync($"/v1/keys/{id}"))["revokedAt"]!);
        var again = await admin
            .RequestAsync("POST", $"/v1/keys/{id}/rotate", new { overlapSeconds = 0 })
            .ReadProblemAsync(HttpStatusCode.Conflict, "conflict");
        Assert.Equal(["path id: ended"], again.ErrorLocations());
        await admin
            .RequestAsync("DELETE", "/v1/keys/0199a0a0-0000-7000-8000-000000000000")
            .ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task A_key_expires_at_its_instant_and_only_its_holder_is_told()
    {
        using var admin = await api.CreateClientWithKeyAsync();
        var made = await MakeAsync(admin, api.Clock.GetUtcNow().AddSeconds(5), Scopes.Read);
        var text = (string)made["key"]!;
        using var client = ClientWith(text);
        using var guessing = ClientWith(text[..^1] + (text[^1] == '0' ? '1' : '0'));

        await client.GetJsonAsync("/v1/keys/self");
        api.Clock.Advance(TimeSpan.FromSeconds(5));

        await ShouldBeExpiredAsync(client);
        using var guessed = await guessing.RequestAsync("GET", "/v1");
        var problem = await guessed.ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthorized");
        Assert.Equal("The API key is unknown or revoked.", (string?)problem["detail"]);
        Assert.Equal(
            ["Bearer realm=\"articleapi\", error=\"invalid_token\""],
            guessed.Headers.NonValidated["WWW-Authenticate"]
        );
        await admin
            .RequestAsync("POST", $"/v1/keys/{made["id"]}/rotate", new { overlapSeconds = 0 })
            .ReadProblemAsync(HttpStatusCode.Conflict, "conflict");
    }

    [Fact]
    public async Task A_key_says_what_it_may_do()
    {
        await using var limited = api.WithWebHostBuilder(builder =>
            builder.UseSetting("RateLimits:Enabled", "true").UseSetting("RateLimits:KeyedPerMinute", "77")
        );
        using var client = limited.CreateClient();
        client.DefaultRequestHeaders.Add("X-Api-Key", await api.CreateKeyAsync(Scopes.Preview, Scopes.Webhooks));

        var own = await client.GetJsonAsync("/v1/keys/self");

        Assert.Equal(
            ["id", "name", "prefix", "scopes", "packageId", "expiresAt", "rateLimit"],
            own.Select(member => member.Key)
        );
        Assert.Equal(
            [Scopes.Read, Scopes.Preview, Scopes.Webhooks],
            own["scopes"]!.AsArray().Select(scope => (string)scope!)
        );
        Assert.Equal("""{"requests":77,"seconds":60}""", own["rateLimit"]!.ToJsonString());
        using var unlimited = await api.CreateClientWithKeyAsync(Scopes.Read);
        Assert.Null((await unlimited.GetJsonAsync("/v1/keys/self"))["rateLimit"]);
    }

    [Fact]
    public async Task When_a_key_was_used_is_written_beside_the_requests()
    {
        using var admin = await api.CreateClientWithKeyAsync();
        var made = await MakeAsync(admin, Scopes.Read);
        var (id, path) = (Guid.Parse((string)made["id"]!), $"/v1/keys/{made["id"]}");
        using var client = ClientWith((string)made["key"]!);
        var usage = api.Services.GetRequiredService<ApiKeyUsage>();
        await usage.WriteAsync(Cancellation);
        var used = api.Clock.GetUtcNow();
        await client.GetJsonAsync("/v1");
        await client.GetJsonAsync("/v1/keys/self");
        Assert.Null((await admin.GetJsonAsync(path))["lastUsedAt"]);

        await usage.WriteAsync(Cancellation);

        Assert.Equal(used, (DateTimeOffset)(await admin.GetJsonAsync(path))["lastUsedAt"]!);
        // What another node wrote later stands.
        await api.RunInScopeAsync(async services =>
        {
            await services
                .GetRequiredService<ApiKeyStore>()
                .RecordUsesAsync([new(id, used.AddMinutes(-1))], Cancellation);
            return true;
        });
        Assert.Equal(used, (DateTimeOffset)(await admin.GetJsonAsync(path))["lastUsedAt"]!);
    }

    [Fact]
    public async Task What_is_shown_once_is_not_promised_again()
    {
        using var admin = await api.CreateClientWithKeyAsync();
        var made = await MakeAsync(admin, Scopes.Read);
        var count = await CountAsync();

        await Assert.AllAsync(
            [("/v1/keys", Body(null, Scopes.Read)), ($"/v1/keys/{made["id"]}/rotate", """{"overlapSeconds": 0}""")],
            async write =>
            {
                var problem = await admin
                    .RequestAsync("POST", write.Item1, write.Item2, "Idempotency-Key: once")
                    .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
                Assert.Equal(["header Idempotency-Key: not-repeatable"], problem.ErrorLocations());
            }
        );

        Assert.Equal(count, await CountAsync());
        Assert.False(await api.RunInScopeAsync(db => db.IdempotencyRecords.AnyAsync(Cancellation)));
        using var client = ClientWith((string)made["key"]!);
        await client.GetJsonAsync("/v1/keys/self");
    }

    [Fact]
    public async Task Of_many_keys_those_that_are_good_are_told()
    {
        var verifier = api.Services.GetRequiredService<ApiKeyVerifier>();
        var (good, revoked, expired, rotated) = (
            await AddAsync(),
            await AddAsync(),
            await AddAsync(1),
            await AddAsync()
        );
        await api.RunInScopeAsync(async services =>
        {
            var keys = services.GetRequiredService<ApiKeyStore>();
            await keys.RotateAsync(rotated, TimeSpan.FromMinutes(1), Cancellation);
            return await keys.RevokeAsync(revoked.Id, Cancellation);
        });
        string[] asked = [good.Hash, revoked.Hash, expired.Hash, rotated.Hash, "none"];

        Assert.Equal([good.Hash, expired.Hash, rotated.Hash], await FindAsync());
        api.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal([good.Hash], await FindAsync());

        async Task<IEnumerable<string>> FindAsync()
        {
            var found = await api.RunInScopeAsync(db => verifier.FindGoodAsync(asked, db, Cancellation));
            return asked.Where(found.Contains);
        }

        Task<ApiKey> AddAsync(int? minutes = null) =>
            api.RunInScopeAsync(async services =>
            {
                DateTimeOffset? end = minutes is { } some ? api.Clock.GetUtcNow().AddMinutes(some) : null;
                var (_, row) = ApiKeys.Create("test", [Scopes.Read], api.Clock, end);
                await services.GetRequiredService<ApiKeyStore>().AddAsync(row, Cancellation);
                return row;
            });
    }

    private static string Body(DateTimeOffset? expiresAt, params string[] scopes) =>
        new JsonObject
        {
            ["name"] = "Somebody",
            ["scopes"] = new JsonArray([.. scopes.Select(scope => (JsonNode)scope)]),
            ["expiresAt"] = expiresAt is { } at ? at.ToString("O") : null,
        }.ToJsonString();

    private static Task<JsonObject> MakeAsync(HttpClient admin, params string[] scopes) =>
        MakeAsync(admin, null, scopes);

    private static Task<JsonObject> MakeAsync(HttpClient admin, DateTimeOffset? expiresAt, params string[] scopes) =>
        admin.RequestAsync("POST", "/v1/keys", Body(expiresAt, scopes)).ReadJsonAsync(HttpStatusCode.Created);

    private static Task<JsonObject> RotateAsync(HttpClient admin, string id, int seconds) =>
        admin.RequestAsync("POST", $"/v1/keys/{id}/rotate", new { overlapSeconds = seconds }).ReadJsonAsync();

    private static async Task ShouldBeExpiredAsync(HttpClient client)
    {
        using var response = await client.RequestAsync("GET", "/v1");
        var problem = await response.ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthorized");
        Assert.Equal("The API key has expired.", (string?)problem["detail"]);
        Assert.Equal(
            [
                "Bearer realm=\"articleapi\", error=\"invalid_token\", "
                    + "error_description=\"The API key has expired.\"",
            ],
            response.Headers.NonValidated["WWW-Authenticate"]
        );
    }

    private HttpClient ClientWith(string key)
    {
        var client = api.CreateAnonymousClient();
        client.DefaultRequestHeaders.Add("X-Api-Key", key);
        return client;
    }

    private Task<int> CountAsync() => api.RunInScopeAsync(db => db.ApiKeys.CountAsync(Cancellation));
}
