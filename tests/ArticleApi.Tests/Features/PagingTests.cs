using System.Net;
using System.Text.Json.Nodes;
using ArticleApi.Core.Articles;
using ArticleApi.Tests.Infrastructure;

namespace ArticleApi.Tests.Features;

/// <summary>
/// Lists are paged to their end while articles come and go between the pages: nothing that is there throughout may be
/// missed, nothing at all may come twice, and what stays comes in the same order as on one page.
/// </summary>
public abstract class PagingTests(TestApiHost api)
{
    private static readonly string[] Instants =
    [
        "2022-05-02T10:00:00Z",
        "2022-05-02T10:00:00Z",
        "2022-05-02T10:00:00Z",
        "2021-01-01T00:00:00Z",
        "2023-07-01T00:00:00.001Z",
        "2023-07-01T00:00:00Z",
    ];
    private static readonly string[] Days = ["May 2, 2022", "May 2, 2022", "March 11, 2019"];

    private int _made;

    public sealed class OnSqlite(SqliteHost api) : PagingTests(api), IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api) : PagingTests(api), IClassFixture<PostgresHost>;

    [Trait("Speed", "slow")]
    [Theory]
    [InlineData("articles", "publishedAt availableAt updatedAt photoTaken dateline", "tag=paged photoCountry=UA,RU")]
    [
        InlineData("images", "addedAt photoTaken", "photoCountry=UA"),
        InlineData("captions", "addedAt photoTaken", "photoCountry=UA"),
        InlineData("datelines", "addedAt dateline", "datelineCountry=UA")
    ]
    public async Task Nothing_that_stays_is_missed_and_nothing_comes_twice(string list, string sorts, string filters)
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        for (var i = 0; i < 8; i++)
            await New(editor, $"{list} stays {i}");

        var conditions = filters.Split(' ');
        foreach (
            var (sort, index) in sorts
                .Split(' ')
                .SelectMany(name => new[] { name, "-" + name })
                .Select((sort, index) => (sort, index))
        )
        {
            await Walk(editor, reader, $"/v1/{list}?sort={sort}&fields=id");
            await Walk(editor, editor, $"/v1/{list}?sort={sort}&fields=id&{conditions[index / 2 % conditions.Length]}");
        }
    }

    [Theory]
    [
        InlineData("photoTakenFrom=2019-01-01"),
        InlineData("photoTakenBefore=2022-01-01&sort=photoTaken"),
        InlineData("updatedFrom=2020-01-01&tag=paged"),
        InlineData("publishedFrom=2022-01-01&publishedBefore=2023-07-01T00:00:00.001Z"),
        InlineData("datelineFrom=2022-01-01&sort=dateline&photoTakenFrom=2019-01-01")
    ]
    public async Task Ranges_are_paged_as_well(string range)
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        for (var i = 0; i < 6; i++)
            await New(editor, $"Range {i}");

        await Walk(editor, reader, "/v1/articles?fields=id&" + range);
    }

    [Theory]
    [InlineData("sections"), InlineData("tags"), InlineData("bylines")]
    public async Task Labels_are_paged_to_their_end(string list)
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        for (var i = 0; i < 5; i++)
            await Labelled(editor, $"stay {i}");
        var seen = new List<string>();
        JsonObject? passing = null;

        for (string? next = ""; next is not null; )
        {
            var page = await reader.GetJsonAsync($"/v1/{list}?limit=2{(next.Length > 0 ? "&cursor=" + next : "")}");
            seen.AddRange(page.ValuesOf());
            next = (string?)page.ValueAt("page.next");
            if (passing is not null)
                await editor
                    .RequestAsync("DELETE", passing.ArticleUrl(), null, "If-Match: *")
                    .ReadJsonAsync(HttpStatusCode.NoContent);
            passing = await Labelled(editor, $"between {seen.Count}");
        }

        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Equal(seen.Order(StringComparer.Ordinal), seen);
        Assert.Empty(Enumerable.Range(0, 5).Select(i => $"stay-{i}").Except(seen));
    }

    [Theory]
    [InlineData("sections"), InlineData("tags"), InlineData("bylines")]
    public async Task Labels_of_the_longest_names_are_paged_in_any_script(string list)
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        for (var i = 0; i < 2; i++)
        {
            // Three bytes a letter in UTF-8, and after all that is spelled in Latin.
            var name = new { name = new string((char)('\u6771' + i), Label.MaxNameLength) };
            await editor.PublishArticleAsync(
                $"Long names {i}",
                new
                {
                    section = name,
                    tags = new[] { name },
                    bylines = new[] { name },
                }
            );
        }

        var seen = new List<string>();
        for (string? next = ""; next is not null; )
        {
            var page = await reader.GetJsonAsync($"/v1/{list}?limit=1{(next.Length > 0 ? "&cursor=" + next : "")}");
            seen.AddRange(page.ValuesOf("name"));
            next = (string?)page.ValueAt("page.next");
        }

        Assert.Equal(2, seen.Count(name => name.Length == Label.MaxNameLength));
        Assert.Equal(seen.Count, seen.Distinct().Count());
    }

    [Fact]
    public async Task Versions_are_paged_while_new_ones_come()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.PublishArticleAsync("Many versions");
        for (var i = 2; i <= 7; i++)
            await editor.PatchJsonAsync(article.ArticleUrl(), new { headline = $"Version {i}" });
        var seen = new List<int>();

        for (string? next = ""; next is not null; )
        {
            var page = await reader.GetJsonAsync(
                $"{article.ArticleUrl()}/versions?limit=2{(next.Length > 0 ? "&cursor=" + next : "")}"
            );
            seen.AddRange(page.ValuesOf("version").Select(int.Parse));
            next = (string?)page.ValueAt("page.next");
            await editor.PatchJsonAsync(article.ArticleUrl(), new { headline = $"Later, {seen.Count}" });
        }

        Assert.Equal([7, 6, 5, 4, 3, 2, 1], seen);
    }

    private async Task Walk(HttpClient editor, HttpClient client, string path)
    {
        var stay = (await client.GetJsonAsync(path + "&limit=100")).ValuesOf("id");
        Assert.NotEmpty(stay);
        Assert.Equal(stay.Count, stay.Distinct().Count());
        var seen = new List<string>();
        var passing = new Queue<JsonObject>();
        var pages = 0;

        for (string? next = ""; next is not null; pages++)
        {
            Assert.True(pages < 60, path + " has no end");
            var page = await client.GetJsonAsync($"{path}&limit=3{(next.Length > 0 ? "&cursor=" + next : "")}");
            Assert.InRange(page.ValuesOf("id").Count, 0, 3);
            Assert.Equal(page.ValueAt("page.next") is not null, (bool)page.ValueAt("page.hasMore")!);
            seen.AddRange(page.ValuesOf("id"));
            next = (string?)page.ValueAt("page.next");

            if (pages < 2)
                passing.Enqueue(await New(editor, "Passes"));
            // It may be what the page ended with: the place of a cursor need not exist any more.
            if (pages is 1 or 3 && passing.TryDequeue(out var gone))
                await Gone(editor, gone);
        }

        while (passing.TryDequeue(out var gone))
            await Gone(editor, gone);
        Assert.True(seen.Count == seen.Distinct().Count(), path + " repeats");
        Assert.True(stay.SequenceEqual(seen.Intersect(stay)), path + " misses or moves what stayed");
    }

    private static async Task Gone(HttpClient editor, JsonObject article)
    {
        await editor
            .RequestAsync("DELETE", article.ArticleUrl(), null, "If-Match: *")
            .ReadJsonAsync(HttpStatusCode.NoContent);
        // Pictures stay when their article goes; those who see drafts would find ever more of them.
        foreach (var image in article["images"]!.AsArray())
            await editor
                .RequestAsync("DELETE", $"/v1/images/{image!["id"]}", null, "If-Match: *")
                .ReadJsonAsync(HttpStatusCode.NoContent);
    }

    // Alike in many ways, so that ties are many: instants, days, and some with several days, none, or no instant.
    private async Task<JsonObject> New(HttpClient editor, string headline)
    {
        var number = _made++;
        api.Clock.Advance(TimeSpan.FromMilliseconds(number % 3));
        var images = Days.Take(number % 4)
            .Select(
                (day, index) =>
                    new
                    {
                        caption = new
                        {
                            raw = $"Rain in {(index == 0 ? "Kyiv, Ukraine" : "Moscow, Russia")}, {day}. REUTERS/Ann Lee",
                        },
                    }
            );
        var dateline = new
        {
            places = new[] { new { locality = $"Place {number % 5}", country = "Ukraine" } },
            date = new
            {
                year = 2022,
                month = 5,
                day = 1 + (number % 2),
                precision = "day",
            },
        };
        return await editor.PostJsonAsync(
            "/v1/articles",
            new
            {
                headline,
                bodyText = "Rain.",
                status = number % 5 == 4 ? "draft" : "published",
                publishedAt = number % 5 == 4 ? null : Instants[number % Instants.Length],
                embargoUntil = number % 7 == 6 ? "2030-01-01T00:00:00Z" : null,
                images,
                tags = new[] { new { name = "Paged" } },
                dateline = number % 3 == 0 ? null : dateline,
            }
        );
    }

    private static Task<JsonObject> Labelled(HttpClient editor, string name) =>
        editor.PublishArticleAsync(
            name,
            new
            {
                section = new { name },
                tags = new[] { new { name } },
                bylines = new[] { new { name } },
            }
        );
}
