using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ArticleApi.Cli;
using ArticleApi.Import;
using ArticleApi.Import.Sources;
using ArticleApi.Storage.Tables;
using ArticleApi.Tests.Infrastructure;
using ArticleApi.Tests.Log;
using ArticleApi.Tests.Storage;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ArticleApi.Tests.Import;

/// <summary>
/// Documents are taken in whole or not at all, once, and one that cannot be read does not stop the others.
/// </summary>
public abstract class ImportTests : IDisposable
{
    private readonly TestApiHost _api;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("articleapi-import-");

    protected ImportTests(TestApiHost api) => _api = api;

    public sealed class OnSqlite(IsolatedSqliteHost api) : ImportTests(api), IClassFixture<IsolatedSqliteHost>;

    public sealed class OnPostgres(IsolatedPostgresHost api) : ImportTests(api), IClassFixture<IsolatedPostgresHost>;

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_seeds_loaded_twice_are_there_once()
    {
        var first = await Load(Repository.Seeds);
        var seq = await Seq();
        var sources = await _api.RunInScopeAsync(db => db.Sources.CountAsync());

        var second = await Load(Repository.Seeds);

        Assert.Equal((2, 0, 0), (first.Added, first.Known, first.Refused));
        Assert.Equal((0, 2, 0), (second.Added, second.Known, second.Refused));
        Assert.Equal(seq, await Seq());
        Assert.Equal(sources, await _api.RunInScopeAsync(db => db.Sources.CountAsync()));
    }

    [Fact]
    public async Task Samples_of_the_same_shape_are_taken_in()
    {
        var samples = Path.Combine(Repository.TestData, "seedshape");
        Assert.SkipUnless(Directory.Exists(samples), $"There is no folder {samples}.");
        var files = Directory.GetFiles(samples, "*.txt");

        var first = await ImportCommand.ImportAsync(_api.Services, files, new(), default);
        var second = await ImportCommand.ImportAsync(_api.Services, files, new(), default);

        Assert.Equal(files.Length, first.Documents);
        Assert.InRange(first.Added, 1, int.MaxValue);
        Assert.Equal((0, first.Added + first.Known), (second.Added, second.Known));
        await _api.ShouldBeConsistentAsync(
            await _api.RunInScopeAsync(db => db.Heads.CountAsync(head => head.State == HeadState.Live))
        );
    }

    [Fact]
    public async Task Another_document_with_the_same_article_is_a_second_source_of_it()
    {
        var first = await Load(Write("one.txt", Article("Bridge Opens", "The bridge was opened.")));
        var seq = await Seq();

        var second = await Load(
            Write(
                "two.txt",
                "\r\n"
                    + Article("Bridge Opens", "The bridge was opened.").Replace("\n", "\r\n", StringComparison.Ordinal)
            )
        );

        Assert.Equal((1, 0), (first.Added, first.Known));
        Assert.Equal((0, 1), (second.Added, second.Known));
        Assert.Equal(seq, await Seq());
        using var client = await _api.CreateClientWithKeyAsync();
        var sources = JsonNode.Parse(await client.GetStringAsync("/v1/articles/bridge-opens/source"))![
            "sources"
        ]!.AsArray();
        Assert.Equal(["one.txt", "two.txt"], sources.Select(source => (string?)source!["document"]));
        Assert.Single(sources.Select(source => (string?)source!["fingerprint"]).Distinct());
    }

    [Fact]
    public async Task The_same_headline_with_another_text_gets_the_next_slug()
    {
        await Load(Write("first.txt", Article("Storm Nears", "It comes from the west.")));
        await Load(
            Write(
                "second.txt",
                Article("Storm Nears", "It comes from the east.") + Article("Storm Nears", "It comes from the south.")
            )
        );

        Assert.Equal(
            ["storm-nears", "storm-nears-2", "storm-nears-3"],
            await _api.RunInScopeAsync(db =>
                db.Heads.Where(head => head.Slug!.StartsWith("storm-nears"))
                    .Select(head => head.Slug!)
                    .Order()
                    .ToListAsync()
            )
        );
    }

