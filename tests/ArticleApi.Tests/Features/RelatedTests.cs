using ArticleApi.Tests.Infrastructure;

namespace ArticleApi.Tests.Features;

/// <summary>Articles that share something rare with another.</summary>
public abstract class RelatedTests(TestApiHost api)
{
    public sealed class OnSqlite(SqliteHost api) : RelatedTests(api), IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api) : RelatedTests(api), IClassFixture<PostgresHost>;

    private const string Long =
        "The ferry to the island was cancelled after the storm had torn away the landing stage, the harbour master told reporters on Tuesday, and nobody knows when it will sail again this winter, if ever.";

    private static object Told(
        string at,
        string section,
        string[] tags,
        string text = "It rained.",
        string? place = null
    ) =>
        new
        {
            bodyText = text,
            publishedAt = at,
            section = new { name = section },
            tags = tags.Select(name => new { name }),
            dateline = place is null ? null : new { places = new[] { new { locality = place } } },
        };

    [Fact]
    public async Task What_few_share_counts_more_than_what_many_do()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.PublishArticleAsync(
            "Lighthouse keeper retires",
            Told("2025-05-01T00:00:00Z", "Related coast", ["Lamps"], Long, "Peniche")
        );
        for (var i = 0; i < 12; i++)
            await editor.PublishArticleAsync(
                $"Coastal filler number {i}",
                Told($"2025-06-{i + 1:00}T00:00:00Z", "Related coast", [])
            );
        await editor.PublishArticleAsync("Old lamps", Told("2024-01-01T00:00:00Z", "Elsewhere", ["Lamps"]));
        await editor.PublishArticleAsync(
            "Where it happened",
            Told("2024-01-02T00:00:00Z", "Elsewhere", [], place: "Peniche")
        );
        await editor.PublishArticleAsync(
            "A keeper of bees",
            Told("2024-01-03T00:00:00Z", "Elsewhere", [], "Far from every lighthouse.")
        );
        await editor.PublishArticleAsync("Nothing in common", Told("2025-07-01T00:00:00Z", "Elsewhere", ["Other"]));
        await editor.PublishArticleAsync(
            "Lighthouse story in our paper",
            Told("2025-07-02T00:00:00Z", "Elsewhere", ["Lamps"], Long)
        );

        var related = await reader.ListValuesAsync(article.ArticleUrl() + "/related");

        // The bees share two words; lamps and the place one label each, the newer first; the copy is left out.
        Assert.Equal(["a-keeper-of-bees", "where-it-happened", "old-lamps", "coastal-filler-number-11"], related);
        Assert.Equal(related.Take(2), await reader.ListValuesAsync(article.ArticleUrl() + "/related?limit=2"));
        var many = await reader.ListValuesAsync(article.ArticleUrl() + "/related?limit=20");
        Assert.Equal(15, many.Count);
        Assert.DoesNotContain("nothing-in-common", many);
        Assert.DoesNotContain("lighthouse-keeper-retires", many);
        Assert.Equal(
            """{"slug":"a-keeper-of-bees"}""",
            (await reader.GetJsonAsync("/v1/articles/lighthouse-keeper-retires/related?fields=slug"))
                .ValueAt("data.0")!
                .ToJsonString()
        );
        Assert.Equal(
            """{"limit":4,"next":null,"hasMore":false}""",
            (await reader.GetJsonAsync(article.ArticleUrl() + "/related"))["page"]!.ToJsonString()
        );
    }

    [Fact]
    public async Task Of_two_copies_one_is_related()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.PublishArticleAsync(
            "Quarry closes",
            Told("2025-05-01T00:00:00Z", "Stone", ["Quarries"])
        );
        await editor.PublishArticleAsync(
            "Dust",
            Told(
                "2025-05-02T00:00:00Z",
                "Stone",
                ["Quarries"],
                Long.Replace("ferry", "quarry train", StringComparison.Ordinal)
                    .Replace("storm", "blast", StringComparison.Ordinal)
            )
        );
        await editor.PublishArticleAsync(
            "Dust, again",
            Told(
                "2025-05-03T00:00:00Z",
                "Stone",
                ["Quarries"],
                Long.Replace("ferry", "quarry train", StringComparison.Ordinal)
                    .Replace("storm", "blast", StringComparison.Ordinal)
            )
        );

        Assert.Equal(["dust-again"], await reader.ListValuesAsync(article.ArticleUrl() + "/related"));
    }

    [Fact]
    public async Task An_answer_is_kept_and_validated_as_lists_are()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.PublishArticleAsync("Kept and asked again");
        await Assert.AllAsync(
            new[] { "/related", "/duplicates" },
            async path =>
            {
                using var first = await reader.GetAsync(
                    article.ArticleUrl() + path,
                    TestContext.Current.CancellationToken
                );
                using var again = await reader.RequestAsync(
                    "GET",
                    article.ArticleUrl() + path,
                    null,
                    $"If-None-Match: {first.Headers.ETag}"
                );

                Assert.True(first.Headers.ETag!.IsWeak);
                Assert.True(first.Headers.CacheControl!.Public);
                Assert.Equal(304, (int)again.StatusCode);
            }
        );
    }
}
