using System.Net;
using System.Text.Json.Nodes;
using ArticleApi.Tests.Infrastructure;

namespace ArticleApi.Tests.Features;

/// <summary>What lists share besides filters: ids, projections, forms, totals, cursors and labels.</summary>
public abstract class ListTests(TestApiHost api)
{
    public sealed class OnSqlite(SqliteHost api) : ListTests(api), IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api) : ListTests(api), IClassFixture<PostgresHost>;

    private static readonly object s_rich = new
    {
        bodyHtml = "<h2>Head</h2><p>Some <em>text</em></p>",
        images = new[]
        {
            new { altText = "one", caption = new { text = "First" } },
            new { altText = "two", caption = new { text = "Second" } },
        },
        tags = new[] { new { name = "Listed" } },
    };

    [Fact]
    public async Task What_was_withdrawn_is_listed_for_those_who_see_drafts_the_last_first()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        using var partner = await api.CreateClientWithKeyAsync("embargo:read");
        using var preview = await api.CreateClientWithKeyAsync("preview:read");
        const string path = "/v1/articles?status=withdrawn";
        var before = (await editor.ListValuesAsync(path)).Count;
        var first = await editor.PublishArticleAsync("Withdrawn first", new { bodyText = "Secret now." });
        var secret = await editor.PublishArticleAsync(
            "Withdrawn secret",
            new { embargoUntil = "2030-01-01T00:00:00Z" }
        );
        var last = await editor.PublishArticleAsync(
            "Withdrawn last",
            new { images = new[] { new { altText = "Its picture", caption = new { text = "Its caption" } } } }
        );
        var deleted = await editor.PublishArticleAsync("Withdrawn and deleted");
        foreach (var article in new[] { deleted, last, secret, first })
            await editor.RequestAsync("POST", article.ArticleUrl() + "/withdraw", new { }).ReadJsonAsync();
        await editor
            .RequestAsync("DELETE", deleted.ArticleUrl(), null, "If-Match: *")
            .ReadJsonAsync(HttpStatusCode.NoContent);

        string[] all = ["withdrawn-first", "withdrawn-secret", "withdrawn-last"];
        Assert.Equal(all, (await editor.ListValuesAsync(path)).Take(3));
        Assert.Equal(before + 3, (await editor.ListValuesAsync(path + "&limit=100")).Count);
        Assert.Equal(["withdrawn-first", "withdrawn-last"], (await preview.ListValuesAsync(path)).Take(2));
        Assert.Empty(await reader.ListValuesAsync(path));
        Assert.Empty(await partner.ListValuesAsync(path));

        var one = await editor.GetJsonAsync(path + "&limit=2&view=summary&total=none");
        Assert.Equal(all[..2], one.ValuesOf());
        Assert.Equal("withdrawn", (string?)one.ValueAt("data.0.status"));
        Assert.Null(one.ValueAt("data.0.body"));
        var two = await editor.GetJsonAsync($"{path}&limit=1&cursor={one.ValueAt("page.next")}");
        Assert.Equal(all[2..], two.ValuesOf());
        Assert.Equal("Its caption", (string?)two.ValueAt("data.0.leadImage.caption.text"));
        Assert.Equal(before > 0, (bool)two.ValueAt("page.hasMore")!);
    }

    [Fact]
    public async Task Articles_are_asked_for_by_slugs_too_as_far_as_the_caller_knows_them()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var (one, two) = (
            await editor.PublishArticleAsync("Named one"),
            await editor.PublishArticleAsync("Named two", new { slug = "named-before" })
        );
        await editor.PatchJsonAsync(two.ArticleUrl(), new { slug = "named-now" });
        var draft = await editor.CreateDraftAsync("Named draft", new { slug = "named-first" });
        await editor.PatchJsonAsync(draft.ArticleUrl(), new { slug = "named-later" });
        await editor.RequestAsync("POST", draft.ArticleUrl() + "/publish", new { }, "If-Match: *").ReadJsonAsync();
        var gone = await editor.PublishArticleAsync("Named gone");
        await editor
            .RequestAsync("DELETE", gone.ArticleUrl() + "?reason=Wrong", null, "If-Match: *")
            .ReadJsonAsync(HttpStatusCode.NoContent);
        var id = one["id"]!.ToString().ToUpperInvariant();
        var names = $"named-before,{id},named-never,named-first,named-one,named-gone,named-now,named-later";

        var page = await reader.GetJsonAsync("/v1/articles?id=" + names);

        Assert.Equal(["named-now", "named-one", "named-later"], page.ValuesOf());
        Assert.Equal(
            ["named-never 404 ", "named-first 404 ", "named-gone 410 Wrong"],
            page["missing"]!.AsArray().Select(item => $"{item!["id"]} {item["status"]} {item["reason"]}")
        );
        Assert.Equal(
            ["named-now", "named-one", "named-later"],
            await editor.ListValuesAsync("/v1/articles?id=" + names)
        );
        var strangers = new[] { Guid.NewGuid().ToString().ToUpperInvariant(), "never-named" };
        Assert.Equal(
            strangers,
            (await reader.GetJsonAsync("/v1/articles?id=" + string.Join("&id=", strangers)))["missing"]!
                .AsArray()
                .Select(item => (string)item!["id"]!)
        );
    }

    [Fact]
    public async Task Articles_asked_for_by_id_come_in_that_order_and_the_others_are_explained()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var (one, two, draft, withdrawn, never) = (
            await editor.PublishArticleAsync("By id one"),
            await editor.PublishArticleAsync("By id two"),
            await editor.CreateDraftAsync("By id draft"),
            await editor.PublishArticleAsync("By id gone"),
            Guid.CreateVersion7(api.Clock.GetUtcNow())
        );
        await editor
            .RequestAsync("POST", withdrawn.ArticleUrl() + "/withdraw", new { reason = "Wrong" })
            .ReadJsonAsync();
        var ids = string.Join(',', two["id"], draft["id"], one["id"], withdrawn["id"], never);

        var page = await reader.GetJsonAsync("/v1/articles?id=" + ids);

        Assert.Equal(["by-id-two", "by-id-one"], page.ValuesOf());
        Assert.Equal(
            [$"{draft["id"]} 404 ", $"{withdrawn["id"]} 410 Wrong", $"{never} 404 "],
            page["missing"]!.AsArray().Select(item => $"{item!["id"]} {item["status"]} {item["reason"]}")
        );
        Assert.Equal(["by-id-two", "by-id-draft", "by-id-one"], await editor.ListValuesAsync("/v1/articles?id=" + ids));
        await Assert.AllAsync(
            new[] { "&tag=x", "&sort=publishedAt", $"&exclude={never}", "&publishedFrom=2020-01-01" },
            async more =>
                Assert.Equal(
                    ["query id: not-combined"],
                    (
                        await reader
                            .RequestAsync("GET", $"/v1/articles?id={ids}{more}")
                            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request")
                    ).ErrorLocations()
                )
        );
        var many = string.Join(',', Enumerable.Range(0, 101).Select(_ => Guid.CreateVersion7(api.Clock.GetUtcNow())));
        Assert.Equal(
            ["query id: too-many"],
            (
                await reader
                    .RequestAsync("GET", "/v1/articles?id=" + many)
                    .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request")
            ).ErrorLocations()
        );
    }

    [Fact]
    public async Task Fields_cut_items_and_lists_to_what_is_asked_for()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.PublishArticleAsync("Cut", s_rich);

        await Assert.AllAsync(
            new[]
            {
                ("headline", """{"headline":"Cut"}"""),
                ("headline,slug", """{"slug":"cut","headline":"Cut"}"""),
                ("leadImage.caption.text", """{"leadImage":{"caption":{"text":"First"}}}"""),
                (
                    "images.caption.text,images.altText",
                    """{"images":[{"altText":"one","caption":{"text":"First"}},{"altText":"two","caption":{"text":"Second"}}]}"""
                ),
                ("body.type,section.name", """{"section":null,"body":[{"type":"heading"},{"type":"paragraph"}]}"""),
                ("tags", """{"tags":[{"slug":"listed","name":"Listed"}]}"""),
                (
                    "images.caption,images.caption.text,imageCount",
                    $$"""{"imageCount":2,"images":[{"caption":{{article.ValueAt("images.0.caption")!.ToJsonString()}}},{"caption":{{article.ValueAt("images.1.caption")!.ToJsonString()}}}]}"""
                ),
            },
            async example =>
            {
                var (fields, expected) = example;
                Assert.Equal(
                    JsonNode.Parse(expected)!.ToJsonString(),
                    (await reader.GetJsonAsync($"{article.ArticleUrl()}?fields={fields}")).ToJsonString()
                );
                Assert.Equal(
                    JsonNode.Parse(expected)!.ToJsonString(),
                    (await reader.GetJsonAsync($"/v1/articles?id={article["id"]}&fields={fields}"))["data"]![
                        0
                    ]!.ToJsonString()
                );
            }
        );

        Assert.Equal(
            """{"caption":{"text":"First"}}""",
            new JsonObject
            {
                ["caption"] = (
                    await reader.GetJsonAsync($"/v1/captions/{article.ValueAt("images.0.caption.id")}?fields=text")
                ).DeepClone(),
            }.ToJsonString()
        );
    }

    [Theory]
    [
        InlineData("headlinez"),
        InlineData("leadImage.caption.nothing"),
        InlineData("headline.x"),
        InlineData("images.0"),
        InlineData(".")
    ]
    public async Task A_field_that_there_is_not_is_named(string fields)
    {
        using var reader = api.CreateAnonymousClient();

        var problem = await reader
            .RequestAsync("GET", "/v1/articles?fields=" + fields)
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(["query fields: unknown-field"], problem.ErrorLocations());
    }

    [Fact]
    public async Task Summaries_leave_out_the_text_and_the_body_has_three_forms()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.PublishArticleAsync("Formed", s_rich);
        async Task<JsonObject> First(string query) =>
            (await reader.GetJsonAsync($"/v1/articles?id={article["id"]}&{query}"))["data"]![0]!.AsObject();

        var summary = await First("view=summary");
        Assert.Equal(
            article
                .Select(member => member.Key)
                .Except(["body", "images", "attributions", "relatedLinks", "extensions"]),
            summary.Select(member => member.Key)
        );
        Assert.Equal(article.ToJsonString(), (await First("view=full")).ToJsonString());
        var html = await First("view=full&body=html");
        Assert.Equal("<h2>Head</h2>\n<p>Some <em>text</em></p>\n", (string?)html["bodyHtml"]);
        Assert.False(html.ContainsKey("body"));
        Assert.Equal(
            "Head\n\nSome text",
            (string?)(await reader.GetJsonAsync(article.ArticleUrl() + "?body=text"))["bodyText"]
        );
        Assert.Equal("Head\n\nSome text", (string?)(await First("fields=body&body=text"))["bodyText"]);
    }

    [Fact]
    public async Task A_cursor_belongs_to_its_list_its_filters_and_its_order()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        for (var i = 0; i < 3; i++)
            await editor.PublishArticleAsync(
                $"Cursor {i}",
                new { tags = new[] { new { name = "Cursor" } }, images = new[] { new { altText = "x" } } }
            );
        var cursor = (string)(await reader.GetJsonAsync("/v1/articles?tag=cursor&limit=1")).ValueAt("page.next")!;

        Assert.Equal(
            ["cursor-1", "cursor-0"],
            await reader.ListValuesAsync($"/v1/articles?tag=cursor&limit=50&fields=slug&cursor={cursor}")
        );
        Assert.Equal(
            ["cursor-1"],
            await reader.ListValuesAsync($"/v1/articles?tag=cursor&limit=1&view=full&cursor={cursor}")
        );
        var flipped = cursor[..8] + (cursor[8] == 'A' ? 'B' : 'A') + cursor[9..];
        await Assert.AllAsync(
            new[]
            {
                $"articles?cursor={cursor}",
                $"articles?tag=cursor,x&cursor={cursor}",
                $"articles?tag=cursor&sort=publishedAt&cursor={cursor}",
                $"images?cursor={cursor}",
                $"articles?tag=cursor&cursor={flipped}",
                $"articles?tag=cursor&cursor={cursor}A",
                "articles?cursor=x",
                $"sections?cursor={cursor}",
            },
            async wrong =>
            {
                var problem = await reader
                    .RequestAsync("GET", "/v1/" + wrong)
                    .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
                Assert.Equal(["query cursor: not-this-list"], problem.ErrorLocations());
            }
        );

        using var feed = await reader.GetAsync($"/feeds/articles.json?tag=cursor&limit=1&cursor={cursor}");
        Assert.Equal(HttpStatusCode.OK, feed.StatusCode);
    }

    [Fact]
    public async Task A_cursor_with_any_character_changed_is_refused()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        for (var i = 0; i < 2; i++)
            await editor.PublishArticleAsync(
                $"Changed cursor {i}",
                new { tags = new[] { new { name = "Changed cursor" } } }
            );
        var cursor = (string)
            (await reader.GetJsonAsync("/v1/articles?tag=changed-cursor&limit=1")).ValueAt("page.next")!;

        // The last character holds bits that stand for nothing.
        var changed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_ +=%"
            .Where(c => c != cursor[^1])
            .Select(c => cursor[..^1] + c)
            .Append(cursor[..5] + ' ' + cursor[6..])
            .Append(cursor[..5] + '=' + cursor[6..]);
        await Assert.AllAsync(
            changed.Concat(["AAAAA", "AAAAB", "A", "=", "AR0 TMRX"]),
            async wrong =>
                await Assert.AllAsync(
                    (string[])["/v1/articles?tag=changed-cursor", "/v1/tags?limit=1"],
                    async path =>
                        Assert.Equal(
                            ["query cursor: not-this-list"],
                            (
                                await reader
                                    .RequestAsync("GET", $"{path}&cursor={Uri.EscapeDataString(wrong)}")
                                    .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request")
                            ).ErrorLocations()
                        )
                )
        );
    }

    [Fact]
    public async Task A_cursor_of_one_datelines_articles_is_refused_by_anothers()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        object Filed(string place) => new { bodyText = $"{place}, Ukraine (AP) — Rain." };
        var first = await editor.PublishArticleAsync("Filed 1", Filed("SUMY"));
        await editor.PublishArticleAsync("Filed 2", Filed("SUMY"));
        var other = await editor.PublishArticleAsync("Filed 3", Filed("LUTSK"));
        var page = await editor.GetJsonAsync($"/v1/datelines/{first.ValueAt("dateline.id")}/articles?limit=1");

        Assert.Equal(["filed-2"], page.ValuesOf());
        Assert.Equal(
            ["filed-1"],
            await editor.ListValuesAsync(
                $"/v1/datelines/{first.ValueAt("dateline.id")}/articles?limit=1&cursor={page.ValueAt("page.next")}"
            )
        );
        await editor
            .RequestAsync(
                "GET",
                $"/v1/datelines/{other.ValueAt("dateline.id")}/articles?limit=1&cursor={page.ValueAt("page.next")}"
            )
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
    }

    [Fact]
    public async Task Sections_tags_and_bylines_are_counted_for_whoever_asks()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var embargo = await api.CreateClientWithKeyAsync("embargo:read");
        using var reader = api.CreateAnonymousClient();
        object Labels(string? until) =>
            new
            {
                section = new { name = "Counted" },
                tags = new[] { new { name = "Counted" } },
                bylines = new[] { new { name = "Counted" } },
                embargoUntil = until,
            };
        var article = await editor.PublishArticleAsync("Counted 1", Labels(null));
        await editor.PublishArticleAsync("Counted 2", Labels("2030-01-01T00:00:00Z"));
        await editor.CreateDraftAsync("Counted 3", Labels(null));
        async Task<int?> Count(HttpClient client, string list) =>
            (int?)
                (await client.GetJsonAsync($"/v1/{list}?limit=100"))["data"]!
                    .AsArray()
                    .FirstOrDefault(label => (string?)label!["slug"] == "counted")
                    ?["articleCount"];

        await Assert.AllAsync(
            new[] { "sections", "tags", "bylines" },
            async list =>
            {
                Assert.Equal(1, await Count(reader, list));
                Assert.Equal(2, await Count(embargo, list));
                Assert.Equal(3, await Count(editor, list));
            }
        );

        await editor.PatchJsonAsync(article.ArticleUrl(), new { section = (object?)null });
        Assert.Null(await Count(reader, "sections"));
        await editor
            .RequestAsync("DELETE", article.ArticleUrl(), null, "If-Match: *")
            .ReadJsonAsync(HttpStatusCode.NoContent);
        Assert.Null(await Count(reader, "tags"));
        Assert.Equal(2, await Count(editor, "tags"));
    }

    [Fact]
    public async Task A_version_is_read_as_it_was_and_versions_are_listed_newest_first()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.PublishArticleAsync("Version one");
        var second = await editor.PatchJsonAsync(article.ArticleUrl(), new { headline = "Version two" });
        await editor.PatchJsonAsync(article.ArticleUrl(), new { headline = "Version three" });

        Assert.Equal(
            article.ToJsonString(),
            (await reader.GetJsonAsync(article.ArticleUrl() + "/versions/1")).ToJsonString()
        );
        Assert.Equal(
            second.ToJsonString(),
            (await reader.GetJsonAsync(article.ArticleUrl() + "/versions/2")).ToJsonString()
        );
        await reader
            .RequestAsync("GET", article.ArticleUrl() + "/versions/4")
            .ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
        Assert.Equal(["3", "2", "1"], await reader.ListValuesAsync(article.ArticleUrl() + "/versions", "version"));
    }
}