    [Fact]
    public async Task What_cannot_be_read_is_reported_and_the_rest_taken()
    {
        Write("1-whole.txt", Article("Whole Article", "All of it is here."));
        Write("2-empty.txt", "");
        File.WriteAllBytes(
            Path.Combine(_folder.FullName, "3-binary.txt"),
            [.. Enumerable.Range(0, 4_096).Select(i => (byte)(i * 31))]
        );
        File.WriteAllBytes(
            Path.Combine(_folder.FullName, "4-utf16.txt"),
            [
                .. Encoding.Unicode.GetPreamble(),
                .. Encoding.Unicode.GetBytes(Article("Zürich in Sechzehn", "Alles ist da.")),
            ]
        );
        Write("5-cut.txt", Article("Cut Article", "It ends in the mid"));
        Write("6-cut.txt", "Cut After the Mark\n\nTT\n");
        Write("7-unmarked.txt", "No Mark at All\n\nIt has a text nevertheless, and the text has a second sentence.\n");
        Write("8-blank.txt", " \n\n\t\n");
        // More than an array can hold: had it been read, the complaint would be another.
        using (var large = File.Create(Path.Combine(_folder.FullName, "9-large.txt")))
            large.SetLength(3L * 1024 * 1024 * 1024);
        Write("~last.txt", Article("Last Article", "It is taken too."));
        var report = new FileInfo(Path.Combine(_folder.FullName, "report.json"));

        var (exit, _, _) = await Run([_folder.FullName], new(), report);

        Assert.Equal(ImportCommand.SomeRefused, exit);
        var written = JsonNode.Parse(await File.ReadAllTextAsync(report.FullName))!;
        Assert.Equal(10, (int)written["documents"]!);
        var errors = written["complaints"]!
            .AsArray()
            .Where(complaint => (string?)complaint!["severity"] == "error")
            .Select(complaint => Path.GetRelativePath(_folder.FullName, (string)complaint!["document"]!))
            .Distinct()
            .ToList();
        Assert.Equal((int)written["refused"]!, errors.Count);
        Assert.Superset(
            new HashSet<string> { "2-empty.txt", "3-binary.txt", "6-cut.txt", "8-blank.txt", "9-large.txt" },
            errors.ToHashSet()
        );
        var headlines = await _api.RunInScopeAsync(db => db.Articles.Select(article => article.Headline).ToListAsync());
        Assert.Superset(
            new HashSet<string> { "Whole Article", "Zürich in Sechzehn", "Cut Article", "Last Article" },
            headlines.ToHashSet()
        );
        Assert.Contains(
            "3,221,225,472 bytes",
            written["complaints"]!
                .AsArray()
                .Single(complaint => (string?)complaint!["document"] == Path.Combine(_folder.FullName, "9-large.txt"))![
                "message"
            ]!.ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_dry_run_writes_nothing()
    {
        var seq = await Seq();

        var (exit, said, _) = await Run(
            [Write("dry.txt", Article("Dry Article", "It is not written."))],
            new(DryRun: true),
            null
        );

        Assert.Equal(ImportCommand.Success, exit);
        Assert.Contains("Dry run: 1 documents, 1 articles found", said, StringComparison.Ordinal);
        Assert.Equal(seq, await Seq());
        Assert.False(
            await _api.RunInScopeAsync(db => db.Articles.AnyAsync(article => article.Headline == "Dry Article"))
        );
    }

    [Fact]
    public async Task A_path_that_does_not_exist_stops_the_import_before_it_begins()
    {
        var seq = await Seq();

        var (exit, _, complained) = await Run(
            [Write("there.txt", Article("There", "It is there.")), "/no/such/folder"],
            new(),
            null
        );

        Assert.Equal(ImportCommand.CouldNotRun, exit);
        Assert.Contains("/no/such/folder: no such file or folder", complained, StringComparison.Ordinal);
        Assert.Equal(seq, await Seq());
    }

    [Fact]
    public async Task A_draft_stays_a_draft_and_a_publisher_is_filled_in()
    {
        await Run(
            [Write("draft.txt", Article("Kept Back", "Nobody sees it."))],
            new(Publisher: "The Gazette", Draft: true),
            null
        );

        using var client = await _api.CreateClientWithKeyAsync();
        var article = JsonNode.Parse(await client.GetStringAsync("/v1/articles/kept-back"))!;
        Assert.Equal(("draft", "The Gazette"), ((string?)article["status"], (string?)article["source"]!["publisher"]));
        await (await _api.CreateAnonymousClient().GetAsync("/v1/articles/kept-back")).ShouldBeProblem(
            System.Net.HttpStatusCode.NotFound,
            "not-found"
        );
    }

    [Fact]
    public async Task An_import_that_breaks_off_leaves_whole_articles_and_is_finished_by_the_next()
    {
        var watch = new CommandWatch();
        await using var failing = _api.WithWebHostBuilder(builder =>
            builder.ConfigureServices(services => services.WatchCommands(watch))
        );
        _ = failing.Services;
        var (broken, commands) = (0, 0);
        for (var after = 1; commands == 0; after = after < 12 ? after + 1 : after + after / 4)
        {
            var name = $"Break{after}";
            var document = Encoding.UTF8.GetBytes(
                Article($"{name} One", $"{name} is one.") + Article($"{name} Two", $"{name} is two.")
            );
            var versions = await _api.RunInScopeAsync(db => db.Versions.CountAsync());
            watch.FailAfter(after);
            try
            {
                await ImportThrough(failing, name, document);
                commands = after;
            }
            catch (Exception error) when (error is IOException || error.InnerException is IOException)
            {
                broken++;
            }

            watch.StopFailing();
            var articles = await _api.RunInScopeAsync(db =>
                db.Articles.CountAsync(article => article.Headline.StartsWith(name + " "))
            );
            Assert.Equal(commands == 0 ? 0 : 2, articles);
            Assert.Equal(versions + articles, await _api.RunInScopeAsync(db => db.Versions.CountAsync()));
            var again = await ImportThrough(failing, name, document);
            Assert.Equal(2, again.Added + again.Known);
            Assert.Equal(versions + 2, await _api.RunInScopeAsync(db => db.Versions.CountAsync()));
        }

        Assert.InRange(broken, 8, 100);
        await _api.ShouldBeConsistentAsync(
            await _api.RunInScopeAsync(db => db.Heads.CountAsync(head => head.State == HeadState.Live))
        );
    }

    [Fact]
    public async Task A_cancelled_import_writes_nothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            _api.RunInScopeAsync(services =>
                services
                    .GetRequiredService<Importer>()
                    .ImportAsync(
                        "cancelled.txt",
                        Encoding.UTF8.GetBytes(Article("Cancelled", "It is not in.")),
                        new(),
                        cancelled.Token
                    )
            )
        );

        Assert.False(
            await _api.RunInScopeAsync(db => db.Articles.AnyAsync(article => article.Headline == "Cancelled"))
        );
    }

