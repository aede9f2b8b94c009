using System.Net;
using ArticleApi.Core.Search;
using ArticleApi.Log;
using ArticleApi.Storage;
using ArticleApi.Tests.Infrastructure;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ArticleApi.Tests.Http;

/// <summary>Open answers are kept under the log's head: none is stale, and none is anybody else's.</summary>
public abstract class OutputCacheTests(ApiHost api)
{
    public sealed class OnSqlite(SqliteHost api) : OutputCacheTests(api), IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api) : OutputCacheTests(api), IClassFixture<PostgresHost>;

    [Fact]
    public async Task A_change_is_seen_with_its_own_answer()
    {
        using var editor = await api.WithKey();
        using var reader = api.Open();
        var article = await editor.Publish("Seen at once");
        var addresses = new[]
        {
            article.Address(),
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
            await editor.Patch(article.Address(), new { bodyText = $"This is edit {edit}." });
            foreach (var address in addresses)
                Assert.Contains(
                    $"This is edit {edit}.",
                    await reader.GetStringAsync(address),
                    StringComparison.Ordinal
                );
        }

        await editor.Call("POST", article.Address() + "/withdraw", new { }).Json();
        await reader.Call("GET", article.Address()).Problem(HttpStatusCode.Gone, "gone");
    }

    [Fact]
    public async Task A_change_that_appends_no_version_is_seen_too()
    {
        using var editor = await api.WithKey();
        using var reader = api.Open();
        var article = await editor.Publish(
            "With a picture",
            new { images = new[] { new { caption = new { text = "First." } } } }
        );
        var image = $"/v1/images/{article.At("images.0.id")}";
        var before = (await reader.Read(image + "/captions"))["data"]!.AsArray().Count;
        var seq = await api.Use(db => db.LogHeads.Select(head => head.Seq).SingleAsync());

        // No article shows the second caption; keys alone see it, and what an open reader sees stays the same.
        await editor.Make(image + "/captions", new { text = "Second.", language = "en" });
        await editor.Patch(image, new { mediaType = "image/jpeg" });

        Assert.Equal(before, (await reader.Read(image + "/captions"))["data"]!.AsArray().Count);
        Assert.Equal("image/jpeg", (string?)(await reader.Read(image))["mediaType"]);
        Assert.Equal(seq + 1, await api.Use(db => db.LogHeads.Select(head => head.Seq).SingleAsync()));
    }

    [Fact]
    public async Task A_read_that_began_before_a_write_is_not_kept_for_those_after_it()
    {
        var held = new HeldReads();
        await using var slow = api.WithWebHostBuilder(builder =>
            builder.ConfigureTestServices(services => held.Wrap(services))
        );
        using var reader = slow.CreateClient();
        using var editor = slow.CreateClient();
        editor.DefaultRequestHeaders.Add("X-Api-Key", await api.MakeKey());
        var article = await editor.Publish("Read slowly");

        // The reader has the old bytes in hand, and has not answered yet, when the writer's answer is out.
        held.HoldNext("versions v");
        var reading = reader.GetStringAsync(article.Address());
        await held.Reached;
        await editor.Patch(article.Address(), new { bodyText = "It was written meanwhile." });
        held.Release();
        Assert.DoesNotContain("meanwhile", await reading, StringComparison.Ordinal);

        Assert.Contains("meanwhile", await reader.GetStringAsync(article.Address()), StringComparison.Ordinal);
        Assert.Contains("meanwhile", await reader.GetStringAsync(article.Address()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_keyed_answer_never_reaches_an_open_reader_nor_an_open_one_a_key()
    {
        using var editor = await api.WithKey();
        using var reader = api.Open();
        await editor.Draft("Only for keys");
        foreach (var header in new[] { "Authorization: Bearer ", "X-Api-Key: " })
        {
            using var bare = api.Open();
            var key = header + await api.MakeKey();
            for (var round = 0; round < 2; round++)
            {
                Assert.Contains(
                    "Only for keys",
                    await (await bare.Call("GET", "/v1/articles?limit=100", null, key)).Content.ReadAsStringAsync(),
                    StringComparison.Ordinal
                );
                Assert.DoesNotContain(
                    "Only for keys",
                    await reader.GetStringAsync("/v1/articles?limit=100"),
                    StringComparison.Ordinal
                );
            }
        }

        // A wrong key is told so, though the open answer is at hand.
        await reader
            .Call("GET", "/v1/articles?limit=100", null, "X-Api-Key: wrong")
            .Problem(HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Fact]
    public async Task Another_node_sees_a_change_within_a_second()
    {
        await using var other = api.WithWebHostBuilder(_ => { });
        using var there = other.CreateClient();
        using var editor = await api.WithKey();
        var article = await editor.Publish("On two nodes");
        await other.Services.GetRequiredService<LogFollower>().Look(default);
        await there.GetStringAsync(article.Address());

        await editor.Patch(article.Address(), new { bodyText = "Changed on one of them." });
        await other.Services.GetRequiredService<LogFollower>().Look(default);

        Assert.Contains(
            "Changed on one of them.",
            await there.GetStringAsync(article.Address()),
            StringComparison.Ordinal
        );
        Assert.InRange(LogFollower.Pulse, TimeSpan.Zero, TimeSpan.FromSeconds(0.5));
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
        using var editor = await api.WithKey();
        using var reader = api.Open();
        var article = await editor.Publish(
            "Compressed " + accepted,
            new { bodyText = string.Join(' ', Enumerable.Range(0, 300).Select(i => "word" + i)) }
        );
        var plain = await reader.GetStringAsync(article.Address());
        var coding = accepted.Contains("br;q=0,", StringComparison.Ordinal) || accepted == "gzip" ? "gzip" : "br";
        for (var round = 0; round < 2; round++)
        {
            using var response = await reader.Call("GET", article.Address(), null, "Accept-Encoding: " + accepted);
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

            using var current = await reader.Call(
                "GET",
                article.Address(),
                null,
                "Accept-Encoding: " + accepted,
                "If-None-Match: " + response.Headers.ETag
            );
            Assert.Equal(HttpStatusCode.NotModified, current.StatusCode);
        }

        // Writes hold by the version, whatever the coding.
        await editor
            .Call(
                "PATCH",
                article.Address(),
                new { genre = "News" },
                $"If-Match: \"1-{(coding == "br" ? "br" : "gz")}\""
            )
            .Json();
    }

    [Fact]
    public async Task Each_representation_has_its_own_answer()
    {
        using var editor = await api.WithKey();
        using var reader = api.Open();
        var article = await editor.Publish("Represented");
        for (var round = 0; round < 2; round++)
        {
            Assert.Equal(
                """{"headline":"Represented"}""",
                await reader.GetStringAsync(article.Address() + "?fields=headline")
            );
            Assert.Contains(
                "bodyText",
                await reader.GetStringAsync(article.Address() + "?body=text"),
                StringComparison.Ordinal
            );
            using var linked = await reader.Call("GET", article.Address(), null, "Accept: application/ld+json");
            Assert.Equal("application/ld+json", linked.Content.Headers.ContentType!.MediaType);
            using var json = await reader.Call("GET", article.Address(), null, "Accept: application/json");
            Assert.Equal("application/json", json.Content.Headers.ContentType!.MediaType);
            using var head = await reader.Call("HEAD", article.Address());
            Assert.Equal(
                (await reader.GetByteArrayAsync(article.Address())).Length,
                head.Content.Headers.ContentLength
            );
        }
    }

    /// <summary>Lets a test stop between a read and its answer.</summary>
    private sealed class HeldReads : IReads
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private IReads _reads = null!;
        private string? _held;

        public Task Reached => _reached.Task;

        public void HoldNext(string sql) => _held = sql;

        public void Release() => _released.SetResult();

        public void Wrap(IServiceCollection services)
        {
            var reads = services.Single(service => service.ServiceType == typeof(IReads));
            services.Remove(reads);
            services.AddSingleton<IReads>(provider =>
            {
                _reads = (IReads)reads.ImplementationFactory!(provider);
                return this;
            });
        }

        public bool AreBlocking => _reads.AreBlocking;

        public ValueTask<IRows> Query(
            Statement statement,
            ReadOnlySpan<Argument> arguments,
            CancellationToken cancellation
        )
        {
            var rows = _reads.Query(statement, arguments, cancellation);
            return
                _held is { } held
                && statement.Sql.Contains(held, StringComparison.Ordinal)
                && Interlocked.Exchange(ref _held, null) is not null
                ? new(Held(rows))
                : rows;
        }

        public string Among(string tables, params ReadOnlySpan<string> columns) => _reads.Among(tables, columns);

        public Statement Search(string table, bool down) => _reads.Search(table, down);

        public string Spelled(Expression expression) => _reads.Spelled(expression);

        public void DropConnections() => _reads.DropConnections();

        private async Task<IRows> Held(ValueTask<IRows> reading)
        {
            var rows = new ReadAlready(await reading);
            await rows.ReadAll();
            _reached.SetResult();
            await _released.Task;
            return rows;
        }
    }

    /// <summary>One row of an article, read before it is asked for.</summary>
    private sealed class ReadAlready(IRows rows) : IRows
    {
        private bool _has;
        private bool _given;
        private object?[] _values = [];

        public async Task ReadAll()
        {
            _has = await rows.Read(default);
            if (_has)
                _values =
                [
                    rows.Long(0),
                    rows.Id(1),
                    rows.Long(2),
                    rows.Long(3),
                    rows.Long(4),
                    rows.Long(5),
                    rows.Instant(6),
                    rows.TextOrNull(7),
                    rows.TextOrNull(8),
                    null,
                    null,
                    rows.IsNull(11) ? null : rows.Bytes(11),
                ];
            await rows.DisposeAsync();
        }

        public ValueTask<bool> Read(CancellationToken cancellation) => new(_has && !_given && (_given = true));

        public bool IsNull(int column) => _values[column] is null;

        public long Long(int column) => (long)_values[column]!;

        public string Text(int column) => (string)_values[column]!;

        public byte[] Bytes(int column) => (byte[])_values[column]!;

        public ReadOnlySpan<byte> Span(int column) => Bytes(column);

        public Guid Id(int column) => (Guid)_values[column]!;

        public DateTimeOffset Instant(int column) => (DateTimeOffset)_values[column]!;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
