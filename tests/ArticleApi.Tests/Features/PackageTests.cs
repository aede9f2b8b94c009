using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using ArticleApi.Auth;
using ArticleApi.Storage.Tables;
using ArticleApi.Tests.Infrastructure;
using ArticleApi.Tests.Log;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ArticleApi.Tests.Features;

/// <summary>The holder of a package's key gets its articles, and nothing tells that there are others.</summary>
public abstract class PackageTests(TestApiHost api)
{
    public sealed class OnSqlite(IsolatedSqliteHost api) : PackageTests(api), IClassFixture<IsolatedSqliteHost>;

    public sealed class OnPostgres(IsolatedPostgresHost api) : PackageTests(api), IClassFixture<IsolatedPostgresHost>;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/v1/articles?limit=100")]
    [InlineData("/v1/articles?limit=100&view=full&body=text")]
    [InlineData("/v1/articles?limit=100&sort=publishedAt")]
    [InlineData("/v1/articles?limit=100&sort=-updatedAt")]
    [InlineData("/v1/articles?limit=100&q=rained")]
    [InlineData("/v1/articles?limit=100&q=rained&sort=relevance")]
    [InlineData("/v1/articles?limit=100&language=en")]
    [InlineData("/v1/articles?limit=100&tagNot=calm")]
    [InlineData("/v1/articles?limit=100&collapse=duplicates")]
    [InlineData("/v1/articles?limit=0&total=exact&facets=section,tag")]
    [InlineData("/v1/articles/export")]
    [InlineData("/v1/changes?limit=100&include=document")]
    [InlineData("/feeds/articles.rss?limit=100")]
    [InlineData("/feeds/articles.json?limit=100")]
    public async Task A_list_is_as_if_there_were_nothing_else(string address)
    {
        var name = "only" + Convert.ToHexStringLower(Guid.NewGuid().ToByteArray())[..8];
        using var editor = await api.CreateClientWithKeyAsync();
        await PublishAsync(editor, name + " in", name);
        using var partner = await CreatePartnerAsync(editor, new { name, sections = new[] { name } });
        using var before = await partner.GetAsync(address, Cancellation);
        var expected = await before.Content.ReadAsStringAsync(Cancellation);
        Assert.True(before.IsSuccessStatusCode, expected);

        await PublishAsync(editor, name + " out", "elsewhere");
        await editor.CreateDraftAsync(name + " draft", new { section = new { name } });
        var after = await partner.GetStringAsync(address, Cancellation);

        // Cursors are sealed anew each time.
        Assert.Equal(WithoutCursors(expected), WithoutCursors(after));
        Assert.Contains(
            address.Contains("limit=0", StringComparison.Ordinal) ? "\"exact\"" : name + " in",
            "\"exact\"" + after,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("elsewhere", after, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_article_outside_is_as_one_that_is_not_there()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var inside = await PublishAsync(editor, "Inside", "sold");
        var outside = await PublishAsync(editor, "Outside", "kept");
        using var partner = await CreatePartnerAsync(editor, new { name = "items", sections = new[] { "sold" } });

        string[] nested = ["", "/versions", "/versions/1", "/related", "/duplicates", "/images", ".jsonld"];
        await Assert.AllAsync(
            from name in new[] { (string)outside["id"]!, (string)outside["slug"]! }
            from below in nested
            select (name, below),
            async each =>
            {
                var (name, below) = each;
                var missing = name.Replace(name[..3], name[..3] == "out" ? "tou" : "000", StringComparison.Ordinal);
                using var hidden = await partner.GetAsync($"/v1/articles/{name}{below}", Cancellation);
                using var absent = await partner.GetAsync($"/v1/articles/{missing}{below}", Cancellation);
                Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
                Assert.Equal(absent.StatusCode, hidden.StatusCode);
                Assert.Equal(
                    WithoutNames(await absent.Content.ReadAsStringAsync(Cancellation), missing),
                    WithoutNames(await hidden.Content.ReadAsStringAsync(Cancellation), name)
                );
            }
        );

        var named = await partner.GetJsonAsync($"/v1/articles?id={inside["id"]},{outside["id"]}");
        Assert.Equal(["inside"], named.ValuesOf());
        Assert.Equal(404, (int)named["missing"]![0]!["status"]!);
        Assert.Equal("Inside", (string?)(await partner.GetJsonAsync(inside.ArticleUrl()))["headline"]);
        Assert.Equal(
            [1],
            (await partner.GetJsonAsync(inside.ArticleUrl() + "/versions")).ValuesOf("version").Select(int.Parse)
        );

        static string WithoutNames(string text, string name) =>
            JsonNode.Parse(text.Replace(name, "NAME", StringComparison.Ordinal)) is JsonObject problem
            && problem.Remove("traceId")
                ? problem.ToJsonString()
                : text;
    }

    [Fact]
    public async Task What_comes_into_a_package_is_put_and_what_leaves_it_is_removed()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var partner = await CreatePartnerAsync(editor, new { name = "moves", tags = new[] { "moves" } });
        var start = await EndAsync(partner);
        var article = await PublishAsync(editor, "Moving", "anywhere");
        await Tag("moves");
        await Tag("moves", "more");
        await Tag("rests");
        Assert.Equal(HttpStatusCode.NotFound, (await partner.GetAsync(article.ArticleUrl(), Cancellation)).StatusCode);
        await Tag("moves");

        // What it was meanwhile is no version of theirs.
        Assert.Equal(
            ["5", "3", "2"],
            (await partner.GetJsonAsync(article.ArticleUrl() + "/versions")).ValuesOf("version")
        );
        Assert.Equal(["2 put", "3 put", "4 remove", "5 put"], await ToldAsync(partner, start));

        await Tag("rests");
        Assert.Equal(["4 remove", "6 remove"], await ToldAsync(partner, start));

        async Task Tag(params string[] tags) =>
            await editor.PatchJsonAsync(
                article.ArticleUrl(),
                new { tags = tags.Select(slug => new { slug, name = slug }) }
            );
    }

    [Fact]
    public async Task A_withdrawal_is_told_to_those_who_had_the_article_and_to_nobody_else()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var partner = await CreatePartnerAsync(editor, new { name = "tombs", sections = new[] { "tombs" } });
        using var open = api.CreateAnonymousClient();
        var (start, openStart) = (await EndAsync(partner), await EndAsync(open));
        var had = await PublishAsync(editor, "Had", "tombs");
        var other = await PublishAsync(editor, "Not had", "graves");
        var deleted = await PublishAsync(editor, "Deleted", "tombs");
        foreach (var article in new[] { had, other })
            await editor
                .RequestAsync("POST", article.ArticleUrl() + "/withdraw", new { reason = "Wrong" })
                .ReadJsonAsync();
        using var gone = await editor.RequestAsync("DELETE", deleted.ArticleUrl(), null, "If-Match: *");
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);