    [Fact]
    public async Task Two_imports_of_one_folder_at_once_add_each_article_once()
    {
        // The same datelines in another order in every document, so that each import needs rows the other is making.
        string[] towns = ["Lisbon", "Madrid", "Paris", "Rome"];
        var files = Enumerable
            .Range(0, 24)
            .Select(i =>
                Write(
                    $"both-{i:00}.txt",
                    string.Concat(
                        Enumerable
                            .Range(0, 4)
                            .Select(n =>
                                Article(
                                    $"Both {i} {n}",
                                    $"{towns[(i + n) % 4].ToUpperInvariant()}, March {1 + ((i / 2) + n) % 6} (AP) — Text {i} {n} is here."
                                )
                            )
                    )
                )
            )
            .ToList();

        var reports = await Task.WhenAll(
            Enumerable
                .Range(0, 2)
                .Select(import =>
                    Task.Run(() =>
                        ImportCommand.ImportAsync(
                            _api.Services,
                            import == 0 ? files : [.. Enumerable.Reverse(files)],
                            new(),
                            default
                        )
                    )
                )
        );

        Assert.DoesNotContain(
            reports.SelectMany(report => report.Complaints),
            complaint => complaint.Severity == Core.Ingestion.DiagnosticSeverity.Error
        );
        Assert.Equal((96, 96), (reports.Sum(report => report.Added), reports.Sum(report => report.Known)));
        Assert.Equal(
            96,
            await _api.RunInScopeAsync(db => db.Articles.CountAsync(article => article.Headline.StartsWith("Both ")))
        );
        await _api.ShouldBeConsistentAsync(
            await _api.RunInScopeAsync(db => db.Heads.CountAsync(head => head.State == HeadState.Live))
        );
    }

