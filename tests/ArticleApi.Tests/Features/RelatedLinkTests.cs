using System.Net;
using System.Text.Json.Nodes;
using ArticleApi.Core.Articles;
using ArticleApi.Tests.Infrastructure;

namespace ArticleApi.Tests.Features;

/// <summary>What an editor chooses to be read next.</summary>
public abstract class RelatedLinkTests(TestApiHost api)
{
    public sealed class OnSqlite(SqliteHost api) : RelatedLinkTests(api), IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api) : RelatedLinkTests(api), IClassFixture<PostgresHost>;

    private static object Tagged(string tag) => new { tags = new[] { new { name = tag } } };

    [Fact]
    public async Task What_was_chosen_comes_before_what_is_computed()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.PublishArticleAsync("Harbour walls", Tagged("Harbours"));
        await editor.PublishArticleAsync("Cranes", Tagged("Harbours"));
        var shared = await editor.PublishArticleAsync("Tugs", Tagged("Harbours"));
        var apart = await editor.PublishArticleAsync("Nothing in common with them");

        var linked = await editor.PatchJsonAsync(
            article.ArticleUrl(),
            new
            {
                relatedLinks = new object[]
                {
                    new { articleId = apart["id"] },
                    new { url = "https://example.org/harbour", title = "The harbour's own page" },
                    new { articleId = shared["id"] },
                },
            }
        );

        const string own =
            """{"articleId":null,"url":"https://example.org/harbour","title":"The harbour's own page"}""";
        Assert.Equal(own, linked["relatedLinks"]![1]!.ToJsonString(ArticleJson.Options));
        var related = await reader.GetJsonAsync(article.ArticleUrl() + "/related");
        Assert.Equal(["nothing-in-common-with-them", "tugs", "cranes"], related.ValuesOf());
        Assert.Equal($"[{own}]", related["links"]!.ToJsonString(ArticleJson.Options));
        Assert.Equal(
            ["nothing-in-common-with-them"],
            await reader.ListValuesAsync(article.ArticleUrl() + "/related?limit=1")
        );
        Assert.False(
            (await reader.GetJsonAsync(shared.ArticleUrl() + "/related")).ContainsKey("links"),
            "There are no links where none were chosen."
        );
        Assert.False(
            (await reader.GetJsonAsync("/v1/articles?tag=harbours"))["data"]![0]!.AsObject().ContainsKey("relatedLinks")
        );
        Assert.Equal(
            linked["relatedLinks"]!.ToJsonString(),
            (await reader.GetJsonAsync(article.ArticleUrl() + "?fields=relatedLinks"))["relatedLinks"]!.ToJsonString()
        );
    }

    [Fact]
    public async Task What_is_hidden_or_gone_is_not_shown()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var draft = await editor.CreateDraftAsync("Yet to come");
        var embargoed = await editor.PublishArticleAsync("Until then", new { embargoUntil = "2040-01-01T00:00:00Z" });
        var withdrawn = await editor.PublishArticleAsync("Taken back");
        var deleted = await editor.PublishArticleAsync("Deleted for good");
        var article = await editor.PublishArticleAsync(
            "Leads to what is hidden",
            new
            {
                relatedLinks = new[] { draft, embargoed, withdrawn, deleted }.Select(other => new
                {
                    articleId = other["id"],
                }),
            }
        );
        await editor.RequestAsync("POST", withdrawn.ArticleUrl() + "/withdraw", new { }).ReadJsonAsync();
        await editor
            .RequestAsync("DELETE", deleted.ArticleUrl(), null, "If-Match: *")
            .ReadJsonAsync(HttpStatusCode.NoContent);

        Assert.Empty(await reader.ListValuesAsync(article.ArticleUrl() + "/related"));
        Assert.Equal(["yet-to-come", "until-then"], await editor.ListValuesAsync(article.ArticleUrl() + "/related"));

        // What was read can be sent back, whatever became of what it leads to; what is new must be there.
        var read = await editor.GetJsonAsync(article.ArticleUrl());
        read["headline"] = "Still leads to what is hidden";
        await editor.RequestAsync("PUT", article.ArticleUrl(), read, "If-Match: *").ReadJsonAsync();
        var problem = await editor
            .RequestAsync(
                "POST",
                "/v1/articles",
                new
                {
                    headline = "Leads nowhere",
                    relatedLinks = new[] { new { articleId = embargoed["id"] }, new { articleId = deleted["id"] } },
                }
            )
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(["body /relatedLinks/1/articleId: does-not-exist"], problem.ErrorLocations());

        await editor.RequestAsync("POST", draft.ArticleUrl() + "/publish", new { }).ReadJsonAsync();
        Assert.Equal(["yet-to-come"], await reader.ListValuesAsync(article.ArticleUrl() + "/related"));
    }

    [Fact]
    public async Task What_a_key_does_not_see_it_cannot_link_to()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var writer = await api.CreateClientWithKeyAsync("articles:write");
        var embargoed = await editor.PublishArticleAsync("Not theirs", new { embargoUntil = "2040-01-01T00:00:00Z" });

        var problem = await writer
            .RequestAsync(
                "POST",
                "/v1/articles",
                new { headline = "Pries", relatedLinks = new[] { new { articleId = embargoed["id"] } } }
            )
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(["body /relatedLinks/0/articleId: does-not-exist"], problem.ErrorLocations());
    }

    [Theory]
    [InlineData("""[{}]""", "/0/articleId: one-target")]
    [InlineData(
        """[{"articleId":"OTHER","url":"https://example.org/","title":"x"}]""",
        "/0/articleId: one-target,/0/title: not-combined"
    )]
    [InlineData("""[{"articleId":"OTHER","title":"x"}]""", "/0/title: not-combined")]
    [InlineData("""[{"url":"https://example.org/"}]""", "/0/title: required")]
    [InlineData("""[{"url":"https://example.org/","title":" "}]""", "/0/title: empty")]
    [InlineData("""[{"url":"example.org","title":"x"}]""", "/0/url: not-an-address")]
    [InlineData("""[{"id":"OTHER"}]""", "/0/id: unknown-member")]
    [InlineData("""[{"articleId":"OTHER"},{"articleId":"OTHER"}]""", ": repeated-link")]
    [InlineData(
        """[{"url":"https://example.org/","title":"x"},{"url":"https://example.org/","title":"y"}]""",
        ": repeated-link"
    )]
    [InlineData("""[{"articleId":"OWN"}]""", "/0/articleId: own-article")]
    public async Task What_does_not_fit_is_refused_with_its_place(string links, string errors)
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var own = await editor.CreateDraftAsync("Refused links");
        var other = await editor.CreateDraftAsync("Another");
        var patch = $$"""{"relatedLinks":{{links}}}"""
            .Replace("OTHER", other["id"]!.ToString(), StringComparison.Ordinal)
            .Replace("OWN", own["id"]!.ToString(), StringComparison.Ordinal);

        var problem = await editor
            .RequestAsync("PATCH", own.ArticleUrl(), patch, "If-Match: *")
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(errors.Split(',').Select(error => "body /relatedLinks" + error), problem.ErrorLocations());
    }

    [Fact]
    public async Task There_are_at_most_twenty()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var draft = await editor.CreateDraftAsync("Many links");
        JsonObject Links(int count) =>
            new()
            {
                ["relatedLinks"] = new JsonArray([
                    .. Enumerable
                        .Range(1, count)
                        .Select(n =>
                            (JsonNode)new JsonObject { ["url"] = $"https://example.org/{n}", ["title"] = "x" }
                        ),
                ]),
            };

        await editor.PatchJsonAsync(draft.ArticleUrl(), Links(20));
        var problem = await editor
            .RequestAsync("PATCH", draft.ArticleUrl(), Links(21), "If-Match: *")
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(["body /relatedLinks: too-many"], problem.ErrorLocations());
    }

    [Fact]
    public async Task An_import_takes_links_that_fit()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var id = Guid.CreateVersion7(api.Clock.GetUtcNow());
        async Task<HttpResponseMessage> Import(string links)
        {
            using var line = new StringContent(
                $$"""{"id":"{{id}}","headline":"Imported links","body":[{"type":"paragraph","text":"It rained."}],"relatedLinks":{{links}}}"""
            );
            return await editor.PostAsync(new Uri("/v1/import", UriKind.Relative), line);
        }

        await Assert.AllAsync(
            new[]
            {
                $$"""[{"articleId":"{{id}}"}]""",
                """[{"url":"https://example.org/"}]""",
                """[{"url":"first","title":"x"}]""",
                """[{"url":"https://example.org/","title":"x"},{"url":"https://example.org/","title":"x"}]""",
            },
            async links =>
            {
                using var refused = await Import(links);
                Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
                Assert.Contains("relatedLinks", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            }
        );

        // What a line leads to may come in after it.
        using var taken = await Import(
            """[{"articleId":"01a20515-2400-7a11-8c53-0a1b2c3d4e5f"},{"url":"https://example.org/","title":"x"}]"""
        );
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        Assert.Equal(2, (await editor.GetJsonAsync($"/v1/articles/{id}"))["relatedLinks"]!.AsArray().Count);
    }
}
