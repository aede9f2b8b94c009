using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using ArticleApi.Auth;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Images;
using ArticleApi.Core.Search;
using ArticleApi.Index.FullText;
using ArticleApi.Log;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using ArticleApi.Tests.Infrastructure;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ArticleApi.Tests.Log;

/// <summary>
/// A version of the service whose words are others makes the index anew, and forgets what the one before had indexed.
/// </summary>
[Trait("Speed", "slow")]
public abstract class ReindexTests
{
    private const int Articles = ArticleLog.MaxInlineRenders + 40;

    public sealed class OnSqlite : ReindexTests
    {
        protected override TestApiHost NewHost() => new IsolatedSqliteHost();

        protected override bool AnswersMeanwhile => false;

        protected override async Task<string> Everything(TestApiHost api)
        {
            Assert.True(await api.RunInScopeAsync(db => db.CompleteErasureAsync(default)));
            var text = new StringBuilder();
            foreach (var suffix in new[] { "", "-wal" })
            {
                await using var stream = new FileStream(
                    ((SqliteHost)api).DatabasePath + suffix,
                    FileMode.Open,
                    FileAccess.Read,
                    FileShare.ReadWrite
                );
                using var reader = new StreamReader(stream, Encoding.Latin1);
                text.Append(await reader.ReadToEndAsync());
            }

            return text.ToString();
        }
    }

    public sealed class OnPostgres(PostgresServer server) : ReindexTests
    {
        protected override TestApiHost NewHost() => new IsolatedPostgresHost(server);

        protected override bool AnswersMeanwhile => true;

        // Dead rows stay until they are vacuumed: what can be asked for is looked at.
        protected override Task<string> Everything(TestApiHost api) =>
            api.RunInScopeAsync(async db =>
            {
                var text = new StringBuilder();
                foreach (var table in FullTextTables.Tables)
                {
                    var sql = $"SELECT \"Words\"::text AS \"Value\" FROM {table}";
                    text.AppendJoin('\n', await db.Database.SqlQueryRaw<string>(sql).ToListAsync());
                }

                return text.ToString();
            });
    }

    protected abstract TestApiHost NewHost();

    /// <summary>Whether searches are answered while the index is made.</summary>
    protected abstract bool AnswersMeanwhile { get; }

    protected abstract Task<string> Everything(TestApiHost api);

    [Fact]
    public async Task What_another_version_indexed_is_found_again_and_can_be_forgotten()
    {
        await using var api = await Start();
        var (before, meanwhile, after) = (Guid.Empty, Guid.Empty, Guid.Empty);
        await using (var older = Older(api))
        {
            before = await Create(older.Services, "Quagmires deepened", "Xylophonists and informants fell silent.");
            await CreateMany(older.Services);
            meanwhile = await Create(
                older.Services,
                "Flugelhorns sounded",
                "Zebracrossings and informants reappeared.",
                "Jukeboxes were playing"
            );
            after = await Create(older.Services, "Brouhahas followed", "Lollygaggers and informants remained.");
        }

        // The upgraded service does a part, and is stopped.
        await using (var newer = api.WithWebHostBuilder(_ => { }))
        {
            using var client = newer.CreateClient();
            await ShouldAnswerMeanwhile(client, after);
            await Delete(newer.Services, before);
            Assert.True(await newer.Services.RunMaintenanceOnceAsync());
            await ShouldAnswerMeanwhile(client, after);
            await Delete(newer.Services, meanwhile);
            await Change(newer.Services, after, "Brouhaha ended");
            Assert.True((await Head(newer.Services)).Reindexing);
        }

        while (await api.Services.RunMaintenanceOnceAsync()) { }

        using var reader = api.CreateAnonymousClient();
        Assert.False((await Head(api.Services)).Reindexing);
        Assert.Equal(Articles + 1, await Total(reader, "informants"));
        Assert.Equal(Articles + 1, await Total(reader, "informant"));
        Assert.Equal(Articles, await Total(reader, "reporting"));
        Assert.Equal(1, await Total(reader, "headline:brouhaha"));
        Assert.Equal(0, await Total(reader, "xylophonists OR zebracrossings OR headline:followed"));
        await api.ShouldBeConsistentAsync(Articles + 1);
        await ShouldBeGone(api, "quagmire", "xylophonist", "flugelhorn", "zebracross");

        // What the new version has indexed again is forgotten as ever.
        Assert.Contains("lollygag", await Everything(api), StringComparison.Ordinal);
        await Delete(api.Services, after);
        await ShouldBeGone(api, "brouhaha", "lollygag");
        await api.ShouldBeConsistentAsync(Articles);
    }