    // Some batches wait to be written while the next are looked up: what waits counts as if it were there. Nobody uses
    // one of the datelines any more, until the third batch of the transaction does.
    [Fact]
    public async Task What_waits_to_be_written_is_known_to_what_comes_behind_it()
    {
        const int Articles = 700;
        await Load(Write("before.ndjson", Line(Articles, "Harbour Empties", "Trieste")));
        using var client = await _api.CreateClientWithKeyAsync();
        using var deletion = new HttpRequestMessage(HttpMethod.Delete, $"/v1/articles/{IdOf(Articles)}?reason=Gone");
        deletion.Headers.IfMatch.Add(EntityTagHeaderValue.Any);
        using var deleted = await client.SendAsync(deletion);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        var lines = Enumerable
            .Range(0, Articles)
            .Select(i => Line(i, "Harbour Waits", i < 300 ? "Gorizia" : "Trieste"))
            .ToList();
        // The same line again: at once, a few batches later, and at the end.
        lines.Insert(1, lines[0]);
        lines.Insert(300, lines[10]);
        lines.Add(lines[20]);

        var report = await Load(Write("harbour.ndjson", string.Join('\n', lines)));

        Assert.Equal((Articles, 3, 0), (report.Added, report.Known, report.Refused));
        var slugs = await _api.RunInScopeAsync(db =>
            db.Heads.Where(head => head.Slug!.StartsWith("harbour-waits")).Select(head => head.Slug!).ToListAsync()
        );
        Assert.Equal(
            Enumerable.Range(1, Articles).Select(i => i == 1 ? "harbour-waits" : $"harbour-waits-{i}").Order(),
            slugs.Order()
        );
        var datelines = await _api.RunInScopeAsync(db =>
            db.Articles.Where(article => article.Headline == "Harbour Waits")
                .GroupBy(article => article.DatelineKey)
                .Select(used => used.Count())
                .ToListAsync()
        );
        Assert.Equal([300, 400], datelines.Order());
        await _api.ShouldBeConsistentAsync(
            await _api.RunInScopeAsync(db => db.Heads.CountAsync(head => head.State == HeadState.Live))
        );

        static Guid IdOf(int i) => new(i + 1, 7, 7, 8, 0, 0, 0, 0, 0, 0, 0);

        static string Line(int i, string headline, string place) =>
            $$"""
                {"id":"{{IdOf(i)}}","headline":"{{headline}}","language":"en","source":{"publisher":"The Quay"},
                "dateline":{"raw":"{{place}}","places":[{"locality":"{{place}}","country":"Italy","countryCode":"IT"}]},
                "body":[{"type":"paragraph","text":"Ship {{i}} waits.","html":"Ship {{i}} waits."}]}
                """.ReplaceLineEndings("");
    }

