using System.Net;
using System.Text.Json.Nodes;
using ArticleApi.Tests.Infrastructure;

namespace ArticleApi.Tests.Features;

/// <summary>What readers of the seeds are served.</summary>
public abstract class SeedArticleTests(TestApiHost api)
{
    public sealed class OnSqlite(SeededSqliteHost api) : SeedArticleTests(api), IClassFixture<SeededSqliteHost>;

    public sealed class OnPostgres(SeededPostgresHost api) : SeedArticleTests(api), IClassFixture<SeededPostgresHost>;

    [Fact]
    public async Task Both_seed_articles_are_listed_newest_arrival_first()
    {
        using var client = api.CreateAnonymousClient();

        var page = JsonNode.Parse(await client.GetStringAsync("/v1/articles?fields=slug"))!;

        Assert.Equal(
            [
                "over-12300-civilians-killed-since-start-of-ukraine-war-un-says",
                "turkey-reaffirms-plans-to-use-russian-made-missile-defense-system",
            ],
            page["data"]!.AsArray().Select(article => (string?)article!["slug"])
        );
        Assert.False((bool)page["page"]!["hasMore"]!);
    }

    [Fact]
    public async Task A_slug_that_nothing_has_is_not_found()
    {
        using var client = api.CreateAnonymousClient();

        using var response = await client.GetAsync("/v1/articles/no-such-article");

        await response.ShouldBeProblem(HttpStatusCode.NotFound, "not-found");
    }
}
