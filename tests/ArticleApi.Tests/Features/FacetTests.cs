using ArticleApi.Core.Articles;
using ArticleApi.Core.Datelines;
using ArticleApi.Index;
using ArticleApi.Search;
using ArticleApi.Search.Collectors;
using ArticleApi.Storage.Tables;
using ArticleApi.Tests.Infrastructure;
using ArticleApi.Tests.Log;
using Microsoft.Extensions.DependencyInjection;

namespace ArticleApi.Tests.Features;

/// <summary>Counts of matches by value.</summary>
public abstract class FacetTests(TestApiHost api)
{
    private const string All =
        "section,tag,byline,language,photographer,photoPlace,photoCountry,photoAgency,datelinePlace,datelineCountry,datelineAgency,citedAgency,place,country,agency";

    public sealed class OnSqlite(SqliteHost api) : FacetTests(api), IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api) : FacetTests(api), IClassFixture<PostgresHost>;

    [Fact]
    public async Task A_name_with_a_comma_is_one_name()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        await editor.PublishArticleAsync(
            "Junior",
            new { images = new[] { new { credit = new { line = "x", photographer = "Jane Doe, Jr., Ada Byron" } } } }
        );

        var found = await editor.GetJsonAsync(@"/v1/articles?photographer=jane doe\, jr.&facets=photographer");

        Assert.Equal(["junior"], found.ValuesOf());
        Assert.Equal(
            ["Ada Byron", "Jane Doe, Jr."],
            found["facets"]!["photographer"]!.AsArray().Select(each => (string?)each!["value"]).Order()
        );
        Assert.Equal(
            ["junior"],
            await editor.ListValuesAsync("/v1/articles?photographerAll=ada byron,jane doe\\, jr.")
        );
    }

    [Fact]
    public async Task Each_count_is_that_of_the_list_under_its_filter()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        await Fill(editor);

        await Assert.AllAsync(
            new[]
            {
                "",
                "tag=even",
                "q=counted",
                "photoCountry=UA&q=counted+-odd",
                "publishedFrom=2024-01-03",
                "updatedFrom=2020-01-01&tag=odd",
                "updatedFrom=2020-01-01",
                "exclude=" + (await reader.ListValuesAsync("/v1/articles?limit=1", "id"))[0],
            },
            async under =>
            {
                var page = await reader.GetJsonAsync($"/v1/articles?{under}&facets={All}&limit=0&facetLimit=100");
                Assert.Empty(page["data"]!.AsArray());
                Assert.Equal(All.Split(','), page["facets"]!.AsObject().Select(facet => facet.Key));
                await Assert.AllAsync(
                    page["facets"]!.AsObject(),
                    async example =>
                    {
                        var (name, counts) = example;
                        // Beside another value of the same filter, both.
                        var filter = name is "section" or "language" or "datelineAgency" ? name : name + "All";
                        Assert.Equal(
                            counts!
                                .AsArray()
                                .OrderByDescending(count => (int)count!["count"]!)
                                .ThenBy(count => (string?)count!["value"], StringComparer.Ordinal),
                            counts.AsArray()
                        );
                        await Assert.AllAsync(
                            counts.AsArray(),
                            async count =>
                            {
                                var list = await reader.GetJsonAsync(
                                    $"/v1/articles?{under}&{filter}={Uri.EscapeDataString(((string)count!["value"]!).Replace(",", @"\,", StringComparison.Ordinal))}&total=exact&limit=1"
                                );
                                Assert.Equal((int?)count["count"], (int?)list["page"]!["total"]);
                            }
                        );
                    }
                );
            }
        );
    }

    [Fact]
    public void Every_field_has_room_in_the_ids_of_its_values() =>
        Assert.All(Enum.GetValues<FacetField>(), field => Assert.Equal(field, IndexKeys.FacetFieldOf((long)field)));

    [Fact]
    public async Task Matches_within_a_date_are_counted_along_it_not_among_the_newest()
    {
        for (var i = 0; i < 8; i++)
            await api.CreateArticleAsync(
                LogTestExtensions.CreateDraft($"Ranged {i}") with
                {
                    PublishedAt = new(2011 + i, 1, 1, 0, 0, 0, TimeSpan.Zero),
                    Tags = [new("ranged", "Ranged")],
                    Dateline = LogTestExtensions.CreateDatelineReading(
                        "Faro",
                        date: PartialDate.Create(1901, 1 + i, 1)
                    ),
                }
            );
        var early = new KeyRange(
            new DateTimeOffset(1901, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds(),
            new DateTimeOffset(1901, 3, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds()
        );
        IndexQuery Asked(params IReadOnlyList<string>[] groups) =>
            new(
                "",
                new([Audience.Public], false),
                groups,
                new HashSet<long>(),
                null,
                new Dictionary<string, KeyRange> { [IndexDocument.DatelineDate] = early },
                new(null, true)
            );
        Task<(int Count, bool IsCapped)> Count(IndexQuery query, int max) =>
            api.RunInScopeAsync(async services =>
            {
                var counting = new CountCollector(max);
                await services.GetRequiredService<QueryExecutor>().ExecuteAsync(query, null, [counting], default);
                return (counting.Count, counting.IsCapped);
            });

        await Assert.AllAsync(
            new[] { Asked(), Asked(["tag:ranged"]) },
            async query => Assert.Equal((2, false), await Count(query, 3))
        );

        Assert.Equal((1, true), await Count(Asked(), 1));
    }

    [Fact]
    public async Task They_say_how_values_are_shown_and_come_beside_the_page()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        await Fill(editor);

        var page = await reader.GetJsonAsync(
            "/v1/articles?facets=photoCountry,section,photographer&facetLimit=1&limit=2"
        );

        Assert.Equal(2, page["data"]!.AsArray().Count);
        Assert.False((bool?)page["page"]!["capped"]);
        Assert.Equal(
            """[{"value":"UA","label":"Ukraine","count":6}]""",
            page.ValueAt("facets.photoCountry")!.ToJsonString()
        );
        Assert.Equal(
            """[{"value":"world","label":"World","count":6}]""",
            page.ValueAt("facets.section")!.ToJsonString()
        );
        Assert.Equal(
            """[{"value":"Ana Costa","label":"Ana Costa","count":6}]""",
            page.ValueAt("facets.photographer")!.ToJsonString()
        );
    }

    [Fact]
    public async Task What_goes_is_not_counted_any_more()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.PublishArticleAsync(
            "Counted once",
            new { tags = new[] { new { name = "Countedonce" } } }
        );
        Task<int> Count() =>
            reader
                .GetJsonAsync("/v1/articles?q=once&facets=tag&limit=0")
                .ContinueWith(page => page.Result.ValueAt("facets.tag")!.AsArray().Count, TaskScheduler.Default);
        Assert.Equal(1, await Count());

        await editor.PatchJsonAsync(article.ArticleUrl(), new { tags = Array.Empty<object>() });
        Assert.Equal(0, await Count());
    }

    private static async Task Fill(HttpClient editor)
    {
        if ((await editor.ListValuesAsync("/v1/articles?tag=even")).Count > 0)
            return;

        for (var i = 0; i < 6; i++)
        {
            await editor.PublishArticleAsync(
                $"Counted {i}",
                new
                {
                    bodyText = $"It is {(i % 2 == 0 ? "even" : "odd")}, Reuters reported.",
                    publishedAt = $"2024-01-0{i + 1}T00:00:00Z",
                    language = i == 0 ? "pt-BR" : "en",
                    section = new { name = "World" },
                    tags = new[] { new { name = i % 2 == 0 ? "Even" : "Odd" }, new { name = $"Number {i / 2}" } },
                    bylines = new[] { new { name = "A Writer" } },
                    images = new[]
                    {
                        new
                        {
                            credit = new
                            {
                                line = "REUTERS/Ana Costa",
                                agency = "Reuters",
                                photographer = "Ana Costa",
                            },
                            caption = new
                            {
                                text = "A street.",
                                dateline = new
                                {
                                    places = new[] { new { locality = i < 3 ? "Kyiv" : "Lviv", country = "Ukraine" } },
                                },
                            },
                        },
                    },
                    dateline = new
                    {
                        places = new[] { new { locality = "Ankara", country = "Turkey" } },
                        agency = "AP",
                    },
                }
            );
        }
    }
}