    // How much is read ahead and how long a transaction may be is bounded by size as well as by number.
    [Fact]
    public async Task Long_articles_fill_a_transaction_sooner()
    {
        var limits = new ImportLimits
        {
            BytesPerArticle = 1_024,
            ArticlesPerBatch = 4,
            WaitingArticles = 8,
            ArticlesPerTransaction = 10,
            ArticlesWaitingForLock = 10,
        };
        await using var limited = _api.WithWebHostBuilder(builder =>
            builder.ConfigureServices(services => services.AddSingleton(limits))
        );
        var lines = Enumerable
            .Range(0, 60)
            .Select(i =>
                Line(
                    i,
                    i is >= 20 and < 40 ? 5_000
                        : i == 50 ? 50_000
                        : 10
                )
            )
            .ToList();
        var sizes = lines.ConvertAll(line => line.Length);
        var parts = new List<int>();

        await using (var scope = limited.Services.CreateAsyncScope())
            await scope
                .ServiceProvider.GetRequiredService<Importer>()
                .ImportAsync(
                    DocumentSource.FromBytesAsync("long.ndjson", Encoding.UTF8.GetBytes(string.Join('\n', lines))),
                    new(),
                    part => parts.Add(part.Added),
                    TestContext.Current.CancellationToken
                );

        Assert.Equal(60, parts.Sum());
        var begins = parts.Select((_, i) => parts.Take(i).Sum());
        // The last batch may exceed it, and of that the last article.
        Assert.All(
            parts.Zip(begins, (count, begin) => sizes.Slice(begin, count)),
            part =>
            {
                Assert.InRange(part.Count, 1, 13);
                Assert.InRange(part.SkipLast(1).Sum(), 0, 14 * 1_024);
            }
        );

        static string Line(int i, int length) =>
            $$"""{"headline":"Long {{i}}","body":[{"type":"paragraph","text":"{{i}} {{new string('x', length)}}"}]}""";
    }

    [Fact]
    [Trait("Speed", "slow")]
    public async Task A_batch_may_have_more_datelines_than_are_remembered()
    {
        const int Articles = 60;
        const int Pictures = 200;
        var lines = Enumerable
            .Range(0, Articles)
            .Select(i =>
                JsonSerializer.Serialize(
                    new
                    {
                        headline = $"Album {i}",
                        body = new[] { new { type = "paragraph", text = $"Album {i}." } },
                        images = Enumerable
                            .Range(0, Pictures)
                            .Select(picture => new
                            {
                                position = picture,
                                href = $"https://example.org/{i}/{picture}.jpg",
                                caption = new
                                {
                                    text = "A street",
                                    dateline = new { places = new[] { new { locality = $"Street {i} {picture}" } } },
                                },
                            }),
                    }
                )
            );

        var report = await Load(Write("albums.ndjson", string.Join('\n', lines)));

        Assert.Equal((Articles, 0), (report.Added, report.Refused));
        Assert.Equal(
            Articles * Pictures,
            await _api.RunInScopeAsync(db =>
                db.Captions.Where(caption => caption.Text == "A street")
                    .Select(caption => caption.DatelineKey)
                    .Distinct()
                    .CountAsync()
            )
        );
    }

    private static string Article(string headline, string text) => $"{headline}\n\nTT\n\n{headline}\n\n{text}\n\n\n\n";

    private string Write(string name, string text)
    {
        var file = Path.Combine(_folder.FullName, name);
        File.WriteAllText(file, text);
        return file;
    }

    private Task<long> Seq() =>
        _api.RunInScopeAsync(db => db.LogSequences.Select(head => head.LastSequence).SingleAsync());

    private Task<ImportReport> Load(string path) => ImportCommand.ImportAsync(_api.Services, [path], new(), default);

    private static async Task<ImportSummary> ImportThrough(
        WebApplicationFactory<Program> api,
        string name,
        byte[] document
    )
    {
        await using var scope = api.Services.CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<Importer>()
            .ImportAsync(name + ".txt", document, new(), default);
    }

    private async Task<(int Exit, string Said, string Complained)> Run(
        string[] paths,
        ImportOptions options,
        FileInfo? report
    )
    {
        var (exit, said, complained) = (0, "", "");
        await ConsoleCapture.RunAsync(
            async () => exit = await ImportCommand.RunAsync(_api.Services, paths, options, report, default),
            (output, error) => (said, complained) = (output, error)
        );
        return (exit, said, complained);
    }
}
