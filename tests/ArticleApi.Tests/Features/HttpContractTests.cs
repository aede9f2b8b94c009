using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ArticleApi.Tests.Infrastructure;

namespace ArticleApi.Tests.Features;

/// <summary>What HTTP itself asks of every service (RFC 9110, RFC 5789, RFC 6750).</summary>
public abstract class HttpContractTests(TestApiHost api)
{
    public sealed class OnSqlite(SqliteHost api) : HttpContractTests(api), IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api) : HttpContractTests(api), IClassFixture<PostgresHost>;

    [Theory]
    [
        InlineData("If-Match: \"1\"", 200),
        InlineData("If-Match: *", 200),
        InlineData("If-Match: \"0\", \"1\"", 200),
        InlineData("If-Match: \"1-br\"", 200),
        InlineData("If-Match: \"2\"", 412),
        InlineData("If-Match: W/\"1\"", 412),
        InlineData("If-Unmodified-Since: Sat, 14 Mar 2099 00:00:00 GMT", 200),
        InlineData("If-Unmodified-Since: Sun, 14 Mar 1999 00:00:00 GMT", 412)
    ]
    public async Task A_read_may_be_held_to_a_version(string header, int status)
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.PublishArticleAsync("Held to a version");

        // The second answer to the same comes from the cache.
        await Assert.AllAsync(
            new[] { "GET", "GET", "HEAD" },
            async method =>
            {
                using var response = await reader.RequestAsync(method, article.ArticleUrl(), null, header);
                Assert.Equal(status, (int)response.StatusCode);
                // What fails is not confirmed either (RFC 9110 §13.2.2).
                using var both = await reader.RequestAsync(
                    method,
                    article.ArticleUrl(),
                    null,
                    header,
                    "If-None-Match: \"1\""
                );
                Assert.Equal(status == 200 ? 304 : 412, (int)both.StatusCode);
            }
        );
    }

    [Fact]
    public async Task If_None_Match_with_a_star_makes_and_changes_nothing()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        const string address = "/v1/articles/by-external-id?publisher=A&externalId=star";
        const string header = "If-None-Match: *";
        var body = new { headline = "Only where there is none", bodyText = "x" };

        var made = await editor.RequestAsync("PUT", address, body, header).ReadJsonAsync(HttpStatusCode.Created);
        var put = await editor
            .RequestAsync("PUT", address, body, header)
            .ReadProblemAsync(HttpStatusCode.PreconditionFailed, "precondition-failed");
        await editor
            .RequestAsync("PATCH", made.ArticleUrl(), new { genre = "x" }, header)
            .ReadProblemAsync(HttpStatusCode.PreconditionFailed, "precondition-failed");
        await editor
            .RequestAsync("DELETE", made.ArticleUrl(), null, header)
            .ReadProblemAsync(HttpStatusCode.PreconditionFailed, "precondition-failed");

        Assert.Equal(["header If-None-Match: exists"], put.ErrorLocations());
        Assert.Equal(made.ToJsonString(), (await editor.GetJsonAsync(made.ArticleUrl())).ToJsonString());
    }

    [Theory]
    [
        InlineData("application/json;charset=utf-8", "application/json"),
        InlineData("application/ld+json;profile=\"http://www.w3.org/ns/json-ld#compacted\"", "application/ld+json"),
        InlineData("application/json;q=0.2, application/ld+json;q=0.9", "application/ld+json"),
        InlineData("application/json;q=0, */*", "application/ld+json"),
        InlineData("application/*;q=0.5", "application/json"),
        InlineData("text/html;q=0, application/json", "application/json"),
        InlineData("application/json;q=0", null),
        InlineData("text/html;q=0", null)
    ]
    public async Task Accept_chooses_by_quality_whatever_its_parameters(string accept, string? mediaType)
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.PublishArticleAsync("Accepted");

        using var response = await reader.RequestAsync("GET", article.ArticleUrl(), null, "Accept: " + accept);

        if (mediaType is null)
            await response.ShouldBeProblem(HttpStatusCode.NotAcceptable, "not-acceptable");
        else
            Assert.Equal(mediaType, response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [
        InlineData("/v1/articles", "GET, HEAD, POST, OPTIONS", null),
        InlineData(
            "/v1/articles/0199a0a0-0000-7000-8000-000000000000",
            "DELETE, GET, HEAD, PATCH, PUT, OPTIONS",
            "application/merge-patch+json"
        ),
        InlineData("/v1/articles/by-its-slug", "GET, HEAD, OPTIONS", null),
        InlineData("/v1/articles/0199a0a0-0000-7000-8000-000000000000.jsonld", "GET, HEAD, OPTIONS", null),
        InlineData("/v1/articles/0199a0a0-0000-7000-8000-000000000000/versions/1", "GET, HEAD, OPTIONS", null),
        InlineData("/v1/articles/bulk", "POST, OPTIONS", null),
        InlineData("/v1/articles/withdraw", "POST, OPTIONS", null),
        InlineData("/v1/articles/by-external-id", "PUT, OPTIONS", null),
        InlineData("/feeds/articles.rss", "GET, HEAD, OPTIONS", null)
    ]
    public async Task Options_tell_what_an_address_takes(string address, string methods, string? patch)
    {
        using var reader = api.CreateAnonymousClient();

        using var response = await reader.RequestAsync("OPTIONS", address);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(methods, string.Join(", ", response.Content.Headers.Allow));
        Assert.Equal(patch, response.Headers.TryGetValues("Accept-Patch", out var taken) ? taken.Single() : null);
    }

    [Fact]
    public async Task A_method_that_no_address_takes_is_not_implemented_and_another_not_allowed()
    {
        using var reader = api.CreateAnonymousClient();

        await Assert.AllAsync(
            new[] { "get", "Post", "PROPFIND", "TRACE" },
            async method =>
            {
                await reader
                    .RequestAsync(method, "/v1/articles")
                    .ReadProblemAsync(HttpStatusCode.NotImplemented, "not-implemented");
            }
        );
        await reader
            .RequestAsync("PUT", "/v1/articles")
            .ReadProblemAsync(HttpStatusCode.MethodNotAllowed, "method-not-allowed");
    }

    [Theory]
    [InlineData("/v1/articles/by-its-slug"), InlineData("/v1/articles/0199a0a0-0000-7000-8000-000000000000.jsonld")]
    public async Task What_is_only_read_takes_no_write_and_says_so(string address)
    {
        using var editor = await api.CreateClientWithKeyAsync();

        await Assert.AllAsync(
            new[] { "PUT", "PATCH", "DELETE", "POST" },
            async method =>
            {
                using var response = await editor.RequestAsync(method, address);
                await response.ShouldBeProblem(HttpStatusCode.MethodNotAllowed, "method-not-allowed");
                Assert.Equal(["GET", "HEAD", "OPTIONS"], response.Content.Headers.Allow);
            }
        );
    }

    [Theory]
    [
        InlineData("/v1/articles/bulk", "POST, OPTIONS"),
        InlineData("/v1/articles/bulk/", "POST, OPTIONS"),
        InlineData("/v1/articles/withdraw", "POST, OPTIONS"),
        InlineData("/v1/articles/by-external-id", "PUT, OPTIONS")
    ]
    public async Task A_word_of_the_addresses_is_no_article(string address, string methods)
    {
        using var reader = api.CreateAnonymousClient();

        using var head = await reader.RequestAsync("HEAD", address);
        using var get = await reader.RequestAsync("GET", address);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, head.StatusCode);
        await get.ShouldBeProblem(HttpStatusCode.MethodNotAllowed, "method-not-allowed");
        Assert.Equal(methods, string.Join(", ", get.Content.Headers.Allow));
    }

    [Fact]
    public async Task Whoever_writes_by_a_slug_is_told_the_id_of_an_article_that_they_see()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.PublishArticleAsync("Written by slug");
        await editor.CreateDraftAsync("Hidden from readers");
        await editor.PatchJsonAsync(article.ArticleUrl(), new { slug = "written-by-another-slug" });

        await Assert.AllAsync(
            new[] { ("PUT", ""), ("PATCH", ""), ("DELETE", ""), ("POST", "/publish"), ("POST", "/images") },
            async write =>
            {
                var (method, rest) = write;
                var seen = await AskAsync(editor, $"/v1/articles/written-by-another-slug{rest}");
                var former = await AskAsync(editor, $"/v1/articles/written-by-slug{rest}");
                var hidden = await AskAsync(reader, $"/v1/articles/hidden-from-readers{rest}");
                var nothing = await AskAsync(reader, $"/v1/articles/nothing-has-this-slug{rest}");
                var staff = await AskAsync(editor, $"/v1/articles/hidden-from-readers{rest}");

                Assert.EndsWith($"Send {method} {article.ArticleUrl()}{rest}.", (string?)seen["detail"]);
                Assert.Equal(["path id: not-an-id"], seen.ErrorLocations());
                Assert.Equal((string?)seen["detail"], (string?)former["detail"]);
                Assert.EndsWith($"Send {method} /v1/articles/{{id}}{rest}.", (string?)hidden["detail"]);
                Assert.Equal((string?)hidden["detail"], (string?)nothing["detail"]);
                Assert.DoesNotContain("{id}", (string?)staff["detail"], StringComparison.Ordinal);

                async Task<JsonObject> AskAsync(HttpClient client, string address)
                {
                    using var response = await client.RequestAsync(
                        method,
                        address,
                        method == "DELETE" ? null : new { }
                    );
                    var isThere = rest is "" or "/images";
                    return await response.ShouldBeProblem(
                        isThere ? HttpStatusCode.MethodNotAllowed : HttpStatusCode.NotFound,
                        isThere ? "method-not-allowed" : "not-found"
                    );
                }
            }
        );
    }

    [Fact]
    public async Task What_is_no_id_is_told_to_be_none_where_an_id_would_do()
    {
        using var reader = api.CreateAnonymousClient();

        var id = await reader
            .RequestAsync("GET", "/v1/images/7")
            .ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
        var address = await reader
            .RequestAsync("GET", "/v1/pictures/7")
            .ReadProblemAsync(HttpStatusCode.NotFound, "not-found");

        Assert.Equal(
            "There is no resource at /v1/images/7. 7 stands where an id does: ids are UUIDs.",
            (string?)id["detail"]
        );
        Assert.Equal(
            "There is no resource at /v1/pictures/7. GET /v1 lists what there is.",
            (string?)address["detail"]
        );
    }

    [Fact]
    public async Task If_None_Match_holds_beside_If_Match()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await editor.CreateDraftAsync("Both held");
        var change = new { genre = "News" };

        await Assert.AllAsync(
            new[] { "*", "\"1\"", "W/\"7\", \"1\"" },
            async tag =>
            {
                var headers = new[] { "If-Match: *", "If-None-Match: " + tag };
                var patch = await editor
                    .RequestAsync("PATCH", article.ArticleUrl(), change, headers)
                    .ReadProblemAsync(HttpStatusCode.PreconditionFailed, "precondition-failed");
                Assert.Equal(["header If-None-Match: exists"], patch.ErrorLocations());
                await editor
                    .RequestAsync("DELETE", article.ArticleUrl(), null, headers)
                    .ReadProblemAsync(HttpStatusCode.PreconditionFailed, "precondition-failed");
            }
        );
        var malformed = await editor
            .RequestAsync("PATCH", article.ArticleUrl(), change, "If-Match: *", "If-None-Match: 1")
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(["header If-None-Match: not-an-etag"], malformed.ErrorLocations());
        var changed = await editor
            .RequestAsync("PATCH", article.ArticleUrl(), change, "If-Match: *", "If-None-Match: \"7\"")
            .ReadJsonAsync();
        Assert.Equal(2, (int?)changed["version"]);
    }

    [Theory]
    [InlineData("1"), InlineData("\"1"), InlineData("latest")]
    public async Task A_read_that_is_held_to_no_tag_is_told_so(string tag)
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.PublishArticleAsync("No tag");

        var problem = await reader
            .RequestAsync("GET", article.ArticleUrl(), null, "If-Match: " + tag)
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(["header If-Match: not-an-etag"], problem.ErrorLocations());
    }

    [Fact]
    public async Task Whoever_may_not_is_told_how_they_might()
    {
        using var weak = await api.CreateClientWithKeyAsync("preview:read");
        using var writer = await api.CreateClientWithKeyAsync("articles:write");
        using var reader = api.CreateAnonymousClient();
        using var wrong = api.CreateAnonymousClient();
        wrong.DefaultRequestHeaders.Authorization = new("Bearer", "aak_wrong");

        Assert.Equal("realm=\"articleapi\", scope=\"articles:write\"", await ChallengeAsync(reader, 401));
        Assert.Equal("realm=\"articleapi\", error=\"invalid_token\"", await ChallengeAsync(wrong, 401));
        Assert.Equal(
            "realm=\"articleapi\", error=\"insufficient_scope\", scope=\"articles:write\"",
            await ChallengeAsync(weak, 403)
        );
        // A use that takes more than the operation does.
        const string publish = "realm=\"articleapi\", error=\"insufficient_scope\", scope=\"articles:publish\"";
        using var editor = await api.CreateClientWithKeyAsync();
        var article = (await editor.PublishArticleAsync("Not theirs to take")).ArticleUrl();
        Assert.Equal(publish, await ChallengeAsync(writer, 403));
        Assert.Equal(publish, await ChallengeAsync(writer, 403, "DELETE", article));
        Assert.Equal(
            publish,
            await ChallengeAsync(writer, 403, "PATCH", article, new { expiresAt = "2099-01-01T00:00:00Z" })
        );
        Assert.Equal(publish, await ChallengeAsync(writer, 403, "POST", "/v1/import", new { headline = "x" }));

        static async Task<string?> ChallengeAsync(
            HttpClient client,
            int status,
            string method = "POST",
            string address = "/v1/articles",
            object? body = null
        )
        {
            body ??= new
            {
                headline = "x",
                bodyText = "x",
                status = "published",
            };
            using var response = await client.RequestAsync(
                method,
                address,
                method == "DELETE" ? null : body,
                "If-Match: *"
            );
            Assert.Equal(status, (int)response.StatusCode);
            Assert.True(response.Headers.CacheControl!.NoStore);
            var challenge = response.Headers.WwwAuthenticate.Single();
            Assert.Equal("Bearer", challenge.Scheme);
            return challenge.Parameter;
        }
    }

    [Fact]
    public async Task Both_spellings_of_an_accented_letter_are_one_slug()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var composed = "café-unité";
        var decomposed = composed.Normalize(NormalizationForm.FormD);

        var article = await editor.PublishArticleAsync("Spelled", new { slug = decomposed });
        await editor
            .RequestAsync("POST", "/v1/articles", new { headline = "x", slug = composed })
            .ReadProblemAsync(HttpStatusCode.Conflict, "duplicate-slug");
        var read = await reader.GetJsonAsync("/v1/articles/" + Uri.EscapeDataString(decomposed));

        Assert.Equal((composed, composed), ((string?)article["slug"], (string?)read["slug"]));
    }

    [Theory]
    [
        InlineData("a\u200bb"),
        InlineData("a\u00adb"),
        InlineData("a\u2060b"),
        InlineData("a\ufe0fb"),
        InlineData("a\u034fb"),
        InlineData("\u0130stanbul"),
        InlineData("i\u0307stanbul")
    ]
    public async Task A_slug_holds_nothing_invisible_and_no_leftover_dot(string slug)
    {
        using var editor = await api.CreateClientWithKeyAsync();

        var problem = await editor
            .RequestAsync("POST", "/v1/articles", new { headline = "x", slug })
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        var derived = await editor.CreateDraftAsync(slug + " derived");

        Assert.Equal(["body /slug: not-a-slug"], problem.ErrorLocations());
        Assert.DoesNotContain((string)derived["slug"]!, c => "\u200b\u00ad\u2060\ufe0f\u034f\u0130\u0307".Contains(c));
    }

    [Theory]
    [InlineData("/health/live"), InlineData("/health/ready")]
    public async Task The_state_of_this_moment_is_kept_by_nobody(string address)
    {
        using var reader = api.CreateAnonymousClient();

        using var response = await reader.RequestAsync("GET", address);

        Assert.True(response.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task Changes_say_their_limit_and_where_they_go_on()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        await editor.PublishArticleAsync("Changes go on");
        await editor.PublishArticleAsync("And end");

        using var first = await editor.RequestAsync("GET", "/v1/changes?after=0&limit=1");
        var page = JsonNode.Parse(await first.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))![
            "page"
        ]!;
        using var last = await editor.RequestAsync("GET", "/v1/changes?after=now");

        Assert.Equal(1, (int)page["limit"]!);
        Assert.Equal(
            $"</v1/changes?limit=1&after={page["next"]}>; rel=\"next\"",
            Uri.UnescapeDataString(first.Headers.GetValues("Link").Single())
        );
        Assert.False(last.Headers.Contains("Link"));
    }

    [Fact]
    public async Task A_feed_is_the_same_feed_however_much_of_it_is_asked_for_and_where()
    {
        using var reader = api.CreateAnonymousClient();

        async Task<string> IdAsync(string query, string host)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/feeds/articles.atom" + query);
            request.Headers.Host = host;
            using var response = await reader.SendAsync(request, TestContext.Current.CancellationToken);
            var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            return text[
                (text.IndexOf("<id>", StringComparison.Ordinal) + 4)..text.IndexOf("</id>", StringComparison.Ordinal)
            ];
        }

        var id = await IdAsync("?tag=rain&limit=5", "one.example");

        Assert.StartsWith("urn:uuid:", id);
        Assert.Equal(id, await IdAsync("?limit=10&tag=rain", "another.example"));
        Assert.NotEqual(id, await IdAsync("?tag=sun", "one.example"));
    }
}
