using System.Net;
using System.Text.Json.Nodes;
using ArticleApi.Tests.Infrastructure;

namespace ArticleApi.Tests.Features;

public abstract class ArticleCreationTests(TestApiHost api)
{
    private const string Printed =
        "FILE PHOTO: A missile system is shown after its stationing outside the town of Gvardeysk near Kaliningrad, Russia, March 11, 2019. REUTERS/Vitaly Nevar/File Photo";

    public sealed class OnSqlite(SqliteHost api) : ArticleCreationTests(api), IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api) : ArticleCreationTests(api), IClassFixture<PostgresHost>;

    [Fact]
    public async Task A_headline_and_a_text_make_a_draft_that_readers_do_not_see()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();

        using var response = await editor.RequestAsync(
            "POST",
            "/v1/articles",
            new { headline = "Snow in Ankara", bodyText = "It snowed." }
        );
        var article = JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal(article.ArticleUrl(), response.Headers.Location?.ToString());
        Assert.Equal("\"1\"", response.Headers.ETag?.ToString());
        Assert.Equal(
            ("draft", "snow-in-ankara", 1),
            ((string?)article["status"], (string?)article["slug"], (int?)article["version"])
        );
        Assert.Null(article["publishedAt"]);
        Assert.Null(article["availableAt"]);
        await reader.RequestAsync("GET", article.ArticleUrl()).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
        await reader
            .RequestAsync("GET", "/v1/articles/snow-in-ankara")
            .ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task A_published_article_is_read_by_id_and_by_slug()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();

        var article = await editor.PublishArticleAsync("Rain in Lisbon");

        Assert.Equal("2026-03-14T09:26:53.589Z", (string?)article["publishedAt"]);
        Assert.Equal("2026-03-14T09:26:53.589Z", (string?)article["availableAt"]);
        Assert.Equal(article.ToJsonString(), (await reader.GetJsonAsync(article.ArticleUrl())).ToJsonString());
        Assert.Equal(article.ToJsonString(), (await reader.GetJsonAsync("/v1/articles/rain-in-lisbon")).ToJsonString());
    }

    [Fact]
    public async Task A_derived_slug_that_is_taken_gets_a_number()
    {
        using var editor = await api.CreateClientWithKeyAsync();

        var slugs = new List<string?>();
        for (var i = 0; i < 3; i++)
            slugs.Add((string?)(await editor.CreateDraftAsync("Twice told"))["slug"]);

        Assert.Equal(["twice-told", "twice-told-2", "twice-told-3"], slugs);
    }

    [Fact]
    public async Task A_headline_that_comes_back_daily_is_numbered_in_order()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var lines = Enumerable.Repeat("""{"op":"create","body":{"headline":"Tides of today"}}""", 40);
        using var content = new StringContent(string.Join('\n', lines), null, "application/x-ndjson");
        using var response = await editor.PostAsync(
            "/v1/articles/bulk",
            content,
            TestContext.Current.CancellationToken
        );
        response.EnsureSuccessStatusCode();

        var slugs = await editor.ListValuesAsync("/v1/articles?status=draft&q=tides&limit=100");

        Assert.Equal(
            Enumerable.Range(2, 39).Select(number => $"tides-of-today-{number}").Prepend("tides-of-today").Order(),
            slugs.Order()
        );
    }

    [Fact]
    public async Task A_stated_slug_that_is_taken_or_was_is_refused()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await editor.CreateDraftAsync("Stated", new { slug = "stated-once" });
        await editor.PatchJsonAsync(article.ArticleUrl(), new { slug = "stated-now" });

        await Assert.AllAsync(
            new[] { "stated-once", "stated-now" },
            async slug =>
            {
                var problem = await editor
                    .RequestAsync(
                        "POST",
                        "/v1/articles",
                        new
                        {
                            headline = "Other",
                            bodyText = "x",
                            slug,
                        }
                    )
                    .ReadProblemAsync(HttpStatusCode.Conflict, "duplicate-slug");
                Assert.Equal(["body /slug: taken"], problem.ErrorLocations());
                Assert.Equal(slug, (string?)problem.ValueAt("errors.0.value"));
            }
        );
    }

    [Fact]
    public async Task Images_with_captions_as_printed_come_in_one_request_and_are_read()
    {
        using var editor = await api.CreateClientWithKeyAsync();

        var article = await editor.PublishArticleAsync(
            "Missiles",
            new
            {
                images = new object[]
                {
                    new
                    {
                        href = "https://example.org/a.jpg",
                        altText = "A launcher",
                        caption = new { raw = Printed },
                    },
                    new { caption = new { text = "Entered in parts", dateline = (object?)null } },
                },
            }
        );

        Assert.Equal(2, (int?)article["imageCount"]);
        Assert.Equal(["lead", "inline"], article["images"]!.AsArray().Select(image => (string?)image!["role"]));
        Assert.Equal([1, 2], article["images"]!.AsArray().Select(image => (int)image!["position"]!));
        Assert.True(JsonNode.DeepEquals(article["leadImage"], article["images"]![0]));
        Assert.Equal("Vitaly Nevar", (string?)article.ValueAt("images.0.credit.photographer"));
        Assert.Equal("Reuters", (string?)article.ValueAt("images.0.credit.agency"));
        Assert.True((bool)article.ValueAt("images.0.filePhoto")!);
        Assert.Equal("RU", (string?)article.ValueAt("images.0.caption.dateline.places.0.countryCode"));
        Assert.Equal("2019-03-11", (string?)article.ValueAt("images.0.caption.dateline.date.iso"));
        Assert.DoesNotContain("REUTERS", (string?)article.ValueAt("images.0.caption.text"), StringComparison.Ordinal);
        Assert.Equal(Printed, (string?)article.ValueAt("images.0.caption.raw"));
        Assert.Null(article.ValueAt("images.1.caption.dateline"));
    }

    [Fact]
    public async Task The_first_paragraph_gives_the_dateline_and_the_text_the_agencies_it_cites()
    {
        using var editor = await api.CreateClientWithKeyAsync();

        var article = await editor.PublishArticleAsync(
            "Rain",
            new { bodyText = "KYIV, Ukraine (AP) — Rain fell.\n\nMore is coming, Reuters reported." }
        );

        Assert.Equal("Kyiv", (string?)article.ValueAt("dateline.places.0.locality"));
        Assert.Equal("UA", (string?)article.ValueAt("dateline.places.0.countryCode"));
        Assert.Equal("AP", (string?)article.ValueAt("dateline.agency"));
        Assert.Equal("Rain fell.", (string?)article.ValueAt("body.0.textWithoutDateline"));
        Assert.Equal("Reuters", (string?)article.ValueAt("attributions.0.agency"));
        Assert.Equal(2, (int?)article.ValueAt("attributions.0.paragraph"));
    }

    [Fact]
    public async Task The_body_may_be_blocks_html_or_text()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        string Types(JsonObject article) =>
            string.Join(' ', article["body"]!.AsArray().Select(block => (string?)block!["type"]));

        var blocks = await editor.CreateDraftAsync(
            "Blocks",
            new
            {
                body = new object[]
                {
                    new
                    {
                        type = "heading",
                        level = 2,
                        text = "Head",
                    },
                    new { type = "paragraph", html = "Some <strong>text</strong>" },
                    new
                    {
                        type = "list",
                        ordered = true,
                        items = new[] { new { text = "one" } },
                    },
                },
            }
        );
        var html = await editor.CreateDraftAsync(
            "Html",
            new
            {
                bodyHtml = "<h2>Head</h2><p onclick=\"x()\">Some <script>alert(1)</script>text</p><blockquote>Said</blockquote>",
            }
        );
        var text = await editor.CreateDraftAsync("Text", new { bodyText = "One.\n\nTwo <b>." });

        Assert.Equal("heading paragraph list", Types(blocks));
        Assert.Equal("Some text", (string?)blocks.ValueAt("body.1.text"));
        Assert.Equal("heading paragraph quote", Types(html));
        Assert.DoesNotContain("script", html["body"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("onclick", html["body"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("paragraph paragraph", Types(text));
        Assert.Equal("Two <b>.", (string?)text.ValueAt("body.1.text"));
        Assert.Equal("Two &lt;b&gt;.", (string?)text.ValueAt("body.1.html"));
    }

    [Fact]
    public async Task An_image_that_exists_is_named_by_its_id()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var first = await editor.PublishArticleAsync(
            "First",
            new
            {
                images = new[] { new { href = "https://example.org/shared.jpg", caption = new { text = "Shared" } } },
            }
        );

        var second = await editor.PublishArticleAsync(
            "Second",
            new
            {
                images = new[]
                {
                    new
                    {
                        id = first.ValueAt("images.0.id"),
                        caption = new { id = first.ValueAt("images.0.caption.id") },
                    },
                },
            }
        );

        Assert.Equal(first["images"]!.ToJsonString(), second["images"]!.ToJsonString());
    }

    [Fact]
    public async Task Without_the_scope_to_publish_a_writer_makes_drafts_only()
    {
        using var writer = await api.CreateClientWithKeyAsync("articles:write");

        var problem = await writer
            .RequestAsync(
                "POST",
                "/v1/articles",
                new
                {
                    headline = "Not yet",
                    bodyText = "x",
                    status = "published",
                }
            )
            .ReadProblemAsync(HttpStatusCode.Forbidden, "forbidden");

        Assert.Equal(["body /status: not-yours"], problem.ErrorLocations());
        Assert.Equal("draft", (string?)(await writer.CreateDraftAsync("Not yet"))["status"]);
    }

    [Fact]
    public async Task An_article_without_text_cannot_be_published()
    {
        using var editor = await api.CreateClientWithKeyAsync();

        var problem = await editor
            .RequestAsync(
                "POST",
                "/v1/articles",
                new
                {
                    headline = "Empty",
                    bodyText = "",
                    status = "published",
                }
            )
            .ReadProblemAsync(HttpStatusCode.Conflict, "conflict");

        Assert.Equal(["body /status: unfinished"], problem.ErrorLocations());
    }
}
