using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ArticleApi.Cli;
using ArticleApi.Storage;
using ArticleApi.Tests.Infrastructure;
using ArticleApi.Tests.Log;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ArticleApi.Tests.Storage;

/// <summary>
/// After the same writes both databases give the same bytes, whatever is read, though each names its index lists by a
/// secret of its own: nothing that is told is in the order of the stored names.
/// </summary>
[Trait("Speed", "slow")]
public sealed partial class SameAnswersTests(IsolatedSqliteHost sqlite, IsolatedPostgresHost postgres)
    : IClassFixture<IsolatedSqliteHost>,
        IClassFixture<IsolatedPostgresHost>
{
    [Fact]
    public async Task Every_read_gives_the_same_bytes_on_both_databases()
    {
        var (one, other) = (await Answers(sqlite), await Answers(postgres));

        Assert.NotEqual(SecretOf(sqlite), SecretOf(postgres));
        Assert.Equal(one.Keys, other.Keys);
        Assert.All(one, answer => Assert.Equal(answer.Value, other[answer.Key]));
        Assert.InRange(one.Count, 100, 10_000);
    }

    private static byte[] SecretOf(TestApiHost api) => api.Services.GetRequiredService<DatabaseSecret>().Value;

    private static async Task<SortedDictionary<string, string>> Answers(TestApiHost api)
    {
        using var client = await api.CreateClientWithKeyAsync();
        using var open = api.CreateAnonymousClient();
        client.DefaultRequestHeaders.IfMatch.Add(EntityTagHeaderValue.Any);
        var (articles, answers) = (
            await Write(api, client),
            new SortedDictionary<string, string>(StringComparer.Ordinal)
        );
        var ordinals = new Dictionary<string, string>();
        string Mask(string body) =>
            Nonce()
                .Replace(
                    Uuid()
                        .Replace(
                            body,
                            id =>
                                ordinals.TryGetValue(id.Value, out var ordinal)
                                    ? ordinal
                                    : ordinals[id.Value] = $"uuid-{ordinals.Count}"
                        ),
                    "…"
                );

        var reads = new Queue<string>(Lists());
        var asked = new List<string>();
        foreach (var id in articles)
        {
            var article = JsonNode.Parse(await client.GetStringAsync($"/v1/articles?id={id}"))!["data"]!
                .AsArray()
                .FirstOrDefault();
            foreach (
                var path in new[]
                {
                    "",
                    ".jsonld",
                    "/images",
                    "/corrections",
                    "/versions",
                    "/versions?limit=1",
                    "/versions/1",
                    "/versions/2",
                    "/versions/99",
                    "/source",
                    "/duplicates",
                    "/duplicates?limit=1",
                    "/related",
                    "/related?limit=1&fields=slug",
                    "?fields=headline,leadImage.caption.text",
                    "?body=html",
                }
            )
                reads.Enqueue($"/v1/articles/{id}{path}");
            if (article is not null)
                reads.Enqueue($"/v1/articles/{article["slug"]}");
        }

        reads.Enqueue("/v1/articles/export");
        reads.Enqueue("/v1/articles/export?tag=rain");
        reads.Enqueue($"/v1/articles?id={string.Join(',', articles)}");
        reads.Enqueue($"/v1/articles?exclude={string.Join(',', articles.Take(3))}");
        foreach (var list in new[] { "images", "captions", "datelines" })
        {
            foreach (
                var item in JsonNode.Parse(await client.GetStringAsync($"/v1/{list}?limit=100"))!["data"]!.AsArray()
            )
            {
                reads.Enqueue($"/v1/{list}/{item!["id"]}");
                if (list == "images")
                    reads.Enqueue($"/v1/images/{item["id"]}/captions");
                if (list == "datelines")
                    reads.Enqueue($"/v1/datelines/{item["id"]}/articles");
            }
        }

        for (var number = 0; reads.TryDequeue(out var path); number++)
        {
            asked.Add(path.Split('?')[0]);
            foreach (var (who, caller) in new[] { ("open", open), ("keyed", client) })
            {
                using var response = await caller.GetAsync(path);
                var body = await response.Content.ReadAsStringAsync();
                Assert.True((int)response.StatusCode < 500, $"{path}: {body}");
                answers[$"{number:0000} {who} {Mask(Cursor().Replace(path, "cursor=…"))}"] =
                    $"{(int)response.StatusCode} {(response.Headers.ETag is { IsWeak: false } tag ? tag : null)} {response.Content.Headers.ContentType}\n{Mask(body)}";
                // Both follow the pages, each by its own cursors.
                if (
                    who == "open"
                    && path.StartsWith("/v1/", StringComparison.Ordinal)
                    && response.IsSuccessStatusCode
                    && !path.Contains("/changes", StringComparison.Ordinal)
                    && !path.Contains(".jsonld", StringComparison.Ordinal)
                    && !path.Contains("/export", StringComparison.Ordinal)
                    && JsonNode.Parse(body)?["page"]?["next"] is { } next
                )
                    reads.Enqueue(
                        $"{Cursor().Replace(path, "").TrimEnd('&', '?')}{(path.Contains('?', StringComparison.Ordinal) ? "&" : "?")}cursor={next}"
                    );
            }
        }

        ShouldCoverEveryRead(api, asked);
        return answers;
    }

    private static void ShouldCoverEveryRead(TestApiHost api, List<string> asked)
    {
        var routes = api
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true)
            .Select(endpoint => endpoint.RoutePattern.RawText!)
            .Distinct()
            .ToList();
        Assert.InRange(routes.Count, 20, 500);
        Assert.All(
            routes,
            route =>
                Assert.True(
                    asked.Any(path =>
                        Regex.IsMatch(
                            path.TrimEnd('/'),
                            "^"
                                + Regex
                                    .Replace(
                                        Regex
                                            .Escape("/" + route.Trim('/'))
                                            .Replace("\\{", "{", StringComparison.Ordinal),
                                        "{[^/]*",
                                        "[^/]+"
                                    )
                                    .TrimEnd('/')
                                + "$"
                        )
                    ),
                    $"Nothing here reads {route}."
                )
        );
    }

    private const string Copy =
        "The ferry to the island was cancelled after the storm had torn away the landing stage, the harbour master told reporters on Tuesday, and nobody knows when it will sail again this winter, if ever.";

    private static IEnumerable<string> Lists()
    {
        string[] filters =
        [
            "section=world",
            "tag=rain",
            "tag=rain,sun",
            "tagAll=rain,sun",
            "tagNot=rain",
            "section=world&tagNot=rain,sun",
            "byline=ana-costa",
            "language=en",
            "language=pt",
            "photographer=ana%20costa",
            "photoPlace=PORTO",
            "photoCountry=PT",
            "photoAgency=reuters",
            "datelinePlace=Lisbon",
            "datelineCountry=PT",
            "datelineAgency=AP",
            "citedAgency=Reuters",
            "place=porto",
            "country=PT,ES",
            "agency=ap",
            "hasImages=true",
            "hasImages=false",
            "hasImageFile=false",
            "status=draft",
            "publishedFrom=2026-01-01",
            "publishedBefore=2026-02-01",
            "updatedFrom=2026-01-01",
            "datelineFrom=2026-01-01",
            "photoTakenFrom=2020-01-01&photoTakenBefore=2027-01-01",
            "total=exact",
            "limit=2",
            "limit=1&section=world",
            "q=rain",
            "q=rain&sort=relevance&limit=2",
            "q=rain+-sun&limit=1",
            "q=place:porto+OR+lisbon&highlight=true",
            "q=ana*&facets=section,tag,photoCountry",
            "facets=section,tag,byline,language,photographer,photoPlace,photoCountry,photoAgency,datelinePlace,datelineCountry,datelineAgency,citedAgency,place,country,agency&limit=0",
            "section=ties&facets=tag,byline,photoPlace,place&facetLimit=5&limit=0",
            "facets=tag,byline,photoPlace,place&facetLimit=3&limit=0",
            "tag=tie-03,tie-09&facets=tag&facetLimit=4&total=exact",
            "q=ties&facets=tag,byline&facetLimit=5&limit=0",
            "collapse=duplicates",
            "collapse=duplicates&limit=1",
            "collapse=duplicates&keep=first&limit=2",
            "collapse=duplicates&q=harbour",
            "collapse=duplicates&sort=updatedAt",
            "collapse=duplicates&total=exact",
            "keep=first",
            "q=%22",
            "q=the",
            "facets=nonsense",
            "sort=relevance",
            "sort=publishedAt&limit=3",
            "sort=-availableAt&limit=2",
            "sort=availableAt",
            "sort=updatedAt&limit=2",
            "sort=-photoTaken&limit=2",
            "sort=dateline&limit=2",
            "fields=headline,slug",
            "view=full",
            "view=full&body=html",
            "body=text&fields=bodyText",
            // Wrong on purpose.
            "limit=0",
            "limit=x",
            "sort=up",
            "cursor=abc",
            "nonsense=1",
            "fields=nonsense",
            "section=Not%20a%20slug",
            "publishedFrom=yesterday",
            "country=XX",
            "id=x",
            "id=0199a000-0000-7000-8000-000000000000",
        ];
        foreach (var filter in filters.Prepend(""))
        {
            yield return $"/v1/articles?{filter}";
            if (!filter.Contains("fields", StringComparison.Ordinal))
                yield return $"/v1/changes?after=0&{filter}";
        }

        foreach (var list in new[] { "images", "captions", "datelines" })
        {
            foreach (
                var filter in new[]
                {
                    "",
                    "limit=1",
                    "sort=addedAt",
                    "sort=-photoTaken",
                    "sort=dateline",
                    "photoCountry=PT",
                    "datelinePlace=lisbon",
                    "hasImageFile=true",
                    "language=en",
                    "total=exact",
                    "nonsense=1",
                }
            )
                yield return $"/v1/{list}?{filter}";
            yield return $"/v1/{list}/0199a000-0000-7000-8000-000000000000";
        }

        foreach (
            var path in new[]
            {
                "/",
                "/v1",
                "/v1/sections",
                "/v1/tags?limit=1",
                "/v1/tags",
                "/v1/bylines",
                "/v1/tags?cursor=rain",
                "/v1/changes?after=0&include=document",
                "/v1/changes?after=now",
                "/v1/changes?after=e0.1",
                "/v1/changes?after=x",
                "/v1/changes?after=0&limit=1&wait=1",
                "/v1/changes/stream?after=x",
                "/v1/head",
                "/v1/packages",
                "/v1/packages/0199a0a0-0000-7000-8000-000000000000",
                "/v1/jobs",
                "/v1/jobs/0199a0a0-0000-7000-8000-000000000000",
                "/v1/jobs/1",
                "/v1/keys",
                "/v1/keys/self",
                "/v1/keys/0199a0a0-0000-7000-8000-000000000000",
                "/v1/nothing",
                "/feeds/articles.rss",
                "/feeds/articles.atom?section=world",
                "/feeds/articles.json?limit=1",
                "/feeds/articles.rss?nonsense=1",
                "/health/live",
                "/health/ready",
                "/problems/not-found",
                "/problems/nothing",
                "/docs/editing",
                "/swagger/padlocks.js",
                "/openapi/v1.json",
                "/v1/articles/no-such-article",
                "/v1/articles/NOT-A-SLUG",
                "/v1/articles/first-title",
            }
        )
            yield return path;
    }

    private static async Task<List<string>> Write(TestApiHost api, HttpClient client)
    {
        await ConsoleCapture.RunAsync(
            () => ImportCommand.ImportAsync(api.Services, [Repository.Seeds], new(), default),
            (_, _) => { }
        );
        var ids = new List<string>();
        async Task<JsonNode> Send(HttpMethod method, string path, object? body = null)
        {
            api.Clock.Advance(TimeSpan.FromMinutes(7));
            using var request = new HttpRequestMessage(method, path)
            {
                Content = body is null
                    ? null
                    : JsonContent.Create(
                        body,
                        method == HttpMethod.Patch ? new MediaTypeHeaderValue("application/merge-patch+json") : null
                    ),
            };
            using var response = await client.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            Assert.True(response.IsSuccessStatusCode, $"{method} {path}: {text}");
            return JsonNode.Parse(text.Length == 0 ? "{}" : text)!;
        }

        async Task<string> Create(object article)
        {
            var id = (string)(await Send(HttpMethod.Post, "/v1/articles", article))["id"]!;
            ids.Add(id);
            return id;
        }

        var first = await Create(
            new
            {
                headline = "First title",
                bodyText = "LISBON, March 3 (AP) — Rain fell, Reuters reported.",
                status = "published",
                section = new { name = "World" },
                tags = new[] { new { name = "Rain" }, new { name = "Sun" } },
                bylines = new[] { new { name = "Ana Costa" } },
                publishedAt = "2026-01-15T08:00:00Z",
            }
        );
        var second = await Create(
            new
            {
                headline = "Zwölf Ämter \U0001F327 öffnen",
                language = "de",
                bodyHtml = "<p>Sie <b>öffnen</b>.</p><h2>Später</h2><ul><li>Eins</li></ul>",
                status = "published",
                section = new { name = "World" },
                tags = new[] { new { name = "Äpfel" } },
                publishedAt = "2026-01-15T08:00:00Z",
            }
        );
        var third = await Create(
            new
            {
                headline = "With pictures",
                bodyText = "One.\n\nTwo.",
                status = "published",
                images = new object[]
                {
                    new { caption = new { raw = "People walk in Porto, Portugal, March 2, 2026. REUTERS/Ana Costa" } },
                    new { href = "https://example.org/a.jpg", altText = "A" },
                },
            }
        );
        await Create(
            new
            {
                headline = "Told in the morning",
                bodyText = Copy,
                status = "published",
                publishedAt = "2026-01-10T08:00:00Z",
                tags = new[] { new { name = "Rain" } },
            }
        );
        await Create(
            new
            {
                headline = "Told at noon",
                bodyText = Copy + "\n\nIt went on raining.",
                status = "published",
                publishedAt = "2026-01-10T12:00:00Z",
                tags = new[] { new { name = "Sun" } },
            }
        );
        await Create(
            new
            {
                headline = "Told to staff",
                bodyText = Copy,
                tags = new[] { new { name = "Rain" } },
            }
        );
        await Create(
            new
            {
                headline = "Ties",
                bodyText = "All of them are named once.",
                status = "published",
                section = new { name = "Ties" },
                tags = Enumerable.Range(1, 12).Select(number => new { name = $"Tie {number:00}" }),
                bylines = Enumerable.Range(1, 12).Select(number => new { name = $"Writer {number:00}" }),
                images = new[] { "Zadar, Croatia", "Arad, Romania", "Moss, Norway", "Graz, Austria" }.Select(
                    place => new { caption = new { raw = $"People walk in {place}, March 2, 2026." } }
                ),
            }
        );
        await Create(
            new
            {
                headline = "A draft",
                bodyText = "Nobody sees it.",
                tags = new[] { new { name = "Rain" } },
            }
        );
        await Create(
            new
            {
                headline = "Under embargo",
                bodyText = "Later.",
                status = "published",
                embargoUntil = "2026-12-01T00:00:00Z",
                tags = new[] { new { name = "Later" } },
            }
        );
        var withdrawn = await Create(
            new
            {
                headline = "Taken back",
                bodyText = "It was wrong.",
                status = "published",
            }
        );
        var deleted = await Create(
            new
            {
                headline = "Thrown away",
                bodyText = "It was worse.",
                status = "published",
            }
        );
        await Send(HttpMethod.Patch, $"/v1/articles/{first}", new { headline = "Second title", slug = "second-title" });
        await Send(HttpMethod.Patch, $"/v1/articles/{second}", new { tags = new[] { new { name = "Rain" } } });
        await Send(HttpMethod.Post, $"/v1/articles/{withdrawn}/withdraw", new { reason = "Wrong", replacedBy = first });
        await Send(HttpMethod.Delete, $"/v1/articles/{deleted}?reason=Worse");
        var image = (string)
            JsonNode.Parse(await client.GetStringAsync($"/v1/articles/{third}/images"))!["data"]![0]!["id"]!;
        await Send(HttpMethod.Patch, $"/v1/images/{image}", new { altText = "People" });
        await Send(HttpMethod.Post, $"/v1/articles/{first}/images", new { id = image });
        await Send(
            HttpMethod.Post,
            "/v1/datelines",
            new { places = new[] { new { locality = "Faro", country = "Portugal" } }, agency = "AP" }
        );
        while (await api.Services.RunMaintenanceOnceAsync()) { }

        return ids;
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Uuid();

    // What is drawn anew for each database or each request.
    [GeneratedRegex(
        "(?<=\"traceId\":\")[^\"]*|\\be[0-9a-f]{8}\\.[A-Za-z0-9_-]{59}|(?<=\"(?:prefix|lastUsedAt|mark)\":)[^,]*|(?<=cursor=)[A-Za-z0-9_-]+|(?<=\"next\":\")[A-Za-z0-9_-]{20,}"
    )]
    private static partial Regex Nonce();

    [GeneratedRegex("[?&]?cursor=[A-Za-z0-9_-]+")]
    private static partial Regex Cursor();
}