        var told = await partner.GetJsonAsync($"/v1/changes?after={start}");
        Assert.Equal([(string)had["id"]!, (string)deleted["id"]!], told.ValuesOf("id"));
        Assert.Equal(["remove", "remove"], told.ValuesOf("op"));
        // And likewise to whoever follows a section.
        var followed = await open.GetJsonAsync($"/v1/changes?after={openStart}&section=graves");
        Assert.Equal([(string)other["id"]!], followed.ValuesOf("id"));
        await partner.RequestAsync("GET", had.ArticleUrl()).ReadProblemAsync(HttpStatusCode.Gone, "gone");
        await partner.RequestAsync("GET", deleted.ArticleUrl()).ReadProblemAsync(HttpStatusCode.Gone, "gone");
        await partner.RequestAsync("GET", other.ArticleUrl()).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task A_key_works_once_its_package_is_ready()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        await PublishAsync(editor, "Waited for", "waiting");
        var made = await editor.PostJsonAsync("/v1/packages", new { name = "waits", sections = new[] { "waiting" } });
        Assert.Equal("building", (string?)made["status"]);
        using var partner = await CreateKeyAsync(Guid.Parse((string)made["id"]!));
        await partner.RequestAsync("GET", "/v1/articles").ReadProblemAsync(HttpStatusCode.Unauthorized, "unauthorized");

        await BuildAsync();

