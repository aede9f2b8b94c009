using System.Net;
using ArticleApi.Tests.Infrastructure;

namespace ArticleApi.Tests.Features;

/// <summary>Publishing, withdrawing, restoring and deleting.</summary>
public abstract class ArticleLifeTests(ApiHost api)
{
    public sealed class OnSqlite(SqliteHost api) : ArticleLifeTests(api), IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api) : ArticleLifeTests(api), IClassFixture<PostgresHost>;

    [Fact]
    public async Task A_draft_is_published_at_the_instant_that_is_stated_or_now()
    {
        using var editor = await api.WithKey();
        using var reader = api.Open();
        var (stated, unstated) = (await editor.Draft("Stated instant"), await editor.Draft("No instant"));

        var first = await editor
            .Call("POST", stated.Address() + "/publish", new { publishedAt = "2026-01-31T08:15:00+02:00" })
            .Json();
        var second = await editor.Call("POST", unstated.Address() + "/publish", new { }).Json();

        Assert.Equal(
            ("published", "2026-01-31T06:15:00.000Z", 2),
            ((string?)first["status"], (string?)first["publishedAt"], (int?)first["version"])
        );
        Assert.Equal(api.Clock.GetUtcNow(), (DateTimeOffset)second["publishedAt"]!);
        Assert.Equal(first.ToJsonString(), (await reader.Read(stated.Address())).ToJsonString());
    }

    [Fact]
    public async Task What_is_published_is_not_published_again()
    {
        using var editor = await api.WithKey();
        var article = await editor.Publish("Once");

        var problem = await editor
            .Call("POST", article.Address() + "/publish", new { })
            .Problem(HttpStatusCode.Conflict, "conflict");

        Assert.Equal(["path id: already-published"], problem.Places());
    }

    [Fact]
    public async Task A_draft_cannot_be_withdrawn()
    {
        using var editor = await api.WithKey();
        var article = await editor.Draft("Never out");

        var problem = await editor
            .Call("POST", article.Address() + "/withdraw", new { })
            .Problem(HttpStatusCode.Conflict, "conflict");

        Assert.Equal(["path id: not-published"], problem.Places());
    }

    [Fact]
    public async Task A_withdrawn_article_says_why_and_what_replaces_it_and_can_be_restored()
    {
        using var editor = await api.WithKey();
        using var reader = api.Open();
        var (article, other) = (await editor.Publish("Wrong", new { slug = "wrong" }), await editor.Publish("Right"));

        var withdrawn = await editor
            .Call(
                "POST",
                article.Address() + "/withdraw",
                new { reason = "It was wrong.", replacedBy = other["id"] },
                "If-Match: \"1\""
            )
            .Json();

        Assert.Equal(("withdrawn", 2), ((string?)withdrawn["status"], (int?)withdrawn["version"]));
        foreach (
            var address in new[]
            {
                article.Address(),
                "/v1/articles/wrong",
                article.Address() + "/images",
                article.Address() + "/versions",
                article.Address() + ".jsonld",
            }
        )
        {
            var gone = await reader.Call("GET", address).Problem(HttpStatusCode.Gone, "gone");
            Assert.Equal("It was wrong.", (string?)gone["reason"]);
            Assert.Equal(api.Clock.GetUtcNow(), (DateTimeOffset)gone["at"]!);
            Assert.Equal(other["id"]!.ToString(), (string?)gone["replacedBy"]);
        }

        Assert.Equal("withdrawn", (string?)(await editor.Read(article.Address()))["status"]);
        var restored = await editor.Call("POST", article.Address() + "/publish", new { }, "If-Match: \"2\"").Json();
        Assert.Equal(("published", 3), ((string?)restored["status"], (int?)restored["version"]));
        Assert.Equal(article["publishedAt"]!.ToString(), restored["publishedAt"]!.ToString());
        Assert.Equal(restored.ToJsonString(), (await reader.Read("/v1/articles/wrong")).ToJsonString());
    }

    [Fact]
    public async Task A_replacement_must_be_another_article()
    {
        using var editor = await api.WithKey();
        var article = await editor.Publish("Self");

        foreach (var other in new[] { article["id"]!.ToString(), "0199a0a0-0000-7000-8000-000000000000" })
        {
            var problem = await editor
                .Call("POST", article.Address() + "/withdraw", new { replacedBy = other })
                .Problem(HttpStatusCode.BadRequest, "invalid-request");
            Assert.Equal(["body /replacedBy: does-not-exist"], problem.Places());
        }
    }

    [Fact]
    public async Task An_edit_of_a_withdrawn_article_is_kept_and_its_tag_moves_on()
    {
        using var editor = await api.WithKey();
        var article = await editor.Publish("Mended meanwhile");
        await editor.Call("POST", article.Address() + "/withdraw", new { }).Json();

        await editor.Call("PATCH", article.Address(), new { headline = "One editor" }, "If-Match: \"2\"").Json();
        await editor
            .Call("PATCH", article.Address(), new { headline = "Another editor" }, "If-Match: \"2\"")
            .Problem(HttpStatusCode.PreconditionFailed, "precondition-failed");

        Assert.Equal("One editor", (string?)(await editor.Read(article.Address()))["headline"]);
    }

    [Fact]
    public async Task A_deleted_article_is_gone_for_everyone_and_its_slug_stays_taken()
    {
        using var editor = await api.WithKey();
        using var reader = api.Open();
        var article = await editor.Publish("Gone for good");
        await editor.Patch(article.Address(), new { slug = "gone-indeed" });

        using var deleted = await editor.Call(
            "DELETE",
            article.Address() + "?reason=By%20mistake",
            null,
            "If-Match: \"2\""
        );

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        foreach (var client in new[] { reader, editor })
        {
            foreach (
                var address in new[] { article.Address(), "/v1/articles/gone-for-good", "/v1/articles/gone-indeed" }
            )
                Assert.Equal(
                    "By mistake",
                    (string?)(await client.Call("GET", address).Problem(HttpStatusCode.Gone, "gone"))["reason"]
                );
        }

        await editor.Call("DELETE", article.Address(), null, "If-Match: *").Problem(HttpStatusCode.Gone, "gone");
        await editor
            .Call(
                "POST",
                "/v1/articles",
                new
                {
                    headline = "x",
                    bodyText = "x",
                    slug = "gone-indeed",
                }
            )
            .Problem(HttpStatusCode.Conflict, "duplicate-slug");
        Assert.Equal("gone-for-good-2", (string?)(await editor.Draft("Gone for good"))["slug"]);
    }

    [Fact]
    public async Task A_deleted_draft_was_never_there_for_readers()
    {
        using var editor = await api.WithKey();
        using var reader = api.Open();
        var article = await editor.Draft("Secret draft");

        await editor.Call("DELETE", article.Address(), null, "If-Match: \"1\"").Json(HttpStatusCode.NoContent);

        await reader.Call("GET", article.Address()).Problem(HttpStatusCode.NotFound, "not-found");
        await editor.Call("GET", article.Address()).Problem(HttpStatusCode.Gone, "gone");
    }

    [Fact]
    public async Task Deleting_or_embargoing_what_is_published_takes_the_right_to_publish()
    {
        using var editor = await api.WithKey();
        using var writer = await api.WithKey("articles:write");
        var article = await editor.Publish("Out already");

        await writer
            .Call("DELETE", article.Address(), null, "If-Match: *")
            .Problem(HttpStatusCode.Forbidden, "forbidden");
        await writer
            .Call("POST", article.Address() + "/withdraw", new { })
            .Problem(HttpStatusCode.Forbidden, "forbidden");
        var problem = await writer
            .Call("PATCH", article.Address(), new { embargoUntil = "2030-01-01T00:00:00Z" }, "If-Match: *")
            .Problem(HttpStatusCode.Forbidden, "forbidden");
        Assert.Equal(["body /embargoUntil: not-yours"], problem.Places());
    }
}