    [Fact]
    public async Task A_process_of_another_version_neither_writes_nor_searches()
    {
        await using var api = await Start();
        await using var older = Older(api);
        await Create(older.Services, "Written before", "It rained on the informants.");
        using var old = older.CreateClient();
        old.DefaultRequestHeaders.Add("X-Api-Key", await MakeKey(api, older.Services));
        using var open = api.CreateAnonymousClient();

        using var refused = await old.PostAsJsonAsync(
            "/v1/articles",
            new { headline = "Too late", bodyText = "It rains." }
        );
        var problem = await refused.ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "other-version");
        Assert.Contains("another version", (string?)problem["detail"], StringComparison.Ordinal);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.False(await older.Services.RunMaintenanceOnceAsync());
        while (await api.Services.RunMaintenanceOnceAsync()) { }

        await older.Services.GetRequiredService<LogWatermarkPoller>().PollAsync(TestContext.Current.CancellationToken);
        await (await old.GetAsync("/v1/articles?q=informants")).ShouldBeProblem(
            HttpStatusCode.ServiceUnavailable,
            "other-version"
        );
        Assert.Equal(HttpStatusCode.OK, (await old.GetAsync("/v1/articles/written-before")).StatusCode);
        Assert.Equal(1, await Total(open, "informant"));
        await api.ShouldBeConsistentAsync(1);
    }

    [Fact]
    public async Task A_newer_renderers_bytes_are_indexed_and_the_earlier_ones_forgotten()
    {
        await using var api = await Start();
        var id = await api.CreateArticleAsync(
            LogTestExtensions.CreateDraft("Ragamuffins wandered", "It was a kerfuffle.")
        );
        // As if another renderer had made the stored bytes.
        await api.RunInScopeAsync(db =>
            db.Articles.Where(row => row.Id == id)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Headline, "Nincompoops wandered"))
        );

        await using var moved = api.WithWebHostBuilder(builder =>
            builder.UseSetting("Publication:ArticleUrl", "https://example.org/{slug}")
        );
        while (await moved.Services.RunMaintenanceOnceAsync()) { }

        using var reader = moved.CreateClient();
        Assert.Equal(
            (1, 0, 1),
            (await Total(reader, "nincompoop"), await Total(reader, "ragamuffin"), await Total(reader, "kerfuffle"))
        );
        Assert.DoesNotContain(
            "ragamuffin",
            (await Everything(api)).Replace("ragamuffins-wandered", "", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Everything_is_made_anew_on_demand()
    {
        await using var api = await Start();
        for (var i = 0; i < 3; i++)
            await api.CreateArticleAsync(
                LogTestExtensions.CreateDraft($"Demanded {i}", "The informants reported.") with
                {
                    Dateline = LogTestExtensions.CreateDatelineReading("Faro"),
                    Images =
                    [
                        new(
                            new() { AltText = "A" },
                            new("en", "Jukeboxes", null, LogTestExtensions.CreateDatelineReading("Porto")),
                            ImageRole.Lead
                        ),
                    ],
                }
            );
        var before = await Head(api.Services);

        Assert.True(
            await api.RunInScopeAsync(services =>
                services
                    .GetRequiredService<ArticleLog>()
                    .BeginIndexRebuildAsync(always: true, TestContext.Current.CancellationToken)
            )
        );
        while (await api.Services.RunMaintenanceOnceAsync()) { }

        var after = await Head(api.Services);
        Assert.Equal(
            (before.LastSequence, before.IndexVersion, before.IndexGeneration + 1, false),
            (after.LastSequence, after.IndexVersion, after.IndexGeneration, after.Reindexing)
        );
        using var reader = api.CreateAnonymousClient();
        Assert.Equal(3, await Total(reader, "informant"));
        Assert.NotEmpty(JsonNode.Parse(await reader.GetStringAsync("/v1/captions?q=jukebox"))!["data"]!.AsArray());
        Assert.NotEmpty(JsonNode.Parse(await reader.GetStringAsync("/v1/datelines?q=faro"))!["data"]!.AsArray());
        await api.ShouldBeConsistentAsync(3);
    }

    private async Task ShouldAnswerMeanwhile(HttpClient client, Guid article)
    {
        foreach (
            var path in new[]
            {
                "/v1/articles?q=informants",
                "/v1/articles?q=informants&highlight=true",
                "/feeds/articles.rss?q=informants",
                "/v1/captions?q=jukeboxes",
                "/v1/datelines?q=faro",
                $"/v1/articles/{article}/related",
            }
        )
        {
            using var answer = await client.GetAsync(path);
            if (AnswersMeanwhile)
            {
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                continue;
            }

            await answer.ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "reindexing");
            Assert.NotNull(answer.Headers.RetryAfter);
        }

        foreach (
            var path in new[]
            {
                "/v1/articles?limit=3",
                "/v1/articles?hasImages=true&facets=language",
                $"/v1/articles/{article}",
                $"/v1/articles/{article}/duplicates",
                "/v1/captions",
                "/v1/changes?after=0",
            }
        )
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(path)).StatusCode);
    }

    private async Task ShouldBeGone(TestApiHost api, params string[] words)
    {
        var everything = (await Everything(api)).ToLowerInvariant();
        Assert.All(words, word => Assert.DoesNotContain(word, everything, StringComparison.Ordinal));
    }

    private async Task<TestApiHost> Start()
    {
        var api = NewHost();
        await api.PrepareAsync();
        return api;
    }

    private static WebApplicationFactory<Program> Older(TestApiHost api) =>
        api.WithWebHostBuilder(builder =>
            builder.ConfigureServices(services => services.AddSingleton<IndexTokenizer, OlderIndexTokenizer>())
        );

    private static async Task<int> Total(HttpClient client, string q) =>
        (int)
            JsonNode.Parse(
                await client.GetStringAsync($"/v1/articles?q={Uri.EscapeDataString(q)}&total=exact&limit=1")
            )!["page"]!["total"]!;

    private static async Task<T> Within<T>(IServiceProvider services, Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = services.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }

    private static Task<LogSequence> Head(IServiceProvider services) =>
        Within(services, scope => scope.GetRequiredService<ArticleDb>().LogSequences.AsNoTracking().SingleAsync());

    private static Task<CommitResult> CreateMany(IServiceProvider services) =>
        Within(
            services,
            async scope =>
            {
                for (var i = 0; i < Articles; i++)
                    await LogTestExtensions.AddArticleAsync(
                        scope,
                        LogTestExtensions.CreateDraft($"Dispatch {i}", "The informants reported again.")
                    );
                return await LogTestExtensions.CommitAsync(scope, ChangeCause.Created);
            }
        );

    private static Task<Guid> Create(IServiceProvider services, string headline, string text, string? caption = null) =>
        Within(
            services,
            async scope =>
            {
                var article = await LogTestExtensions.AddArticleAsync(
                    scope,
                    LogTestExtensions.CreateDraft(headline, text) with
                    {
                        Images = caption is null
                            ? []
                            :
                            [
                                new(
                                    new() { AltText = "A picture" },
                                    new("en", caption, null, LogTestExtensions.CreateDatelineReading("Faro")),
                                    ImageRole.Lead
                                ),
                            ],
                    }
                );
                Assert.Equal(
                    CommitStatus.Committed,
                    (await LogTestExtensions.CommitAsync(scope, ChangeCause.Created)).Status
                );
                return article.Id;
            }
        );

    private static Task<bool> Delete(IServiceProvider services, Guid id) =>
        Within(
            services,
            async scope =>
            {
                var db = scope.GetRequiredService<ArticleDb>();
                db.Articles.Remove(await db.Articles.SingleAsync(row => row.Id == id));
                return (await LogTestExtensions.CommitAsync(scope, ChangeCause.Deleted)).Status
                    == CommitStatus.Committed;
            }
        );

    private static Task<bool> Change(IServiceProvider services, Guid id, string headline) =>
        Within(
            services,
            async scope =>
            {
                var article = await scope.GetRequiredService<ArticleDb>().Articles.SingleAsync(row => row.Id == id);
                article.Replace(
                    LogTestExtensions.CreateDraft(headline, "Lollygaggers and informants remained."),
                    article.Slug,
                    null,
                    scope.GetRequiredService<TimeProvider>().GetUtcNow()
                );
                return (await LogTestExtensions.CommitAsync(scope, ChangeCause.Edited)).Status
                    == CommitStatus.Committed;
            }
        );

    private static Task<string> MakeKey(TestApiHost api, IServiceProvider services) =>
        Within(
            services,
            async scope =>
            {
                var (text, row) = ApiKeys.Create("test", Scopes.All, api.Clock);
                await scope.GetRequiredService<ApiKeyStore>().AddAsync(row, TestContext.Current.CancellationToken);
                return text;
            }
        );

    /// <summary>An analyser that neither stems nor leaves anything out.</summary>
    private sealed class OlderIndexTokenizer : IndexTokenizer
    {
        public override int Version => 7;

        public override TokenizedText Tokenize(ArticleDocument article) =>
            base.Tokenize(article with { Language = TextAnalyzer.UnknownLanguage });

        public override TokenizedText Tokenize(Caption caption) =>
            TokenizedText.FromCaption(caption.Text, TextAnalyzer.UnknownLanguage, caption.Dateline?.Facts.Places ?? []);
    }
}
