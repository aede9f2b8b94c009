using System.Text.Json.Nodes;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Datelines;
using ArticleApi.Core.Images;
using ArticleApi.Import;
using ArticleApi.Log;
using ArticleApi.Storage;
using ArticleApi.Tests.Infrastructure;
using ArticleApi.Tests.Log;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ArticleApi.Tests.Storage;

/// <summary>
/// Every read is a range of an index: the plans of the SQL that really runs show no scan of a table and no sorting.
/// </summary>
[Trait("Speed", "slow")]
public abstract class QueryPlanTests(TestApiHost api)
{
    private const int Articles = 2_000;

    private readonly CommandWatch _watch = new();

    public sealed class OnSqlite(IsolatedSqliteHost api) : QueryPlanTests(api), IClassFixture<IsolatedSqliteHost>
    {
        protected override string Explain => "EXPLAIN QUERY PLAN ";

        // Without statistics every table counts as large.
        protected override IReadOnlyList<string> Prepare => [];

        protected override bool IsSlow(string line) =>
            line.Contains("TEMP B-TREE", StringComparison.Ordinal)
            || line.Contains("AUTOMATIC", StringComparison.Ordinal)
            // All that an audience has.
            || line.Contains("USING PRIMARY KEY (Audience=?)", StringComparison.Ordinal)
            || (
                line.Contains("SCAN ", StringComparison.Ordinal)
                && !line.Contains("SCAN CONSTANT ROW", StringComparison.Ordinal)
                &&
                // The numbers asked for, the few rows of a limited range, and the full-text index, which is one of
                // words.
                !line.Contains("SCAN json_each", StringComparison.Ordinal)
                && !line.Contains("SCAN under", StringComparison.Ordinal)
                && !line.Contains("SCAN search_", StringComparison.Ordinal)
            );
    }

    public sealed class OnPostgres(IsolatedPostgresHost api) : QueryPlanTests(api), IClassFixture<IsolatedPostgresHost>
    {
        protected override string Explain => "EXPLAIN ";

        // Small tables are scanned and sorted for good reason; without that choice the plan shows whether an index
        // would serve.
        protected override IReadOnlyList<string> Prepare =>
            ["ANALYZE", "SET enable_seqscan = off", "SET enable_sort = off"];

        protected override bool IsSlow(string line) =>
            line.Contains("Seq Scan", StringComparison.Ordinal) || line.Contains("Sort", StringComparison.Ordinal);
    }

    protected abstract string Explain { get; }

    protected abstract IReadOnlyList<string> Prepare { get; }

    protected abstract bool IsSlow(string line);

    [Fact]
    public async Task No_read_scans_a_table_or_sorts()
    {
        await Fill();
        await using var watched = api.WithWebHostBuilder(builder =>
            builder.ConfigureServices(services => services.WatchCommands(_watch))
        );
        using var client = watched.CreateClient(new() { AllowAutoRedirect = false });
        using var keyed = watched.CreateClient();
        keyed.DefaultRequestHeaders.Add("X-Api-Key", await api.CreateKeyAsync());
        _watch.IsCollecting = true;
        await Assert.AllAsync(
            await Paths(client),
            async path =>
            {
                using var open = await client.GetAsync(path);
                using var all = await keyed.GetAsync(path);
                Assert.True((int)open.StatusCode < 400, $"{path}: {await open.Content.ReadAsStringAsync()}");
                Assert.True((int)all.StatusCode < 400, $"{path}: {await all.Content.ReadAsStringAsync()}");
            }
        );

        // The background work looks for something to do all the time, and imports ask whether they know an article.
        Assert.False(await watched.Services.RunMaintenanceOnceAsync());
        await using (var scope = watched.Services.CreateAsyncScope())
        {
            var known = await scope
                .ServiceProvider.GetRequiredService<Importer>()
                .ImportAsync("known.txt", Known, new(), default);
            Assert.Equal((0, 1), (known.Added, known.Known));
        }

        _watch.IsCollecting = false;
        var reads = _watch
            .Commands.Where(command => command.Sql.StartsWith("SELECT", StringComparison.OrdinalIgnoreCase))
            .DistinctBy(command => command.Sql)
            .ToList();
        Assert.InRange(reads.Count, 20, 1_000);

        var slow = new List<string>();
        await api.RunInScopeAsync(async db =>
        {
            await db.Database.OpenConnectionAsync();
            foreach (var statement in Prepare)
                await db.Database.ExecuteSqlRawAsync(statement);
            foreach (var (sql, parameters) in reads)
            {
                // Nothing was asked for, and nothing is read.
                // The numbering of a table's rows is one row.
                if (
                    sql.EndsWith("WHERE 0", StringComparison.Ordinal)
                    || sql.Contains("sqlite_sequence", StringComparison.Ordinal)
                )
                    continue;

                var plan = await Plan(db, sql, parameters);
                // The log's head is one row.
                if (
                    plan.Where(line => !line.Contains("log_sequence", StringComparison.Ordinal) && IsSlow(line))
                        .ToList()
                        is { Count: > 0 } lines
                    && !sql.Contains("log_sequence", StringComparison.Ordinal)
                )
                    slow.Add($"{sql}\n--\n{string.Join('\n', plan)}");
            }

            return true;
        });
        Assert.True(slow.Count == 0, string.Join("\n\n==========\n", slow));
    }

