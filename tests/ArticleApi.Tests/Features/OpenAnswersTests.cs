using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ArticleApi.Tests.Infrastructure;
using Microsoft.AspNetCore.Hosting;

namespace ArticleApi.Tests.Features;

/// <summary>What is done to drafts changes no open answer: not a byte, not a header.</summary>
public abstract partial class OpenAnswersTests(TestApiHost api)
{
    private const string Ferry =
        "The ferry to the island was cancelled after the storm had torn away the landing stage, the harbour master told reporters on Tuesday, and nobody knows when it will sail again this winter, if ever.";

    /// <summary>Nothing is kept: each answer is made anew.</summary>
    public sealed class UncachedSqliteHost : SqliteHost
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("OutputCache:Megabytes", "0");
        }
    }

    /// <inheritdoc cref="UncachedSqliteHost"/>
    public sealed class UncachedPostgresHost(PostgresServer server) : PostgresHost(server)
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("OutputCache:Megabytes", "0");
        }
    }

    public sealed class OnSqlite(UncachedSqliteHost api) : OpenAnswersTests(api), IClassFixture<UncachedSqliteHost>;

    public sealed class OnPostgres(UncachedPostgresHost api)
        : OpenAnswersTests(api),
            IClassFixture<UncachedPostgresHost>;

    [Trait("Speed", "slow")]
    [Fact]
    public async Task Every_open_answer_stays_the_same_byte_for_byte_whatever_is_done_to_drafts()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var open = api.CreateAnonymousClient();
        var shown = await editor.PublishArticleAsync("Shown", Pictured("Kyiv", "Kateryna Shevchenko"));
        for (var i = 0; i < 3; i++)
            await editor.PublishArticleAsync($"Shown beside {i}", Pictured($"Odesa {i}", $"Photographer {i}"));
        await editor.PublishArticleAsync("Shown with a copy", new { bodyText = Ferry, tags = Tags("Rain", "Ferry") });
        await editor.PublishArticleAsync(
            "Shown as a copy",
            new { bodyText = Ferry + "\n\nIt rained.", tags = Tags("Rain", "Ferry") }
        );
        var withdrawn = await editor.PublishArticleAsync("Shown once");
        await editor
            .RequestAsync("POST", withdrawn.ArticleUrl() + "/withdraw", new { reason = "Wrong" })
            .ReadJsonAsync();
        // The last entry of all is hidden already.
        var first = await editor.CreateDraftAsync("Hidden from the first");
        var addresses = await AddressesAsync(open);
        var before = await AnswersAsync(open, addresses);
        var changed = new List<string>();
        // Asked again, nothing has changed yet: else there would be nothing to see below.
        await DoAsync("nothing", () => Task.CompletedTask);
        Assert.InRange(before.Count, 150, 1_000);

        var own = (JsonObject)null!;
        var sharing = (JsonObject)null!;
        var (image, caption) = (shown.ValueAt("images.0.id"), shown.ValueAt("images.0.caption.id"));
        await DoAsync("a draft is saved", () => editor.CreateDraftAsync("Hidden"));
        await DoAsync(
            "one with pictures, captions and names of its own",
            async () => own = await editor.CreateDraftAsync("Hidden pictured", Pictured("Lviv", "Hidden Hand"))
        );
        await DoAsync(
            "one that is in everything like a public article",
            () => editor.CreateDraftAsync("Shown", Pictured("Kyiv", "Kateryna Shevchenko"))
        );
        await DoAsync(
            "one that prints its names otherwise",
            () =>
                editor.CreateDraftAsync(
                    "Hidden names",
                    new
                    {
                        section = new { name = "WORLD" },
                        tags = Tags("RAIN"),
                        bylines = new[] { new { name = "ANA COSTA" } },
                    }
                )
        );
        await DoAsync(
            "a copy",
            () => editor.CreateDraftAsync("Hidden copy", new { bodyText = Ferry, tags = Tags("Rain", "Ferry") })
        );
        await DoAsync(
            "one in another language",
            () => editor.CreateDraftAsync("Cheval caché", new { language = "fr", bodyText = "Les chevaux mangeaient." })
        );
        await DoAsync(
            "one that shows a public picture and caption",
            () =>
                editor.CreateDraftAsync(
                    "Hidden sharing",
                    new { images = new[] { new { id = image, caption = new { id = caption } } } }
                )
        );
        await DoAsync(
            "one with a caption of its own on a public picture",
            async () =>
                sharing = await editor.CreateDraftAsync(
                    "Hidden captioning",
                    new
                    {
                        images = new[]
                        {
                            new
                            {
                                id = image,
                                caption = new
                                {
                                    raw = "A hidden horse in Sumy, Ukraine, May 2, 2022. REUTERS/Hidden Hand",
                                },
                            },
                        },
                    }
                )
        );
        await DoAsync(
            "its caption is mended",
            () =>
                editor.PatchJsonAsync(
                    $"/v1/captions/{sharing.ValueAt("images.0.caption.id")}",
                    new { text = "Another hidden horse." }
                )
        );
        await DoAsync(
            "a picture gets a caption that nothing shows",
            () => editor.PostJsonAsync($"/v1/images/{image}/captions", new { text = "A horse that nothing shows." })
        );
        await DoAsync(
            "drafts are edited",
            async () =>
            {
                await editor.PatchJsonAsync(
                    first.ArticleUrl(),
                    new
                    {
                        headline = "Hidden to the last",
                        slug = "hidden-to-the-last",
                        tags = Tags("Rain", "Secret"),
                        section = new { name = "World" },
                    }
                );
                await editor.PatchJsonAsync(
                    own.ArticleUrl(),
                    new
                    {
                        bodyText = "SUMY, Ukraine (AP) — Rain, Reuters reported.",
                        publishedAt = "2026-03-01T00:00:00Z",
                    }
                );
                await editor.PatchJsonAsync(
                    $"/v1/images/{own.ValueAt("images.0.id")}",
                    new { altText = "Hidden otherwise" }
                );
                await editor.PatchJsonAsync(
                    $"/v1/captions/{own.ValueAt("images.0.caption.id")}",
                    new { text = "Hidden rain." }
                );
            }
        );
        await DoAsync(
            "a draft gets an embargo and an end",
            () =>
                editor.PatchJsonAsync(
                    own.ArticleUrl(),
                    new { embargoUntil = "2030-01-01T00:00:00Z", expiresAt = "2031-01-01T00:00:00Z" }
                )
        );
        await DoAsync(
            "drafts are imported",
            async () =>
            {
                using var content = new StringContent(
                    "# Hidden import\n\nIt rained.\n",
                    Encoding.UTF8,
                    "text/markdown"
                );
                using var imported = await editor.PostAsync("/v1/import?draft=true", content);
                imported.EnsureSuccessStatusCode();
            }
        );
        await DoAsync(
            "drafts are deleted",
            async () =>
            {
                foreach (var draft in new[] { first, own, sharing })
                    (
                        await editor.RequestAsync("DELETE", draft.ArticleUrl(), null, "If-Match: *")
                    ).EnsureSuccessStatusCode();
            }
        );

        Assert.True(changed.Count == 0, string.Join('\n', changed));

        // And what is public is seen.
        await editor.PublishArticleAsync("Shown at last");
        Assert.NotEqual(
            before["/v1/changes?after=now"],
            (await AnswersAsync(open, ["/v1/changes?after=now"])).Values.Single()
        );

        async Task DoAsync(string what, Func<Task> act)
        {
            api.Clock.Advance(TimeSpan.FromMinutes(7));
            await act();
            foreach (var (address, answer) in await AnswersAsync(open, addresses))
            {
                if (answer != before[address])
                    changed.Add($"Once {what}, {address} is answered\n{answer}\ninstead of\n{before[address]}");
            }
        }
    }

    private static object[] Tags(params string[] names) => [.. names.Select(name => new { name })];

    private static object Pictured(string place, string photographer) =>
        new
        {
            bodyText = $"{place.ToUpperInvariant()}, Ukraine, March 3 (AP) — Rain fell on the harbour, Reuters reported.",
            section = new { name = "World" },
            tags = Tags("Rain", "Harbour"),
            bylines = new[] { new { name = "Ana Costa" } },
            publishedAt = "2026-03-02T00:00:00Z",
            images = new[]
            {
                new
                {
                    href = $"https://example.org/{Uri.EscapeDataString(place)}.jpg",
                    altText = place,
                    caption = new { raw = $"People walk in {place}, Ukraine, May 2, 2022. REUTERS/{photographer}" },
                },
            },
        };

    // Every list in every order, each of its pages, and each item at its own addresses.
    private static async Task<IReadOnlyList<string>> AddressesAsync(HttpClient open)
    {
        var addresses = new List<string>
        {
            "/",
            "/v1",
            "/openapi/v1.json",
            "/problems/not-found",
            "/v1/articles/export",
            "/v1/articles/export?tag=rain",
            "/v1/articles/hidden",
            "/v1/articles/hidden-from-the-first",
            "/v1/articles/hidden-to-the-last",
            "/v1/changes",
            "/v1/changes?after=0&limit=2",
            "/v1/changes?after=0&include=document",
            "/v1/changes?after=0&tag=ferry",
            "/v1/changes?after=now",
            "/v1/changes?after=" + (await open.GetJsonAsync("/v1/changes?after=now")).ValueAt("page.next"),
            "/v1/changes?after=" + (await open.GetJsonAsync("/v1/changes?after=0&limit=2")).ValueAt("page.next"),
        };
        const string Every =
            "section,tag,byline,language,photographer,photoPlace,photoCountry,photoAgency,datelinePlace,datelineCountry,datelineAgency,citedAgency,place,country,agency";
        string[] sorts = ["publishedAt", "availableAt", "updatedAt", "photoTaken", "dateline"];
        foreach (var sort in sorts.Concat(sorts.Select(sort => "-" + sort)))
            addresses.Add($"/v1/articles?limit=2&total=exact&facets={Every}&sort={sort}");
        foreach (
            var filter in new[]
            {
                "tag=rain&view=full",
                "q=rain&sort=relevance&highlight=true",
                "q=caption:hidden",
                "q=cheval",
                "q=chevaux",
                "photographer=hidden%20hand",
                "photoPlace=sumy",
                "photoCountry=UA&total=exact",
                "collapse=duplicates&limit=2",
                "datelineFrom=2020-01-01",
                "photoTakenFrom=2020-01-01",
            }
        )
            addresses.Add("/v1/articles?" + filter);
        foreach (
            var (list, date) in new[]
            {
                ("images", "photoTaken"),
                ("captions", "photoTaken"),
                ("datelines", "dateline"),
            }
        )
        {
            addresses.Add($"/v1/{list}?limit=2&total=exact");
            addresses.AddRange(
                new[] { "addedAt", "-addedAt", date, "-" + date }.Select(sort => $"/v1/{list}?sort={sort}")
            );
        }

        foreach (
            var path in new[]
            {
                "captions?q=horse",
                "captions?q=people&total=exact",
                "datelines?q=sumy",
                "images?photoPlace=sumy",
                "images?photographer=hidden%20hand",
                "sections",
                "tags",
                "bylines",
                "tags?limit=1",
                "bylines?limit=1",
            }
        )
            addresses.Add("/v1/" + path);
        foreach (var form in new[] { "rss", "atom", "json" })
            addresses.AddRange([
                $"/feeds/articles.{form}",
                $"/feeds/articles.{form}?limit=2&tag=rain",
                $"/feeds/articles.{form}?q=rain",
                $"/feeds/articles.{form}?sort=-updatedAt",
            ]);
        foreach (var article in (await open.GetJsonAsync("/v1/articles?limit=100"))["data"]!.AsArray())
        {
            addresses.Add($"/v1/articles/{article!["slug"]}");
            addresses.AddRange(
                new[] { "", ".jsonld", "/images", "/versions", "/versions/1", "/related", "/duplicates" }.Select(part =>
                    $"/v1/articles/{article["id"]}{part}"
                )
            );
        }

        foreach (
            var (list, parts) in new[]
            {
                ("images", new[] { "", "/captions" }),
                ("captions", [""]),
                ("datelines", ["", "/articles"]),
            }
        )
        {
            foreach (var item in (await open.GetJsonAsync($"/v1/{list}?limit=100"))["data"]!.AsArray())
                addresses.AddRange(parts.Select(part => $"/v1/{list}/{item!["id"]}{part}"));
        }

        // The pages that follow, as they are linked to.
        for (var at = 0; at < addresses.Count; at++)
        {
            using var response = await open.GetAsync(addresses[at]);
            if (
                response.Headers.TryGetValues("Link", out var links)
                && NextPage().Match(string.Join(", ", links)) is { Success: true } next
            )
                addresses.Add(next.Groups[1].Value);
        }

        return [.. addresses.Distinct()];
    }

    private static async Task<Dictionary<string, string>> AnswersAsync(HttpClient open, IReadOnlyList<string> addresses)
    {
        var answers = new Dictionary<string, string>();
        foreach (var address in addresses)
        {
            using var response = await open.GetAsync(address);
            Assert.True(
                response.StatusCode is HttpStatusCode.OK or HttpStatusCode.NotFound,
                $"{address} is answered {response.StatusCode}"
            );
            var headers = response
                .Headers.Concat(response.Content.Headers)
                .Where(header => header.Key != "Date")
                .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}")
                .Order(StringComparer.Ordinal);
            var body = Encoding.Latin1.GetString(await response.Content.ReadAsByteArrayAsync());
            answers.Add(
                address,
                $"{(int)response.StatusCode}\n{string.Join('\n', headers)}\n\n{TraceId().Replace(body, "")}"
            );
        }

        return answers;
    }

    [GeneratedRegex("<([^>]*)>; rel=\"next\"")]
    private static partial Regex NextPage();

    [GeneratedRegex("\"traceId\":\"[^\"]*\"")]
    private static partial Regex TraceId();
}
