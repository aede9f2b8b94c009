using System.Net;
using System.Text.Json.Nodes;
using ArticleApi.Tests.Infrastructure;

namespace ArticleApi.Tests.Features;

/// <summary>Members that only make sense together change together.</summary>
public abstract class CoupledMembersTests(TestApiHost api)
{
    public sealed class OnSqlite(SqliteHost api) : CoupledMembersTests(api), IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api) : CoupledMembersTests(api), IClassFixture<PostgresHost>;

    [Fact]
    public async Task A_label_is_found_or_made_by_its_name_or_its_slug()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        await editor.PublishArticleAsync(
            "Labels",
            new
            {
                section = new { name = "The World", slug = "world" },
                tags = new[] { new { name = "São Paulo" } },
                bylines = new[] { new { name = "Ada Lovelace" } },
            }
        );

        var found = await editor.CreateDraftAsync(
            "Labels found",
            new
            {
                section = new { slug = "world" },
                tags = new object[]
                {
                    new { name = "sao paulo" },
                    new { slug = "são-paulo" },
                    new { slug = "new-one" },
                },
                bylines = new object[] { new { slug = "ada-lovelace", role = "Reporter" }, new { name = "Another" } },
            }
        );

        Assert.Equal("""{"slug":"world","name":"The World"}""", found["section"]!.ToJsonString());
        Assert.Contains(
            found["tags"]!.AsArray(),
            tag => ((string?)tag!["slug"], (string?)tag["name"]) == ("new-one", "new-one")
        );
        Assert.Contains(found["tags"]!.AsArray(), tag => (string?)tag!["name"] == "São Paulo");
        Assert.Equal(
            [("ada-lovelace", "Ada Lovelace", "Reporter"), ("another", "Another", null)],
            found["bylines"]!
                .AsArray()
                .Select(byline => ((string?)byline!["slug"], (string?)byline["name"], (string?)byline["role"]))
        );
    }

    [Fact]
    public async Task A_name_that_is_taken_for_another_is_told()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        await editor.PublishArticleAsync("Letters", new { tags = new[] { new { name = "C" } } });

        var article = await editor.CreateDraftAsync(
            "Languages",
            new
            {
                tags = new object[] { new { name = "C++" }, new { name = "c" }, new { name = "C#", slug = "c-sharp" } },
                section = new { name = "R" },
                bylines = new object[]
                {
                    new { name = "Grace Hopper", role = "Reporter" },
                    new { name = "Grace Hopper", role = "Photographer" },
                    new { name = "Alan" },
                    new { name = "Alan!" },
                },
            }
        );
        using var lines = new StringContent(
            """{"op": "create", "body": {"headline": "Bulk", "tags": [{"name": "C++"}]}}""",
            null,
            "application/x-ndjson"
        );
        using var bulk = await editor.PostAsync("/v1/articles/bulk", lines, TestContext.Current.CancellationToken);

        Assert.Equal(["C", "C#"], article["tags"]!.AsArray().Select(tag => (string?)tag!["name"]));
        Assert.Equal(
            [
                ("/tags/0/name", "C++", "called-otherwise"),
                ("/bylines/3/name", "Alan!", "called-otherwise"),
                ("/bylines/1/role", "Photographer", "left-out"),
            ],
            article["warnings"]!
                .AsArray()
                .Select(each => ((string?)each!["pointer"], (string?)each["value"], (string?)each["code"]))
        );
        Assert.Contains(
            "called-otherwise",
            await bulk.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_credit_that_was_read_from_a_caption_follows_it()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var read = await PatchAsync(null);
        var stated = await PatchAsync(new { line = "REUTERS/Gleb Garanich", agency = "AP" });

        Assert.Equal(("AP", "Efrem Lukatsky"), read);
        Assert.Equal(("AP", null), stated);

        async Task<(string?, string?)> PatchAsync(object? credit)
        {
            var image = await editor.PostJsonAsync(
                "/v1/images",
                new { credit, caption = new { raw = "A ferry in Kyiv, Ukraine, May 2, 2022. REUTERS/Gleb Garanich" } }
            );
            var captions = await editor.GetJsonAsync($"/v1/images/{image["id"]}/captions");
            await editor.PatchJsonAsync(
                $"/v1/captions/{captions.ValueAt("data.0.id")}",
                new { raw = "A ferry in Kyiv, Ukraine, May 2, 2022. (AP Photo/Efrem Lukatsky)" }
            );
            var changed = await editor.GetJsonAsync($"/v1/images/{image["id"]}");
            return ((string?)changed.ValueAt("credit.agency"), (string?)changed.ValueAt("credit.photographer"));
        }
    }

    [Fact]
    public async Task A_name_and_a_slug_that_disagree_are_refused_and_either_changes_both()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        await editor.PublishArticleAsync("Sport", new { section = new { name = "Sport" } });
        var article = await editor.PublishArticleAsync("Culture", new { section = new { name = "Culture" } });

        var problem = await editor
            .RequestAsync(
                "PATCH",
                article.ArticleUrl(),
                new
                {
                    section = new { slug = "sport", name = "Football" },
                    tags = new[] { new { slug = "goal", name = "Goal" } },
                },
                "If-Match: *"
            )
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        var byName = await editor.PatchJsonAsync(article.ArticleUrl(), new { section = new { name = "Sport" } });
        var bySlug = await editor.PatchJsonAsync(article.ArticleUrl(), new { section = new { slug = "culture" } });
        var none = await editor.PatchJsonAsync(article.ArticleUrl(), new { section = (object?)null });

        Assert.Equal(["body /section/name: disagrees"], problem.ErrorLocations());
        Assert.Equal("""{"slug":"sport","name":"Sport"}""", byName["section"]!.ToJsonString());
        Assert.Equal("culture", (string?)bySlug.ValueAt("section.slug"));
        Assert.Null(none["section"]);
    }

    [Fact]
    public async Task A_dates_parts_change_together()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await editor.PublishArticleAsync(
            "Dates",
            new { bodyText = "KYIV, Ukraine, May 2, 2022 (AP) — Rain." }
        );
        Assert.Equal("2022-05-02", (string?)article.ValueAt("dateline.date.iso"));

        var byIso = await PatchAsync("""{"iso": "2023-06-07"}""");
        var byParts = await PatchAsync("""{"year": 2024, "month": 8}""");

        Assert.Equal(
            """{"iso":"2023-06-07","precision":"day","year":2023,"month":6,"day":7}""",
            byIso.ValueAt("dateline.date")!.ToJsonString()
        );
        Assert.Equal(
            """{"iso":null,"precision":"month","year":2024,"month":8,"day":null}""",
            byParts.ValueAt("dateline.date")!.ToJsonString()
        );
        Assert.Equal("Kyiv", (string?)byParts.ValueAt("dateline.places.0.locality"));

        Task<JsonObject> PatchAsync(string date) =>
            editor.PatchJsonAsync(article.ArticleUrl(), JsonNode.Parse($$$"""{"dateline": {"date": {{{date}}}}}""")!);
    }

    [Fact]
    public async Task Changed_places_drop_what_was_printed_for_the_old_ones()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await editor.PublishArticleAsync(
            "Places",
            new
            {
                bodyText = "KYIV, Ukraine (AP) — Rain.",
                images = new[]
                {
                    new { caption = new { raw = "Rain in Kyiv, Ukraine, May 2, 2022. REUTERS/Gleb Garanich" } },
                },
            }
        );
        var caption = $"/v1/captions/{article.ValueAt("images.0.caption.id")}";
        var places = new[] { new { locality = "Lviv", country = "Ukraine" } };
        Assert.NotEqual("Lviv, Ukraine", (string?)article.ValueAt("dateline.raw"));

        var patched = await editor.PatchJsonAsync(article.ArticleUrl(), new { dateline = new { places } });
        var patchedCaption = await editor.PatchJsonAsync(caption, new { dateline = new { places } });
        var read = await editor.GetJsonAsync(article.ArticleUrl());
        read["dateline"]!["places"]![0]!["locality"] = "Odesa";
        var put = await editor.RequestAsync("PUT", article.ArticleUrl(), read, "If-Match: *").ReadJsonAsync();
        var kept = await editor.PatchJsonAsync(
            article.ArticleUrl(),
            new { dateline = new { places, raw = "in Lviv" } }
        );

        Assert.Equal("Lviv, Ukraine", (string?)patched.ValueAt("dateline.raw"));
        Assert.Equal("Lviv, Ukraine, 2022-05-02", (string?)patchedCaption.ValueAt("dateline.raw"));
        Assert.Equal("Odesa, Ukraine", (string?)put.ValueAt("dateline.raw"));
        Assert.Equal("in Lviv", (string?)kept.ValueAt("dateline.raw"));
    }

    [Fact]
    public async Task Another_credit_line_drops_what_was_read_from_the_old_one()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var image = await editor.PostJsonAsync(
            "/v1/images",
            new
            {
                credit = new
                {
                    line = "REUTERS/Gleb Garanich",
                    agency = "Reuters",
                    photographer = "Gleb Garanich",
                },
            }
        );

        var photographer = await editor.PatchJsonAsync(
            $"/v1/images/{image["id"]}",
            new { credit = new { photographer = "G. Garanich" } }
        );
        var unchanged = await editor.GetJsonAsync($"/v1/images/{image["id"]}");
        var put = await editor
            .RequestAsync("PUT", $"/v1/images/{image["id"]}", unchanged, "If-Match: *")
            .ReadJsonAsync();
        var line = await editor.PatchJsonAsync(
            $"/v1/images/{image["id"]}",
            new { credit = new { line = "AP Photo/Efrem Lukatsky" } }
        );
        var nobody = await editor.PatchJsonAsync(
            $"/v1/images/{image["id"]}",
            new { credit = new { line = "The desk" } }
        );

        Assert.Equal(
            ("REUTERS/Gleb Garanich", "G. Garanich"),
            ((string?)photographer.ValueAt("credit.line"), (string?)photographer.ValueAt("credit.photographer"))
        );
        Assert.Equal(
            ["line", "editor", "editor", "line", "line"],
            new[] { image, photographer, put, line, nobody }.Select(each => (string?)each.ValueAt("credit.origin"))
        );
        Assert.Equal(unchanged.ToJsonString(), put.ToJsonString());
        Assert.Equal(
            """{"line":"AP Photo/Efrem Lukatsky","agency":"AP","photographer":"Efrem Lukatsky","handout":false,"origin":"line"}""",
            line["credit"]!.ToJsonString()
        );
        Assert.Equal(
            """{"line":"The desk","agency":null,"photographer":null,"handout":false,"origin":"line"}""",
            nobody["credit"]!.ToJsonString()
        );
    }
}
