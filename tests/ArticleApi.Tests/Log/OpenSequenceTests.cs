using System.Net;
using System.Text.Json.Nodes;
using ArticleApi.Log;
using ArticleApi.Tests.Infrastructure;
using ArticleApi.Tests.Storage;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ArticleApi.Tests.Log;

/// <summary>Only commits that a caller without a key can notice move what open answers are kept under.</summary>
public abstract class OpenSequenceTests(TestApiHost api)
{
    public sealed class OnSqlite(SqliteHost api) : OpenSequenceTests(api), IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api) : OpenSequenceTests(api), IClassFixture<PostgresHost>;

    private static object Pictured(string place) =>
        new
        {
            bodyText = $"{place.ToUpperInvariant()}, Ukraine (AP) — Rain.",
            tags = new[] { new { name = "Rain" } },
            images = new[]
            {
                new
                {
                    altText = place,
                    caption = new
                    {
                        text = "Rain.",
                        dateline = new { places = new[] { new { locality = place, country = "Ukraine" } } },
                    },
                },
            },
        };

    [Fact]
    public async Task Whatever_is_done_to_what_is_hidden_moves_nothing()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var shown = await editor.PublishArticleAsync("Shown to all", Pictured("Kyiv"));
        var moved = new List<string>();
        JsonObject hidden = null!;

        await Still("a draft", async () => hidden = await editor.CreateDraftAsync("Hidden"));
        await Still(
            "a draft's edit",
            () =>
                editor.PatchJsonAsync(
                    hidden.ArticleUrl(),
                    new { headline = "Still hidden", tags = new[] { new { name = "Rain" }, new { name = "Secret" } } }
                )
        );
        await Still(
            "a draft that shows what a public article shows",
            () =>
                editor.CreateDraftAsync(
                    "Sharing",
                    new
                    {
                        tags = new[] { new { name = "Rain" } },
                        images = new[]
                        {
                            new
                            {
                                id = shown.ValueAt("images.0.id"),
                                caption = new { id = shown.ValueAt("images.0.caption.id") },
                            },
                        },
                    }
                )
        );
        await Still("a draft with a picture of its own", () => editor.CreateDraftAsync("Pictured", Pictured("Lviv")));
        await Still(
            "a picture",
            async () =>
                await editor.PatchJsonAsync(
                    $"/v1/images/{(await editor.PostJsonAsync("/v1/images", new { altText = "a" }))["id"]}",
                    new { altText = "b" }
                )
        );
        await Still(
            "an embargo",
            () => editor.PublishArticleAsync("Embargoed", new { embargoUntil = "2030-01-01T00:00:00Z" })
        );
        await Still("an import", () => Import("Imported as a draft", draft: true));
        await Still(
            "a deletion",
            async () =>
                (
                    await editor.RequestAsync("DELETE", hidden.ArticleUrl(), null, "If-Match: *")
                ).EnsureSuccessStatusCode()
        );

        Assert.Empty(moved);

        async Task Still(string what, Func<Task> done)
        {
            var (before, seq) = await Where();
            await done();
            if (await Where() != (before, seq))
                moved.Add(what);
        }
    }

    [Fact]
    public async Task Whatever_is_done_to_what_is_public_moves_it()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var unmoved = new List<string>();
        var (article, draft) = ((JsonObject)null!, await editor.CreateDraftAsync("To be published"));
        var image = (string?)null;

        await Moves(
            "a publication",
            true,
            async () => article = await editor.PublishArticleAsync("Public", Pictured("Odesa"))
        );
        image = $"/v1/images/{article.ValueAt("images.0.id")}";
        await Moves("an edit", true, () => editor.PatchJsonAsync(article.ArticleUrl(), new { headline = "Edited" }));
        await Moves("a picture's change", true, () => editor.PatchJsonAsync(image, new { altText = "Other" }));
        await Moves(
            "a caption's change",
            true,
            () =>
                editor.PatchJsonAsync(
                    $"/v1/captions/{article.ValueAt("images.0.caption.id")}",
                    new { text = "Other rain." }
                )
        );
        await Moves(
            "a draft's publication",
            true,
            () => editor.RequestAsync("POST", draft.ArticleUrl() + "/publish", new { }).ReadJsonAsync()
        );
        await Moves("an import", true, () => Import("Imported at once", draft: false));
        await Moves(
            "a withdrawal",
            true,
            () => editor.RequestAsync("POST", article.ArticleUrl() + "/withdraw", new { }).ReadJsonAsync()
        );
        await Moves(
            "a withdrawn article's deletion",
            false,
            async () =>
                (
                    await editor.RequestAsync("DELETE", article.ArticleUrl(), null, "If-Match: *")
                ).EnsureSuccessStatusCode()
        );
        await editor.PublishArticleAsync(
            "Embargoed for an hour",
            new { embargoUntil = api.Clock.GetUtcNow().AddHours(1) }
        );
        await Moves(
            "an embargo's end",
            true,
            () => api.AdvanceToAsync(api.Clock.GetUtcNow().AddHours(1).ToString("O"))
        );

        Assert.Empty(unmoved);

        async Task Moves(string what, bool appends, Func<Task> done)
        {
            var (before, seq) = await Where();
            await done();
            var (after, last) = await Where();
            if (before == after || seq < last != appends)
                unmoved.Add(what);
        }
    }

    [Fact]
    public async Task Saved_drafts_neither_empty_the_cache_nor_show_in_what_is_read_anew()
    {
        var watch = new CommandWatch();
        await using var watched = api.WithWebHostBuilder(builder =>
            builder.WithoutBackgroundWork().ConfigureTestServices(services => services.WatchCommands(watch))
        );
        using var reader = watched.CreateClient();
        using var editor = watched.CreateClient();
        editor.DefaultRequestHeaders.Add("X-Api-Key", await api.CreateKeyAsync());
        var article = await editor.PublishArticleAsync("Kept", Pictured("Dnipro"));
        var addresses = new[]
        {
            article.ArticleUrl(),
            "/v1/articles/kept",
            "/v1/articles?limit=3",
            "/v1/images",
            "/v1/tags",
            "/feeds/articles.atom",
            "/v1/changes?after=0",
            "/",
        };
        await Read();

        await editor.CreateDraftAsync("Saved meanwhile", Pictured("Sumy"));
        Assert.Empty(await Read());

        await editor.PublishArticleAsync("Published meanwhile");
        Assert.NotEmpty(await Read());

        async Task<IReadOnlyCollection<object>> Read()
        {
            await watched
                .Services.GetRequiredService<LogWatermarkPoller>()
                .PollAsync(TestContext.Current.CancellationToken);
            watch.Commands.Clear();
            watch.IsCollecting = true;
            foreach (var address in addresses)
                await reader.GetStringAsync(address);
            watch.IsCollecting = false;
            return [.. watch.Commands.Select(seen => (object)seen.Sql)];
        }
    }

    private async Task<(long OpenNonce, long OpenSeq)> Where() =>
        await api.RunInScopeAsync(db =>
            db.LogSequences.AsNoTracking()
                .Select(head => new ValueTuple<long, long>(head.OpenNonce, head.LastOpenSequence))
                .SingleAsync()
        );

    private async Task Import(string headline, bool draft)
    {
        using var client = await api.CreateClientWithKeyAsync();
        using var content = new StringContent(
            $"# {headline}\n\nIt rained.\n",
            System.Text.Encoding.UTF8,
            "text/markdown"
        );
        using var response = await client.PostAsync($"/v1/import?draft={(draft ? "true" : "false")}", content);
        Assert.True(
            response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created,
            await response.Content.ReadAsStringAsync()
        );
    }
}
