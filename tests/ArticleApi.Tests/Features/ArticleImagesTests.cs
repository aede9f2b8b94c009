using System.Net;
using System.Text.Json.Nodes;
using ArticleApi.Tests.Infrastructure;

namespace ArticleApi.Tests.Features;

/// <summary>Attaching, ordering and detaching pictures, and choosing their captions.</summary>
public abstract class ArticleImagesTests(TestApiHost api)
{
    public sealed class OnSqlite(SqliteHost api) : ArticleImagesTests(api), IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api) : ArticleImagesTests(api), IClassFixture<PostgresHost>;

    private static Task<JsonObject> WithThree(HttpClient editor, string headline) =>
        editor.PublishArticleAsync(
            headline,
            new { images = new[] { new { altText = "a" }, new { altText = "b" }, new { altText = "c" } } }
        );

    private static string Alts(JsonNode json) =>
        string.Concat(json["images"]!.AsArray().Select(image => (string?)image!["altText"]));

    private static string Positions(JsonNode json) =>
        string.Concat(json["images"]!.AsArray().Select(image => image!["position"]));

    [Fact]
    public async Task A_picture_is_attached_at_the_end_or_at_a_position()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await WithThree(editor, "Attach");
        var image = await editor.PostJsonAsync("/v1/images", new { altText = "e" });

        await editor
            .RequestAsync(
                "POST",
                article.ArticleUrl() + "/images",
                new
                {
                    altText = "d",
                    caption = new { raw = "Rain in Kyiv, Ukraine, May 2, 2022. REUTERS/Gleb Garanich" },
                }
            )
            .ReadJsonAsync();
        var attached = await editor
            .RequestAsync(
                "POST",
                article.ArticleUrl() + "/images",
                new { id = image["id"], position = 2 },
                "If-Match: \"2\""
            )
            .ReadJsonAsync();

        Assert.Equal(("aebcd", "12345"), (Alts(attached), Positions(attached)));
        Assert.Equal("Gleb Garanich", (string?)attached.ValueAt("images.4.credit.photographer"));
        Assert.Equal("UA", (string?)attached.ValueAt("images.4.caption.dateline.places.0.countryCode"));
        var list = await reader.GetJsonAsync(article.ArticleUrl() + "/images");
        Assert.Equal(attached["images"]!.ToJsonString(), list["data"]!.ToJsonString());
    }

    [Fact]
    public async Task A_picture_is_not_attached_twice_nor_beyond_the_end_nor_where_there_is_none()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await WithThree(editor, "Refused");

        var twice = await editor
            .RequestAsync("POST", article.ArticleUrl() + "/images", new { id = article.ValueAt("images.1.id") })
            .ReadProblemAsync(HttpStatusCode.Conflict, "conflict");
        var beyond = await editor
            .RequestAsync("POST", article.ArticleUrl() + "/images", new { altText = "x", position = 5 })
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        var none = await editor
            .RequestAsync("POST", article.ArticleUrl() + "/images", new { id = "0199a0a0-0000-7000-8000-000000000000" })
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(["body /id: shown-already"], twice.ErrorLocations());
        Assert.Equal(["body /position: out-of-range"], beyond.ErrorLocations());
        Assert.Equal(["body /id: does-not-exist"], none.ErrorLocations());
        Assert.Equal(article.ToJsonString(), (await editor.GetJsonAsync(article.ArticleUrl())).ToJsonString());
    }

    [Fact]
    public async Task Pictures_are_put_in_order_all_at_once()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await WithThree(editor, "Order");
        JsonNode? Id(int index) => article.ValueAt($"images.{index}.id");

        var ordered = await editor
            .RequestAsync(
                "PUT",
                article.ArticleUrl() + "/images",
                new
                {
                    images = new object[]
                    {
                        new { id = Id(2) },
                        new { altText = "new" },
                        new { id = Id(0), role = "inline" },
                    },
                },
                "If-Match: \"1\""
            )
            .ReadJsonAsync();

        Assert.Equal(("cnewa", "123"), (Alts(ordered), Positions(ordered)));
        Assert.Equal("c", (string?)ordered.ValueAt("leadImage.altText"));
        Assert.Equal(
            ["lead", "inline", "inline"],
            ordered["images"]!.AsArray().Select(image => (string?)image!["role"])
        );
        Assert.Equal(2, (int?)ordered["version"]);
    }

    [Fact]
    public async Task The_same_order_gives_no_new_version()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await WithThree(editor, "Same order");

        var same = await editor
            .RequestAsync(
                "PUT",
                article.ArticleUrl() + "/images",
                new
                {
                    images = article["images"]!
                        .AsArray()
                        .Select(image => new { id = image!["id"], position = image["position"] }),
                },
                "If-Match: \"1\""
            )
            .ReadJsonAsync();

        Assert.Equal(article.ToJsonString(), same.ToJsonString());
    }

    [Theory]
    [InlineData(2, 1, 3), InlineData(1, 3, 4), InlineData(1, 1, 2), InlineData(0, 1, 2), InlineData(2, 3, 1)]
    public async Task A_broken_order_is_refused(int first, int second, int third)
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await WithThree(editor, "Broken order");
        var images = new[] { first, second, third }.Select(
            (position, index) => new { id = article.ValueAt($"images.{index}.id"), position }
        );

        var order = await editor
            .RequestAsync("PUT", article.ArticleUrl() + "/images", new { images }, "If-Match: \"1\"")
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        var created = await editor
            .RequestAsync(
                "POST",
                "/v1/articles",
                new
                {
                    headline = "x",
                    bodyText = "x",
                    images,
                }
            )
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(["body /images: broken-order"], order.ErrorLocations());
        Assert.Equal(["body /images: broken-order"], created.ErrorLocations());
    }

    [Fact]
    public async Task The_same_picture_twice_is_refused()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await WithThree(editor, "Repeated");
        var images = new[] { new { id = article.ValueAt("images.0.id") }, new { id = article.ValueAt("images.0.id") } };

        var problem = await editor
            .RequestAsync("PUT", article.ArticleUrl() + "/images", new { images }, "If-Match: \"1\"")
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(["body /images: repeated-image"], problem.ErrorLocations());
    }

    [Fact]
    public async Task A_picture_moves_changes_its_role_and_its_caption()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await WithThree(editor, "Change");
        var use = $"{article.ArticleUrl()}/images/{article.ValueAt("images.2.id")}";
        var caption = await editor.PostJsonAsync(
            $"/v1/images/{article.ValueAt("images.2.id")}/captions",
            new { text = "Chosen" }
        );
        var foreign = await editor.PostJsonAsync(
            $"/v1/images/{article.ValueAt("images.0.id")}/captions",
            new { text = "Another's" }
        );

        var moved = await editor
            .RequestAsync(
                "PATCH",
                use,
                new
                {
                    position = 1,
                    role = "lead",
                    captionId = caption["id"],
                },
                "If-Match: \"1\""
            )
            .ReadJsonAsync();
        var wrong = await editor
            .RequestAsync("PATCH", use, new { captionId = foreign["id"] }, "If-Match: \"2\"")
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        var beyond = await editor
            .RequestAsync("PATCH", use, new { position = 4 }, "If-Match: \"2\"")
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        var cleared = await editor
            .RequestAsync("PATCH", use, new { captionId = (object?)null }, "If-Match: \"2\"")
            .ReadJsonAsync();

        Assert.Equal(("cab", "Chosen"), (Alts(moved), (string?)moved.ValueAt("images.0.caption.text")));
        Assert.Equal(["body /captionId: does-not-exist"], wrong.ErrorLocations());
        Assert.Equal(["body /position: out-of-range"], beyond.ErrorLocations());
        Assert.Null(cleared.ValueAt("images.0.caption"));
        Assert.Equal("cab", Alts(cleared));
    }

    [Fact]
    public async Task A_picture_is_detached_and_then_can_be_deleted()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await WithThree(editor, "Detach");
        var image = article.ValueAt("images.0.id");

        var detached = await editor
            .RequestAsync("DELETE", $"{article.ArticleUrl()}/images/{image}", null, "If-Match: \"1\"")
            .ReadJsonAsync();

        Assert.Equal(("bc", "12"), (Alts(detached), Positions(detached)));
        await editor
            .RequestAsync("DELETE", $"{article.ArticleUrl()}/images/{image}", null, "If-Match: \"2\"")
            .ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
        await editor
            .RequestAsync("DELETE", $"/v1/images/{image}", null, "If-Match: *")
            .ReadJsonAsync(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Blocks_place_pictures_by_id_and_go_with_them()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await editor.PublishArticleAsync(
            "Placed",
            new
            {
                body = new object[]
                {
                    new { type = "image", image = "#2" },
                    new { type = "paragraph", text = "x" },
                    new { type = "image", image = "#1" },
                },
                images = new[] { new { altText = "a" }, new { altText = "b" } },
            }
        );
        var (a, b) = ((string)article.ValueAt("images.0.id")!, (string)article.ValueAt("images.1.id")!);
        Assert.Equal([b, null, a], Placed(article));

        var swapped = await editor
            .RequestAsync(
                "PUT",
                article.ArticleUrl() + "/images",
                new { images = new[] { new { id = b }, new { id = a } } },
                "If-Match: \"1\""
            )
            .ReadJsonAsync();
        Assert.Equal([b, null, a], Placed(swapped));

        var patched = await editor
            .RequestAsync("PATCH", article.ArticleUrl(), new { images = new[] { new { id = b } } }, "If-Match: \"2\"")
            .ReadJsonAsync();
        Assert.Equal([b, null], Placed(patched));

        var detached = await editor
            .RequestAsync("DELETE", $"{article.ArticleUrl()}/images/{b}", null, "If-Match: \"3\"")
            .ReadJsonAsync();
        Assert.Equal([null], Placed(detached));

        var again = await editor
            .RequestAsync(
                "PATCH",
                article.ArticleUrl(),
                new
                {
                    body = new object[]
                    {
                        new { type = "paragraph", text = "x" },
                        new { type = "image", image = a.ToUpperInvariant() },
                    },
                    images = new[] { new { id = a } },
                },
                "If-Match: \"4\""
            )
            .ReadJsonAsync();
        Assert.Equal([null, a], Placed(again));

        static IEnumerable<string?> Placed(JsonNode json) =>
            json["body"]!.AsArray().Select(block => (string?)block!["image"]);
    }

    [Fact]
    public async Task A_use_that_is_not_said_anew_keeps_its_caption_and_role()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await editor.PublishArticleAsync(
            "Kept",
            new
            {
                images = new[]
                {
                    new { altText = "a", caption = new { text = "First" } },
                    new { altText = "b", caption = new { text = "Second" } },
                },
            }
        );
        JsonNode? Id(int index) => article.ValueAt($"images.{index}.id");
        var turned = new { images = new[] { new { id = Id(1) }, new { id = Id(0) } } };

        var ordered = await editor
            .RequestAsync("PUT", article.ArticleUrl() + "/images", turned, "If-Match: \"1\"")
            .ReadJsonAsync();
        var patched = await editor
            .RequestAsync(
                "PATCH",
                article.ArticleUrl(),
                new
                {
                    images = new object[]
                    {
                        new { id = Id(0) },
                        new { altText = "c" },
                        new { id = Id(1), caption = (object?)null },
                    },
                },
                "If-Match: \"2\""
            )
            .ReadJsonAsync();

        Assert.Equal(["Second inline", "First lead"], Uses(ordered));
        Assert.Equal("a", (string?)ordered.ValueAt("leadImage.altText"));
        Assert.Equal(["First lead", " inline", " inline"], Uses(patched));

        static IEnumerable<string> Uses(JsonNode json) =>
            json["images"]!.AsArray().Select(use => $"{use!["caption"]?["text"]} {use["role"]}");
    }

    [Fact]
    public async Task A_picture_that_is_attached_takes_its_only_caption_or_the_newest_in_the_articles_language()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await editor.PublishArticleAsync("Attached", new { language = "de" });
        var image = await editor.PostJsonAsync("/v1/images", new { altText = "a" });

        Assert.Null(await AttachAsync());
        await AddCaptionAsync("en", "The only one");
        Assert.Equal("The only one", await AttachAsync());
        await AddCaptionAsync("en", "Another");
        Assert.Null(await AttachAsync());
        await AddCaptionAsync("de", "Die erste");
        await AddCaptionAsync("de", "Die zweite");
        await AddCaptionAsync("fr", "La troisième");
        Assert.Equal("Die zweite", await AttachAsync());

        Task<JsonObject> AddCaptionAsync(string language, string text) =>
            editor.PostJsonAsync($"/v1/images/{image["id"]}/captions", new { language, text });

        async Task<string?> AttachAsync()
        {
            var attached = await editor
                .RequestAsync("POST", article.ArticleUrl() + "/images", new { id = image["id"] })
                .ReadJsonAsync();
            await editor
                .RequestAsync("DELETE", $"{article.ArticleUrl()}/images/{image["id"]}", null, "If-Match: *")
                .ReadJsonAsync();

            return (string?)attached.ValueAt("images.0.caption")?["text"];
        }
    }

    [Fact]
    public async Task One_picture_leads()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await WithThree(editor, "Lead");
        string Address(int index) => $"{article.ArticleUrl()}/images/{article.ValueAt($"images.{index}.id")}";

        Assert.Equal("lead inline inline: a", Roles(article));
        Assert.Equal("inline lead inline: b", Roles(await ChangeAsync(1, "lead")));
        Assert.Equal("inline inline inline: a", Roles(await ChangeAsync(1, "inline")));
        var attached = await editor
            .RequestAsync("POST", article.ArticleUrl() + "/images", new { altText = "d", role = "lead" })
            .ReadJsonAsync();
        Assert.Equal("inline inline inline lead: d", Roles(attached));
        Assert.Equal("inline inline lead inline: c", Roles(await ChangeAsync(2, "lead")));

        var two = await editor
            .RequestAsync(
                "PUT",
                article.ArticleUrl() + "/images",
                new { images = new[] { new { altText = "x", role = "lead" }, new { altText = "y", role = "lead" } } },
                "If-Match: *"
            )
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(["body /images/1/role: second-lead"], two.ErrorLocations());

        Task<JsonObject> ChangeAsync(int index, string role) =>
            editor.RequestAsync("PATCH", Address(index), new { role }, "If-Match: *").ReadJsonAsync();

        static string Roles(JsonNode json) =>
            string.Join(' ', json["images"]!.AsArray().Select(use => use!["role"]))
            + $": {json.ValueAt("leadImage.altText")}";
    }
}
