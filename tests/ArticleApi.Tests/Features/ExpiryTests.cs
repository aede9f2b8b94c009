using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ArticleApi.Core.Articles;
using ArticleApi.Import;
using ArticleApi.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace ArticleApi.Tests.Features;

/// <summary>What expires is the desk's from that instant on; readers are told that it is gone.</summary>
public abstract class ExpiryTests(TestApiHost api)
{
    public sealed class OnSqlite(SqliteHost api) : ExpiryTests(api), IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api) : ExpiryTests(api), IClassFixture<PostgresHost>;

    private string In(int minutes) => InstantJsonConverter.Format(api.Clock.GetUtcNow().AddMinutes(minutes));

    [Fact]
    public async Task At_its_instant_it_is_gone_for_readers_and_there_for_the_desk()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        using var partner = await api.CreateClientWithKeyAsync("embargo:read");
        var end = In(60);
        var article = await editor.PublishArticleAsync(
            "Expires whole",
            new
            {
                expiresAt = end,
                slug = "expires-whole",
                tags = new[] { new { name = "Perishable" } },
            }
        );
        Assert.Equal(end, (string?)(await reader.GetJsonAsync(article.ArticleUrl()))["expiresAt"]);
        var after = (string)(await reader.GetJsonAsync("/v1/changes?after=now")).ValueAt("page.next")!;

        await api.AdvanceToAsync(
            DateTimeOffset
                .Parse(end, System.Globalization.CultureInfo.InvariantCulture)
                .AddMilliseconds(-1)
                .ToString("O")
        );
        Assert.Equal(["expires-whole"], await reader.ListValuesAsync("/v1/articles?tag=perishable"));
        await api.AdvanceToAsync(end);

        await Assert.AllAsync(
            new[] { reader, partner },
            async client =>
            {
                await Assert.AllAsync(
                    new[]
                    {
                        article.ArticleUrl(),
                        "/v1/articles/expires-whole",
                        article.ArticleUrl() + "/versions",
                        article.ArticleUrl() + "/versions/1",
                        article.ArticleUrl() + "/images",
                        article.ArticleUrl() + ".jsonld",
                        article.ArticleUrl() + "/related",
                    },
                    async address =>
                        Assert.Equal(
                            end,
                            (string?)
                                (
                                    await client
                                        .RequestAsync("GET", address)
                                        .ReadProblemAsync(HttpStatusCode.Gone, "expired")
                                )["at"]
                        )
                );
                await Assert.AllAsync(
                    new[]
                    {
                        "/v1/articles?tag=perishable&total=exact",
                        "/v1/articles?q=expires",
                        "/v1/articles?facets=tag&limit=0",
                        "/v1/tags",
                        "/v1/articles/export",
                        "/feeds/articles.rss",
                        "/v1/changes?after=0&include=document",
                    },
                    async list =>
                        Assert.DoesNotContain("erishable", await client.GetStringAsync(list), StringComparison.Ordinal)
                );
                var told = Assert.Single(await Told(client, after, article))!;
                Assert.Equal(
                    ("remove", "expired", null),
                    ((string?)told["op"], (string?)told["cause"], (string?)told["slug"])
                );
                Assert.Equal(
                    ("410", "expired"),
                    (
                        (string?)
                            (await client.GetJsonAsync($"/v1/articles?id={article["id"]}"))
                                .ValueAt("missing.0.status")!
                                .ToString(),
                        (string?)
                            (await client.GetJsonAsync($"/v1/articles?id={article["id"]}")).ValueAt("missing.0.reason")
                    )
                );
            }
        );

        Assert.Equal("published", (string?)(await editor.GetJsonAsync(article.ArticleUrl()))["status"]);
        Assert.Equal(["expires-whole"], await editor.ListValuesAsync("/v1/articles?tag=perishable"));

        var seen = (string)(await reader.GetJsonAsync("/v1/changes?after=now")).ValueAt("page.next")!;
        await editor.PatchJsonAsync(article.ArticleUrl(), new { expiresAt = In(60) });
        Assert.Equal("Expires whole", (string?)(await reader.GetJsonAsync("/v1/articles/expires-whole"))["headline"]);
        var back = Assert.Single(await Told(reader, seen, article))!;
        Assert.Equal(("put", "edited"), ((string?)back["op"], (string?)back["cause"]));
    }

    [Fact]
    public async Task What_never_was_public_is_not_told_of_when_it_expires()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var draft = await editor.CreateDraftAsync("Draft that ends", new { expiresAt = In(10) });
        var held = await editor.PublishArticleAsync(
            "Held past its end",
            new { embargoUntil = In(5), expiresAt = In(10) }
        );
        var after = (string)(await reader.GetJsonAsync("/v1/changes?after=now")).ValueAt("page.next")!;

        // The service was stopped meanwhile: both instants are past at once.
        await editor.PatchJsonAsync(held.ArticleUrl(), new { embargoUntil = In(9) });
        api.Clock.Advance(TimeSpan.FromMinutes(10));
        await api.AdvanceToAsync(In(0));

        foreach (var article in new[] { draft, held })
            await reader
                .RequestAsync("GET", article.ArticleUrl())
                .ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
        Assert.Empty(await Told(reader, after, held));
        var problem = await editor
            .RequestAsync("POST", draft.ArticleUrl() + "/publish", new { })
            .ReadProblemAsync(HttpStatusCode.Conflict, "conflict");
        Assert.Equal(["path id: expires-first"], problem.ErrorLocations());
    }

    [Fact]
    public async Task What_was_withdrawn_or_deleted_after_it_expired_stays_gone()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var (withdrawn, deleted) = (
            await editor.PublishArticleAsync("Expires first", new { expiresAt = In(1) }),
            await editor.PublishArticleAsync("Expires too", new { expiresAt = In(1) })
        );
        await api.AdvanceToAsync(In(1));

        await editor
            .RequestAsync("POST", withdrawn.ArticleUrl() + "/withdraw", new { reason = "not told" })
            .ReadJsonAsync();
        await editor
            .RequestAsync("DELETE", deleted.ArticleUrl(), null, "If-Match: *")
            .ReadJsonAsync(HttpStatusCode.NoContent);

        await Assert.AllAsync(
            new[] { withdrawn, deleted },
            async article =>
                Assert.Null(
                    (
                        await reader
                            .RequestAsync("GET", article.ArticleUrl())
                            .ReadProblemAsync(HttpStatusCode.Gone, "expired")
                    )["reason"]
                )
        );
    }

    [Fact]
    public async Task It_ends_after_it_begins()
    {
        using var editor = await api.CreateClientWithKeyAsync();

        await Assert.AllAsync(
            new object[]
            {
                new { expiresAt = In(5), embargoUntil = In(5) },
                new { expiresAt = In(5), publishedAt = In(6) },
            },
            async body =>
            {
                var article = System.Text.Json.JsonSerializer.SerializeToNode(body)!.AsObject();
                (article["headline"], article["bodyText"]) = ("x", "x");
                Assert.Equal(
                    ["body /expiresAt: too-early"],
                    (
                        await editor
                            .RequestAsync("POST", "/v1/articles", article)
                            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request")
                    ).ErrorLocations()
                );
            }
        );
    }

    [Fact]
    public async Task Moving_it_on_what_is_published_takes_the_right_to_publish_and_takes_it_from_readers_at_once()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        using var writer = await api.CreateClientWithKeyAsync("articles:write");
        var article = await editor.PublishArticleAsync("Ends now");

        var problem = await writer
            .RequestAsync("PATCH", article.ArticleUrl(), new { expiresAt = In(5) }, "If-Match: *")
            .ReadProblemAsync(HttpStatusCode.Forbidden, "forbidden");
        Assert.Equal(["body /expiresAt: not-yours"], problem.ErrorLocations());
        var after = (string)(await reader.GetJsonAsync("/v1/changes?after=now")).ValueAt("page.next")!;
        await editor.PatchJsonAsync(article.ArticleUrl(), new { publishedAt = In(-60), expiresAt = In(-1) });

        await reader.RequestAsync("GET", article.ArticleUrl()).ReadProblemAsync(HttpStatusCode.Gone, "expired");
        Assert.Equal("expired", (string?)Assert.Single(await Told(reader, after, article))!["cause"]);
    }

    [Fact]
    public async Task What_its_source_says_has_expired_is_never_public_and_a_later_version_says_anew()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();

        await Import(Item("over", 1, In(-1)));
        await reader
            .RequestAsync("GET", "/v1/articles/over-told")
            .ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
        await Import(Item("over", 2, null));
        Assert.Equal("Over told", (string?)(await reader.GetJsonAsync("/v1/articles/over-told"))["headline"]);

        await editor.PatchJsonAsync(
            (await editor.GetJsonAsync("/v1/articles/over-told")).ArticleUrl(),
            new { expiresAt = In(30) }
        );
        await Import(Item("over", 3, In(60)));
        Assert.Equal(In(30), (string?)(await reader.GetJsonAsync("/v1/articles/over-told"))["expiresAt"]);
        await Import(Item("over", 4, null), draft: true);
        Assert.Equal(In(30), (string?)(await reader.GetJsonAsync("/v1/articles/over-told"))["expiresAt"]);
        await Import(Item("over", 5, In(10)));
        await Import(Item("over", 6, null), draft: true);
        Assert.Equal(In(10), (string?)(await reader.GetJsonAsync("/v1/articles/over-told"))["expiresAt"]);
    }

    private static async Task<IEnumerable<JsonNode?>> Told(HttpClient client, string after, JsonObject article) =>
        (await client.GetJsonAsync($"/v1/changes?after={after}"))["data"]!
            .AsArray()
            .Where(entry => (string?)entry!["id"] == (string?)article["id"]);

    private Task<ImportSummary> Import(string item, bool draft = false) =>
        api.RunInScopeAsync(services =>
            services
                .GetRequiredService<Importer>()
                .ImportAsync("item", Encoding.UTF8.GetBytes(item), new(Draft: draft), default)
        );

    private static string Item(string id, int version, string? expires) =>
        $$"""{"uri":"tag:ends.example,2026:{{id}}","version":"{{version}}","type":"text","pubstatus":"usable","headline":"Over told","body_text":"It ends."{{(expires is null ? "" : $",\"expires\":\"{expires}\"")}}}""";
}
