using System.Net;
using System.Text.Json.Nodes;
using ArticleApi.Tests.Infrastructure;

namespace ArticleApi.Tests.Features;

/// <summary>
/// Pictures, captions, datelines and slugs of hidden articles: nobody shows, changes or learns of what is not theirs to
/// see.
/// </summary>
public abstract class HiddenComponentTests(TestApiHost api)
{
    private const string Far = "2030-01-01T00:00:00Z";

    public sealed class OnSqlite(SqliteHost api) : HiddenComponentTests(api), IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api) : HiddenComponentTests(api), IClassFixture<PostgresHost>;

    [Fact]
    public async Task Who_does_not_see_a_picture_or_caption_cannot_show_it()
    {
        using var desk = await api.CreateClientWithKeyAsync();
        using var writer = await api.CreateClientWithKeyAsync("articles:write", "articles:publish");
        var hidden = await desk.PublishArticleAsync(
            "Under embargo",
            new { embargoUntil = Far, images = Pictures("Hidden picture") }
        );
        var open = await desk.PublishArticleAsync("Open to all", new { images = Pictures("Open picture") });
        var (image, caption) = (hidden.ValueAt("images.0.id"), hidden.ValueAt("images.0.caption.id"));
        var openImage = open.ValueAt("images.0.id");
        await desk.RequestAsync(
                "POST",
                $"/v1/images/{openImage}/captions",
                new { text = "A caption only the embargoed shows" }
            )
            .ReadJsonAsync(HttpStatusCode.Created);
        var secret = await desk.RequestAsync("POST", $"/v1/images/{openImage}/captions", new { text = "Another" })
            .ReadJsonAsync(HttpStatusCode.Created);
        await desk.PublishArticleAsync(
            "Also under embargo",
            new
            {
                embargoUntil = Far,
                images = new[] { new { id = openImage, caption = new { id = secret.ValueAt("id") } } },
            }
        );
        var own = await writer.CreateDraftAsync("Thief", new { images = new[] { new { id = openImage } } });

        await Assert.AllAsync(
            new (string, string, object, string)[]
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
                        images = new[] { new { id = openImage, caption = new { id = secret.ValueAt("id") } } },
                    },
                    "/images/0/caption/id"
                ),
                ("POST", own.ArticleUrl() + "/images", new { id = image }, "/id"),
                ("PUT", own.ArticleUrl() + "/images", new { images = new[] { new { id = image } } }, "/images/0/id"),
                ("PATCH", own.ArticleUrl(), new { images = new[] { new { id = image } } }, "/images/0/id"),
                (
                    "PATCH",
                    $"{own.ArticleUrl()}/images/{openImage}",
                    new { captionId = secret.ValueAt("id") },
                    "/captionId"
                ),
            },
            async example =>
            {
                var (method, path, body, pointer) = example;
                var problem = await writer
                    .RequestAsync(method, path, body, "If-Match: *")
                    .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
                Assert.Equal([$"body {pointer}: does-not-exist"], problem.ErrorLocations());
            }
        );

        foreach (
            var path in new[]
            {
                $"/v1/images/{image}",
                $"/v1/captions/{caption}",
                $"/v1/captions/{secret.ValueAt("id")}",
            }
        )
            await writer.RequestAsync("GET", path).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
        Assert.Empty((await writer.GetJsonAsync(own.ArticleUrl())).ValueAt("images.0.caption")?.AsObject() ?? []);
    }

    [Fact]
    public async Task A_slug_leads_only_those_who_were_shown_the_article_under_it()
    {
        using var desk = await api.CreateClientWithKeyAsync();
        using var embargo = await api.CreateClientWithKeyAsync("embargo:read");
        using var reader = api.CreateAnonymousClient();
        var article = await desk.CreateDraftAsync("Draft only", new { slug = "as-a-draft" });
        await desk.PatchJsonAsync(article.ArticleUrl(), new { slug = "as-embargoed", embargoUntil = Far });
        await desk.RequestAsync("POST", article.ArticleUrl() + "/publish", new { }).ReadJsonAsync();
        await desk.PatchJsonAsync(article.ArticleUrl(), new { slug = "in-public", embargoUntil = (string?)null });
        await desk.PatchJsonAsync(article.ArticleUrl(), new { slug = "at-last" });

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

        await desk.RequestAsync("POST", article.ArticleUrl() + "/withdraw", new { }).ReadJsonAsync();
        Assert.Equal(
            [HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.Gone, HttpStatusCode.Gone],
            await AskAsync(reader)
        );

        await desk.RequestAsync("DELETE", article.ArticleUrl(), null, "If-Match: *")
            .ReadJsonAsync(HttpStatusCode.NoContent);
        Assert.Equal(
            [HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.Gone, HttpStatusCode.Gone],
            await AskAsync(reader)
        );
    }

    [Fact]
    public async Task A_dateline_does_not_tell_since_when_it_is_used()
    {
        using var desk = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var dateline = new { places = new[] { new { locality = "Tromsø" } } };
        await desk.PublishArticleAsync("First, under embargo", new { embargoUntil = Far, dateline });
        api.Clock.Advance(TimeSpan.FromHours(1));
        var open = await desk.PublishArticleAsync("Second, open", new { dateline });

        using var answer = await reader.GetAsync($"/v1/datelines/{open.ValueAt("dateline.id")}");
        var told = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();

        Assert.Equal(4, Guid.Parse((string)told["id"]!).Version);
        Assert.Equal(["id", "places", "date", "agency"], told.Select(member => member.Key));
        Assert.Null(answer.Content.Headers.LastModified);
    }

    private static object[] Pictures(string text) => [new { altText = text, caption = new { text } }];
}