    private static readonly byte[] Known =
        "Known to the Desk\n\nTT\n\nKnown to the Desk\n\nIt was known already.\n"u8.ToArray();

    private static async Task<List<string>> Paths(HttpClient client)
    {
        var (paths, at) = (new List<string>(), 0);
        string[] filters =
        [
            "",
            "section=world",
            "section=world,sport&tag=t1",
            "photographer=Ana%20Costa&hasImages=true&language=en",
            "country=PT",
            "tagAll=t1,t2",
            "tagNot=t1",
            "section=world&tagNot=t1,t2&countryNot=PT&total=exact",
            "exclude={id}",
            "total=exact",
            "publishedFrom=2020-01-01&publishedBefore=2030-01-01",
            "publishedFrom=2020-01-01&publishedBefore=2030-01-01&tag=t2&total=exact",
        ];
        string[] sorts = ["publishedAt", "availableAt", "updatedAt", "photoTaken", "dateline"];
        var id = (string?)
            JsonNode.Parse(await client.GetStringAsync("/v1/articles?limit=1&hasImages=true&fields=id"))!["data"]![0]![
                "id"
            ];
        foreach (var filter in filters.Select(filter => filter.Replace("{id}", id, StringComparison.Ordinal)))
        {
            foreach (var sort in sorts.SelectMany(sort => new[] { sort, "-" + sort }))
                paths.Add($"/v1/articles?{filter}&sort={sort}&limit=7{(at++ % 3 == 0 ? "&view=full" : "")}");
        }

        foreach (
            var (range, sort) in new[]
            {
                ("updated", "updatedAt"),
                ("photoTaken", "photoTaken"),
                ("dateline", "dateline"),
            }
        )
        {
            foreach (var filter in new[] { "", "&tag=t1", "&section=world&country=PT" })
                paths.AddRange([
                    $"/v1/articles?{range}From=2000-01-01{filter}&limit=7",
                    $"/v1/articles?{range}From=2000-01-01&{range}Before=2030-01-01&sort={sort}{filter}&limit=7",
                    $"/v1/articles?{range}Before=2030-01-01{filter}&limit=7&total=exact",
                ]);
        }

        foreach (var list in new[] { "images", "captions", "datelines" })
        {
            foreach (var filter in new[] { "", list == "datelines" ? "datelineCountry=PT" : "photoCountry=PT" })
                paths.AddRange(
                    new[] { "addedAt", list == "datelines" ? "dateline" : "photoTaken" }.SelectMany(sort =>
                        new[]
                        {
                            $"/v1/{list}?{filter}&sort={sort}&limit=7&total=exact",
                            $"/v1/{list}?{filter}&sort=-{sort}&limit=7",
                        }
                    )
                );
            var item = (string?)JsonNode.Parse(await client.GetStringAsync($"/v1/{list}?limit=1"))!["data"]![0]!["id"];
            paths.AddRange([$"/v1/{list}/{item}", $"/v1/{list}?id={item}"]);
            if (list == "images")
                paths.Add($"/v1/images/{item}/captions");
            if (list == "datelines")
                paths.Add($"/v1/datelines/{item}/articles?limit=3");
        }

        foreach (var labels in new[] { "sections", "tags", "bylines" })
            paths.Add($"/v1/{labels}?limit=2");

        // The second pages, by their cursors.
        foreach (var path in paths.ToList())
        {
            if (JsonNode.Parse(await client.GetStringAsync(path))!["page"]?["next"] is { } next)
                paths.Add($"{path}&cursor={next}");
        }

        var article = JsonNode.Parse(await client.GetStringAsync($"/v1/articles/{id}"))!;
        paths.AddRange([
            $"/v1/articles?id={id},{article["slug"]}",
            "/v1/articles?externalId=x&publisher=y",
            "/v1/articles?status=withdrawn&limit=3",
            $"/v1/articles/{id}",
            $"/v1/articles/{article["slug"]}",
            $"/v1/articles/{id}.jsonld",
            $"/v1/articles/{id}/images",
            $"/v1/articles/{id}/versions?limit=3",
            $"/v1/articles/{id}/versions/1",
            "/v1/changes?after=0&limit=50",
            "/v1/changes?after=0&limit=50&include=document&section=world",
            "/v1/changes?after=now",
            "/v1/changes?after=0&limit=50&sectionNot=world",
            "/v1/articles?q=article&tagNot=t1&sort=relevance&limit=7",
            "/v1/articles?facets=section&sectionNot=sport&limit=0",
            "/v1/articles?q=article&limit=7",
            "/v1/articles?q=article&sort=relevance&limit=7",
            "/v1/articles?q=article+-1999&section=world&sort=publishedAt&limit=7&total=exact",
            $"/v1/articles?q=article&exclude={id}&highlight=true&limit=2",
            "/v1/captions?q=picture&limit=3",
            "/v1/datelines?q=town&limit=3",
            "/v1/articles?facets=section,tag,photoCountry&limit=0",
            "/v1/articles?facets=section&limit=3&country=PT",
            $"/v1/articles/{id}/duplicates?limit=2",
            $"/v1/articles/{id}/related",
            "/v1/articles?collapse=duplicates&limit=7",
            "/v1/articles?collapse=duplicates&keep=first&section=world&sort=publishedAt&limit=7",
            "/v1/articles?collapse=duplicates&q=article&limit=3",
            "/v1/articles?collapse=duplicates&updatedFrom=2000-01-01&limit=3",
            "/v1/articles/export?tag=t1",
            $"/v1/articles/export?after={id}",
            "/feeds/articles.rss?q=article",
            "/feeds/articles.rss",
            "/feeds/articles.atom?section=world",
            "/feeds/articles.json?exclude=" + id,
            "/",
            "/v1",
        ]);
        return paths;
    }

