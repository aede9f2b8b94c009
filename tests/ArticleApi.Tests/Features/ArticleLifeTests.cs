using System.Net;
using ArticleApi.Tests.Infrastructure;

namespace ArticleApi.Tests.Features;

/// <summary>Publishing, withdrawing, restoring and deleting.</summary>
public abstract class ArticleLifeTests(TestApiHost api)
{
    public sealed class OnSqlite(SqliteHost api) : ArticleLifeTests(api), IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api) : ArticleLifeTests(api), IClassFixture<PostgresHost>;

    [Fact]
    public async Task A_draft_is_published_at_the_instant_that_is_stated_or_now()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var (stated, unstated) = (
            await editor.CreateDraftAsync("Stated instant"),
            await editor.CreateDraftAsync("No instant")
        );

        var first = await editor
            .RequestAsync("POST", stated.ArticleUrl() + "/publish", new { publishedAt = "2026-01-31T08:15:00+02:00" })
            .ReadJsonAsync();
        var second = await editor.RequestAsync("POST", unstated.ArticleUrl() + "/publish", new { }).ReadJsonAsync();

        Assert.Equal(
            ("published", "2026-01-31T06:15:00.000Z", 2),
            ((string?)first["status"], (string?)first["publishedAt"], (int?)first["version"])
        );
        Assert.Equal(api.Clock.GetUtcNow(), (DateTimeOffset)second["publishedAt"]!);
        Assert.Equal(first.ToJsonString(), (await reader.GetJsonAsync(stated.ArticleUrl())).ToJsonString());
    }

    [Fact]
    public async Task What_is_published_is_not_published_again()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await editor.PublishArticleAsync("Once");

        var problem = await editor
            .RequestAsync("POST", article.ArticleUrl() + "/publish", new { })
            .ReadProblemAsync(HttpStatusCode.Conflict, "conflict");

        Assert.Equal(["path id: already-published"], problem.ErrorLocations());
    }

    [Fact]
    public async Task A_draft_cannot_be_withdrawn()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await editor.CreateDraftAsync("Never out");

        var problem = await editor
            .RequestAsync("POST", article.ArticleUrl() + "/withdraw", new { })
            .ReadProblemAsync(HttpStatusCode.Conflict, "conflict");

        Assert.Equal(["path id: not-published"], problem.ErrorLocations());
    }

    [Fact]
    public async Task A_withdrawn_article_says_why_and_what_replaces_it_and_can_be_restored()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var (article, other) = (
            await editor.PublishArticleAsync("Wrong", new { slug = "wrong" }),
            await editor.PublishArticleAsync("Right")
        );

        var withdrawn = await editor
            .RequestAsync(
                "POST",
                article.ArticleUrl() + "/withdraw",
                new { reason = "It was wrong.", replacedBy = other["id"] },
                "If-Match: \"1\""
            )
            .ReadJsonAsync();

        Assert.Equal(("withdrawn", 2), ((string?)withdrawn["status"], (int?)withdrawn["version"]));
        await Assert.AllAsync(
            new[]
            {
                article.ArticleUrl(),
                "/v1/articles/wrong",
                article.ArticleUrl() + "/images",
                article.ArticleUrl() + "/versions",
                article.ArticleUrl() + ".jsonld",
            },
            async address =>
            {
                var gone = await reader.RequestAsync("GET", address).ReadProblemAsync(HttpStatusCode.Gone, "gone");
                Assert.Equal("It was wrong.", (string?)gone["reason"]);
                Assert.Equal(api.Clock.GetUtcNow(), (DateTimeOffset)gone["at"]!);
                Assert.Equal(other["id"]!.ToString(), (string?)gone["replacedBy"]);
            }
        );

        Assert.Equal("withdrawn", (string?)(await editor.GetJsonAsync(article.ArticleUrl()))["status"]);
        var restored = await editor
            .RequestAsync("POST", article.ArticleUrl() + "/publish", new { }, "If-Match: \"2\"")
            .ReadJsonAsync();
        Assert.Equal(("published", 3), ((string?)restored["status"], (int?)restored["version"]));
        Assert.Equal(article["publishedAt"]!.ToString(), restored["publishedAt"]!.ToString());
        Assert.Equal(restored.ToJsonString(), (await reader.GetJsonAsync("/v1/articles/wrong")).ToJsonString());
    }

    [Fact]
    public async Task A_replacement_must_be_another_article()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await editor.PublishArticleAsync("Self");

        await Assert.AllAsync(
            new[] { article["id"]!.ToString(), "0199a0a0-0000-7000-8000-000000000000" },
            async other =>
            {
                var problem = await editor
                    .RequestAsync("POST", article.ArticleUrl() + "/withdraw", new { replacedBy = other })
                    .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
                Assert.Equal(["body /replacedBy: does-not-exist"], problem.ErrorLocations());
            }
        );
    }

    [Fact]
    public async Task An_edit_of_a_withdrawn_article_is_kept_and_its_tag_moves_on()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await editor.PublishArticleAsync("Mended meanwhile");
        await editor.RequestAsync("POST", article.ArticleUrl() + "/withdraw", new { }).ReadJsonAsync();

        await editor
            .RequestAsync("PATCH", article.ArticleUrl(), new { headline = "One editor" }, "If-Match: \"2\"")
            .ReadJsonAsync();
        await editor
            .RequestAsync("PATCH", article.ArticleUrl(), new { headline = "Another editor" }, "If-Match: \"2\"")
            .ReadProblemAsync(HttpStatusCode.PreconditionFailed, "precondition-failed");

        Assert.Equal("One editor", (string?)(await editor.GetJsonAsync(article.ArticleUrl()))["headline"]);
    }

    [Fact]
    public async Task A_deleted_article_is_gone_for_everyone_and_its_slug_stays_taken()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.PublishArticleAsync("Gone for good");
        await editor.PatchJsonAsync(article.ArticleUrl(), new { slug = "gone-indeed" });

        using var deleted = await editor.RequestAsync(
            "DELETE",
            article.ArticleUrl() + "?reason=By%20mistake",
            null,
            "If-Match: \"2\""
        );

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await Assert.AllAsync(
            new[] { reader, editor },
            async client =>
                await Assert.AllAsync(
                    new[] { article.ArticleUrl(), "/v1/articles/gone-for-good", "/v1/articles/gone-indeed" },
                    async address =>
                        Assert.Equal(
                            "By mistake",
                            (string?)
                                (
                                    await client
                                        .RequestAsync("GET", address)
                                        .ReadProblemAsync(HttpStatusCode.Gone, "gone")
                                )["reason"]
                        )
                )
        );

        await editor
            .RequestAsync("DELETE", article.ArticleUrl(), null, "If-Match: *")
            .ReadProblemAsync(HttpStatusCode.Gone, "gone");
        await editor
            .RequestAsync(
                "POST",
                "/v1/articles",
                new
                {
                    headline = "x",
                    bodyText = "x",
                    slug = "gone-indeed",
                }
            )
            .ReadProblemAsync(HttpStatusCode.Conflict, "duplicate-slug");
        Assert.Equal("gone-for-good-2", (string?)(await editor.CreateDraftAsync("Gone for good"))["slug"]);
    }

    [Fact]
    public async Task A_deleted_draft_was_never_there_for_readers()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.CreateDraftAsync("Secret draft");

        await editor
            .RequestAsync("DELETE", article.ArticleUrl(), null, "If-Match: \"1\"")
            .ReadJsonAsync(HttpStatusCode.NoContent);

        await reader.RequestAsync("GET", article.ArticleUrl()).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
        await editor.RequestAsync("GET", article.ArticleUrl()).ReadProblemAsync(HttpStatusCode.Gone, "gone");
    }

    [Fact]
    public async Task Deleting_or_embargoing_what_is_published_takes_the_right_to_publish()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var writer = await api.CreateClientWithKeyAsync("articles:write");
        var article = await editor.PublishArticleAsync("Out already");

        await writer
            .RequestAsync("DELETE", article.ArticleUrl(), null, "If-Match: *")
            .ReadProblemAsync(HttpStatusCode.Forbidden, "forbidden");
        await writer
            .RequestAsync("POST", article.ArticleUrl() + "/withdraw", new { })
            .ReadProblemAsync(HttpStatusCode.Forbidden, "forbidden");
        var problem = await writer
            .RequestAsync("PATCH", article.ArticleUrl(), new { embargoUntil = "2030-01-01T00:00:00Z" }, "If-Match: *")
            .ReadProblemAsync(HttpStatusCode.Forbidden, "forbidden");
        Assert.Equal(["body /embargoUntil: not-yours"], problem.ErrorLocations());
    }
}
