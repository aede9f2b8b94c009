using System.Net;
using System.Text.Json.Nodes;
using ArticleApi.Tests.Infrastructure;

namespace ArticleApi.Tests.Features;

/// <summary>Articles that differ in everything a filter asks for; made once for each database.</summary>
public static class FilterCorpus
{
    public static async Task<T> Fill<T>(T api)
        where T : TestApiHost
    {
        using var editor = await api.CreateClientWithKeyAsync();
        await editor.PublishArticleAsync(
            "Kyiv",
            new
            {
                bodyText = "KYIV, Ukraine (AP) — Rain fell on May 2, Anadolu reported.",
                language = "en-GB",
                genre = "Analysis, brief",
                urgency = 1,
                publishedAt = "2022-05-02T10:00:00Z",
                section = new { name = "World" },
                tags = new[] { new { name = "War" }, new { name = "Rain" } },
                bylines = new[] { new { name = "Ada Lovelace" } },
                dateline = new
                {
                    places = new[] { new { locality = "Kyiv", country = "Ukraine" } },
                    date = new
                    {
                        year = 2022,
                        month = 5,
                        day = 2,
                        precision = "day",
                    },
                    agency = "AP",
                },
                images = new[]
                {
                    new
                    {
                        href = "https://example.org/k.jpg",
                        caption = new { raw = "Rain falls in Kyiv, Ukraine, May 1, 2022. REUTERS/Gleb Garanich" },
                    },
                },
            }
        );
        await editor.PublishArticleAsync(
            "Ankara",
            new
            {
                bodyText = "Snow fell, Reuters reported.",
                genre = "Analysis",
                urgency = 5,
                language = "en",
                publishedAt = "2021-01-01T00:00:00Z",
                section = new { name = "World" },
                tags = new[] { new { name = "Snow" } },
                images = new object[]
                {
                    new
                    {
                        credit = new
                        {
                            line = "AFP/José Núñez",
                            agency = "AFP",
                            photographer = "José Núñez",
                        },
                        caption = new
                        {
                            text = "x",
                            language = "en-US",
                            dateline = new
                            {
                                places = new[] { new { locality = "São Tomé", country = "Turkey" } },
                                date = new
                                {
                                    year = 2019,
                                    month = 3,
                                    day = 11,
                                    precision = "day",
                                },
                            },
                        },
                    },
                    new
                    {
                        credit = new
                        {
                            line = "REUTERS/Gleb Garanich",
                            agency = "Reuters",
                            photographer = "Gleb Garanich",
                        },
                    },
                },
            }
        );
        await editor.PublishArticleAsync(
            "Bare",
            new
            {
                bodyText = "Es regnet.",
                language = "de",
                publishedAt = "2020-06-01T12:00:00+02:00",
                bylines = new[] { new { name = "Grace Hopper" }, new { name = "Ada Lovelace" } },
            }
        );
        using var undated = await editor.RequestAsync(
            "POST",
            "/v1/articles",
            new { headline = "Undated", bodyText = "Text." }
        );
        await editor.CreateDraftAsync(
            "Draft",
            new { section = new { name = "World" }, publishedAt = "2022-05-02T10:00:00Z" }
        );
        return api;
    }
}

public sealed class FilterSqliteHost : SqliteHost, IAsyncLifetime
{
    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        await FilterCorpus.Fill(this);
    }
}

public sealed class FilterPostgresHost(PostgresServer server) : PostgresHost(server), IAsyncLifetime
{
    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        await FilterCorpus.Fill(this);
    }
}

public abstract class FilterTests(TestApiHost api)
{
    public sealed class OnSqlite(FilterSqliteHost api) : FilterTests(api), IClassFixture<FilterSqliteHost>;

    public sealed class OnPostgres(FilterPostgresHost api) : FilterTests(api), IClassFixture<FilterPostgresHost>;