    private async Task Fill()
    {
        for (var i = 0; i < Articles; )
        {
            await api.RunInScopeAsync(async services =>
            {
                for (var end = i + 500; i < end; i++)
                    await LogTestExtensions.AddArticleAsync(services, Draft(i));
                return await LogTestExtensions.CommitAsync(services, ChangeCause.Imported);
            });
        }

        await api.RunInScopeAsync(services =>
            services.GetRequiredService<Importer>().ImportAsync("known.txt", Known, new(), default)
        );
    }

    private static ArticleDraft Draft(int i)
    {
        var at = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(i);
        ImageDraft Image(int n) =>
            new(
                new() { Credit = new($"Ana Costa/{n}", "Reuters", "Ana Costa", false) },
                new(
                    "en",
                    $"Picture {n}",
                    null,
                    LogTestExtensions.CreateDatelineReading(
                        $"Town {n % 50}",
                        date: PartialDate.Create(2000 + n % 20, 1 + n % 12, 1 + n % 28)
                    )
                ),
                ImageRole.Lead
            );

        // The newest tell much the same.
        var text =
            i < Articles - 40
                ? "It rained."
                : $"The ferry to the island was cancelled after the storm had torn away the landing stage, the harbour master told reporter {i}, and nobody knows when it will sail again.";

        return LogTestExtensions.CreateDraft($"Article {i}", text) with
        {
            PublishedAt = i % 3 == 0 ? null : at,
            Section = new(i % 4 == 0 ? "world" : "sport", "Section"),
            Tags = [new($"t{i % 5}", "Tag")],
            Bylines = [new($"writer-{i % 40}", "Writer", null)],
            Dateline =
                i % 2 == 0
                    ? LogTestExtensions.CreateDatelineReading(
                        $"Town {i % 50}",
                        date: PartialDate.Create(2000 + i % 20, 1 + i % 12, 1 + i % 28)
                    )
                    : null,
            Images = i % 4 == 0 ? [Image(i)] : [],
        };
    }

    private async Task<List<string>> Plan(
        ArticleDb db,
        string sql,
        IReadOnlyList<(string Name, object? Value)> parameters
    )
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = Explain + sql;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            // Past EF, PostgreSQL's parameters have places instead of names.
            (parameter.ParameterName, parameter.Value) = (
                name.StartsWith('$') && parameter is Npgsql.NpgsqlParameter ? "" : name,
                value is Guid id && parameter is not Npgsql.NpgsqlParameter
                    ? id.ToByteArray(true)
                    : value ?? DBNull.Value
            );
            command.Parameters.Add(parameter);
        }

        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
            lines.Add((string)reader.GetValue(reader.FieldCount - 1));
        return lines;
    }
}
