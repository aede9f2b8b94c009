using System.Net;
using System.Text.Json.Nodes;
using ArticleApi.Tests.Infrastructure;

namespace ArticleApi.Tests.Features;

/// <summary>
/// Pictures, captions, datelines and slugs of hidden articles: nobody shows, changes or learns of what is not theirs to
/// see.
/// </summary>
public abstract class HiddenComponentTests(ApiHost api)
{
    private const string Far = "2030-01-01T00:00:00Z";

    public sealed class OnSqlite(SqliteHost api) : HiddenComponentTests(api), IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api) : HiddenComponentTests(api), IClassFixture<PostgresHost>;

    [Fact]
    public async Task Who_does_not_see_a_picture_or_caption_cannot_show_it()
    {
        using var desk = await api.WithKey();
        using var writer = await api.WithKey("articles:write", "articles:publish");
        var hidden = await desk.Publish(
            "Under embargo",
            new { embargoUntil = Far, images = Pictures("Hidden picture") }
        );
        var open = await desk.Publish("Open to all", new { images = Pictures("Open picture") });
        var (image, caption) = (hidden.At("images.0.id"), hidden.At("images.0.caption.id"));
        var openImage = open.At("images.0.id");
        await desk.Call("POST", $"/v1/images/{openImage}/captions", new { text = "A caption only the embargoed shows" })
            .Json(HttpStatusCode.Created);
        var secret = await desk.Call("POST", $"/v1/images/{openImage}/captions", new { text = "Another" })
            .Json(HttpStatusCode.Created);
        await desk.Publish(
            "Also under embargo",
            new
            {
                embargoUntil = Far,
                images = new[] { new { id = openImage, caption = new { id = secret.At("id") } } },
            }
        );
        var own = await writer.Draft("Thief", new { images = new[] { new { id = openImage } } });

        foreach (
            var (method, path, body, pointer) in new (string, string, object, string)[]
            {
                (
                    "POST",
                    "/v1/articles",
                    new
                    {
                        headline = "x",
                        bodyText = "x",
                        images = new[] { new { id = image } },
                    },
                    "/images/0/id"
                ),
                (
                    "POST",
                    "/v1/articles",
                    new
                    {
                        headline = "x",
                        bodyText = "x",
                        images = new[] { new { id = image, caption = new { id = caption } } },
                    },
                    "/images/0/id"
                ),
                (
                    "POST",
                    "/v1/articles",
                    new
                    {
                        headline = "x",
                        bodyText = "x",
                        images = new[] { new { id = openImage, caption = new { id = secret.At("id") } } },
                    },
                    "/images/0/caption/id"
                ),
                ("POST", own.Address() + "/images", new { id = image }, "/id"),
                ("PUT", own.Address() + "/images", new { images = new[] { new { id = image } } }, "/images/0/id"),
                ("PATCH", own.Address(), new { images = new[] { new { id = image } } }, "/images/0/id"),
                ("PATCH", $"{own.Address()}/images/{openImage}", new { captionId = secret.At("id") }, "/captionId"),
            }
        )
        {
            var problem = await writer
                .Call(method, path, body, "If-Match: *")
                .Problem(HttpStatusCode.BadRequest, "invalid-request");
            Assert.Equal([$"body {pointer}: does-not-exist"], problem.Places());
        }

        foreach (
            var path in new[] { $"/v1/images/{image}", $"/v1/captions/{caption}", $"/v1/captions/{secret.At("id")}" }
        )
            await writer.Call("GET", path).Problem(HttpStatusCode.NotFound, "not-found");
        Assert.Empty((await writer.Read(own.Address())).At("images.0.caption")?.AsObject() ?? []);
    }

    [Fact]
    public async Task A_slug_leads_only_those_who_were_shown_the_article_under_it()
    {
        using var desk = await api.WithKey();
        using var embargo = await api.WithKey("embargo:read");
        using var reader = api.Open();
        var article = await desk.Draft("Draft only", new { slug = "as-a-draft" });
        await desk.Patch(article.Address(), new { slug = "as-embargoed", embargoUntil = Far });
        await desk.Call("POST", article.Address() + "/publish", new { }).Json();
        await desk.Patch(article.Address(), new { slug = "in-public", embargoUntil = (string?)null });
        await desk.Patch(article.Address(), new { slug = "at-last" });

        async Task<HttpStatusCode[]> AskAsync(HttpClient client)
        {
            var statuses = new List<HttpStatusCode>();
            foreach (var slug in new[] { "as-a-draft", "as-embargoed", "in-public", "at-last" })
            {
                using var answer = await client.GetAsync("/v1/articles/" + slug);
                statuses.Add(answer.StatusCode);
            }

            return [.. statuses];
        }

        const HttpStatusCode Moved = HttpStatusCode.PermanentRedirect;
        Assert.Equal(
            [HttpStatusCode.NotFound, HttpStatusCode.NotFound, Moved, HttpStatusCode.OK],
            await AskAsync(reader)
        );
        Assert.Equal([HttpStatusCode.NotFound, Moved, Moved, HttpStatusCode.OK], await AskAsync(embargo));
        Assert.Equal([Moved, Moved, Moved, HttpStatusCode.OK], await AskAsync(desk));

        await desk.Call("POST", article.Address() + "/withdraw", new { }).Json();
        Assert.Equal(
            [HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.Gone, HttpStatusCode.Gone],
            await AskAsync(reader)
        );

        await desk.Call("DELETE", article.Address(), null, "If-Match: *").Json(HttpStatusCode.NoContent);
        Assert.Equal(
            [HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.Gone, HttpStatusCode.Gone],
            await AskAsync(reader)
        );
    }

    [Fact]
    public async Task A_dateline_does_not_tell_since_when_it_is_used()
    {
        using var desk = await api.WithKey();
        using var reader = api.Open();
        var dateline = new { places = new[] { new { locality = "Tromsø" } } };
        await desk.Publish("First, under embargo", new { embargoUntil = Far, dateline });
        api.Clock.Advance(TimeSpan.FromHours(1));
        var open = await desk.Publish("Second, open", new { dateline });

        using var answer = await reader.GetAsync($"/v1/datelines/{open.At("dateline.id")}");
        var told = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();

        Assert.Equal(4, Guid.Parse((string)told["id"]!).Version);
        Assert.Equal(["id", "places", "date", "agency"], told.Select(member => member.Key));
        Assert.Null(answer.Content.Headers.LastModified);
    }

    private static object[] Pictures(string text) => [new { altText = text, caption = new { text } }];
}
