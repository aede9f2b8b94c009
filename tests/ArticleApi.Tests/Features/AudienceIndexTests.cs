using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using ArticleApi.Core.Articles;
using ArticleApi.Index;
using ArticleApi.Storage.Tables;
using ArticleApi.Tests.Infrastructure;
using ArticleApi.Tests.Log;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ArticleApi.Tests.Features;

/// <summary>What each audience finds, counts and reads of names is indexed for it alone.</summary>
public abstract class AudienceIndexTests(TestApiHost api)
{
    public sealed class OnSqlite(SqliteHost api) : AudienceIndexTests(api), IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api) : AudienceIndexTests(api), IClassFixture<PostgresHost>;

    [Fact]
    public async Task An_entry_under_a_wrong_audience_shows_and_counts_nothing()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var open = api.CreateAnonymousClient();
        foreach (var headline in new[] { "Forged one", "Forged two" })
            await FileForReaders(
                Guid.Parse(
                    (await editor.CreateDraftAsync(headline, new { tags = new[] { new { name = "Kept back" } } }))
                        .ValueAt("id")!
                        .ToString()
                ),
                "tag:forged"
            );

        await Assert.AllAsync(
            new[]
            {
                "tag=forged",
                "tag=forged&limit=1",
                "tag=forged&sort=publishedAt",
                "tag=forged&total=exact",
                "tag=forged&facets=tag&limit=0",
            },
            async query =>
            {
                var page = await open.GetJsonAsync("/v1/articles?" + query);
                Assert.Empty(page["data"]!.AsArray());
                Assert.Null(page.ValueAt("page.next"));
                Assert.True((int?)page.ValueAt("page.total") is null or 0, query);
                Assert.Empty(page["facets"]?["tag"]?.AsArray() ?? []);
            }
        );

        await api.RunInScopeAsync(db =>
            db.Database.ExecuteSqlAsync($"""DELETE FROM postings WHERE "ListId" = {NameOf("tag:forged")}""")
        );
    }

    [Fact]
    public async Task Pages_of_articles_end_and_go_on_by_what_is_shown_whatever_an_index_says()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var open = api.CreateAnonymousClient();
        var kept = new List<(long Key, long Position)>();
        for (var number = 1; number <= 3; number++)
        {
            var id = Guid.Parse((await editor.CreateDraftAsync($"Kept from {number}"))["id"]!.ToString());
            foreach (var term in new[] { "tag:beside", "section:walk", "language:en" })
                await FileForReaders(id, term);
            var head = await api.RunInScopeAsync(db => db.Heads.AsNoTracking().SingleAsync(row => row.ArticleId == id));
            kept.Add((head.ArticleKey, head.PublicationKey!.Value));
            if (number < 3)
            {
                await editor.PublishArticleAsync(
                    $"Shown {number}",
                    new
                    {
                        language = "en",
                        section = new { name = "Walk" },
                        tags = new[] { new { name = "Beside" } },
                    }
                );
            }
        }

        foreach (var (key, position) in kept)
        {
            await api.RunInScopeAsync(db =>
                db.Database.ExecuteSqlAsync(
                    $"""
                    INSERT INTO sort_entries ("Audience", "ListId", "At", "Key", "Position")
                    SELECT {(int)
                        Audience.Public}, "ListId", "At", "Key", "Position" FROM sort_entries WHERE "Key" = {key} AND "Position" = {position}
                    """
                )
            );
        }

        string[] filters =
        [
            "tag=beside",
            "tag=beside&section=walk",
            "tag=beside&section=walk&total=exact",
            "tag=beside,walk&collapse=duplicates",
        ];
        foreach (var filter in filters)
        {
            foreach (var sort in new[] { "-publishedAt", "publishedAt", "updatedAt", "-updatedAt" })
                await ShouldTellTwo(open, $"/v1/articles?{filter}&sort={sort}");
        }

        await ShouldTellTwo(open, "/v1/articles?updatedFrom=2026-01-01&sort=updatedAt&section=walk&language=en");

        foreach (var (key, position) in kept)
        {
            await api.RunInScopeAsync(db =>
                db.Postings.Where(term =>
                        term.Audience == Audience.Public && term.Key == key && term.Position == position
                    )
                    .ExecuteDeleteAsync()
            );
            await api.RunInScopeAsync(db =>
                db.SortEntries.Where(date =>
                        date.Audience == Audience.Public && date.Key == key && date.Position == position
                    )
                    .ExecuteDeleteAsync()
            );
        }
    }

    [Fact]
    public async Task Pages_and_totals_of_components_are_of_what_is_shown_whatever_an_index_says()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var open = api.CreateAnonymousClient();
        var kept = new List<long>();
        for (var number = 1; number <= 3; number++)
        {
            kept.Add(await ImageOf(await editor.CreateDraftAsync($"Unseen {number}", Pictured())));
            if (number < 3)
                await editor.PublishArticleAsync($"Seen {number}", Pictured());
        }

        long[] names =
        [
            NameOf("*", "image/"),
            NameOf("photoPlace:tarnow", "image/"),
            NameOf("hasImageFile:false", "image/"),
        ];
        foreach (var (key, name) in kept.SelectMany(key => names.Select(name => (key, name))))
            await FileForReaders(name, key, key);

        foreach (
            var query in new[]
            {
                "",
                "&hasImageFile=false",
                "&total=exact",
                "&sort=addedAt&hasImageFile=false",
                "&sort=photoTaken",
            }
        )
            await ShouldTellTwo(open, "/v1/images?photoPlace=Tarnow" + query, "id");

        await api.RunInScopeAsync(db =>
            db.Postings.Where(term =>
                    term.Audience == Audience.Public && kept.Contains(term.Key) && names.Contains(term.ListId)
                )
                .ExecuteDeleteAsync()
        );

        static object Pictured() =>
            new { images = new[] { new { caption = new { raw = "A tram in Tarnow, Poland, December 20, 2024." } } } };

        Task<long> ImageOf(JsonObject article)
        {
            var id = Guid.Parse(article.ValueAt("images.0.id")!.ToString());
            return api.RunInScopeAsync(db =>
                db.Images.Where(image => image.Id == id).Select(image => image.Key).SingleAsync()
            );
        }
    }

    [Fact]
    public async Task The_same_name_is_another_number_in_another_database()
    {
        var own = NameOf("section:world");
        await using var other = new SqliteHost();
        await other.InitializeAsync();

        Assert.NotEqual(own, other.Services.GetRequiredService<IndexKeys>().ListId("", "section:world"));
    }

    [Fact]
    public async Task Facet_values_that_tie_come_by_their_names_also_where_the_list_ends()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var open = api.CreateAnonymousClient();
        await editor.PublishArticleAsync(
            "Ties",
            new
            {
                section = new { name = "Ties" },
                tags = Enumerable.Range(1, 20).Select(number => new { name = $"Tie {number:00}" }),
            }
        );

        var page = await open.GetJsonAsync("/v1/articles?section=ties&facets=tag&facetLimit=5&limit=0");

        Assert.Equal(
            ["tie-01", "tie-02", "tie-03", "tie-04", "tie-05"],
            page.ValueAt("facets.tag")!.AsArray().Select(value => value!["value"]!.ToString())
        );
    }

    [Fact]
    public async Task How_a_draft_words_a_name_is_not_told_to_readers()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var open = api.CreateAnonymousClient();
        await editor.PublishArticleAsync("Named", Labelled("Inquiry"));
        // Editors are told that the names disagree; documents say what they say.
        await ImportAsync(
            editor,
            Guid.CreateVersion7(api.Clock.GetUtcNow()),
            1,
            Labelled("Inquiry into the mayor"),
            draft: true
        );

        await Assert.AllAsync(
            new[]
            {
                "/v1/tags",
                "/v1/sections",
                "/v1/bylines",
                "/v1/articles?section=inquiry&facets=tag,section,byline",
            },
            async path => Assert.DoesNotContain("mayor", await open.GetStringAsync(path), StringComparison.Ordinal)
        );
        var tag = (await editor.GetJsonAsync("/v1/tags?limit=100"))["data"]!
            .AsArray()
            .Single(label => label!["slug"]!.ToString() == "inquiry")!;
        Assert.Equal(("Inquiry", 2), (tag["name"]!.ToString(), (int)tag["articleCount"]!));

        static object Labelled(string name) =>
            new
            {
                section = new { slug = "inquiry", name },
                tags = new[] { new { slug = "inquiry", name } },
                bylines = new[] { new { slug = "inquiry", name } },
            };
    }

    [Fact]
    public async Task How_a_withdrawn_or_mended_article_worded_a_name_is_not_told_any_more()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var open = api.CreateAnonymousClient();
        var first = await editor.PublishArticleAsync(
            "First to name",
            new { tags = new[] { new { slug = "harbour", name = "Harbour scandal" } } }
        );
        var second = Guid.CreateVersion7(api.Clock.GetUtcNow());
        await ImportAsync(editor, second, 1, Tagged("Harbour inquiry"));
        await ImportAsync(editor, Guid.CreateVersion7(api.Clock.GetUtcNow()), 1, Tagged("Harbour"));
        await editor.PatchJsonAsync(
            first.ArticleUrl(),
            new { tags = new[] { new { slug = "harbour", name = "Harbour scandal" } }, @abstract = "Edited." }
        );

        await ImportAsync(editor, second, 2, Tagged("Harbour works"));
        Assert.Equal("Harbour works", await NameAsync());
        await editor.RequestAsync("POST", $"/v1/articles/{second}/withdraw", new { }).ReadJsonAsync();
        await editor.RequestAsync("POST", first.ArticleUrl() + "/withdraw", new { }).ReadJsonAsync();
        Assert.Equal("Harbour", await NameAsync());

        static object Tagged(string name) => new { tags = new[] { new { slug = "harbour", name } } };

        async Task<string> NameAsync()
        {
            var facet = (await open.GetJsonAsync("/v1/articles?tag=harbour&facets=tag&limit=0"))
                .ValueAt("facets.tag.0.label")!
                .ToString();
            var tags = (await open.GetJsonAsync("/v1/tags?limit=100"))["data"]!.AsArray();
            Assert.Equal(facet, tags.Single(tag => tag!["slug"]!.ToString() == "harbour")!["name"]!.ToString());
            return facet;
        }
    }

    [Fact]
    public async Task Names_are_listed_once_each_whatever_their_letters()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        string[] names = ["\uFF41\uFF42", "\U00020BB7\u91CE", "Zed", "\u00C4del"];
        await editor.PublishArticleAsync(
            "Letters",
            new { section = new { name = "Letters" }, bylines = names.Select(name => new { name }) }
        );

        var listed = new List<string>();
        for (var path = "/v1/bylines?limit=1"; path.Length > 0; )
        {
            var page = await editor.GetJsonAsync(path);
            listed.AddRange(page.ValuesOf("name"));
            path = page.ValueAt("page.next") is { } next
                ? $"/v1/bylines?limit=1&cursor={Uri.EscapeDataString(next.ToString())}"
                : "";
        }

        Assert.Equal(listed.Distinct(), listed);
        Assert.Empty(names.Except(listed));
    }

    [Fact]
    public async Task A_picture_is_found_and_counted_by_the_captions_that_the_reader_is_shown()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var open = api.CreateAnonymousClient();
        var shown = await editor.PublishArticleAsync(
            "Shown",
            new { images = new[] { new { caption = new { raw = "A tram in Lviv, Ukraine, December 20, 2024." } } } }
        );
        var image = shown.ValueAt("images.0.id")!.ToString();
        var kept = await editor.PostJsonAsync(
            $"/v1/images/{image}/captions",
            new { raw = "A tram in Olomouc, Czech Republic, March 3, 2019." }
        );
        var draft = await editor.CreateDraftAsync(
            "Kept",
            new { images = new[] { new { id = image, caption = new { id = kept["id"]!.ToString() } } } }
        );

        string[] hidden =
        [
            "/v1/images?photoPlace=Olomouc",
            "/v1/images?photoCountry=CZ",
            "/v1/images?photoTakenBefore=2020-01-01",
            "/v1/captions?photoPlace=Olomouc",
            "/v1/captions?q=olomouc",
            "/v1/datelines?datelinePlace=Olomouc",
            "/v1/articles?photoPlace=Olomouc",
        ];
        await Assert.AllAsync(
            hidden,
            async path =>
                Assert.True((int)(await open.GetJsonAsync($"{path}&total=exact")).ValueAt("page.total")! == 0, path)
        );
        Assert.Equal(1, (int)(await open.GetJsonAsync($"/v1/images/{image}"))["captionCount"]!);
        Assert.Equal(1, (int)(await open.GetJsonAsync($"/v1/images?id={image}")).ValueAt("data.0.captionCount")!);
        Assert.Single((await open.GetJsonAsync($"/v1/images/{image}/captions"))["data"]!.AsArray());

        Assert.Equal(2, (int)(await editor.GetJsonAsync($"/v1/images/{image}"))["captionCount"]!);
        await Assert.AllAsync(
            new[]
            {
                "photoPlace=Olomouc",
                "photoPlace=Lviv",
                "photoPlace=Lviv&photoPlace=Olomouc",
                "photoCountry=CZ,UA",
                "photoTakenBefore=2020-01-01",
            },
            async path => Assert.Equal([image], await editor.ListValuesAsync($"/v1/images?{path}", "id"))
        );
        await Assert.AllAsync(
            new[] { "photoTaken", "-photoTaken", "addedAt", "-addedAt" },
            async sort => Assert.Single(await editor.ListValuesAsync($"/v1/images?sort={sort}&limit=100", "id"), image)
        );

        await editor.RequestAsync("POST", draft.ArticleUrl() + "/publish", new { }).ReadJsonAsync();
        Assert.Equal([image], await open.ListValuesAsync("/v1/images?photoPlace=Olomouc", "id"));
        Assert.Equal(2, (int)(await open.GetJsonAsync($"/v1/images/{image}"))["captionCount"]!);
        await editor.RequestAsync("POST", draft.ArticleUrl() + "/withdraw", new { }).ReadJsonAsync();
        Assert.Empty(await open.ListValuesAsync("/v1/images?photoPlace=Olomouc", "id"));
        await api.ShouldBeConsistentAsync(
            await api.RunInScopeAsync(db => db.Heads.CountAsync(head => head.State == HeadState.Live))
        );
    }

    [Fact]
    public async Task What_stands_in_the_way_of_a_deletion_is_not_named_to_those_who_may_not_see_it()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var writer = await api.CreateClientWithKeyAsync("articles:write");
        var embargoed = await editor.PublishArticleAsync(
            "Embargoed use",
            new
            {
                embargoUntil = "2030-01-01T00:00:00Z",
                images = new[] { new { altText = "x", caption = new { text = "Used under embargo." } } },
            }
        );
        var image = embargoed.ValueAt("images.0.id")!.ToString();
        await editor.PostJsonAsync($"/v1/images/{image}/captions", new { text = "Not used." });

        var problem = await writer
            .RequestAsync("DELETE", $"/v1/images/{image}", null, "If-Match: *")
            .ReadProblemAsync(HttpStatusCode.Conflict, "in-use");

        Assert.DoesNotContain(embargoed["id"]!.ToString(), problem.ToJsonString(), StringComparison.Ordinal);
    }

    // One to a page, of two that are shown: no page is empty, and none is said to follow but where one does.
    private static async Task ShouldTellTwo(HttpClient client, string path, string member = "slug")
    {
        var told = new List<string>();
        for (JsonNode? next = null; told.Count == 0 || next is not null; )
        {
            var page = await client.GetJsonAsync($"{path}&limit=1{(next is null ? "" : $"&cursor={next}")}");
            Assert.True(page.ValuesOf(member).Count == 1, path);
            told.AddRange(page.ValuesOf(member));
            next = page.ValueAt("page.next");
            Assert.True(
                (next is not null) == (told.Count < 2) && (bool)page.ValueAt("page.hasMore")! == (told.Count < 2),
                path
            );
            Assert.True((int?)page.ValueAt("page.total") is null or 2, path);
        }

        Assert.Equal(2, told.Distinct().Count());
    }

    private long NameOf(string term, string list = "") =>
        api.Services.GetRequiredService<IndexKeys>().ListId(list, term);

    // As if its name had met another's.
    private async Task FileForReaders(Guid id, string term)
    {
        var head = await api.RunInScopeAsync(db => db.Heads.AsNoTracking().SingleAsync(row => row.ArticleId == id));
        await FileForReaders(NameOf(term), head.PublicationKey!.Value, head.ArticleKey);
    }

    private Task<int> FileForReaders(long name, long position, long key) =>
        api.RunInScopeAsync(db =>
            db.Database.ExecuteSqlAsync(
                $"""INSERT INTO postings ("Audience", "ListId", "Position", "Key") VALUES ({(int)Audience.Public}, {name}, {position}, {key})"""
            )
        );

    private static async Task ImportAsync(HttpClient editor, Guid id, int version, object members, bool draft = false)
    {
        var line = JsonSerializer.SerializeToNode(members)!.AsObject();
        line["id"] = id.ToString();
        line["version"] = version;
        line["headline"] = $"Imported {id}";
        line["body"] = new JsonArray(new JsonObject { ["type"] = "paragraph", ["text"] = "x" });
        using var content = new StringContent(line.ToJsonString());
        content.Headers.ContentType = new("application/octet-stream");
        using var response = await editor.PostAsync(
            $"/v1/import?format=ndjson&draft={(draft ? "true" : "false")}",
            content,
            TestContext.Current.CancellationToken
        );
        Assert.True(response.IsSuccessStatusCode);
    }
}
