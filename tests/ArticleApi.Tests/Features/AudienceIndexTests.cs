using System.Net;
using System.Text.Json.Nodes;
using ArticleApi.Core.Articles;
using ArticleApi.Log;
using ArticleApi.Storage;
using ArticleApi.Tests.Infrastructure;
using ArticleApi.Tests.Log;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ArticleApi.Tests.Features;

/// <summary>What each audience finds, counts and reads of names is filed for it alone.</summary>
public abstract class AudienceIndexTests(ApiHost api)
{
    public sealed class OnSqlite(SqliteHost api) : AudienceIndexTests(api), IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api) : AudienceIndexTests(api), IClassFixture<PostgresHost>;

    [Fact]
    public async Task An_entry_under_a_wrong_audience_shows_and_counts_nothing()
    {
        using var editor = await api.WithKey();
        using var open = api.Open();
        foreach (var headline in new[] { "Forged one", "Forged two" })
            await FileForReaders(
                Guid.Parse(
                    (await editor.Draft(headline, new { tags = new[] { new { name = "Kept back" } } }))
                        .At("id")!
                        .ToString()
                ),
                "tag:forged"
            );

        foreach (
            var query in new[]
            {
                "tag=forged",
                "tag=forged&limit=1",
                "tag=forged&sort=publishedAt",
                "tag=forged&total=exact",
                "tag=forged&facets=tag&limit=0",
            }
        )
        {
            var page = await open.Read("/v1/articles?" + query);
            Assert.Empty(page["data"]!.AsArray());
            Assert.Null(page.At("page.next"));
            Assert.True((int?)page.At("page.total") is null or 0, query);
            Assert.Empty(page["facets"]?["tag"]?.AsArray() ?? []);
        }

        await api.Use(db =>
            db.Database.ExecuteSqlAsync($"""DELETE FROM terms WHERE "Name" = {NameOf("tag:forged")}""")
        );
    }

    [Fact]
    public async Task Pages_of_articles_end_and_go_on_by_what_is_shown_whatever_an_index_says()
    {
        using var editor = await api.WithKey();
        using var open = api.Open();
        var kept = new List<(long Key, long Position)>();
        for (var number = 1; number <= 3; number++)
        {
            var id = Guid.Parse((await editor.Draft($"Kept from {number}"))["id"]!.ToString());
            foreach (var term in new[] { "tag:beside", "section:walk", "language:en" })
                await FileForReaders(id, term);
            var head = await api.Use(db => db.Heads.AsNoTracking().SingleAsync(row => row.ArticleId == id));
            kept.Add((head.ArticleKey, head.Timeline!.Value));
            if (number < 3)
            {
                await editor.Publish(
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
            await api.Use(db =>
                db.Database.ExecuteSqlAsync(
                    $"""
                    INSERT INTO dates ("Audience", "Name", "At", "Key", "Position")
                    SELECT {(int)
                        Audience.Public}, "Name", "At", "Key", "Position" FROM dates WHERE "Key" = {key} AND "Position" = {position}
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
            await api.Use(db =>
                db.Terms.Where(term => term.Audience == Audience.Public && term.Key == key && term.Position == position)
                    .ExecuteDeleteAsync()
            );
            await api.Use(db =>
                db.Dates.Where(date => date.Audience == Audience.Public && date.Key == key && date.Position == position)
                    .ExecuteDeleteAsync()
            );
        }
    }

    [Fact]
    public async Task Pages_and_totals_of_components_are_of_what_is_shown_whatever_an_index_says()
    {
        using var editor = await api.WithKey();
        using var open = api.Open();
        var kept = new List<long>();
        for (var number = 1; number <= 3; number++)
        {
            kept.Add(await ImageOf(await editor.Draft($"Unseen {number}", Pictured())));
            if (number < 3)
                await editor.Publish($"Seen {number}", Pictured());
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

        await api.Use(db =>
            db.Terms.Where(term =>
                    term.Audience == Audience.Public && kept.Contains(term.Key) && names.Contains(term.Name)
                )
                .ExecuteDeleteAsync()
        );

        static object Pictured() =>
            new { images = new[] { new { caption = new { raw = "A tram in Tarnow, Poland, December 20, 2024." } } } };

        Task<long> ImageOf(JsonObject article)
        {
            var id = Guid.Parse(article.At("images.0.id")!.ToString());
            return api.Use(db => db.Images.Where(image => image.Id == id).Select(image => image.Key).SingleAsync());
        }
    }

    [Fact]
    public async Task The_same_name_is_another_number_in_another_database()
    {
        var own = NameOf("section:world");
        await using var other = new SqliteHost();
        await other.InitializeAsync();

        Assert.NotEqual(own, other.Services.GetRequiredService<IndexNames>().Hash("", "section:world"));
    }

    [Fact]
    public async Task Facet_values_that_tie_come_by_their_names_also_where_the_list_ends()
    {
        using var editor = await api.WithKey();
        using var open = api.Open();
        await editor.Publish(
            "Ties",
            new
            {
                section = new { name = "Ties" },
                tags = Enumerable.Range(1, 20).Select(number => new { name = $"Tie {number:00}" }),
            }
        );

        var page = await open.Read("/v1/articles?section=ties&facets=tag&facetLimit=5&limit=0");

        Assert.Equal(
            ["tie-01", "tie-02", "tie-03", "tie-04", "tie-05"],
            page.At("facets.tag")!.AsArray().Select(value => value!["value"]!.ToString())
        );
    }

    [Fact]
    public async Task How_a_draft_words_a_name_is_not_told_to_readers()
    {
        using var editor = await api.WithKey();
        using var open = api.Open();
        await editor.Draft("Worded", Labelled("Inquiry into the mayor"));
        await editor.Publish("Named", Labelled("Inquiry"));

        foreach (
            var path in new[]
            {
                "/v1/tags",
                "/v1/sections",
                "/v1/bylines",
                "/v1/articles?section=inquiry&facets=tag,section,byline",
            }
        )
            Assert.DoesNotContain("mayor", await open.GetStringAsync(path), StringComparison.Ordinal);
        var tag = (await editor.Read("/v1/tags?limit=100"))["data"]!
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
        using var editor = await api.WithKey();
        using var open = api.Open();
        var first = await editor.Publish(
            "First to name",
            new { tags = new[] { new { slug = "harbour", name = "Harbour scandal" } } }
        );
        var second = await editor.Publish(
            "Second to name",
            new { tags = new[] { new { slug = "harbour", name = "Harbour inquiry" } } }
        );
        await editor.Publish("Third to name", new { tags = new[] { new { slug = "harbour", name = "Harbour" } } });
        await editor.Patch(
            first.Address(),
            new { tags = new[] { new { slug = "harbour", name = "Harbour scandal" } }, @abstract = "Edited." }
        );

        await editor.Patch(second.Address(), new { tags = new[] { new { slug = "harbour", name = "Harbour works" } } });
        Assert.Equal("Harbour works", await NameAsync());
        await editor.Call("POST", second.Address() + "/withdraw", new { }).Json();
        await editor.Call("POST", first.Address() + "/withdraw", new { }).Json();
        Assert.Equal("Harbour", await NameAsync());

        async Task<string> NameAsync()
        {
            var facet = (await open.Read("/v1/articles?tag=harbour&facets=tag&limit=0"))
                .At("facets.tag.0.label")!
                .ToString();
            var tags = (await open.Read("/v1/tags?limit=100"))["data"]!.AsArray();
            Assert.Equal(facet, tags.Single(tag => tag!["slug"]!.ToString() == "harbour")!["name"]!.ToString());
            return facet;
        }
    }

    [Fact]
    public async Task Names_are_listed_once_each_whatever_their_letters()
    {
        using var editor = await api.WithKey();
        string[] names = ["\uFF41\uFF42", "\U00020BB7\u91CE", "Zed", "\u00C4del"];
        await editor.Publish(
            "Letters",
            new { section = new { name = "Letters" }, bylines = names.Select(name => new { name }) }
        );

        var listed = new List<string>();
        for (var path = "/v1/bylines?limit=1"; path.Length > 0; )
        {
            var page = await editor.Read(path);
            listed.AddRange(page.Data("name"));
            path = page.At("page.next") is { } next
                ? $"/v1/bylines?limit=1&cursor={Uri.EscapeDataString(next.ToString())}"
                : "";
        }

        Assert.Equal(listed.Distinct(), listed);
        Assert.Empty(names.Except(listed));
    }

    [Fact]
    public async Task A_picture_is_found_and_counted_by_the_captions_that_the_reader_is_shown()
    {
        using var editor = await api.WithKey();
        using var open = api.Open();
        var shown = await editor.Publish(
            "Shown",
            new { images = new[] { new { caption = new { raw = "A tram in Lviv, Ukraine, December 20, 2024." } } } }
        );
        var image = shown.At("images.0.id")!.ToString();
        var kept = await editor.Make(
            $"/v1/images/{image}/captions",
            new { raw = "A tram in Olomouc, Czech Republic, March 3, 2019." }
        );
        var draft = await editor.Draft(
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
        foreach (var path in hidden)
            Assert.True((int)(await open.Read($"{path}&total=exact")).At("page.total")! == 0, path);
        Assert.Equal(1, (int)(await open.Read($"/v1/images/{image}"))["captions"]!);
        Assert.Equal(1, (int)(await open.Read($"/v1/images?id={image}")).At("data.0.captions")!);
        Assert.Single((await open.Read($"/v1/images/{image}/captions"))["data"]!.AsArray());

        Assert.Equal(2, (int)(await editor.Read($"/v1/images/{image}"))["captions"]!);
        foreach (
            var path in new[]
            {
                "photoPlace=Olomouc",
                "photoPlace=Lviv",
                "photoPlace=Lviv&photoPlace=Olomouc",
                "photoCountry=CZ,UA",
                "photoTakenBefore=2020-01-01",
            }
        )
            Assert.Equal([image], await editor.List($"/v1/images?{path}", "id"));
        foreach (var sort in new[] { "photoTaken", "-photoTaken", "addedAt", "-addedAt" })
            Assert.Single(await editor.List($"/v1/images?sort={sort}&limit=100", "id"), image);

        await editor.Call("POST", draft.Address() + "/publish", new { }).Json();
        Assert.Equal([image], await open.List("/v1/images?photoPlace=Olomouc", "id"));
        Assert.Equal(2, (int)(await open.Read($"/v1/images/{image}"))["captions"]!);
        await editor.Call("POST", draft.Address() + "/withdraw", new { }).Json();
        Assert.Empty(await open.List("/v1/images?photoPlace=Olomouc", "id"));
        await api.ShouldBeRight(await api.Use(db => db.Heads.CountAsync(head => head.State == HeadState.Live)));
    }

    [Fact]
    public async Task What_stands_in_the_way_of_a_deletion_is_not_named_to_those_who_may_not_see_it()
    {
        using var editor = await api.WithKey();
        using var writer = await api.WithKey("articles:write");
        var embargoed = await editor.Publish(
            "Embargoed use",
            new
            {
                embargoUntil = "2030-01-01T00:00:00Z",
                images = new[] { new { altText = "x", caption = new { text = "Used under embargo." } } },
            }
        );
        var image = embargoed.At("images.0.id")!.ToString();
        await editor.Make($"/v1/images/{image}/captions", new { text = "Not used." });

        var problem = await writer
            .Call("DELETE", $"/v1/images/{image}", null, "If-Match: *")
            .Problem(HttpStatusCode.Conflict, "in-use");

        Assert.DoesNotContain(embargoed["id"]!.ToString(), problem.ToJsonString(), StringComparison.Ordinal);
    }

    // One to a page, of two that are shown: no page is empty, and none is said to follow but where one does.
    private static async Task ShouldTellTwo(HttpClient client, string path, string member = "slug")
    {
        var told = new List<string>();
        for (JsonNode? next = null; told.Count == 0 || next is not null; )
        {
            var page = await client.Read($"{path}&limit=1{(next is null ? "" : $"&cursor={next}")}");
            Assert.True(page.Data(member).Count == 1, path);
            told.AddRange(page.Data(member));
            next = page.At("page.next");
            Assert.True(
                (next is not null) == (told.Count < 2) && (bool)page.At("page.hasMore")! == (told.Count < 2),
                path
            );
            Assert.True((int?)page.At("page.total") is null or 2, path);
        }

        Assert.Equal(2, told.Distinct().Count());
    }

    private long NameOf(string term, string list = "") =>
        api.Services.GetRequiredService<IndexNames>().Hash(list, term);

    // As if its name had met another's.
    private async Task FileForReaders(Guid id, string term)
    {
        var head = await api.Use(db => db.Heads.AsNoTracking().SingleAsync(row => row.ArticleId == id));
        await FileForReaders(NameOf(term), head.Timeline!.Value, head.ArticleKey);
    }

    private Task<int> FileForReaders(long name, long position, long key) =>
        api.Use(db =>
            db.Database.ExecuteSqlAsync(
                $"""INSERT INTO terms ("Audience", "Name", "Position", "Key") VALUES ({(int)Audience.Public}, {name}, {position}, {key})"""
            )
        );
}