        Assert.Equal(["waited-for"], await partner.ListValuesAsync("/v1/articles"));
        var ready = await editor.GetJsonAsync($"/v1/packages/{made["id"]}");
        Assert.Equal(("ready", api.Clock.GetUtcNow()), ((string?)ready["status"], (DateTimeOffset)ready["readyAt"]!));
    }

    [Fact]
    public async Task What_is_written_while_a_package_is_made_is_in_it_as_far_as_it_belongs()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var articles = new List<JsonObject>();
        for (var i = 0; i < 12; i++)
            articles.Add(await PublishAsync(editor, $"Meanwhile {i}", i % 2 == 0 ? "meanwhile" : "later", i));
        await editor.PostJsonAsync("/v1/packages", new { name = "meanwhile", sections = new[] { "meanwhile" } });
        var step = 0;
        do
        {
            // One comes, one goes and one moves in the order, wherever the making has come to.
            await Move(articles[step % 12], new { section = new { name = "meanwhile" } });
            await Move(articles[(step + 4) % 12], new { section = new { name = "later" } });
            await Move(articles[(step + 8) % 12], new { publishedAt = api.Clock.GetUtcNow().AddDays(-step) });
            step++;
        } while (await api.Services.RunMaintenanceOnceAsync());

        await api.ShouldBeConsistentAsync(
            await api.RunInScopeAsync(db => db.Heads.CountAsync(head => head.State == HeadState.Live, Cancellation))
        );

        Task<JsonObject> Move(JsonObject article, object patch) => editor.PatchJsonAsync(article.ArticleUrl(), patch);
    }

    [Fact]
    public async Task Dimensions_are_all_asked_for_and_values_any_of()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        await Publish("one", "en-GB", "dims", "a", "free");
        await Publish("two", "en", "dims", "b", "metered");
        await Publish("three", "de", "dims", "a", "free");
        await Publish("four", "en", "dims", "c", "free");
        await Publish("five", "en", "dims", "a", "subscriber");

        Assert.Equal(
            ["dims-one", "dims-two", "dims-five"],
            await Get(
                new
                {
                    sections = new[] { "dims" },
                    tags = new[] { "a", "b" },
                    languages = new[] { "en" },
                }
            )
        );
        Assert.Equal(
            ["dims-one", "dims-two", "dims-three", "dims-four"],
            await Get(new { sections = new[] { "dims" }, access = new[] { "free", "metered" } })
        );
        Assert.Equal(
            ["dims-two", "dims-five"],
            await Get(new { sections = new[] { "dims" }, access = new[] { "metered", "subscriber" } })
        );
        Assert.Equal(
            ["dims-three"],
            await Get(
                new
                {
                    sections = new[] { "dims" },
                    tags = new[] { "a" },
                    languages = new[] { "de", "fr" },
                    access = new[] { "free" },
                }
            )
        );

        async Task Publish(string name, string language, string section, string tag, string access) =>
            await editor.PublishArticleAsync(
                "Dims " + name,
                new
                {
                    language,
                    section = new { name = section },
                    tags = new[] { new { name = tag } },
                    access,
                }
            );

        async Task<IReadOnlyList<string>> Get(object definition)
        {
            var named = System.Text.Json.JsonSerializer.SerializeToNode(definition)!.AsObject();
            named["name"] = "dims";
            using var partner = await CreatePartnerAsync(editor, named);
            return [.. (await partner.ListValuesAsync("/v1/articles?limit=100")).Reverse()];
        }
    }

    [Fact]
    public async Task What_tells_of_more_than_its_articles_is_refused()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var partner = await CreatePartnerAsync(editor, new { name = "narrow", sections = new[] { "narrow" } });
        var id = Guid.NewGuid();

        foreach (
            var address in new[]
            {
                "images",
                $"images/{id}",
                $"images/{id}/captions",
                "captions",
                $"captions/{id}",
                "datelines",
                $"datelines/{id}",
                $"datelines/{id}/articles",
                "sections",
                "tags",
                "bylines",
            }
        )
            await partner.RequestAsync("GET", "/v1/" + address).ReadProblemAsync(HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task The_same_package_is_made_once()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var first = await editor.PostJsonAsync("/v1/packages", new { name = "Twice", tags = new[] { "b", "a" } });
        var again = await editor
            .RequestAsync(
                "POST",
                "/v1/packages",
                new
                {
                    name = "Twice",
                    tags = new[] { "a", "b", "a" },
                    sections = Array.Empty<string>(),
                }
            )
            .ReadJsonAsync();
        var other = await editor.PostJsonAsync("/v1/packages", new { name = "Twice", tags = new[] { "a" } });

        Assert.Equal(first.ToJsonString(), again.ToJsonString());
        Assert.NotEqual((string?)first["id"], (string?)other["id"]);
        Assert.Equal(
            [(string)other["id"]!, (string)first["id"]!],
            (await editor.GetJsonAsync("/v1/packages?limit=2")).ValuesOf("id")
        );
    }

    [Fact]
    public async Task A_package_goes_once_no_key_names_it_and_leaves_nothing()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        await PublishAsync(editor, "Left", "leaves");
        var package = await MakeAsync(editor, new { name = "leaves", sections = new[] { "leaves" } });
        using var partner = await CreateKeyAsync(package);
        var refused = await editor
            .RequestAsync("DELETE", $"/v1/packages/{package}")
            .ReadProblemAsync(HttpStatusCode.Conflict, "in-use");
        Assert.Contains("partner", (string)refused["detail"]!, StringComparison.Ordinal);
        await api.RunInScopeAsync(async services =>
        {
            var key = await services
                .GetRequiredService<ArticleApi.Storage.ArticleDb>()
                .ApiKeys.SingleAsync(row => row.PackageId == package, Cancellation);
            return await services.GetRequiredService<ApiKeyStore>().RevokeAsync(key.Id, Cancellation);
        });

        using var deleted = await editor.RequestAsync("DELETE", $"/v1/packages/{package}");
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await editor
            .RequestAsync("GET", $"/v1/packages/{package}")
            .ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
        await BuildAsync();

        Assert.Equal(
            0,
            await api.RunInScopeAsync(db => db.Packages.CountAsync(row => row.Id == package, Cancellation))
        );
        await api.ShouldBeConsistentAsync(
            await api.RunInScopeAsync(db => db.Heads.CountAsync(head => head.State == HeadState.Live, Cancellation))
        );
        await editor.PostJsonAsync("/v1/packages", new { name = "leaves", sections = new[] { "leaves" } });
    }

    [Theory]
    [InlineData("""{"name":"Nothing"}""", "/sections")]
    [InlineData("""{"name":"Nothing","tags":[]}""", "/sections")]
    [InlineData("""{"tags":["a"]}""", "/name")]
    [InlineData("""{"name":"","tags":["a"]}""", "/name")]
    [InlineData("""{"name":"Slug","tags":["Not A Slug"]}""", "/tags/0")]
    [InlineData("""{"name":"Null","tags":[null]}""", "/tags/0")]
    [InlineData("""{"name":"Country","countries":["USA"]}""", "/countries/0")]
    [InlineData("""{"name":"Language","languages":["english!"]}""", "/languages/0")]
    [InlineData("""{"name":"Access","access":["paid"]}""", "/access/0")]
    [InlineData("""{"name":"Member","genres":["a"]}""", "/genres")]
    public async Task What_is_wrong_with_a_package_is_named(string body, string pointer)
    {
        using var editor = await api.CreateClientWithKeyAsync();

        var problem = await editor
            .RequestAsync("POST", "/v1/packages", body)
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(pointer, (string?)problem["errors"]![0]!["pointer"]);
    }

    [Fact]
    public async Task Ten_thousand_tags_are_too_many()
    {
        using var editor = await api.CreateClientWithKeyAsync();

        var problem = await editor
            .RequestAsync(
                "POST",
                "/v1/packages",
                new { name = "Many", tags = Enumerable.Range(0, 10_000).Select(i => $"t{i}") }
            )
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(
            ("/tags", "too-many"),
            ((string?)problem["errors"]![0]!["pointer"], (string?)problem["errors"]![0]!["code"])
        );
    }

    private static Task<JsonObject> PublishAsync(HttpClient editor, string headline, string section, int minutes = 0) =>
        editor.PublishArticleAsync(
            headline,
            new
            {
                language = "en",
                section = new { name = section },
                publishedAt = new DateTimeOffset(2026, 1, 1, 0, minutes, 0, TimeSpan.Zero),
            }
        );

    private static async Task<string> EndAsync(HttpClient client) =>
        (string)(await client.GetJsonAsync("/v1/changes?after=now")).ValueAt("page.next")!;

    private static async Task<IReadOnlyList<string>> ToldAsync(HttpClient client, string start) =>
        [
            .. (await client.GetJsonAsync($"/v1/changes?after={start}"))["data"]!
                .AsArray()
                .Select(entry => $"{entry!["version"]} {entry["op"]}"),
        ];

    private static string WithoutCursors(string text) =>
        System.Text.RegularExpressions.Regex.Replace(
            text,
            "\"(cursor|next)\":\"[^\"]*\"|after=[^\"&]*|<lastBuildDate>[^<]*",
            ""
        );

    private async Task<HttpClient> CreatePartnerAsync(HttpClient editor, object definition) =>
        await CreateKeyAsync(await MakeAsync(editor, definition));

    private async Task<Guid> MakeAsync(HttpClient editor, object definition)
    {
        var made = await editor.PostJsonAsync("/v1/packages", definition);
        await BuildAsync();
        return Guid.Parse((string)made["id"]!);
    }

    private async Task BuildAsync()
    {
        while (await api.Services.RunMaintenanceOnceAsync()) { }
    }

    private async Task<HttpClient> CreateKeyAsync(Guid package)
    {
        var key = await api.RunInScopeAsync(async services =>
        {
            var (text, row) = ApiKeys.Create("partner", [Scopes.Read], api.Clock, packageId: package);
            await services.GetRequiredService<ApiKeyStore>().AddAsync(row, Cancellation);
            return text;
        });
        var client = api.CreateAnonymousClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }
}
