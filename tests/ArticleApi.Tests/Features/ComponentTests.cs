using System.Net;
using System.Text.Json.Nodes;
using ArticleApi.Tests.Infrastructure;

namespace ArticleApi.Tests.Features;

/// <summary>Images, captions and datelines at their own addresses, and what their changes do to articles.</summary>
public abstract class ComponentTests(TestApiHost api)
{
    public sealed class OnSqlite(SqliteHost api) : ComponentTests(api), IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api) : ComponentTests(api), IClassFixture<PostgresHost>;

    private static object Shown(string place) =>
        new
        {
            bodyText = "Rain fell.",
            images = new[]
            {
                new
                {
                    href = "https://example.org/i.jpg",
                    caption = new { raw = $"Rain falls in {place}, Ukraine, May 2, 2022. REUTERS/Gleb Garanich" },
                },
            },
        };

    [Fact]
    public async Task An_image_is_made_read_changed_and_deleted()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();

        using var made = await editor.RequestAsync(
            "POST",
            "/v1/images",
            new
            {
                href = "https://example.org/a.jpg",
                width = 800,
                credit = new { line = "AFP/Ann Lee", agency = "AFP" },
                caption = new { text = "A square" },
            }
        );
        var address = made.Headers.Location!.ToString();
        var image = JsonNode.Parse(await made.Content.ReadAsStringAsync())!.AsObject();

        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        Assert.Equal($"/v1/images/{image["id"]}", address);
        Assert.Equal(1, (int?)image["captionCount"]);
        await reader.RequestAsync("GET", address).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
        Assert.Equal(image.ToJsonString(), (await editor.GetJsonAsync(address)).ToJsonString());

        var patched = await editor.PatchJsonAsync(
            address,
            new { width = (int?)null, altText = "A square in the rain" }
        );
        Assert.Null(patched["width"]);
        Assert.Equal("AFP", (string?)patched.ValueAt("credit.agency"));
        var put = await editor.RequestAsync("PUT", address, patched, "If-Match: \"2\"").ReadJsonAsync();
        Assert.Equal(patched.ToJsonString(), put.ToJsonString());
        using var same = await editor.GetAsync(address);
        Assert.Equal("\"2-c1\"", same.Headers.ETag?.ToString());

        await editor.RequestAsync("DELETE", address, null, "If-Match: \"2\"").ReadJsonAsync(HttpStatusCode.NoContent);
        await editor.RequestAsync("GET", address).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task A_caption_is_made_under_its_image_read_from_print_and_changed()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var image = await editor.PostJsonAsync("/v1/images", new { });

        var caption = await editor.PostJsonAsync(
            $"/v1/images/{image["id"]}/captions",
            new { raw = "Rain falls in Kyiv, Ukraine, May 2, 2022. REUTERS/Gleb Garanich" }
        );
        var other = await editor.PostJsonAsync(
            "/v1/captions",
            new
            {
                imageId = image["id"],
                text = "Entered",
                language = "en",
                dateline = (object?)null,
            }
        );

        Assert.Equal("UA", (string?)caption.ValueAt("dateline.places.0.countryCode"));
        Assert.Equal(image["id"]!.ToString(), caption["imageId"]!.ToString());
        Assert.Null(other["dateline"]);
        Assert.Equal(
            [caption["id"]!.ToString(), other["id"]!.ToString()],
            await editor.ListValuesAsync($"/v1/images/{image["id"]}/captions", "id")
        );
        var same = await editor.PatchJsonAsync($"/v1/captions/{caption["id"]}", new { });
        Assert.Equal(caption.ToJsonString(), same.ToJsonString());
        var reread = await editor.PatchJsonAsync(
            $"/v1/captions/{caption["id"]}",
            new { raw = "Snow falls in Ankara, Turkey, May 3, 2022. REUTERS/Gleb Garanich" }
        );
        Assert.Equal("TR", (string?)reread.ValueAt("dateline.places.0.countryCode"));
        Assert.StartsWith("Snow falls", (string?)reread["text"], StringComparison.Ordinal);
        var cleared = await editor.PatchJsonAsync($"/v1/captions/{caption["id"]}", new { dateline = (object?)null });
        Assert.Null(cleared["dateline"]);
        await editor
            .RequestAsync("DELETE", $"/v1/captions/{other["id"]}", null, "If-Match: *")
            .ReadJsonAsync(HttpStatusCode.NoContent);
        Assert.Single((await editor.GetJsonAsync($"/v1/images/{image["id"]}/captions"))["data"]!.AsArray());
    }

    [Fact]
    public async Task The_same_facts_are_one_dateline()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var lviv = new
        {
            places = new[] { new { locality = "Lviv", country = "Ukraine" } },
            date = new
            {
                year = 2022,
                month = 5,
                day = 2,
                precision = "day",
            },
        };

        var dateline = await editor.PostJsonAsync("/v1/datelines", lviv);
        var problem = await editor
            .RequestAsync("POST", "/v1/datelines", lviv)
            .ReadProblemAsync(HttpStatusCode.Conflict, "duplicate-dateline");

        Assert.Equal("UA", (string?)dateline.ValueAt("places.0.countryCode"));
        Assert.Equal("2022-05-02", (string?)dateline.ValueAt("date.iso"));
        Assert.Equal($"/v1/datelines/{dateline["id"]}", (string?)problem["existing"]);
        var other = await editor.PostJsonAsync("/v1/datelines", new { places = new[] { new { locality = "Lvov" } } });
        var taken = await editor
            .RequestAsync("PUT", $"/v1/datelines/{other["id"]}", lviv, "If-Match: *")
            .ReadProblemAsync(HttpStatusCode.Conflict, "duplicate-dateline");
        Assert.Equal($"/v1/datelines/{dateline["id"]}", (string?)taken["existing"]);
        await editor
            .RequestAsync("DELETE", $"/v1/datelines/{other["id"]}", null, "If-Match: *")
            .ReadJsonAsync(HttpStatusCode.NoContent);
        await editor
            .RequestAsync("GET", $"/v1/datelines/{other["id"]}")
            .ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task What_is_used_cannot_be_deleted_and_the_articles_are_named()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await editor.CreateDraftAsync(
            "User",
            new
            {
                bodyText = "DONETSK, Ukraine (AP) — Rain.",
                images = new[]
                {
                    new
                    {
                        caption = new
                        {
                            text = "Rain",
                            dateline = new { places = new[] { new { locality = "Mariupol", country = "Ukraine" } } },
                        },
                    },
                },
            }
        );
        string?[] used =
        [
            $"/v1/images/{article.ValueAt("images.0.id")}",
            $"/v1/captions/{article.ValueAt("images.0.caption.id")}",
            $"/v1/datelines/{article.ValueAt("dateline.id")}",
            $"/v1/datelines/{article.ValueAt("images.0.caption.dateline.id")}",
        ];

        await Assert.AllAsync(
            used,
            async address =>
            {
                var problem = await editor
                    .RequestAsync("DELETE", address!, null, "If-Match: *")
                    .ReadProblemAsync(HttpStatusCode.Conflict, "in-use");
                Assert.Equal(["path id: in-use"], problem.ErrorLocations());
                Assert.EndsWith((string?)problem.ValueAt("errors.0.value") ?? "nothing", address);
                Assert.Equal([article.ArticleUrl()], problem["usedBy"]!.AsArray().Select(user => (string?)user));
            }
        );
    }

    [Fact]
    public async Task A_dateline_that_only_a_caption_uses_names_the_caption()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var image = await editor.PostJsonAsync(
            "/v1/images",
            new { caption = new { text = "Rain", dateline = new { places = new[] { new { locality = "Izmail" } } } } }
        );
        var caption = (await editor.GetJsonAsync($"/v1/images/{image["id"]}/captions"))["data"]![0]!;

        var problem = await editor
            .RequestAsync("DELETE", $"/v1/datelines/{caption.ValueAt("dateline.id")}", null, "If-Match: *")
            .ReadProblemAsync(HttpStatusCode.Conflict, "in-use");

        Assert.Equal(["path id: in-use"], problem.ErrorLocations());
        Assert.Contains($"/v1/captions/{caption["id"]}", (string?)problem["detail"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("images.0.id", "images", "{\"altText\": \"Mended\"}", "image-changed")]
    [InlineData("images.0.caption.id", "captions", "{\"text\": \"Mended\"}", "caption-changed")]
    [InlineData(
        "images.0.caption.dateline.id",
        "datelines",
        "{\"places\": [{\"locality\": \"Mended\", \"country\": \"Poland\"}]}",
        "dateline-changed"
    )]
    public async Task A_mended_component_gives_its_articles_a_new_version_that_is_no_revision(
        string path,
        string list,
        string patch,
        string cause
    )
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var (one, two, other) = (
            await editor.PublishArticleAsync($"{cause} one", Shown(cause)),
            await editor.CreateDraftAsync($"{cause} two"),
            await editor.PublishArticleAsync($"{cause} three", Shown("Odesa"))
        );
        await editor
            .RequestAsync(
                "POST",
                two.ArticleUrl() + "/images",
                new { id = one.ValueAt("images.0.id"), caption = new { id = one.ValueAt("images.0.caption.id") } }
            )
            .ReadJsonAsync();
        api.Clock.Advance(TimeSpan.FromMinutes(1));

        await editor.PatchJsonAsync($"/v1/{list}/{one.ValueAt(path)}", JsonNode.Parse(patch)!);

        var after = await reader.GetJsonAsync(one.ArticleUrl());
        Assert.Equal(2, (int?)after["version"]);
        Assert.Equal(api.Clock.GetUtcNow(), (DateTimeOffset)after["updatedAt"]!);
        Assert.Null(after["revisedAt"]);
        Assert.Contains("Mended", after.ToJsonString(), StringComparison.Ordinal);
        Assert.True(JsonNode.DeepEquals(after["leadImage"], after["images"]![0]));
        Assert.Equal(cause, (string?)(await reader.GetJsonAsync(one.ArticleUrl() + "/versions"))["data"]![0]!["cause"]);
        Assert.Equal(3, (int?)(await editor.GetJsonAsync(two.ArticleUrl()))["version"]);
        Assert.Equal(other.ToJsonString(), (await reader.GetJsonAsync(other.ArticleUrl())).ToJsonString());
    }

    [Fact]
    public async Task A_mended_place_moves_articles_captions_and_images_under_the_new_filter()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.PublishArticleAsync("Misplaced", Shown("Kharkhiv"));
        var dateline = $"/v1/datelines/{article.ValueAt("images.0.caption.dateline.id")}";

        await editor.PatchJsonAsync(
            dateline,
            new
            {
                places = new[]
                {
                    new
                    {
                        locality = "Kharkiv",
                        country = "Ukraine",
                        countryCode = "UA",
                    },
                },
            }
        );

        await Assert.AllAsync(
            new[] { "articles", "images", "captions" },
            async list =>
            {
                Assert.Single((await reader.GetJsonAsync($"/v1/{list}?photoPlace=Kharkiv"))["data"]!.AsArray());
                Assert.Empty((await reader.GetJsonAsync($"/v1/{list}?photoPlace=Kharkhiv"))["data"]!.AsArray());
            }
        );

        Assert.Single((await reader.GetJsonAsync("/v1/datelines?datelinePlace=kharkiv"))["data"]!.AsArray());
        Assert.Equal(["misplaced"], await reader.ListValuesAsync(dateline + "/articles"));
    }

    [Fact]
    public async Task Images_captions_and_datelines_are_open_only_while_a_public_article_uses_them()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.CreateDraftAsync("Shows things", Shown("Chernihiv"));
        string[] items =
        [
            $"/v1/images/{article.ValueAt("images.0.id")}",
            $"/v1/captions/{article.ValueAt("images.0.caption.id")}",
            $"/v1/datelines/{article.ValueAt("images.0.caption.dateline.id")}",
        ];
        async Task<bool> AreOpen()
        {
            var seen = new List<bool>();
            await Assert.AllAsync(
                items,
                async item =>
                {
                    using var response = await reader.GetAsync(item);
                    seen.Add(response.StatusCode == HttpStatusCode.OK);
                    var (list, id) = (item[..item.LastIndexOf('/')], item[(item.LastIndexOf('/') + 1)..]);
                    seen.Add((await reader.ListValuesAsync(list + "?limit=100", "id")).Contains(id));
                    var asked = await reader.GetJsonAsync($"{list}?id={id}");
                    seen.Add(asked.ValuesOf("id").Count == 1);
                    Assert.Equal(seen[^1] ? 0 : 1, asked["missing"]!.AsArray().Count);
                }
            );

            using var captions = await reader.GetAsync(items[0] + "/captions");
            using var articles = await reader.GetAsync(items[2] + "/articles");
            seen.Add(captions.StatusCode == HttpStatusCode.OK);
            seen.Add(articles.StatusCode == HttpStatusCode.OK);
            return Assert.Single(seen.Distinct());
        }

        Assert.False(await AreOpen());
        await editor.RequestAsync("POST", article.ArticleUrl() + "/publish", new { }).ReadJsonAsync();
        Assert.True(await AreOpen());
        var again = await editor.PublishArticleAsync(
            "Shows them too",
            new
            {
                images = new[]
                {
                    new
                    {
                        id = article.ValueAt("images.0.id"),
                        caption = new { id = article.ValueAt("images.0.caption.id") },
                    },
                },
            }
        );
        await editor.RequestAsync("POST", article.ArticleUrl() + "/withdraw", new { }).ReadJsonAsync();
        Assert.True(await AreOpen());
        await editor.PatchJsonAsync(again.ArticleUrl(), new { embargoUntil = "2030-01-01T00:00:00Z" });
        Assert.False(await AreOpen());
        await editor.PatchJsonAsync(again.ArticleUrl(), new { embargoUntil = (object?)null });
        Assert.True(await AreOpen());
        await editor
            .RequestAsync("DELETE", again.ArticleUrl(), null, "If-Match: *")
            .ReadJsonAsync(HttpStatusCode.NoContent);
        Assert.False(await AreOpen());
    }
}
