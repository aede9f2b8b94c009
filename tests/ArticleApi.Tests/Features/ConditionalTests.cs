using System.Net;
using ArticleApi.Tests.Infrastructure;

namespace ArticleApi.Tests.Features;

/// <summary>Validators, preconditions and HEAD.</summary>
public abstract class ConditionalTests(TestApiHost api)
{
    public sealed class OnSqlite(SqliteHost api) : ConditionalTests(api), IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api) : ConditionalTests(api), IClassFixture<PostgresHost>;

    [Theory]
    [InlineData("\"1\""), InlineData("W/\"1\""), InlineData("\"0\", W/\"1\""), InlineData("*")]
    public async Task A_copy_that_is_current_is_not_sent_again(string tag)
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.PublishArticleAsync("Current");

        using var response = await reader.RequestAsync("GET", article.ArticleUrl(), null, "If-None-Match: " + tag);

        Assert.Equal(HttpStatusCode.NotModified, response.StatusCode);
        Assert.Equal("\"1\"", response.Headers.ETag?.ToString());
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Each_representation_has_a_tag_of_its_own_that_begins_with_the_version()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.PublishArticleAsync("Represented");

        var tags = new List<string>();
        await Assert.AllAsync(
            new[]
            {
                "",
                "?fields=headline",
                "?fields=slug",
                "?fields=slug,headline",
                "?body=html",
                "?body=text",
                ".jsonld",
            },
            async form =>
            {
                using var response = await reader.GetAsync(article.ArticleUrl() + form);
                tags.Add(response.Headers.ETag!.ToString());
                using var again = await reader.RequestAsync(
                    "GET",
                    article.ArticleUrl() + form,
                    null,
                    "If-None-Match: " + tags[^1]
                );
                Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
            }
        );

        Assert.Equal(tags.Count, tags.Distinct().Count());
        Assert.All(tags, tag => Assert.StartsWith("\"1", tag, StringComparison.Ordinal));
        Assert.All(tags.Skip(1), tag => Assert.StartsWith("\"1-", tag, StringComparison.Ordinal));
        using var other = await reader.RequestAsync("GET", article.ArticleUrl(), null, "If-None-Match: " + tags[1]);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Fact]
    public async Task If_Modified_Since_is_heeded_where_no_tag_is_sent()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.PublishArticleAsync("Dated");

        using var first = await reader.GetAsync(article.ArticleUrl());
        var modified = first.Content.Headers.LastModified!.Value.ToString("R");

        Assert.Equal("Sat, 14 Mar 2026 09:26:53 GMT", modified);
        Assert.Equal(
            HttpStatusCode.NotModified,
            (await reader.RequestAsync("GET", article.ArticleUrl(), null, "If-Modified-Since: " + modified)).StatusCode
        );
        Assert.Equal(
            HttpStatusCode.OK,
            (
                await reader.RequestAsync(
                    "GET",
                    article.ArticleUrl(),
                    null,
                    "If-Modified-Since: Sat, 14 Mar 2026 09:26:52 GMT"
                )
            ).StatusCode
        );
        Assert.Equal(
            HttpStatusCode.OK,
            (
                await reader.RequestAsync(
                    "GET",
                    article.ArticleUrl(),
                    null,
                    "If-Modified-Since: " + modified,
                    "If-None-Match: \"9\""
                )
            ).StatusCode
        );
    }

    [Fact]
    public async Task Lists_have_weak_tags_that_change_with_what_they_show()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        await editor.PublishArticleAsync("Listed one");
        using var first = await reader.GetAsync("/v1/articles");

        Assert.True(first.Headers.ETag!.IsWeak);
        using var same = await reader.RequestAsync("GET", "/v1/articles", null, "If-None-Match: " + first.Headers.ETag);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);

        await editor.PublishArticleAsync("Listed two");
        using var changed = await reader.RequestAsync(
            "GET",
            "/v1/articles",
            null,
            "If-None-Match: " + first.Headers.ETag
        );
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
    }

    [Theory]
    [
        InlineData("\"1\""),
        InlineData("\"1-br\""),
        InlineData("W/\"1\""),
        InlineData("W/\"1-f3a9\""),
        InlineData("\"7\", \"1\""),
        InlineData("*")
    ]
    public async Task Any_tag_of_the_current_version_lets_a_write_through(string tag)
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await editor.CreateDraftAsync("Forgiving");

        using var response = await editor.RequestAsync(
            "PATCH",
            article.ArticleUrl(),
            new { urgency = 1 },
            "If-Match: " + tag
        );

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("\"2\"", response.Headers.ETag?.ToString());
    }

    [Theory]
    [InlineData("\"2\""), InlineData("W/\"0\""), InlineData("\"11\""), InlineData("\"x\""), InlineData("\"\"")]
    public async Task A_stale_tag_is_refused_with_the_current_one(string tag)
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await editor.CreateDraftAsync("Stale");

        using var response = await editor.RequestAsync(
            "PATCH",
            article.ArticleUrl(),
            new { urgency = 1 },
            "If-Match: " + tag
        );
        var problem = await response.ShouldBeProblem(HttpStatusCode.PreconditionFailed, "precondition-failed");

        Assert.Equal(["header If-Match: stale"], problem.ErrorLocations());
        Assert.Equal("\"1\"", response.Headers.ETag?.ToString());
        Assert.Equal(1, (int?)(await editor.GetJsonAsync(article.ArticleUrl()))["version"]);
    }

    [Fact]
    public async Task The_tag_of_a_list_matches_nothing_and_the_one_to_send_is_told()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await editor.PublishArticleAsync("Weakly held");
        using var list = await editor.GetAsync("/v1/articles");

        await Assert.AllAsync(
            new[] { list.Headers.ETag!.ToString() },
            async tag =>
            {
                using var write = await editor.RequestAsync(
                    "PATCH",
                    article.ArticleUrl(),
                    new { urgency = 1 },
                    "If-Match: " + tag
                );
                using var read = await editor.RequestAsync("GET", article.ArticleUrl(), null, "If-Match: " + tag);
                await Assert.AllAsync(
                    new[] { write, read },
                    async response =>
                    {
                        var problem = await response.ShouldBeProblem(
                            HttpStatusCode.PreconditionFailed,
                            "precondition-failed"
                        );
                        Assert.Equal(["header If-Match: weak-etag"], problem.ErrorLocations());
                        Assert.Equal("\"1\"", (string?)problem.ValueAt("errors.0.detail"));
                    }
                );
            }
        );
        var whole = await editor
            .RequestAsync("GET", "/v1/articles", null, "If-Match: " + list.Headers.ETag)
            .ReadProblemAsync(HttpStatusCode.PreconditionFailed, "precondition-failed");
        Assert.Equal(["header If-Match: weak-etag"], whole.ErrorLocations());
    }

    [Fact]
    public async Task Who_holds_a_change_to_no_version_loses_it_to_nobody()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await editor.PublishArticleAsync(
            "Written by many",
            new { images = new[] { new { caption = new { text = "Kyiv, May 2, 2022." } } } }
        );
        var caption = $"/v1/captions/{article.ValueAt("images.0.caption.id")}";
        const int Writers = 6;

        var writes = await Task.WhenAll(
            Enumerable
                .Range(1, Writers)
                .SelectMany(number =>
                    new[]
                    {
                        editor.RequestAsync("PATCH", article.ArticleUrl(), Extension(number), "If-Match: *"),
                        editor.RequestAsync("PATCH", caption, new { text = $"Kyiv, {number}." }, "If-Match: *"),
                        editor.RequestAsync("POST", article.ArticleUrl() + "/corrections", Correction(number)),
                    }
                )
        );

        Assert.All(
            writes,
            response =>
                Assert.True(
                    response.IsSuccessStatusCode,
                    $"{response.RequestMessage!.RequestUri}: {(int)response.StatusCode}"
                )
        );
        var now = await editor.GetJsonAsync(article.ArticleUrl());
        Assert.Equal(Writers, now["extensions"]!.AsObject().Count);
        Assert.Equal(Writers, now["corrections"]!.AsArray().Count);

        static object Extension(int number) =>
            new { extensions = new Dictionary<string, object> { [$"writer{number}"] = new { number } } };
        static object Correction(int number) => new { type = "correction", text = $"Mended by {number}." };
    }

    [Theory]
    [InlineData("1"), InlineData("\"1"), InlineData("latest")]
    public async Task What_is_no_tag_is_named(string tag)
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await editor.CreateDraftAsync("No tag");

        var problem = await editor
            .RequestAsync("PATCH", article.ArticleUrl(), new { urgency = 1 }, "If-Match: " + tag)
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(["header If-Match: not-an-etag"], problem.ErrorLocations());
    }

    [Fact]
    public async Task Writes_of_every_kind_of_item_need_a_tag_and_the_right_one()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await editor.PublishArticleAsync(
            "Everything",
            new
            {
                bodyText = "KYIV, Ukraine (AP) — Rain.",
                images = new[] { new { caption = new { text = "Kyiv, May 2, 2022." } } },
            }
        );
        var image = article.ValueAt("images.0.id");
        string[] items =
        [
            article.ArticleUrl(),
            $"/v1/images/{image}",
            $"/v1/captions/{article.ValueAt("images.0.caption.id")}",
            $"/v1/datelines/{article.ValueAt("dateline.id")}",
        ];

        await Assert.AllAsync(
            items.Append($"{article.ArticleUrl()}/images").Append($"{article.ArticleUrl()}/images/{image}"),
            async item =>
            {
                await Assert.AllAsync(
                    new[] { "PUT", "PATCH", "DELETE" },
                    async method =>
                    {
                        if (
                            item.EndsWith("/images", StringComparison.Ordinal)
                                ? method != "PUT"
                                : item.Contains("/images/", StringComparison.Ordinal)
                                    && item.StartsWith("/v1/articles", StringComparison.Ordinal)
                                    && method == "PUT"
                        )
                            return;

                        object? body =
                            method == "DELETE" ? null
                            : item.EndsWith("/images", StringComparison.Ordinal)
                                ? new { images = Array.Empty<object>() }
                            : new { };
                        var needed = await editor
                            .RequestAsync(method, item, body)
                            .ReadProblemAsync(HttpStatusCode.PreconditionRequired, "precondition-required");
                        Assert.Equal(["header If-Match: required"], needed.ErrorLocations());
                        await editor
                            .RequestAsync(method, item, body, "If-Match: \"99\"")
                            .ReadProblemAsync(HttpStatusCode.PreconditionFailed, "precondition-failed");
                    }
                );
            }
        );
    }

    [Fact]
    public async Task HEAD_answers_as_GET_without_the_body()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.PublishArticleAsync(
            "Headed",
            new
            {
                bodyText = "KYIV, Ukraine (AP) — Rain.",
                section = new { name = "World" },
                images = new[] { new { caption = new { text = "Kyiv, May 2, 2022." } } },
            }
        );
        string[] addresses =
        [
            "/v1",
            "/v1/articles",
            "/v1/articles?limit=1&fields=slug",
            article.ArticleUrl(),
            "/v1/articles/headed",
            article.ArticleUrl() + ".jsonld",
            article.ArticleUrl() + "/images",
            article.ArticleUrl() + "/versions",
            article.ArticleUrl() + "/versions/1",
            "/v1/images",
            $"/v1/images/{article.ValueAt("images.0.id")}",
            $"/v1/images/{article.ValueAt("images.0.id")}/captions",
            "/v1/captions",
            $"/v1/captions/{article.ValueAt("images.0.caption.id")}",
            "/v1/datelines",
            $"/v1/datelines/{article.ValueAt("dateline.id")}",
            $"/v1/datelines/{article.ValueAt("dateline.id")}/articles",
            "/v1/sections",
            "/v1/tags",
            "/v1/bylines",
            "/v1/changes",
            "/feeds/articles.rss",
            "/feeds/articles.atom",
            "/feeds/articles.json",
            "/",
            "/v1/articles/none",
            "/v1/articles?limit=0",
        ];

        await Assert.AllAsync(
            addresses,
            async address =>
            {
                using var get = await reader.RequestAsync("GET", address);
                using var head = await reader.RequestAsync("HEAD", address);
                Assert.True(get.StatusCode == head.StatusCode, $"{address}: {get.StatusCode} and {head.StatusCode}");
                Assert.Equal(Headers(get), Headers(head));
                Assert.Empty(await head.Content.ReadAsByteArrayAsync());
            }
        );
    }

    [Fact]
    public async Task A_precondition_is_checked_before_the_body_is_judged_but_after_the_key()
    {
        using var reader = api.CreateAnonymousClient();
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await editor.CreateDraftAsync("In order");

        await reader
            .RequestAsync("PATCH", article.ArticleUrl(), new { nonsense = 1 })
            .ReadProblemAsync(HttpStatusCode.Unauthorized, "unauthorized");
        await editor
            .RequestAsync("PATCH", article.ArticleUrl(), new { nonsense = 1 })
            .ReadProblemAsync(HttpStatusCode.PreconditionRequired, "precondition-required");
    }

    // A length may be left out of HEAD's headers for problems, whose text holds a trace's number.
    private static string Headers(HttpResponseMessage response) =>
        string.Join(
            '\n',
            response
                .Headers.Concat(response.Content.Headers)
                .Where(header => header.Key != "Content-Length" || response.IsSuccessStatusCode)
                .OrderBy(header => header.Key, StringComparer.Ordinal)
                .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}")
        );
}