    [Theory]
    [InlineData("", "kyiv ankara bare")]
    [
        InlineData("section=world", "kyiv ankara"),
        InlineData("section=sport", ""),
        InlineData("tag=war", "kyiv"),
        InlineData("tag=war,snow", "kyiv ankara"),
        InlineData("tag=war&tag=rain", "kyiv"),
        InlineData("tag=war&tag=snow", "kyiv ankara"),
        InlineData("tag=war,rain&tag=snow&section=world", "kyiv ankara"),
        InlineData("tagAll=war,rain", "kyiv"),
        InlineData("tagAll=war&tagAll=rain,war", "kyiv"),
        InlineData("tagAll=war,snow", ""),
        InlineData("tag=snow,war&tagAll=rain", "kyiv")
    ]
    [
        InlineData("byline=ada-lovelace", "kyiv bare"),
        InlineData("byline=grace-hopper&byline=nobody", "bare"),
        InlineData("bylineAll=ada-lovelace,grace-hopper", "bare"),
        InlineData("section=world&byline=ada-lovelace", "kyiv")
    ]
    [
        InlineData("language=en", "kyiv ankara"),
        InlineData("language=EN-gb", "kyiv"),
        InlineData("language=de,en-GB", "kyiv bare"),
        InlineData("language=e", null)
    ]
    [
        InlineData("sectionNot=world", "bare"),
        InlineData("sectionNot=sport", "kyiv ankara bare"),
        InlineData("tagNot=war", "ankara bare"),
        InlineData("tagNot=war,snow", "bare"),
        InlineData("tagNot=war&tagNot=snow", "bare"),
        InlineData("section=world&tagNot=war", "ankara"),
        InlineData("section=world&sectionNot=world", ""),
        InlineData("tag=war,snow&tagAll=war&bylineNot=grace-hopper", "kyiv")
    ]
    [
        InlineData("languageNot=en", "bare"),
        InlineData("languageNot=en-GB", "ankara bare"),
        InlineData("photographerNot=jose nunez", "kyiv bare"),
        InlineData("photoAgencyNot=AFP&hasImages=true", "kyiv"),
        InlineData("countryNot=UA,TR", "bare"),
        InlineData("citedAgencyNot=reuters", "kyiv bare"),
        InlineData("urgencyNot=1,2,3", "ankara bare"),
        InlineData("genreNot=analysis", "kyiv bare"),
        InlineData("tagNot=", null)
    ]
    [
        InlineData("tagNot=war&sort=publishedAt", "bare ankara"),
        InlineData("tagNot=war&sort=-photoTaken", "ankara bare"),
        InlineData("sectionNot=sport&tagNot=war&sort=-availableAt", "bare ankara"),
        InlineData("section=world&tagNot=snow&sort=photoTaken", "kyiv"),
        InlineData("photoTakenFrom=2019-01-01&tagNot=snow", "kyiv"),
        InlineData("publishedFrom=2021-01-01&tagNot=snow", "kyiv"),
        InlineData("photoTakenFrom=2019-01-01&section=world&bylineNot=ada-lovelace", "ankara")
    ]
    [
        InlineData("genre=analysis", "ankara"),
        InlineData(@"genre=analysis\, BRIEF", "kyiv"),
        InlineData(@"genre=analysis\, brief,Analysis", "kyiv ankara"),
        InlineData("urgency=1", "kyiv"),
        InlineData("urgency=01,5", "kyiv ankara"),
        InlineData("urgency=9", ""),
        InlineData("urgency=10", null)
    ]
    [
        InlineData("photographer=Gleb%20Garanich", "kyiv ankara"),
        InlineData("photographer=jose%20nunez", "ankara"),
        InlineData("photographer=JOSÉ%20NÚÑEZ", "ankara"),
        InlineData("photographer=Gleb", ""),
        InlineData(@"photographer=Gleb Garanich\,x", ""),
        InlineData(@"photographer=x\\,jose nunez", "ankara")
    ]
    [
        InlineData("photoPlace=kyiv", "kyiv"),
        InlineData("photoPlace=sao%20tome", "ankara"),
        InlineData("photoCountry=UA", "kyiv"),
        InlineData("photoCountry=tr", "ankara"),
        InlineData("photoCountry=ua,TR", "kyiv ankara")
    ]
    [
        InlineData("photoAgency=reuters", "kyiv ankara"),
        InlineData("photoAgency=AFP&photoAgency=Reuters", "kyiv ankara"),
        InlineData("photoAgencyAll=AFP,Reuters", "ankara"),
        InlineData("photographerAll=gleb garanich,JOSE NUNEZ", "ankara"),
        InlineData("agencyAll=ap,reuters,anadolu", "kyiv"),
        InlineData("countryAll=UA,TR", ""),
        InlineData("citedAgencyAll=reuters&placeAll=sao tome", "ankara")
    ]
    [
        InlineData("datelinePlace=Kyiv", "kyiv"),
        InlineData("datelineCountry=UA", "kyiv"),
        InlineData("datelineCountry=TR", ""),
        InlineData("datelineAgency=ap", "kyiv")
    ]
    [
        InlineData("citedAgency=anadolu", "kyiv"),
        InlineData("citedAgency=Reuters", "ankara"),
        InlineData("agency=reuters", "kyiv ankara"),
        InlineData("agency=AP", "kyiv")
    ]
    [
        InlineData("place=kyiv", "kyiv"),
        InlineData("country=TR", "ankara"),
        InlineData("country=UA&section=world&tag=rain&photographer=gleb%20garanich", "kyiv")
    ]
    [
        InlineData("hasImages=true", "kyiv ankara"),
        InlineData("hasImages=false", "bare"),
        InlineData("hasImageFile=true", "kyiv"),
        InlineData("hasImageFile=false", "ankara bare")
    ]
    [InlineData("status=published", "kyiv ankara bare"), InlineData("status=draft", "")]
    [
        InlineData("publishedFrom=2021-01-01", "kyiv ankara"),
        InlineData("publishedBefore=2021-01-01", "bare"),
        InlineData("publishedFrom=2020-06-01T12:00:00%2B02:00&publishedBefore=2020-06-01T10:00:00.001Z", "bare")
    ]
    [InlineData("publishedFrom=2021-01-01T00:00:00.001Z", "kyiv"), InlineData("publishedBefore=1999-01-01", "")]
    [
        InlineData("datelineFrom=2022-05-02", "kyiv"),
        InlineData("datelineBefore=2022-05-02", ""),
        InlineData("datelineBefore=2100-01-01", "kyiv")
    ]
    [
        InlineData("photoTakenFrom=2019-03-11", "kyiv ankara"),
        InlineData("photoTakenBefore=2022-05-01", "ankara"),
        InlineData("photoTakenFrom=2019-01-01&sort=photoTaken", "ankara kyiv")
    ]
    [
        InlineData("photoTakenFrom=2019-01-01&datelineFrom=2022-01-01", "kyiv"),
        InlineData("photoTakenFrom=2019-01-01&publishedBefore=2022-01-01", "ankara"),
        InlineData("photoTakenFrom=2019-01-01&tag=snow", "ankara")
    ]
    [
        InlineData("updatedBefore=2026-03-14T09:26:53.589Z", ""),
        InlineData("updatedFrom=2026-03-14&section=world&sort=updatedAt", "kyiv ankara")
    ]
    [
        InlineData("sort=publishedAt", "bare ankara kyiv"),
        InlineData("sort=-availableAt", "bare ankara kyiv"),
        InlineData("sort=availableAt", "kyiv ankara bare")
    ]
    [
        InlineData("sort=-photoTaken", "kyiv ankara bare"),
        InlineData("sort=photoTaken&section=world", "ankara kyiv"),
        InlineData("sort=dateline&byline=ada-lovelace", "bare kyiv"),
        InlineData("sort=-dateline", "kyiv bare ankara")
    ]
    [InlineData("sort=-updatedAt&hasImages=true", "ankara kyiv")]
    public async Task Open_callers_find_what_matches_in_order(string query, string? slugs)
    {
        using var reader = api.CreateAnonymousClient();
        if (slugs is null)
        {
            var problem = await reader
                .RequestAsync("GET", "/v1/articles?" + query)
                .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
            Assert.Single(problem.ErrorLocations());
            return;
        }

        var page = await reader.GetJsonAsync(
            $"/v1/articles?{query}&total=exact".Replace("?&", "?", StringComparison.Ordinal)
        );

        Assert.Equal(slugs, string.Join(' ', page.ValuesOf()));
        Assert.Equal(page.ValuesOf().Count, (int?)page.ValueAt("page.total"));
        Assert.False((bool)page.ValueAt("page.capped")!);
        Assert.Equal(
            slugs.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(),
            (await Feed(reader, query)).Order()
        );
    }

