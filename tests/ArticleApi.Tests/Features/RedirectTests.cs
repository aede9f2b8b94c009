using System.Net;
using ArticleApi.Tests.Infrastructure;

namespace ArticleApi.Tests.Features;

/// <summary>Old slugs lead to the present one, also for browsers that keep what they were told.</summary>
public abstract class RedirectTests(TestApiHost api)
{
    public sealed class OnSqlite(SqliteHost api) : RedirectTests(api), IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api) : RedirectTests(api), IClassFixture<PostgresHost>;

    [Fact]
    public async Task A_redirect_may_be_kept_as_long_as_what_it_leads_to()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.PublishArticleAsync("Kept first");
        await editor.PatchJsonAsync(article.ArticleUrl(), new { slug = "kept-second" });

        await Assert.AllAsync(
            new[] { reader, editor },
            async client =>
                await Assert.AllAsync(
                    new[] { "", ".jsonld" },
                    async suffix =>
                    {
                        using var moved = await client.GetAsync("/v1/articles/kept-first" + suffix);
                        using var there = await client.GetAsync(moved.Headers.Location);

                        Assert.Equal(HttpStatusCode.PermanentRedirect, moved.StatusCode);
                        Assert.NotNull(moved.Headers.CacheControl);
                        Assert.Equal(there.Headers.CacheControl, moved.Headers.CacheControl);
                        Assert.Subset(there.Headers.Vary.ToHashSet(), moved.Headers.Vary.ToHashSet());
                        Assert.Contains("Authorization", moved.Headers.Vary);
                        Assert.Empty(await moved.Content.ReadAsByteArrayAsync());
                    }
                )
        );
    }

    [Fact]
    public async Task What_is_under_an_article_moves_with_its_slug()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.PublishArticleAsync("Under the first");
        await editor.PatchJsonAsync(article.ArticleUrl(), new { slug = "under-the-second" });
        string[] open =
        [
            "?fields=headline",
            ".jsonld",
            "/images",
            "/corrections",
            "/duplicates?limit=5",
            "/related?limit=2&fields=slug",
            "/versions?limit=1",
            "/versions/2",
        ];

        await AssertMoveAsync(reader, open);
        await AssertMoveAsync(editor, [.. open, "/source"]);

        static async Task AssertMoveAsync(HttpClient client, string[] rests) =>
            await Assert.AllAsync(
                rests,
                async rest =>
                {
                    using var moved = await client.GetAsync("/v1/articles/under-the-first" + rest);
                    using var there = await client.GetAsync(moved.Headers.Location);

                    Assert.Equal(HttpStatusCode.PermanentRedirect, moved.StatusCode);
                    Assert.Equal("/v1/articles/under-the-second" + rest, moved.Headers.Location?.OriginalString);
                    Assert.Equal(HttpStatusCode.OK, there.StatusCode);
                    Assert.Equal(there.Headers.CacheControl, moved.Headers.CacheControl);
                }
            );
    }

    [Fact]
    public async Task A_slug_that_goes_and_comes_back_sends_nobody_in_a_circle()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.PublishArticleAsync("There", new { slug = "there" });
        var browser = new CachingBrowser(reader, api.Clock);

        await Assert.AllAsync(
            new[] { "there", "back", "there", "back", "elsewhere", "there" },
            async slug =>
            {
                if ((string?)(await reader.GetJsonAsync(article.ArticleUrl()))["slug"] != slug)
                    await editor.PatchJsonAsync(article.ArticleUrl(), new { slug });
                // What it keeps may be as old as it was told; then it asks again.
                api.Clock.Advance(TimeSpan.FromSeconds(10));

                using var current = await reader.GetAsync("/v1/articles/" + slug);
                Assert.Equal(HttpStatusCode.OK, current.StatusCode);
                await Assert.AllAsync(
                    new[] { "there", "back", "elsewhere" },
                    async old =>
                    {
                        var (status, hops) = await browser.FollowAsync("/v1/articles/" + old);
                        Assert.True(
                            status == HttpStatusCode.OK || (status == HttpStatusCode.NotFound && hops == 0),
                            $"{old}: {status} after {hops} redirects"
                        );
                        Assert.InRange(hops, 0, 1);
                    }
                );
            }
        );
    }

    /// <summary>
    /// A cache as RFC 9111 has it: what says for how long is kept so long, and a permanent redirect that does not say,
    /// for ever.
    /// </summary>
    private sealed class CachingBrowser(HttpClient client, TimeProvider clock)
    {
        private readonly Dictionary<string, (HttpStatusCode Status, string? Location, DateTimeOffset Until)> _kept = [];

        public async Task<(HttpStatusCode Status, int Hops)> FollowAsync(string path)
        {
            for (var hops = 0; hops < 10; hops++)
            {
                var (status, location) = await RequestAsync(path);
                if (status != HttpStatusCode.PermanentRedirect)
                    return (status, hops);
                path = location!;
            }

            return (HttpStatusCode.LoopDetected, 10);
        }

        private async Task<(HttpStatusCode Status, string? Location)> RequestAsync(string path)
        {
            if (_kept.TryGetValue(path, out var kept) && kept.Until > clock.GetUtcNow())
                return (kept.Status, kept.Location);

            using var response = await client.GetAsync(path);
            var until = response.Headers.CacheControl switch
            {
                { NoStore: true } or { NoCache: true } => DateTimeOffset.MinValue,
                { MaxAge: { } age } => clock.GetUtcNow() + age,
                _ => response.StatusCode == HttpStatusCode.PermanentRedirect
                    ? DateTimeOffset.MaxValue
                    : DateTimeOffset.MinValue,
            };
            _kept[path] = (response.StatusCode, response.Headers.Location?.OriginalString, until);
            return (response.StatusCode, _kept[path].Location);
        }
    }
}
