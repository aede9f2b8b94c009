using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ArticleApi.Auth;
using ArticleApi.Cli;
using ArticleApi.Features.Articles;
using ArticleApi.Hosting;
using ArticleApi.Tests.Infrastructure;
using ArticleApi.Tests.Log;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;

namespace ArticleApi.Tests.Features;

/// <summary>Articles out as NDJSON, and in again.</summary>
public abstract class ExportTests(TestApiHost api) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("articleapi-export-");

    public sealed class OnSqlite(SqliteHost api) : ExportTests(api), IClassFixture<SqliteHost>
    {
        // Npgsql makes an array of each document.
        [Fact]
        public Task What_is_exported_is_not_kept_in_memory() => MeasureAsync();
    }

    public sealed class OnPostgres(PostgresHost api) : ExportTests(api), IClassFixture<PostgresHost>;

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task All_articles_come_whole_oldest_first_and_go_on_where_they_stopped()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        await Fill(editor);

        using var response = await reader.GetAsync("/v1/articles/export?tag=exported");
        Assert.Equal("application/x-ndjson", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("no-store", response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        var lines = (await response.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var slugs = lines.Select(line => (string)JsonNode.Parse(line)!["slug"]!).ToList();
        Assert.Equal((await reader.ListValuesAsync("/v1/articles?tag=exported&sort=publishedAt&limit=100")), slugs);
        await Assert.AllAsync(
            lines,
            async line =>
                Assert.Equal(
                    await reader.GetStringAsync("/v1/articles/" + (string)JsonNode.Parse(line)!["slug"]!),
                    line
                )
        );

        var after = (string)JsonNode.Parse(lines[2])!["id"]!;
        Assert.Equal(
            lines[3..],
            (await reader.GetStringAsync($"/v1/articles/export?tag=exported&after={after}")).Split(
                '\n',
                StringSplitOptions.RemoveEmptyEntries
            )
        );
        Assert.Equal(
            lines.Where(line => line.Contains("odd", StringComparison.Ordinal)),
            (await reader.GetStringAsync("/v1/articles/export?tag=exported&q=odd")).Split(
                '\n',
                StringSplitOptions.RemoveEmptyEntries
            )
        );
    }

    [Theory]
    [
        InlineData("br", ""),
        InlineData("gzip", "&q=exported"),
        InlineData("gzip;q=0.5, identity;q=0", "&publishedFrom=2024-01-02")
    ]
    public async Task An_export_is_compressed_where_the_reader_takes_it(string accepted, string more)
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        await Fill(editor);
        var path = "/v1/articles/export?tag=exported" + more;

        using var response = await reader.RequestAsync("GET", path, null, "Accept-Encoding: " + accepted);
        var coding = Assert.Single(response.Content.Headers.ContentEncoding);
        Assert.StartsWith(coding, accepted, StringComparison.Ordinal);
        Assert.Contains("Accept-Encoding", response.Headers.Vary);
        await using var body = await response.Content.ReadAsStreamAsync();
        await using Stream plain =
            coding == "br"
                ? new BrotliStream(body, CompressionMode.Decompress)
                : new GZipStream(body, CompressionMode.Decompress);
        using var text = new StreamReader(plain);
        var lines = await text.ReadToEndAsync();
        Assert.NotEqual("", lines);
        Assert.Equal(await reader.GetStringAsync(path), lines);
    }

    [Theory]
    [InlineData("br"), InlineData("gzip")]
    public async Task An_export_of_nothing_can_be_decoded(string accepted)
    {
        using var reader = api.CreateAnonymousClient();
        const string path = "/v1/articles/export?tag=nobody-has-this";

        using var response = await reader.RequestAsync("GET", path, null, "Accept-Encoding: " + accepted);

        var bytes = await response.Content.ReadAsByteArrayAsync();
        if (response.Content.Headers.ContentEncoding.SingleOrDefault() is { } coding)
        {
            Assert.Equal(accepted, coding);
            // A reader takes no bytes for a stream that ends early, though .NET does not.
            Assert.NotEmpty(bytes);
            await using Stream plain =
                coding == "br"
                    ? new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress)
                    : new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
            Assert.Equal(-1, plain.ReadByte());
        }
        else
            Assert.Empty(bytes);
    }

    [Fact]
    public async Task Long_and_short_documents_come_whole_whatever_the_buffer()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        int[] lengths = [10, 200_000, 300_000, 10, 700_000, 262_000, 10];
        foreach (var (i, length) in lengths.Index())
            await editor.PublishArticleAsync(
                $"Long {i}",
                new
                {
                    bodyHtml = Paragraphs(length),
                    publishedAt = $"2022-01-0{i + 1}T00:00:00Z",
                    tags = new[] { new { name = "Long" } },
                }
            );

        await Assert.AllAsync(
            new[] { "tag=long", "tag=long&q=long" },
            async query =>
            {
                var lines = (await reader.GetStringAsync("/v1/articles/export?" + query)).Split(
                    '\n',
                    StringSplitOptions.RemoveEmptyEntries
                );
                Assert.Equal(
                    lengths.Index().Select(each => $"long-{each.Index}"),
                    lines.Select(line => (string)JsonNode.Parse(line)!["slug"]!)
                );
            }
        );
    }

    [Fact]
    public async Task No_more_exports_run_at_once_than_may()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        await Fill(editor);
        for (var i = 0; i < 4; i++)
            await editor.PublishArticleAsync(
                $"Wide {i}",
                new { bodyHtml = Paragraphs(200_000), tags = new[] { new { name = "Wide" } } }
            );
        await using var bounded = api.WithWebHostBuilder(builder =>
            builder.UseSetting(ArticleExporter.ConcurrencySetting, "1")
        );
        using var reader = bounded.CreateClient();
        const string Wide = "/v1/articles/export?tag=wide";

        // Nobody reads it on.
        using (await reader.GetAsync(Wide, HttpCompletionOption.ResponseHeadersRead))
        {
            using var refused = await reader.GetAsync(Wide);
            Assert.Equal("5", refused.Headers.RetryAfter!.ToString());
            await refused.ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "overloaded");
            using var head = await reader.RequestAsync("HEAD", Wide);
            Assert.Equal(HttpStatusCode.OK, head.StatusCode);
            Assert.NotEmpty(await reader.ListValuesAsync("/v1/articles?tag=wide"));
        }

        for (var isFree = false; !isFree; )
        {
            using var again = await reader.GetAsync(Wide);
            isFree = again.IsSuccessStatusCode;
        }
    }

    [Theory]
    [InlineData("0"), InlineData("1001"), InlineData("many")]
    public void A_wrong_number_of_exports_stops_the_start(string setting) =>
        Assert.Equal(
            $"Exports:AtOnce is '{setting}'; allowed are 1 to 1000.",
            Assert
                .Throws<InvalidOperationException>(() =>
                    ApiHost.Build(
                        [$"--Exports:AtOnce={setting}", "--ConnectionStrings:Articles=Data Source=:memory:"],
                        quiet: true
                    )
                )
                .Message
        );

    private async Task MeasureAsync()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        await Fill(editor);
        for (var i = 0; i < 40; i++)
            await editor.PublishArticleAsync(
                $"Heavy {i}",
                new { bodyText = new string('x', 100_000), tags = new[] { new { name = "Heavy" } } }
            );

        await api.RunInScopeAsync(async services =>
        {
            var query = new QueryCollection(new Dictionary<string, StringValues> { ["tag"] = "heavy" });
            async Task<long> Allocated()
            {
                // On SQLite all of it runs on one thread.
                var before = GC.GetAllocatedBytesForCurrentThread();
                var export = await services
                    .GetRequiredService<ArticleExporter>()
                    .PrepareAsync(query, Caller.Anonymous, default);
                Assert.True((await export.WriteAsync(Stream.Null, default, default)).IsComplete);
                return GC.GetAllocatedBytesForCurrentThread() - before;
            }

            await Allocated();
            Assert.InRange(await Allocated(), 1, 1_000_000);
            return true;
        });
    }

    [Theory]
    [
        InlineData("after=8921e45f-6ab2-8149-bc80-03da4df3f9f3", "query after: does-not-exist"),
        InlineData("after=x", "query after: not-an-id"),
        InlineData("limit=3", "query limit: unknown-parameter"),
        InlineData("q=%22", "query q: unreadable")
    ]
    public async Task What_is_wrong_is_said_before_anything_is_sent(string query, string place)
    {
        using var reader = api.CreateAnonymousClient();

        Assert.Contains(
            place,
            (
                await reader
                    .RequestAsync("GET", "/v1/articles/export?" + query)
                    .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request")
            ).ErrorLocations()
        );
    }

    [Fact]
    public async Task A_file_that_was_cut_off_goes_on_behind_its_last_whole_line()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        await Fill(editor);
        var file = new FileInfo(Path.Combine(_folder.FullName, "cut.ndjson"));
        Task<int> Export(string? after) =>
            api.RunInScopeAsync(services =>
                ExportCommand.RunAsync(services, new("tag=exported", after, file, IncludesHidden: false), default)
            );
        Assert.Equal(ImportCommand.Success, await Export(null));
        var whole = await File.ReadAllLinesAsync(file.FullName);

        await File.WriteAllTextAsync(file.FullName, string.Join('\n', [.. whole[..3], whole[3][..40]]));
        Assert.Equal(ImportCommand.Success, await Export((string)JsonNode.Parse(whole[2])!["id"]!));
        Assert.Equal(whole, await File.ReadAllLinesAsync(file.FullName));

        await File.WriteAllTextAsync(file.FullName, whole[0][..40]);
        Assert.Equal(ImportCommand.Success, await Export((string)JsonNode.Parse(whole[2])!["id"]!));
        Assert.Equal(whole[3..], await File.ReadAllLinesAsync(file.FullName));
    }

    [Theory]
    [
        InlineData("limit=3", null),
        InlineData("id=8921e45f-6ab2-8149-bc80-03da4df3f9f3", null),
        InlineData("facets=tag", null),
        InlineData("colour=red", null),
        InlineData("", "x")
    ]
    public async Task The_command_refuses_what_the_address_refuses(string where, string? after)
    {
        var file = new FileInfo(Path.Combine(_folder.FullName, "refused.ndjson"));

        Assert.Equal(
            ImportCommand.CouldNotRun,
            await api.RunInScopeAsync(services =>
                ExportCommand.RunAsync(services, new(where, after, file, IncludesHidden: false), default)
            )
        );
        Assert.False(file.Exists);
    }

    [Fact]
    public async Task An_export_taken_in_elsewhere_gives_the_same_articles()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        await Fill(editor);
        var file = new FileInfo(Path.Combine(_folder.FullName, "articles.ndjson"));
        Assert.Equal(
            ImportCommand.Success,
            await api.RunInScopeAsync(services =>
                ExportCommand.RunAsync(services, new("tag=exported", null, file, IncludesHidden: false), default)
            )
        );

        await using var elsewhere = new SqliteHost();
        await elsewhere.InitializeAsync();
        using var there = elsewhere.CreateAnonymousClient();
        var report = await ImportCommand.ImportAsync(elsewhere.Services, [file.FullName], new(), default);
        Assert.Empty(report.Complaints);
        Assert.Equal(6, report.Added);
        await Assert.AllAsync(
            (await reader.GetJsonAsync("/v1/articles?tag=exported&view=full&limit=100"))["data"]!.AsArray(),
            async article =>
            {
                var same = await there.GetJsonAsync($"/v1/articles/{article!["id"]}");
                Assert.Equal(Facts(article.AsObject()), Facts(same));
            }
        );

        Assert.Equal(
            (await reader.GetJsonAsync("/v1/articles?q=odd&tag=exported&facets=tag,photoCountry,photographer&limit=0"))[
                "facets"
            ]!.ToJsonString(),
            (await there.GetJsonAsync("/v1/articles?q=odd&facets=tag,photoCountry,photographer&limit=0"))[
                "facets"
            ]!.ToJsonString()
        );
        var again = await ImportCommand.ImportAsync(elsewhere.Services, [file.FullName], new(), default);
        Assert.Equal((0, 6), (again.Added, again.Known));
        await elsewhere.ShouldBeConsistentAsync(6);

        // They are edited like any other.
        using var desk = await elsewhere.CreateClientWithKeyAsync();
        await desk.PatchJsonAsync(
            $"/v1/articles/{(await there.ListValuesAsync("/v1/articles?limit=1", "id"))[0]}",
            new { bodyText = "Edited elsewhere." }
        );
        Assert.Single(await there.ListValuesAsync("/v1/articles?q=elsewhere"));
        await elsewhere.ShouldBeConsistentAsync(6);
    }

    [Fact]
    public async Task Bad_lines_are_reported_with_their_number_and_the_rest_goes_in()
    {
        string[] lines =
        [
            """{"headline":"A good line","body":[{"type":"paragraph","text":"It is fine.","html":"It is <b onclick=\"x()\">fine</b>.<script>alert(1)</script>"}],"publishedAt":"2024-01-01T00:00:00Z"}""",
            "not json",
            "",
            """{"headline":"","body":[]}""",
            """{"headline":"No text"}""",
            """{"headline":"Bad date","body":[{"type":"paragraph","text":"x","html":"x"}],"publishedAt":"yesterday"}""",
            """{"headline":"Bad picture","body":[{"type":"paragraph","text":"x","html":"x"}],"images":[{"href":"javascript:alert(1)"}]}""",
            "null",
            "[]",
            "\u0000",
            """{"headline":"A draft line","status":"draft","body":[{"type":"paragraph","text":"Not yet.","html":"Not yet."}]}""",
        ];
        var file = Path.Combine(_folder.FullName, "lines.ndjson");
        await File.WriteAllTextAsync(file, string.Join('\n', lines), new UTF8Encoding(false));

        var report = await ImportCommand.ImportAsync(api.Services, [file], new(), default);

        Assert.Equal((2, 1), (report.Added, report.Refused));
        Assert.Equal(
            new int?[] { 2, 4, 5, 6, 7, 8, 9, 10 },
            report.Complaints.Select(complaint => complaint.Line).Order()
        );
        using var reader = api.CreateAnonymousClient();
        Assert.Equal(
            "It is <strong>fine</strong>.",
            ((string?)(await reader.GetJsonAsync("/v1/articles/a-good-line")).ValueAt("body.0.html"))!
                .Replace("<b>", "<strong>", StringComparison.Ordinal)
                .Replace("</b>", "</strong>", StringComparison.Ordinal)
        );
        using var draft = await reader.GetAsync("/v1/articles/a-draft-line");
        Assert.Equal(HttpStatusCode.NotFound, draft.StatusCode);
    }

    [Trait("Speed", "slow")]
    [Fact]
    public async Task Thousands_of_lines_go_in_and_what_they_share_is_counted()
    {
        var file = Path.Combine(_folder.FullName, "thousands.ndjson");
        var lines = Enumerable
            .Range(0, 6_000)
            .Select(i =>
                new JsonObject
                {
                    ["headline"] = $"Line {i % 4_000}",
                    ["publishedAt"] = $"2023-01-01T00:00:{i % 60:00}Z",
                    ["tags"] = new JsonArray(new JsonObject { ["slug"] = "thousands", ["name"] = "Thousands" }),
                    ["body"] = new JsonArray(
                        new JsonObject
                        {
                            ["type"] = "paragraph",
                            ["text"] = $"Text number {i}.",
                            ["html"] = $"Text number {i}.",
                        }
                    ),
                    ["images"] = new JsonArray(
                        new JsonObject
                        {
                            ["caption"] = new JsonObject
                            {
                                ["language"] = "en",
                                ["text"] = "A place.",
                                ["dateline"] = new JsonObject
                                {
                                    ["raw"] = "Lima",
                                    ["places"] = new JsonArray(
                                        new JsonObject
                                        {
                                            ["locality"] = "Lima",
                                            ["countryCode"] = "PE",
                                            ["country"] = "Peru",
                                        }
                                    ),
                                },
                            },
                        }
                    ),
                }.ToJsonString()
            );
        await File.WriteAllLinesAsync(file, lines);

        var report = await ImportCommand.ImportAsync(api.Services, [file], new(), default);

        Assert.Equal((6_000, 0), (report.Added, report.Refused));
        using var reader = api.CreateAnonymousClient();
        using var editor = await api.CreateClientWithKeyAsync();
        var page = await editor.GetJsonAsync("/v1/articles?tag=thousands&total=exact&facets=photoCountry&limit=1");
        Assert.Equal(6_000, (int?)page["page"]!["total"]);
        Assert.Equal(
            """[{"value":"PE","label":"Peru","count":6000}]""",
            page.ValueAt("facets.photoCountry")!.ToJsonString()
        );
        Assert.Equal(
            6_000,
            (int?)
                (await reader.GetJsonAsync("/v1/tags?limit=100"))["data"]!
                    .AsArray()
                    .Single(tag => (string?)tag!["slug"] == "thousands")!["articleCount"]
        );
        Assert.Equal(["line-1999-2"], await reader.ListValuesAsync("/v1/articles?q=%22number%205999%22"));
        Assert.Equal(
            (0, 6_000),
            await ImportCommand.ImportAsync(api.Services, [file], new(), default) is var again
                ? (again.Added, again.Known)
                : default
        );
    }

    private static string Paragraphs(int length) =>
        "<p>It rained.</p>" + string.Concat(Enumerable.Repeat($"<p>{new string('x', 50_000)}</p>", length / 50_000));

    private static string Facts(JsonObject article)
    {
        var copy = article.DeepClone().AsObject();
        foreach (var own in new[] { "availableAt", "updatedAt", "revisedAt", "version" })
            copy.Remove(own);
        return System.Text.RegularExpressions.Regex.Replace(copy.ToJsonString(), "\"id\":\"[^\"]+\"", "\"id\":\"\"");
    }

    private static async Task Fill(HttpClient editor)
    {
        if ((await editor.ListValuesAsync("/v1/articles?tag=exported")).Count > 0)
            return;

        for (var i = 0; i < 6; i++)
        {
            await editor.PublishArticleAsync(
                $"Exported {i}",
                new
                {
                    bodyHtml = $"<p>LISBON, May 2 (AP) — It is <b>{(i % 2 == 0 ? "even" : "odd")}</b> &amp; fine.</p><ul><li>One</li></ul>",
                    publishedAt = i == 5 ? null : $"2024-01-0{6 - i}T00:00:00Z",
                    tags = new[] { new { name = "Exported" } },
                    section = new { name = "World" },
                    urgency = 3,
                    images = new[]
                    {
                        new
                        {
                            href = "https://example.org/a.jpg",
                            credit = new { line = "REUTERS/Ana Costa" },
                            caption = new
                            {
                                raw = "A street in Kyiv, Ukraine, December 20, 2024. REUTERS/Ana Costa/File Photo",
                            },
                        },
                    },
                }
            );
        }
    }
}