    [Fact]
    public async Task Those_who_see_drafts_find_them_under_the_same_filters()
    {
        using var editor = await api.CreateClientWithKeyAsync();

        Assert.Equal(["draft"], await editor.ListValuesAsync("/v1/articles?status=draft&section=world"));
        Assert.Equal(["ankara", "draft", "kyiv"], (await editor.ListValuesAsync("/v1/articles?section=world")).Order());
        // Undated articles are older than any dated one, and match no range.
        Assert.Equal("undated", (await editor.ListValuesAsync("/v1/articles"))[^1]);
        Assert.Equal("undated", (await editor.ListValuesAsync("/v1/articles?sort=publishedAt"))[0]);
        Assert.DoesNotContain("undated", await editor.ListValuesAsync("/v1/articles?publishedFrom=1000-01-01"));
        Assert.DoesNotContain("undated", await editor.ListValuesAsync("/v1/articles?publishedBefore=4999-01-01"));
    }

    [Fact]
    public async Task A_list_of_values_may_come_as_a_parameter_for_each()
    {
        using var reader = api.CreateAnonymousClient();
        var ids = (await reader.GetJsonAsync("/v1/articles?fields=id,slug"))["data"]!
            .AsArray()
            .ToDictionary(item => (string)item!["slug"]!, item => (string)item!["id"]!);
        string[][] pairs =
        [
            [$"id={ids["bare"]}&id={ids["kyiv"]}", $"id={ids["bare"]},{ids["kyiv"]}"],
            [$"exclude={ids["bare"]}&exclude={ids["kyiv"]}", $"exclude={ids["bare"]},{ids["kyiv"]}"],
            ["fields=slug&fields=section.name", "fields=slug,section.name"],
            ["facets=section&facets=tag", "facets=section,tag"],
            ["tag=war&tag=snow&limit=1", "tag=snow,war&limit=1"],
        ];

        await Assert.AllAsync(
            pairs,
            async pair =>
                Assert.Equal(
                    await reader.GetStringAsync("/v1/articles?" + pair[1]),
                    await reader.GetStringAsync("/v1/articles?" + pair[0])
                )
        );
    }

