using ArticleApi.Log;
using ArticleApi.Tests.Infrastructure;
using ArticleApi.Tests.Log;

namespace ArticleApi.Tests.Features;

/// <summary>Lists that are asked for with as many values as a request takes, by whoever likes.</summary>
public abstract class FilterCostTests(TestApiHost api)
{
    private const int Articles = 900;

    private static readonly string[] Filters =
    [
        "tag",
        "byline",
        "genre",
        "photographer",
        "photoPlace",
        "photoAgency",
        "datelinePlace",
        "datelineAgency",
        "citedAgency",
        "place",
        "agency",
    ];

    public sealed class OnSqlite(IsolatedSqliteHost api) : FilterCostTests(api), IClassFixture<IsolatedSqliteHost>;

    public sealed class OnPostgres(IsolatedPostgresHost api)
        : FilterCostTests(api),
            IClassFixture<IsolatedPostgresHost>;

    [Fact]
    public async Task A_page_that_much_is_left_out_of_ends_where_enough_was_looked_up()
    {
        await Fill();
        using var reader = api.CreateAnonymousClient();
        var absent = string.Join(',', Enumerable.Range(0, 100).Select(i => $"absent-{i}"));
        var many = string.Concat(Filters.Select(filter => $"&{filter}Not={absent}"));

        await Assert.AllAsync(
            new[] { "updatedAt", "-updatedAt", "-availableAt" },
            async sort =>
            {
                var few = await ReadAll(reader, $"/v1/articles?sectionNot=crowd&sort={sort}");
                var all = await ReadAll(reader, $"/v1/articles?sectionNot=crowd{many}&sort={sort}");

                Assert.Equal(["first", "last"], few.Found.Order());
                Assert.Equal(1, few.Pages);
                Assert.Equal(few.Found, all.Found);
                Assert.InRange(all.Pages, 2, 10);
            }
        );
        var newest = await ReadAll(reader, $"/v1/articles?sectionNot=crowd{many}");
        Assert.Equal(["last", "first"], newest.Found);
        Assert.Equal(1, newest.Pages);
    }

    // Each page but the last is short, and says so.
    private static async Task<(List<string> Found, int Pages)> ReadAll(HttpClient reader, string path)
    {
        var (found, pages) = (new List<string>(), 0);
        for (var next = ""; ; pages++)
        {
            var page = await reader.GetJsonAsync(path + next);
            found.AddRange(page.ValuesOf());
            if (page.ValueAt("page.next") is not { } cursor)
                return (found, pages + 1);

            Assert.True((bool?)page.ValueAt("page.incomplete"));
            next = $"&cursor={cursor}";
        }
    }

    private async Task Fill()
    {
        var first = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (var made = 0; made < Articles; made += 300)
        {
            await api.RunInScopeAsync(async services =>
            {
                foreach (var i in Enumerable.Range(made, 300))
                    await LogTestExtensions.AddArticleAsync(
                        services,
                        LogTestExtensions.CreateDraft(
                            i switch
                            {
                                0 => "First",
                                Articles - 1 => "Last",
                                _ => $"Crowd {i}",
                            }
                        ) with
                        {
                            PublishedAt = first.AddDays(i),
                            Section = new(i is 0 or Articles - 1 ? "alone" : "crowd", "Section"),
                        }
                    );
                return await LogTestExtensions.CommitAsync(services, ChangeCause.Imported);
            });
        }
    }
}
