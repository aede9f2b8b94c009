using System.Net;
using ArticleApi.Core.Search;
using ArticleApi.Http.Caching;
using ArticleApi.Log;
using ArticleApi.Storage;
using ArticleApi.Tests.Infrastructure;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ArticleApi.Tests.Http;

/// <summary>Open answers are kept under the log's head: none is stale, and none is anybody else's.</summary>
public abstract class OutputCacheTests(TestApiHost api)
{
    public sealed class OnSqlite(SqliteHost api) : OutputCacheTests(api), IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api) : OutputCacheTests(api), IClassFixture<PostgresHost>;

    [Fact]
    public async Task A_change_is_seen_with_its_own_answer()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.PublishArticleAsync("Seen at once");
        var addresses = new[]
        {
            article.ArticleUrl(),
            "/v1/articles/seen-at-once",
            "/v1/articles?q=seen&view=full",
            "/v1/articles?limit=1&view=full",
            "/feeds/articles.json?limit=1",
            "/v1/changes?after=0&include=document",
        };
        for (var edit = 0; edit < 20; edit++)
        {
            foreach (var address in addresses)
                await reader.GetStringAsync(address);
            await editor.PatchJsonAsync(article.ArticleUrl(), new { bodyText = $"This is edit {edit}." });
            await Assert.AllAsync(
                addresses,
                async address =>
                    Assert.Contains(
                        $"This is edit {edit}.",
                        await reader.GetStringAsync(address),
                        StringComparison.Ordinal
                    )
            );
        }

        await editor.RequestAsync("POST", article.ArticleUrl() + "/withdraw", new { }).ReadJsonAsync();
        await reader.RequestAsync("GET", article.ArticleUrl()).ReadProblemAsync(HttpStatusCode.Gone, "gone");
    }

    [Fact]
    public async Task A_change_that_appends_no_version_is_seen_too()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.PublishArticleAsync(
            "With a picture",
            new { images = new[] { new { caption = new { text = "First." } } } }
        );
        var image = $"/v1/images/{article.ValueAt("images.0.id")}";
        var before = (await reader.GetJsonAsync(image + "/captions"))["data"]!.AsArray().Count;
        var seq = await api.RunInScopeAsync(db => db.LogSequences.Select(head => head.LastSequence).SingleAsync());

        // No article shows the second caption; keys alone see it, and what an open reader sees stays the same.
        await editor.PostJsonAsync(image + "/captions", new { text = "Second.", language = "en" });
        await editor.PatchJsonAsync(image, new { mediaType = "image/jpeg" });

        Assert.Equal(before, (await reader.GetJsonAsync(image + "/captions"))["data"]!.AsArray().Count);
        Assert.Equal("image/jpeg", (string?)(await reader.GetJsonAsync(image))["mediaType"]);
        Assert.Equal(
            seq + 1,
            await api.RunInScopeAsync(db => db.LogSequences.Select(head => head.LastSequence).SingleAsync())
        );
    }

    [Fact]
    public async Task A_read_that_began_before_a_write_is_not_kept_for_those_after_it()
    {
        var held = new PausingSqlReader();
        await using var slow = api.WithWebHostBuilder(builder =>
            builder.ConfigureTestServices(services => held.Wrap(services))
        );
        using var reader = slow.CreateClient();
        using var editor = slow.CreateClient();
        editor.DefaultRequestHeaders.Add("X-Api-Key", await api.CreateKeyAsync());
        var article = await editor.PublishArticleAsync("Read slowly");

        // The reader has the old bytes in hand, and has not answered yet, when the writer's answer is out.
        held.HoldNext("versions v");
        var reading = reader.GetStringAsync(article.ArticleUrl());
        await held.Reached;
        await editor.PatchJsonAsync(article.ArticleUrl(), new { bodyText = "It was written meanwhile." });
        held.Release();
        Assert.DoesNotContain("meanwhile", await reading, StringComparison.Ordinal);

        Assert.Contains("meanwhile", await reader.GetStringAsync(article.ArticleUrl()), StringComparison.Ordinal);
        Assert.Contains("meanwhile", await reader.GetStringAsync(article.ArticleUrl()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_keyed_answer_never_reaches_an_open_reader_nor_an_open_one_a_key()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        await editor.CreateDraftAsync("Only for keys");
        await Assert.AllAsync(
            new[] { "Authorization: Bearer ", "X-Api-Key: " },
            async header =>
            {
                using var bare = api.CreateAnonymousClient();
                var key = header + await api.CreateKeyAsync();
                for (var round = 0; round < 2; round++)
                {
                    Assert.Contains(
                        "Only for keys",
                        await (
                            await bare.RequestAsync("GET", "/v1/articles?limit=100", null, key)
                        ).Content.ReadAsStringAsync(),
                        StringComparison.Ordinal
                    );
                    Assert.DoesNotContain(
                        "Only for keys",
                        await reader.GetStringAsync("/v1/articles?limit=100"),
                        StringComparison.Ordinal
                    );
                }
            }
        );

        // A wrong key is told so, though the open answer is at hand.
        await reader
            .RequestAsync("GET", "/v1/articles?limit=100", null, "X-Api-Key: wrong")
            .ReadProblemAsync(HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Fact]
    public async Task Keys_with_the_same_rights_are_given_the_same_answer_and_see_every_change_of_theirs()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var first = await api.CreateClientWithKeyAsync("embargo:read");
        using var second = await api.CreateClientWithKeyAsync("embargo:read");
        using var other = await api.CreateClientWithKeyAsync("subscriber:read");
        var cache = api.Services.GetRequiredService<OutputCache>();
        var article = await editor.PublishArticleAsync(
            "Kept for those with a key",
            new { embargoUntil = api.Clock.GetUtcNow().AddDays(1) }
        );
        // The first request looks the key up, and the next is kept.
        for (var round = 0; round < 2; round++)
        {
            await first.GetJsonAsync(article.ArticleUrl());
            await second.GetJsonAsync(article.ArticleUrl());
        }

        var kept = cache.Entries.Where(entry => entry.Key.Path == article.ArticleUrl()).ToList();
        Assert.Contains("embargo:read", Assert.Single(kept).Key.Rights, StringComparison.Ordinal);
        await other.RequestAsync("GET", article.ArticleUrl()).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
        for (var edit = 0; edit < 5; edit++)
        {
            await editor.PatchJsonAsync(article.ArticleUrl(), new { bodyText = $"This is edit {edit}." });
            using var answer = await second.GetAsync(article.ArticleUrl());
            Assert.Equal(
                "private, no-store",
                answer
                    .Headers.CacheControl?.ToString()
                    .Replace("no-store, private", "private, no-store", StringComparison.Ordinal)
            );
            Assert.Contains($"edit {edit}", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.Contains($"edit {edit}", await first.GetStringAsync(article.ArticleUrl()), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Another_node_sees_a_change_within_a_second()
    {
        await using var other = api.WithWebHostBuilder(_ => { });
        using var there = other.CreateClient();
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await editor.PublishArticleAsync("On two nodes");
        await other.Services.GetRequiredService<LogWatermarkPoller>().PollAsync(default);
        await there.GetStringAsync(article.ArticleUrl());

        await editor.PatchJsonAsync(article.ArticleUrl(), new { bodyText = "Changed on one of them." });
        await other.Services.GetRequiredService<LogWatermarkPoller>().PollAsync(default);

        Assert.Contains(
            "Changed on one of them.",
            await there.GetStringAsync(article.ArticleUrl()),
            StringComparison.Ordinal
        );
        Assert.InRange(LogWatermarkPoller.Interval, TimeSpan.Zero, TimeSpan.FromSeconds(0.5));
    }

    [Theory]
    [
        InlineData("br"),
        InlineData("gzip"),
        InlineData("gzip, deflate, br, zstd"),
        InlineData("gzip;q=0.5, br;q=0.9"),
        InlineData("br;q=0, gzip")
    ]
    public async Task Long_answers_are_compressed_and_the_tag_says_how(string accepted)
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.PublishArticleAsync(
            "Compressed " + accepted,
            new { bodyText = string.Join(' ', Enumerable.Range(0, 300).Select(i => "word" + i)) }
        );
        var plain = await reader.GetStringAsync(article.ArticleUrl());
        var coding = accepted.Contains("br;q=0,", StringComparison.Ordinal) || accepted == "gzip" ? "gzip" : "br";
        for (var round = 0; round < 2; round++)
        {
            using var response = await reader.RequestAsync(
                "GET",
                article.ArticleUrl(),
                null,
                "Accept-Encoding: " + accepted
            );
            Assert.Equal(coding, string.Join(", ", response.Content.Headers.ContentEncoding));
            Assert.Equal(coding == "br" ? "\"1-br\"" : "\"1-gz\"", response.Headers.ETag!.Tag);
            Assert.Contains("Accept-Encoding", string.Join(", ", response.Headers.Vary), StringComparison.Ordinal);
            await using var stream = await response.Content.ReadAsStreamAsync();
            await using Stream decoded =
                coding == "br"
                    ? new System.IO.Compression.BrotliStream(stream, System.IO.Compression.CompressionMode.Decompress)
                    : new System.IO.Compression.GZipStream(stream, System.IO.Compression.CompressionMode.Decompress);
            using var text = new StreamReader(decoded);
            Assert.Equal(plain, await text.ReadToEndAsync());

            using var current = await reader.RequestAsync(
                "GET",
                article.ArticleUrl(),
                null,
                "Accept-Encoding: " + accepted,
                "If-None-Match: " + response.Headers.ETag
            );
            Assert.Equal(HttpStatusCode.NotModified, current.StatusCode);
        }

        // Writes hold by the version, whatever the coding.
        await editor
            .RequestAsync(
                "PATCH",
                article.ArticleUrl(),
                new { genre = "News" },
                $"If-Match: \"1-{(coding == "br" ? "br" : "gz")}\""
            )
            .ReadJsonAsync();
    }

    [Fact]
    public async Task Each_representation_has_its_own_answer()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.PublishArticleAsync("Represented");
        for (var round = 0; round < 2; round++)
        {
            Assert.Equal(
                """{"headline":"Represented"}""",
                await reader.GetStringAsync(article.ArticleUrl() + "?fields=headline")
            );
            Assert.Contains(
                "bodyText",
                await reader.GetStringAsync(article.ArticleUrl() + "?body=text"),
                StringComparison.Ordinal
            );
            using var linked = await reader.RequestAsync(
                "GET",
                article.ArticleUrl(),
                null,
                "Accept: application/ld+json"
            );
            Assert.Equal("application/ld+json", linked.Content.Headers.ContentType!.MediaType);
            using var json = await reader.RequestAsync("GET", article.ArticleUrl(), null, "Accept: application/json");
            Assert.Equal("application/json", json.Content.Headers.ContentType!.MediaType);
            using var head = await reader.RequestAsync("HEAD", article.ArticleUrl());
            Assert.Equal(
                (await reader.GetByteArrayAsync(article.ArticleUrl())).Length,
                head.Content.Headers.ContentLength
            );
        }
    }

    /// <summary>Lets a test stop between a read and its answer.</summary>
    private sealed class PausingSqlReader : ISqlReader
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private ISqlReader _reads = null!;
        private string? _held;

        public Task Reached => _reached.Task;

        public void HoldNext(string sql) => _held = sql;

        public void Release() => _released.SetResult();

        public void Wrap(IServiceCollection services)
        {
            var reads = services.Single(service => service.ServiceType == typeof(ISqlReader));
            services.Remove(reads);
            services.AddSingleton<ISqlReader>(provider =>
            {
                _reads = (ISqlReader)reads.ImplementationFactory!(provider);
                return this;
            });
        }

        public bool IsBlocking => _reads.IsBlocking;

        public ValueTask<IRowReader> QueryAsync(
            SqlStatement statement,
            ReadOnlySpan<SqlArgument> arguments,
            CancellationToken cancellation
        )
        {
            var rows = _reads.QueryAsync(statement, arguments, cancellation);
            return
                _held is { } held
                && statement.Sql.Contains(held, StringComparison.Ordinal)
                && Interlocked.Exchange(ref _held, null) is not null
                ? new(PauseAsync(rows))
                : rows;
        }

        public string JoinValues(string tables, params ReadOnlySpan<string> columns) =>
            _reads.JoinValues(tables, columns);

        public SqlStatement FullTextSql(string table, bool down) => _reads.FullTextSql(table, down);

        public string FormatMatch(Expression expression) => _reads.FormatMatch(expression);

        public void DropConnections() => _reads.DropConnections();

        private async Task<IRowReader> PauseAsync(ValueTask<IRowReader> reading)
        {
            var rows = new BufferedRow(await reading);
            await rows.ReadAll();
            _reached.SetResult();
            await _released.Task;
            return rows;
        }
    }

    /// <summary>One row of an article, read before it is asked for.</summary>
    private sealed class BufferedRow(IRowReader rows) : IRowReader
    {
        private bool _has;
        private bool _given;
        private object?[] _values = [];

        public async Task ReadAll()
        {
            _has = await rows.ReadAsync(default);
            if (_has)
                _values =
                [
                    rows.GetInt64(0),
                    rows.GetGuid(1),
                    rows.GetInt64(2),
                    rows.GetInt64(3),
                    rows.GetInt64(4),
                    rows.GetInt64(5),
                    rows.GetInstant(6),
                    rows.GetStringOrNull(7),
                    rows.GetStringOrNull(8),
                    null,
                    null,
                    rows.GetInt64(11),
                    rows.IsNull(12) ? null : rows.GetBytes(12),
                ];
            await rows.DisposeAsync();
        }

        public ValueTask<bool> ReadAsync(CancellationToken cancellation) => new(_has && !_given && (_given = true));

        public bool IsNull(int column) => _values[column] is null;

        public long GetInt64(int column) => (long)_values[column]!;

        public string GetString(int column) => (string)_values[column]!;

        public byte[] GetBytes(int column) => (byte[])_values[column]!;

        public ReadOnlySpan<byte> GetSpan(int column) => GetBytes(column);

        public Guid GetGuid(int column) => (Guid)_values[column]!;

        public DateTimeOffset GetInstant(int column) => (DateTimeOffset)_values[column]!;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