    [Fact]
    public async Task Articles_are_found_by_a_picture_that_the_caller_sees()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var hidden = await editor.CreateDraftAsync(
            "Hidden picture",
            new { images = new[] { new { altText = "x", caption = new { text = "x" } } } }
        );
        var (secret, none) = (hidden.ValueAt("images.0.id"), Guid.NewGuid());
        var shown = (await reader.GetJsonAsync("/v1/articles/ankara"))["images"]!
            .AsArray()
            .Select(image => (string)image!["id"]!)
            .ToList();

        Assert.Equal(["ankara"], await reader.ListValuesAsync($"/v1/articles?image={shown[0].ToUpperInvariant()}"));
        Assert.Equal(["ankara"], await reader.ListValuesAsync($"/v1/articles?imageAll={shown[0]},{shown[1]}"));
        Assert.Equal(["hidden-picture"], await editor.ListValuesAsync($"/v1/articles?image={secret}"));
        Assert.Equal(
            await reader.GetStringAsync($"/v1/articles?image={none}&total=exact"),
            await reader.GetStringAsync($"/v1/articles?image={secret}&total=exact")
        );
        Assert.Empty(await reader.ListValuesAsync($"/v1/articles?imageAll={shown[0]},{secret}"));
    }

    [Theory]
    [
        InlineData("tagNot=war", "ankara bare"),
        InlineData("section=world&photoAgencyNot=afp", "kyiv"),
        InlineData("q=rain OR snow OR regnet&tagNot=snow", "kyiv bare")
    ]
    public async Task What_is_left_out_is_left_out_wherever_articles_are_listed_or_counted(string query, string slugs)
    {
        using var reader = api.CreateAnonymousClient();
        var expected = slugs.Split(' ');

        var counted = await reader.GetJsonAsync($"/v1/articles?{query}&facets=language&total=exact&limit=0");
        var export = await reader.GetStringAsync("/v1/articles/export?" + query);
        var feed = JsonNode.Parse(await reader.GetStringAsync("/feeds/articles.json?" + query))!;

        Assert.Equal(expected.Length, (int?)counted.ValueAt("page.total"));
        Assert.Equal(
            expected.Length,
            counted["facets"]!["language"]!
                .AsArray()
                .Where(value => ((string)value!["value"]!).Length == 2)
                .Sum(value => (int)value!["count"]!)
        );
        Assert.Equal(
            expected.Reverse(),
            export
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => (string)JsonNode.Parse(line)!["slug"]!)
        );
        Assert.Equal(expected.Length, feed["items"]!.AsArray().Count);
        Assert.Equal(expected, await reader.ListValuesAsync($"/v1/articles?{query}&collapse=duplicates"));
    }

    [Theory]
    [InlineData("-publishedAt"), InlineData("publishedAt"), InlineData("-availableAt"), InlineData("photoTaken")]
    public async Task Pages_go_on_among_what_is_left_out(string sort)
    {
        using var reader = api.CreateAnonymousClient();
        var path = $"/v1/articles?tagNot=war&sort={sort}&limit=1";
        var first = await reader.GetJsonAsync(path);
        var second = await reader.GetJsonAsync($"{path}&cursor={first.ValueAt("page.next")}");

        Assert.Equal(["ankara", "bare"], first.ValuesOf().Concat(second.ValuesOf()).Order());
        Assert.Null((string?)second.ValueAt("page.next"));
        Assert.Equal(
            ["query cursor: not-this-list"],
            (
                await reader
                    .RequestAsync("GET", $"/v1/articles?tagNot=rain&sort={sort}&cursor={first.ValueAt("page.next")}")
                    .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request")
            ).ErrorLocations()
        );
    }

    [Fact]
    public async Task Some_are_left_out_by_id()
    {
        using var reader = api.CreateAnonymousClient();
        var kyiv = await reader.GetJsonAsync("/v1/articles/kyiv");
        var bare = await reader.GetJsonAsync("/v1/articles/bare");

        Assert.Equal(["ankara", "bare"], await reader.ListValuesAsync($"/v1/articles?exclude={kyiv["id"]}"));
        Assert.Equal(["ankara"], await reader.ListValuesAsync($"/v1/articles?exclude={kyiv["id"]},{bare["id"]}"));
        Assert.Equal(
            ["ankara"],
            await reader.ListValuesAsync($"/v1/articles?exclude={kyiv["id"]}&section=world&sort=-photoTaken")
        );
        var first = await reader.GetJsonAsync($"/v1/articles?exclude={kyiv["id"]}&limit=1");
        Assert.Equal(
            ["bare"],
            await reader.ListValuesAsync(
                $"/v1/articles?exclude={kyiv["id"]}&limit=1&cursor={first.ValueAt("page.next")}"
            )
        );
        Assert.Equal(
            2,
            (int?)(await reader.GetJsonAsync($"/v1/articles?exclude={kyiv["id"]}&total=exact")).ValueAt("page.total")
        );
    }

    [Theory]
    [
        InlineData("images?photographer=gleb%20garanich", 2),
        InlineData("images?photoAgency=AFP", 1),
        InlineData("images?photoCountry=UA", 1),
        InlineData("images?photoPlace=sao%20tome,kyiv", 2),
        InlineData("images?photographerNot=gleb garanich", 1),
        InlineData("images?photoCountryNot=UA&sort=photoTaken", 2),
        InlineData("captions?languageNot=en-us", 1),
        InlineData("datelines?datelineAgencyNot=AP&datelineCountry=UA", 1),
        InlineData("images?hasImageFile=true", 1),
        InlineData("images?photographerAll=jose nunez,gleb garanich", 0),
        InlineData("captions?photoPlaceAll=kyiv&photoCountryAll=UA", 1),
        InlineData("datelines?datelinePlaceAll=kyiv,ankara", 0)
    ]
    [
        InlineData("images?filePhoto=true", 0),
        InlineData("images?photoTakenFrom=2020-01-01", 1),
        InlineData("images?sort=photoTaken", 3)
    ]
    [
        InlineData("captions?photoCountry=TR", 1),
        InlineData("captions?photoPlace=KYIV", 1),
        InlineData("captions?photoTakenBefore=2020-01-01", 1),
        InlineData("captions?language=en-us", 1)
    ]
    [
        InlineData("datelines?datelineCountry=UA", 2),
        InlineData("datelines?datelineAgency=AP", 1),
        InlineData("datelines?datelinePlace=sao%20tome", 1),
        InlineData("datelines?datelineFrom=2022-05-02", 1)
    ]
    public async Task Images_captions_and_datelines_have_filters_too(string query, int count)
    {
        using var reader = api.CreateAnonymousClient();

        var page = await reader.GetJsonAsync($"/v1/{query}&total=exact");

        Assert.Equal(count, page["data"]!.AsArray().Count);
        Assert.Equal(count, (int?)page.ValueAt("page.total"));
    }

    private static async Task<IReadOnlyList<string>> Feed(HttpClient reader, string query)
    {
        var filters = query
            .Split('&')
            .Where(part => part.Length > 0 && !part.StartsWith("sort=", StringComparison.Ordinal));
        var changes = await reader.GetJsonAsync("/v1/changes?after=0&" + string.Join('&', filters));
        return
        [
            .. changes["data"]!
                .AsArray()
                .OfType<JsonObject>()
                .Where(change => (string?)change["op"] == "put")
                .Select(change => (string)change["slug"]!),
        ];
    }
}
